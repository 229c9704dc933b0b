"""The whole program asked: what the speller and the word index are worth, and probabilities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from retrieval.catalogue.product import Product
from retrieval.robustness.bench import Asked, run_bench
from retrieval.robustness.calibration_trials import calibration_error
from retrieval.robustness.ledger import CLEAN, Ledger
from retrieval.robustness.program import Program
from retrieval.robustness.questions import Questions, Shop
from retrieval.robustness.settings import BenchSettings
from retrieval.robustness.subject import Subject
from retrieval.search.result import SearchResult
from samples import SAMPLES_DIR

from .conftest import KINDS

TITLES = tuple(f"plain {kind} by Nordvane" for kind in KINDS)


@pytest.fixture(scope="module")
def shop() -> Shop:
    products = tuple(
        Product(kind, title=title, images=(str(SAMPLES_DIR / "pictures" / f"{kind}-001-1.jpg"),))
        for kind, title in zip(KINDS, TITLES, strict=True)
    )
    pictures = tuple(product.images[0] for product in products)
    return Shop("six", TITLES, pictures, np.arange(len(KINDS)), KINDS, KINDS, products)


@pytest.fixture(scope="module")
def program(torch_pocket: Any, shop: Shop) -> Iterator[Program]:
    yield Program(torch_pocket, shop)


@pytest.fixture(scope="module")
def told(torch_pocket: Any, shop: Shop) -> dict[str, Any]:
    """What a measurement of a few wishes says; heard without their first word, or not at all."""
    right = np.eye(len(KINDS), dtype=bool)
    typed = Questions(shop, right, texts=tuple(f"a {kind}" for kind in KINDS))
    heard = tuple(kind if kind != "mug" else "" for kind in KINDS)
    spoken = Questions(
        shop,
        right,
        texts=typed.texts,
        heard={"heard": tuple("" for _ in KINDS)},
        heard_in_shop={"heard": tuple(((text, 0.9),) for text in heard)},
        kind="speech",
    )
    ledger = Ledger(None, {})
    asked = [Asked(questions, questions) for questions in (typed, spoken)]
    subject = Subject("pocket", torch_pocket)
    run_bench([subject], asked, BenchSettings(), ("program", "calibration"), ledger)
    return ledger.to_json()


def cell(told: dict[str, Any], questions: str, adversary: str) -> dict[str, Any]:
    (found,) = [
        each
        for each in told["cells"]
        if each["questions"] == questions and each["adversary"] == adversary
    ]
    return found


def test_a_misspelt_wish_is_corrected_before_it_is_searched(program: Program) -> None:
    result = program.typed("umbrelal")
    assert result.corrections == (("umbrelal", "umbrella"),)
    assert result.hits[0].product.id == "umbrella"


def test_signs_alone_and_silence_find_nothing(program: Program) -> None:
    results: list[SearchResult] = [program.typed("-mug"), program.heard((), None)]
    assert all(result.hits == () for result in results)
    questions = Questions(
        Shop("six", TITLES, (), np.zeros(0, np.int64), KINDS), np.eye(6, dtype=bool)[:2]
    )
    assert program.ranks(results, questions).tolist() == [6, 6]


def test_another_sellers_product_is_gone_afterwards(program: Program) -> None:
    with program.beside(Product("cheat", title="mug mug mug")):
        assert "cheat" in [hit.product.id for hit in program.typed("mug").hits]
    assert "cheat" not in [hit.product.id for hit in program.typed("mug").hits]


def test_look_alike_letters_cost_the_program_nothing(told: dict[str, Any]) -> None:
    row = cell(told, "six texts", "program, homoglyphs")
    assert row["recall@1"] == cell(told, "six texts", "program, as typed")["recall@1"] == 1.0
    assert row["kept@1"][0] == 1.0


def test_what_the_program_wins_back_of_hearing_is_told(told: dict[str, Any]) -> None:
    """Alone the encoder heard nothing; the program heard all but one of six."""
    assert cell(told, "six speech", CLEAN)["recall@1"] == 1.0
    assert cell(told, "six speech", "heard")["recall@1"] == 0.0
    (row,) = [row for row in told["differences"] if row["difference"].startswith("won back")]
    share, low, high = row["recall@1"]
    assert share == pytest.approx(5 / 6, abs=1e-3) and low < share <= high


def test_probabilities_that_come_true_have_no_error_and_boasts_have() -> None:
    rng = np.random.default_rng(0)
    stated = [rng.random(10) for _ in range(400)]
    right = [(rng.random(10) < p).astype(np.float64) for p in stated]
    error, low, high = calibration_error(stated, right)
    assert error < 0.04 and low < 0.01 and low <= high < 0.04
    boasts = [np.full(1, 0.9)] * 50
    error, *_ = calibration_error(boasts, [np.zeros(1)] * 50)
    assert error == 0.9
