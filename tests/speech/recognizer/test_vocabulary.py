"""Terms are heard more readily where they are nearly heard, and change nothing anywhere else.

The filter is the real one over Whisper's real tokenizer; the logits are scripted.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from speech import load_recognizer
from speech.recognizer.biasing import Accounted, VocabularyBias
from speech.recognizer.passage import once
from speech.recognizer.prefix_tree import PrefixTree, tree_of
from speech.recognizer.vocabulary import Vocabulary
from tests.speech.checkpoints import N_VOCAB, make_speaking_checkpoint, tokenizer_of
from tests.speech.waveforms import babble

TOKENIZER = tokenizer_of()
STRENGTH = 1.5


def tree(*terms: str) -> PrefixTree:
    return tree_of(Vocabulary(terms, STRENGTH), TOKENIZER)


def tokens_of(text: str) -> list[int]:
    return list(TOKENIZER.encode(text))


def earned(text: str, *terms: str) -> float:
    return tree(*terms).earned(tokens_of(text))


def worth(term: str) -> float:
    """What a heard term earns, however it is spelt."""
    return min(8.0, STRENGTH * len(tokens_of(" " + term)))


def test_a_finished_term_earns_and_an_unfinished_one_does_not() -> None:
    assert earned(" a Ziploc bag", "Ziploc") == pytest.approx(worth("Ziploc"))
    assert earned(" a red", "red dress") == 0
    assert earned(" a red carpet", "red dress") == 0
    assert earned(" a red dress", "red dress") == pytest.approx(worth("red dress"))


def test_a_term_starts_and_ends_with_a_word() -> None:
    assert earned(" catalogue", "cat") == earned(" bobcat", "cat") == 0
    assert earned(" the cat", "cat") == earned(" the cat.", "cat") == worth("cat")
    assert earned(" a cat's toy", "cat") == worth("cat")
    assert earned("cat food", "cat") > 0  # at the very start, without a space


def test_the_longest_of_nested_terms_counts_and_each_only_once() -> None:
    terms = ("red", "red dress", "dress shoes")
    assert earned(" red dress shoes", *terms) == pytest.approx(worth("red dress"))
    assert earned(" red carpet", *terms) == pytest.approx(worth("red"))
    assert earned(" dress shoes", *terms) == pytest.approx(worth("dress shoes"))
    assert earned(" red red", *terms) == pytest.approx(2 * worth("red"))


@given(
    st.lists(st.sampled_from(["red", "dress", "shoes", "carpet", "cat", "alogue"]), max_size=6),
    st.lists(st.sampled_from(["red", "red dress", "dress shoes", "cat", "shoes red"]), max_size=4),
)
@settings(max_examples=60, deadline=None)
def test_finished_terms_are_those_that_earn(said: list[str], terms: list[str]) -> None:
    tokens = tokens_of("".join(" " + word for word in said))
    finished = tree(*terms).finished(tokens)
    assert sum(worth for _, worth in finished) == pytest.approx(tree(*terms).earned(tokens))
    for term_tokens, _ in finished:
        assert TOKENIZER.decode(list(term_tokens)).strip() in terms


def test_case_does_not_matter_much_and_chinese_needs_no_spaces() -> None:
    for text in (" ziploc", " Ziploc"):
        assert earned(text, "Ziploc") == worth("Ziploc")
    assert earned("我要红色长裙谢谢", "长裙") > 0
    assert earned("我要红色短裙", "长裙") == 0


def run(bias: VocabularyBias | None, logits: list[torch.Tensor]) -> tuple[list[int], float]:
    """Whisper's greedy decoder over scripted logits: its tokens and running sum."""
    from whisper.decoding import GreedyDecoder

    decoder: Any = GreedyDecoder(0.0, TOKENIZER.eot)
    if bias is not None:
        decoder = Accounted(decoder, bias)
    tokens = torch.tensor([[TOKENIZER.sot]])
    total = torch.zeros(1)
    for step in logits:
        row = step.clone()[None]
        if bias is not None:
            bias.apply(row, tokens)
        tokens, done = decoder.update(tokens, row, total)
        if done:
            break
    return tokens[0, 1:].tolist(), float(total)


