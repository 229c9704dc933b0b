"""A word that a model expects anyway is worth nothing more for being in the shop's list."""

from __future__ import annotations

from pathlib import Path

from speech import load_recognizer
from speech.recognizer.shop_prior import shop_worths
from tests.speech.checkpoints import make_speaking_checkpoint, tokenizer_of

TOKENIZER = tokenizer_of()


def term(text: str, most: float = 6.0) -> tuple[tuple[int, ...], float]:
    return tuple(TOKENIZER.encode(" " + text)), most


def test_a_term_is_worth_what_the_model_does_not_expect(tmp_path: Path) -> None:
    says_dress = make_speaking_checkpoint(tmp_path / "dress.pt", "red dress")
    model = load_recognizer(says_dress, device="cpu").model
    expected, rare, both, none = shop_worths(
        model, TOKENIZER, [[term("red dress")], [term("Zavrique")],
                           [term("red dress"), term("Zavrique", 4.0)], []], 200,
    )  # fmt: skip
    assert expected == (1, 0.0)
    assert rare == (1, 6.0)
    assert both == (2, 4.0)
    assert none == (0, 0)
    (alone,) = shop_worths(model, TOKENIZER, [[]], 0)
    assert alone == (0, 0)
