"""What is spoken finds what the same words typed find; the recogniser's words are scripted here."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from assistant import Assistant, Query
from assistant.errors import QueryError
from speech.errors import AudioError
from speech.transcript import Transcript
from tests.assistant.scripted import Heard, ScriptedRecognizer, write_tone

Hear: TypeAlias = Callable[..., tuple[Assistant, Path]]


@pytest.fixture
def hearing(sample_store: Path, pocket: object, tmp_path: Path) -> Hear:
    """Opens the sample shop with a recogniser that hears this, and a sound file to be heard."""

    def opened(heard: Heard) -> tuple[Assistant, Path]:
        recognizer = ScriptedRecognizer({"clip": heard})
        assistant = Assistant.open(sample_store, encoder=pocket, recognizer=recognizer)  # type: ignore[arg-type]
        return assistant, write_tone(tmp_path / "clip.wav")

    return opened


def ids(answer: object) -> list[str]:
    return [hit.product.id for hit in answer.hits]  # type: ignore[attr-defined]


def test_spoken_words_find_what_typed_words_find(hearing: Hear) -> None:
    assistant, clip = hearing("Uh, I'm looking for a long red dress, please.")
    spoken = assistant.ask(Query(audio=[clip]))
    typed = assistant.ask(Query(text="a long red dress"))
    assert ids(spoken) == ids(typed)
    assert spoken.hits[0].product.category == "dress"


def test_a_spoken_price_is_a_limit_and_a_refusal_keeps_out(hearing: Hear) -> None:
    assistant, clip = hearing("a dress under sixty dollars but not red")
    hits = assistant.ask(Query(audio=[clip], k=8)).hits
    assert hits
    for hit in hits:
        assert hit.product.price is not None
        assert hit.product.price < 60
    assert all("red" not in hit.product.attributes["colour"].split() for hit in hits[:5])


def test_a_limit_alone_lists_what_it_leaves(hearing: Hear) -> None:
    assistant, clip = hearing("uh, under ten dollars")
    hits = assistant.ask(Query(audio=[clip])).hits
    assert hits
    assert all((hit.product.price or 99) < 10 for hit in hits)


def test_a_currency_the_shop_has_not_is_told(hearing: Hear) -> None:
    assistant, clip = hearing("四十块以下的裙子")
    answer = assistant.ask(Query(audio=[clip]))
    assert answer.hits
    assert any("Prices here are in USD" in notice for notice in answer.notices)


def test_speech_and_text_are_one_query(hearing: Hear) -> None:
    assistant, clip = hearing("in blue")
    answer = assistant.ask(Query(text="striped mug", audio=[clip], k=3))
    assert "mug" in {hit.product.category for hit in answer.hits}
    assert "blue" in answer.understood
    assert "mug" in answer.understood


def test_the_transcript_reaches_the_json(hearing: Hear) -> None:
    assistant, clip = hearing([("blue striped mug", 0.8), ("new striped mug", 0.5)])
    told = json.loads(json.dumps(assistant.ask(Query(audio=[clip])).to_json()))
    transcript = told["query"]["transcript"]
    assert transcript["text"] == "blue striped mug"
    assert transcript["confidence"] == 0.8
    assert transcript["path"] == str(clip)
    assert [other["text"] for other in transcript["alternatives"]][1] == "new striped mug"
    assert told["models"]["speech"]["name"] == "scripted"
    assert told["timing_ms"]["hear"] >= 0
    assert told["did_you_mean"] is None


def test_silence_is_answered_with_no_product_and_a_sentence(hearing: Hear) -> None:
    assistant, clip = hearing("")
    answer = assistant.ask(Query(audio=[clip]))
    assert answer.hits == ()
    assert "Nobody speaks" in answer.notices[0]
    assert answer.to_json()["query"]["transcript"]["text"] == ""


def test_manners_alone_ask_for_nothing(hearing: Hear) -> None:
    assistant, clip = hearing("Thank you.")
    answer = assistant.ask(Query(audio=[clip]))
    assert answer.hits == ()
    assert "asks for no product" in answer.notices[0]


def test_silence_beside_text_leaves_the_text(hearing: Hear) -> None:
    assistant, clip = hearing("")
    answer = assistant.ask(Query(text="long red dress", audio=clip))
    assert answer.hits[0].product.category == "dress"


def test_the_second_alternative_is_offered_where_the_first_finds_nothing(hearing: Hear) -> None:
    assistant, clip = hearing([("blew stripe smog", 0.6), ("blue striped mug", 0.5)])
    answer = assistant.ask(Query(audio=[clip]))
    assert answer.did_you_mean == "blue striped mug"
    assert answer.hits[0].product.category == "mug"
    assert answer.to_json()["did_you_mean"] == "blue striped mug"


def test_an_unlikely_alternative_changes_nothing(hearing: Hear) -> None:
    assistant, clip = hearing([("long red dress", 0.9), ("alarm clock", 0.2)])
    assert ids(assistant.ask(Query(audio=[clip]))) == ids(
        assistant.ask(Query(text="long red dress"))
    )


def test_the_first_alternative_keeps_the_first_place(hearing: Hear) -> None:
    assistant, clip = hearing([("long red dress", 0.9), ("long bread knife", 0.6)])
    answer = assistant.ask(Query(audio=[clip]))
    assert answer.hits[0].product.category == "dress"
    assert answer.did_you_mean == ""


def test_the_recogniser_is_told_the_words_of_the_shop(hearing: Hear) -> None:
    assistant, clip = hearing("mug")
    assistant.ask(Query(audio=[clip]))
    terms = assistant.hearing.recognizer.vocabulary.terms  # type: ignore[attr-defined]
    assert {"Quillmere", "mug", "red"} <= set(terms)
    assert all(len(term.split()) <= 4 for term in terms)


def test_a_sound_that_was_heard_already_is_not_heard_again(sample_assistant: Assistant) -> None:
    transcript = Transcript("long red dress", "en", 0.9, 1.0, model="base")
    answer = sample_assistant.ask(Query(audio=[transcript]))
    assert answer.hits[0].product.category == "dress"
    assert answer.models["speech"]["name"] == "base"
    assert not sample_assistant.hearing.is_open


def test_bytes_are_sound_too(hearing: Hear) -> None:
    assistant, clip = hearing("mug")
    assistant.hearing.recognizer.heard[""] = "mug"  # type: ignore[attr-defined]
    assert assistant.ask(Query(audio=[clip.read_bytes()])).hits[0].product.category == "mug"


def test_a_file_that_is_no_sound_is_one_sentence(hearing: Hear, tmp_path: Path) -> None:
    assistant, _ = hearing("mug")
    text = tmp_path / "renamed.wav"
    text.write_text("this is text")
    with pytest.raises(AudioError) as caught:
        assistant.ask(Query(audio=[text]))
    assert "\n" not in str(caught.value)


def test_no_sound_and_no_words_are_no_query() -> None:
    with pytest.raises(QueryError, match="--audio"):
        Query(audio=[])
