"""What the app says of products and photos that look made to mislead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant import Answer, Assistant, Query
from assistant.cli.table import doubt as told_by_commands
from retrieval.catalogue.product import Product
from retrieval.search.result import Hit, Why
from retrieval.trust.doubt import SENTENCES, QuerySuspicion, Suspicion
from tests.tui.driving import run, said, until
from tui.app import VitrineApp
from tui.doubting import MARK, altered_query, doubt
from tui.language import use_language
from tui.widgets.details import described
from tui.widgets.results import Results, _facts

DOUBTED = Suspicion(0.93, ("hub", "disagrees"), "words")


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    use_language("en")


def hit(suspicion: Suspicion | None) -> Hit:
    product = Product("mug-1", title="Mug", category="mug")
    return Hit(product, 1.0, 0.4, Why(suspicion=suspicion))


def test_a_doubted_product_is_marked_in_the_list_and_explained_beside_it() -> None:
    assert _facts(hit(DOUBTED)).startswith(f"{MARK} doubted · mug")
    told = described(hit(DOUBTED)).plain
    assert f"{MARK} doubted (0.93): " in told and "ranked by its words alone" in told
    for text in (_facts(hit(None)), described(hit(None)).plain):
        assert MARK not in text and "doubted" not in text


@pytest.mark.parametrize("reason", [name for name in SENTENCES if name != "look-alikes"])
def test_every_reason_is_told_as_the_commands_tell_it_and_in_chinese(reason: str) -> None:
    for believed in ("words", "picture"):
        one = Suspicion(0.5, (reason,), believed)
        english = doubt(one)
        assert SENTENCES[reason] in english and english == told_by_commands(one)
        use_language("zh")
        assert SENTENCES[reason] not in doubt(one) and "存疑（0.50）" in doubt(one)
        use_language("en")


def test_a_photo_that_looks_altered_is_told_in_one_quiet_line(sample_assistant: Assistant) -> None:
    odd = QuerySuspicion("a\x1b[31m.png", "image", 0.934, True)
    assert altered_query(odd).endswith("looks altered (0.93): results may be steered")
    answered = sample_assistant.ask(Query(text="mug"))

    class Steered:
        """An assistant whose every photo looks altered."""

        store, encoder, hearing = (
            sample_assistant.store,
            sample_assistant.encoder,
            sample_assistant.hearing,
        )

        def ask(self, query: Query) -> Answer:
            result = replace(answered.result, suspicions=(odd, replace(odd, is_flagged=False)))
            return replace(answered, query=query, result=result)

        def bought_together(self, product: Product) -> tuple[Product, ...]:
            return sample_assistant.bought_together(product)

        def close(self) -> None:
            """The shared assistant stays open."""

    async def scenario() -> None:
        app = VitrineApp(lambda progress, **_: Steered())
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.press(*"mug", "enter")
            await until(lambda: "looks altered" in said(pilot))
            assert said(pilot).count("looks altered (0.93)") == 1
            assert "\x1b" not in said(pilot) and len(app.query_one(Results).hits) > 0

    run(scenario())