def scripted(*steps: dict[str, float]) -> list[torch.Tensor]:
    """Logits a step, given some tokens' texts with their logits; the rest are at -20."""
    made = []
    for step in steps:
        logits = torch.full((N_VOCAB,), -20.0)
        for text, value in step.items():
            ids = [TOKENIZER.eot] if text == "<end>" else tokens_of(text)
            assert len(ids) == 1, text
            logits[ids[0]] = value
        made.append(logits)
    return made


def test_a_nearly_heard_term_is_heard() -> None:
    logits = scripted({" red": 0.0, " read": 0.5}, {" dress": 2.0}, {"<end>": 3.0})
    bias = VocabularyBias(tree("red dress"), 1, 1)
    assert run(None, logits)[0][:2] == tokens_of(" read dress")
    assert run(bias, logits)[0][:2] == tokens_of(" red dress")
    assert bias.has_acted


def test_a_term_that_sounds_otherwise_is_not_forced() -> None:
    logits = scripted({" red": -6.0, " zebra": 0.0}, {"<end>": 3.0})
    assert run(VocabularyBias(tree("red"), 1, 1), logits)[0][0] == tokens_of(" zebra")[0]


@pytest.mark.parametrize("n_reached", [1, 4])
def test_a_list_out_of_reach_leaves_the_logits_untouched_bit_for_bit(n_reached: int) -> None:
    logits = torch.randn(2, N_VOCAB)
    reached = logits.topk(n_reached).values.amin(dim=-1, keepdim=True)
    bias = VocabularyBias(tree("red dress", "blue shoes"), 1, n_reached)
    entries = [token for token, _ in tree("red dress", "blue shoes").at_start.children.items()]
    logits[:, entries] = reached - 5
    before = logits.clone()
    bias.apply(logits, torch.tensor([[TOKENIZER.sot]] * 2))
    assert torch.equal(logits, before)
    assert not bias.has_acted
    assert bias.log_shift is None


def test_what_a_broken_term_had_is_taken_back_from_the_running_sum() -> None:
    logits = scripted({" red": 0.0}, {" carpet": 9.0, " dress": -9.0}, {"<end>": 9.0})
    bias = VocabularyBias(tree("red dress"), 1, 1)
    plain_tokens, plain_sum = run(None, logits)
    tokens, total = run(bias, logits)
    assert bias.has_acted
    assert tokens == plain_tokens
    assert total == pytest.approx(plain_sum, abs=1e-3)


def test_a_finished_term_stays_in_the_running_sum() -> None:
    logits = scripted({" red": 0.0}, {" dress": 0.0}, {"<end>": 9.0})
    plain_sum = run(None, logits)[1]
    total = run(VocabularyBias(tree("red dress"), 1, 1), logits)[1]
    assert total - plain_sum == pytest.approx(worth("red dress"), abs=1e-3)


WORDS = ["red", "dress", "shoes", "carpet", "blue", "read", "cat", "alogue", "long"]


@given(
    said=st.lists(st.sampled_from(WORDS), min_size=1, max_size=8),
    terms=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), max_size=4),
)
@example(said=["red", "red", "red"], terms=[["red", "red"]])
@settings(max_examples=60, deadline=None)
def test_the_running_sum_gains_what_the_finished_terms_are_worth(
    said: list[str], terms: list[list[str]]
) -> None:
    one = tree(*(" ".join(words) for words in terms))
    tokens = [token for word in said for token in tokens_of(" " + word)]
    logits = []
    for token in [*tokens, TOKENIZER.eot]:
        step = torch.full((N_VOCAB,), -30.0)
        step[token] = 30.0
        logits.append(step)
    plain_tokens, plain_sum = run(None, logits)
    heard, total = run(VocabularyBias(one, 1, 1), logits)
    assert heard == plain_tokens
    # A rare overlap is counted by its leftmost term only when the text is complete.
    assert total - plain_sum <= one.earned(tokens) + 8.0
    if len(terms) == 1:
        assert total - plain_sum == pytest.approx(one.earned(tokens), abs=1e-2)


