"""Letters of a sound: how likely a text's are, and what the shop's brands gain by them."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from speech import load_recognizer
from speech.recognizer.alternatives import ranked
from speech.recognizer.guards import GuardSettings, is_invented
from speech.recognizer.promotion import promoted_by_letters
from speech.recognizer.respelling import respelled
from speech.recognizer.scoring import Hypothesis
from speech.recognizer.spelling import SpelledSound, spelling_in
from speech.recognizer.vocabulary import Vocabulary
from tests.speech.checkpoints import make_random_checkpoint

LETTERS = " abcdefghijklmnopqrstuvwxyz"
SOUNDS = Path(__file__).parent / "sounds"
BRANDS = ("Sardeva", "Jovanki", "Tamakko", "Plinthea", "Zavrique")


def spelling_out(text: str, sure: float = 0.9) -> SpelledSound:
    """A sound in which each letter stands for one position, a blank after it."""
    rest = (1 - sure) / len(LETTERS)
    rows = []
    for letter in text:
        for number in (LETTERS.index(letter) + 1, 0):
            row = [rest] * (len(LETTERS) + 1)
            row[number] = sure
            rows.append(row)
    return SpelledSound(torch.tensor(rows).log(), LETTERS)


def hypothesis(text: str, decoder: float, letters: float, nothing: float = -50.0) -> Hypothesis:
    return Hypothesis(
        tokens=tuple(text.encode()),
        text=text,
        log_probabilities=(decoder / 2, decoder / 2),
        is_cut=False,
        no_speech=0.0,
        attention=torch.zeros(0, 0, 0),
        spelling_log_probability=letters,
        nothing_log_probability=nothing,
    )


def test_a_text_is_as_likely_as_all_its_alignments_together() -> None:
    torch.manual_seed(0)
    sound = SpelledSound(torch.randn(4, 3).log_softmax(-1), "ab")
    expected = {"": 0.0, "a": 0.0, "ab": 0.0, "aa": 0.0}
    for path in itertools.product(range(3), repeat=4):
        letters = [n for n, _ in itertools.groupby(path) if n]
        text = "".join("ab"[n - 1] for n in letters)
        if text in expected:
            each = [float(sound.log_probabilities[at, n]) for at, n in enumerate(path)]
            expected[text] += math.exp(math.fsum(each))
    found = sound.log_probabilities_of([*expected, "A-", "abababab"])
    for likelihood, one in zip(expected.values(), found, strict=False):
        assert one == pytest.approx(math.log(likelihood), abs=1e-4)
    assert found[4] == pytest.approx(found[1])  # case, and what is no letter of it
    assert found[5] == -math.inf
    assert sound.nothing_log_probability == pytest.approx(found[0], abs=1e-4)
    assert sound.log_probabilities_of([]) == []


def test_the_likeliest_letters_are_read_without_blanks_and_repeats() -> None:
    assert spelling_out("a rred dress").likeliest == "a rred dress"
    assert SpelledSound(torch.tensor([[0.1, 0.9], [0.1, 0.9]]).log(), "a").likeliest == "a"


def test_whispers_own_checkpoints_have_no_letters_and_damaged_ones_are_passed_over(
    tmp_path: Path,
) -> None:
    path = make_random_checkpoint(tmp_path / "plain.pt")
    assert spelling_in(path, 48) is None
    saved = torch.load(path, weights_only=True)
    good = {"weight": torch.randn(3, 48), "bias": torch.randn(3), "characters": "ab"}
    for fields, fits in (
        ({}, True),
        ({"weight": torch.randn(4, 48)}, False),
        ({"weight": torch.randn(3, 12)}, False),
        ({"bias": [1.0, 2.0, 3.0]}, False),
        ({"characters": 7}, False),
        ({"other": 1}, False),
    ):
        torch.save({**saved, "spelling": {**good, **fields}}, path)
        assert (spelling_in(path, 48) is not None) == fits
    torch.save({**saved, "spelling": good}, path)
    assert load_recognizer(path, device="cpu").spelling is not None


def test_a_term_is_put_where_the_letters_spell_it() -> None:
    shop = Vocabulary(["red", "Sardeva", "backpack", "Zavrique"])
    sound = spelling_out("a black backpack from sardever")
    for heard in ("a black backpack from cedarley", "a black backpack from"):
        found = respelled([heard], sound, shop)
        assert found[:2] == ("a black backpack from Sardeva", "a black backpack from sardeva")
        assert not any("Zavrique" in text for text in found)
    assert respelled(["a black backpack"], spelling_out("a black backpack"), shop) == ()
    assert respelled([""], sound, Vocabulary([])) == ()


def test_letters_vouch_for_a_term_that_the_decoder_never_met_and_for_no_other() -> None:
    heard = [hypothesis("a vacuum cleaner", -4.0, -89.0), hypothesis("a vacuum", -9.0, -70.0)]
    brand = hypothesis("a vescuro", -30.0, -6.0)
    first, *others = promoted_by_letters(heard, [*heard, brand], [(0, 0.0), (0, 0.0), (1, 28.0)])
    assert first.text == "a vescuro" and others == heard
    assert first.confidence == pytest.approx(heard[0].confidence)  # as sure as what it replaces
    for unheard in (
        replace(brand, spelling_log_probability=-88.0),
        hypothesis("a vescuro", -90.0, -6.0),
        replace(brand, spelling_log_probability=-20.0),  # better than the first, and far from it
    ):
        worths = [(0, 0.0), (0, 0.0), (1, 28.0)]
        assert promoted_by_letters(heard, [*heard, unheard], worths) == heard
    assert promoted_by_letters(heard, [*heard, brand], [(1, 28.0), (0, 0.0), (1, 28.0)]) == heard


def test_letters_decide_between_texts_that_the_decoder_finds_alike() -> None:
    close = [hypothesis("a lace mug", -2.0, -40.0), hypothesis("a blue mug", -3.0, -4.0)]
    assert [one.text for one in ranked(close)] == ["a lace mug", "a blue mug"]
    assert [one.text for one in ranked(close, by_spelling=True)] == ["a blue mug", "a lace mug"]


def test_where_no_letter_is_said_no_text_is_believed() -> None:
    settings = GuardSettings()
    assert not is_invented(hypothesis("five", -0.1, -2.0), 0.9, settings)
    assert is_invented(hypothesis("five", -0.1, -20.0, nothing=-0.1), 0.9, settings)


def test_where_letters_are_said_a_text_that_the_decoder_finds_unlikely_is_believed() -> None:
    settings = GuardSettings()
    assert not is_invented(hypothesis("vescuro", -4.0, -5.0), 0.9, settings)
    assert is_invented(hypothesis("vescuro", -4.0, -5.0, nothing=-9.0), 0.9, settings)
    assert is_invented(hypothesis("vescuro", -6.0, -5.0), 0.9, settings)
    assert is_invented(hypothesis("vescuro", -4.0, 0.0, nothing=-math.inf), 0.9, settings)


@pytest.mark.parametrize(("file", "brand"), [("sardeva", "Sardeva"), ("plinthea", "Plinthea")])
def test_pocket_hears_a_brand_it_never_met_where_the_shop_has_it(file: str, brand: str) -> None:
    recognizer = load_recognizer("pocket", device="cpu")
    sound = SOUNDS / f"{file}.opus"
    plain = recognizer.transcribe(sound)
    assert brand.lower() not in plain.text.lower()
    listed = recognizer.transcribe(sound, vocabulary=Vocabulary(BRANDS))
    assert brand.lower() in listed.text.lower()
    assert listed.confidence > 0
    others = [name for name in BRANDS if name != brand]
    assert not any(
        name.lower() in recognizer.transcribe(sound, vocabulary=Vocabulary(others)).text.lower()
        for name in others
    )


def test_a_brand_written_like_a_mark_of_whispers_is_text() -> None:
    recognizer = load_recognizer("pocket", device="cpu")
    hostile = Vocabulary(["<|en|>deva", "<|endoftext|>", "Sardeva<|zh|>", "Sardeva"])
    heard = recognizer.transcribe(SOUNDS / "sardeva.opus", vocabulary=hostile)
    assert "sardeva" in heard.text.lower()
