"""A wish is made of parts that come and go; turns can be undone."""

from __future__ import annotations

from pathlib import Path

from speech.transcript import Transcript
from tui.prompt_text import PromptText
from tui.wish import Conversation, Wish, recalled


def test_every_kind_of_part_reaches_the_query() -> None:
    heard = Transcript("in blue", "en", 0.9, 1.0)
    wish = (
        Wish()
        .with_prompt(PromptText("red dress", (Path("a.jpg"),), (Path("b.wav"),)))
        .with_part("voice", heard, heard.text)
        .with_part("without", "silk", "silk")
        .with_part("filter", "price<40", "price<40")
    )
    query = wish.query(7)
    assert (query.text, list(query.images), list(query.audio)) == (
        "red dress", [Path("a.jpg")], [Path("b.wav"), heard],
    )  # fmt: skip
    assert (list(query.without), list(query.filters), query.k) == (["silk"], ["price<40"], 7)


def test_a_part_taken_away_leaves_the_others() -> None:
    wish = Wish().with_part("text", "red", "red").with_part("filter", "price<40", "price<40")
    assert [part.shown for part in wish.without_part(0).parts] == ["price<40"]


def test_a_turn_undone_is_not_forgotten_by_the_arrows() -> None:
    red = Wish().with_part("text", "red", "red")
    conversation = Conversation().asked(red, "red").asked(Wish(), "red").undone()
    assert conversation.wish == red
    assert conversation.prompts == ("red",)
    assert conversation.over().wish.is_empty


def test_arrows_go_through_earlier_prompts_and_back_to_the_one_being_typed() -> None:
    prompts = ["one", "two"]
    assert [recalled(prompts, at, by) for at, by in [(None, -1), (1, -1), (0, -1), (1, 1)]] == [
        1, 0, 0, None,
    ]  # fmt: skip
    assert recalled([], None, -1) is None