def test_ten_thousand_terms_cost_a_step_no_more_than_ten() -> None:
    syllables = ["ba", "do", "ki", "lu", "me", "no", "pi", "ra", "su", "ta"]
    words = [a + b + c + d for a in syllables for b in syllables for c in syllables
             for d in syllables]  # fmt: skip
    logits = torch.randn(1, N_VOCAB)
    tokens = torch.tensor([[TOKENIZER.sot, *tokens_of(" I would like a")]])

    def step_s(one: PrefixTree) -> float:
        bias = VocabularyBias(one, 1, 4)
        best = float("inf")
        for _ in range(15):
            started = time.thread_time()
            bias.apply(logits.clone(), tokens)
            best = min(best, time.thread_time() - started)
        return best

    few, many = tree(*words[:10]), tree(*words)
    assert step_s(many) < 2 * step_s(few) + 1e-3


def test_a_vocabulary_is_tidied_and_hashable() -> None:
    vocabulary = Vocabulary(["  Tommy   Hilfiger", "", "red", "red", " "])
    assert vocabulary.terms == ("Tommy Hilfiger", "red")
    assert hash(vocabulary) == hash(Vocabulary(["Tommy Hilfiger", "red"]))
    assert vocabulary == Vocabulary(["Tommy Hilfiger", "red"])


def test_in_chinese_brands_alone_are_said_in_latin_letters() -> None:
    vocabulary = Vocabulary(["Quillmere", "sandals", "连衣裙", "T恤", "teal"], 1.0)
    assert vocabulary.said_in("en") == vocabulary
    assert vocabulary.said_in("zh") == Vocabulary(["Quillmere", "连衣裙", "T恤"], 1.0)


def test_words_that_resemble_a_term_are_read_as_it_and_no_others() -> None:
    vocabulary = Vocabulary(["Ziploc", "Tommy Hilfiger", "red", "dress", "Samsung"])

    def read(text: str) -> list[str]:
        return [one.text for one in vocabulary.respellings(text)]

    assert "a box of Ziploc bags" in read("a box of zip lock bags")
    assert read("Tommy Hill Fiber!")[0] == "Tommy Hilfiger!"
    assert read("a red dress") == read("") == read("Ziploc") == []
    assert read("sam sung phones")[0] == "Samsung phones"
    assert len(Vocabulary(f"brand{n}" for n in range(50)).respellings("a brand here")) <= 8


def test_a_text_that_only_repeats_itself_is_said_once() -> None:
    assert once((1, 2, 3, 1, 2, 3, 1)) == (1, 2, 3)
    assert once((1, 2, 3, 1)) == (1, 2, 3)
    assert once((1, 2, 2)) == (1, 2, 2)
    assert once(()) == ()


def test_a_whole_recogniser_prefers_the_list_only_where_the_sound_nearly_says_it(
    tmp_path: Path,
) -> None:
    path = make_speaking_checkpoint(tmp_path / "d.pt", "a read dress", hesitates={1: " red"})
    recognizer = load_recognizer(path, device="cpu")
    for n_best in (1, 3):
        plain = recognizer.transcribe(babble(1.0), n_best=n_best)
        assert plain.text == "a read dress"
        helped = recognizer.transcribe(
            babble(1.0), n_best=n_best, vocabulary=Vocabulary(["red dress"])
        )
        assert helped.text == "a red dress"
        for terms in (["green shoes", "zebra"], ["red shoes"], ["dressing gown"], []):
            other = recognizer.transcribe(babble(1.0), n_best=n_best, vocabulary=Vocabulary(terms))
            assert other == plain, terms


def test_a_list_changes_nothing_in_a_random_models_output(random_checkpoint: Path) -> None:
    from dataclasses import replace

    from speech.recognizer.passage import HearingSettings
    from tests.speech.recognizer.test_recognizer import ANYTHING_GOES

    recognizer = load_recognizer(random_checkpoint, device="cpu")
    recognizer.settings = HearingSettings(
        guards=replace(ANYTHING_GOES), temperatures=(), takes_prompts=False
    )
    plain = recognizer.transcribe(babble(0.5))
    listed = recognizer.transcribe(
        babble(0.5), vocabulary=Vocabulary(["Tommy Hilfiger", "long red dress", "Ziploc"])
    )
    assert listed == plain
