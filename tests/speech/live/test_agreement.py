"""Words that successive hypotheses agree on are settled and never change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech.errors import AudioError
from speech.live.agreement import Agreement, AgreementSettings, Revision, normalised
from speech.spacing import words_of


def follow(*texts: str, step_s: float = 0.5, settings: AgreementSettings | None = None):
    """The last revision of hypotheses heard step_s apart."""
    agreement = Agreement(settings)
    for count, text in enumerate(texts, start=1):
        revision = agreement.update(words_of(text), count * step_s)
    return " ".join(revision.committed), " ".join(revision.tentative)


def test_what_two_hypotheses_share_is_settled_and_the_rest_is_not():
    assert follow("show me") == ("", "show me")
    assert follow("show me", "show me red") == ("show me", "red")
    assert follow("show me", "show me red", "show me read dresses") == ("show me", "read dresses")


def test_case_and_punctuation_do_not_matter():
    assert follow("show me red.", "Show me, Red dresses") == ("Show me, Red", "dresses")


def test_the_same_sound_heard_twice_is_no_evidence():
    agreement = Agreement()
    agreement.update(["red"], 1.0)
    assert agreement.update(["red"], 1.0).committed == ()
    assert agreement.update(["red"], 1.05).committed == ()
    assert agreement.update(["red"], 1.2).committed == ("red",)


def test_a_hypothesis_that_doubts_itself_settles_nothing_but_is_shown():
    agreement = Agreement()
    agreement.update(["red"], 1.0, confidence=0.9)
    assert agreement.update(["red", "dress"], 1.5, confidence=0.6) == Revision((), ("red", "dress"))
    assert agreement.update(["red", "dress"], 2.0, confidence=0.9).committed == ("red",)


def test_doubt_for_ever_does_not_stall():
    agreement = Agreement()
    for count in range(1, 9):
        revision = agreement.update(["red", "dress"], 0.5 * count, confidence=0.1)
    assert revision.committed == ("red",)


def test_a_settled_word_stays_when_later_hypotheses_hear_another():
    assert follow("a red", "a red dress", "a read dress in", "a read dress in blue") == (
        "a red dress in",
        "blue",
    )


@pytest.mark.parametrize("later", ["in the red dress now", "the dress now", "the re d dress now"])
def test_a_word_more_or_less_before_neither_doubles_nor_swallows_the_next(later: str):
    committed, tentative = follow("the red dress", "the red dress", later)
    assert f"{committed} {tentative}" == "the red dress now"


def test_disagreement_for_ever_does_not_stall():
    texts = [f"{'ab'[k % 2]}{k} second last" for k in range(8)]
    committed, tentative = follow(*texts)
    assert committed == "b7 second" and tentative == "last"


def test_even_one_word_that_flickers_is_settled_in_the_end():
    assert follow(*[f"word{k}" for k in range(16)])[0] == "word15"


def test_three_hypotheses_can_be_asked_for():
    three = AgreementSettings(n_hypotheses=3)
    assert follow("red", "red", settings=three) == ("", "red")
    assert follow("red", "red", "red", settings=three) == ("red", "")


def test_chinese_is_settled_character_by_character():
    assert follow("我想买红", "我想买鞋子") == ("我 想 买", "鞋 子")


def test_words_that_differ_in_a_vowel_sign_alone_are_not_the_same():
    assert normalised("कि") != normalised("का")
    assert normalised("ขา") != normalised("ข้า")


def test_numbers_that_cannot_work_are_refused():
    with pytest.raises(AudioError):
        AgreementSettings(n_hypotheses=1)
    with pytest.raises(AudioError):
        AgreementSettings(min_advance_s=0.0)


WORDS = st.lists(st.sampled_from(["a", "B", "b,", "c", "红"]), max_size=8)


@given(hypotheses=st.lists(st.tuples(WORDS, st.floats(0.0, 2.0)), max_size=25))
def test_settled_words_only_ever_grow(hypotheses: list[tuple[list[str], float]]):
    agreement = Agreement()
    before: tuple[str, ...] = ()
    heard_s = 0.0
    for words, step_s in hypotheses:
        heard_s += step_s
        revision = agreement.update(words, heard_s)
        assert revision.committed[: len(before)] == before
        before = revision.committed
