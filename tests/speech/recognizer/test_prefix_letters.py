"""Letters of texts under way are as likely as all alignments that begin so, to the last digit."""

from __future__ import annotations

import itertools
import math

import pytest
import torch

from samples.clips import clips
from speech import load_recognizer
from speech.audio.decode import decode_audio
from speech.audio.level import levelled
from speech.recognizer.prefix_letters import PrefixLetters
from speech.recognizer.scoring import score
from speech.recognizer.search import SearchRequest, SearchTask
from speech.recognizer.short_audio import encode_sound
from speech.recognizer.spelling import SpelledSound
from tests.speech.checkpoints import tokenizer_of

N_POSITIONS = 6


def likelihoods(sound: SpelledSound) -> dict[str, float]:
    """Of each text that a sound of six positions can hold, over all its alignments."""
    found: dict[str, float] = {}
    for path in itertools.product(range(4), repeat=N_POSITIONS):
        text = "".join("abc"[n - 1] for n, _ in itertools.groupby(path) if n)
        each = math.fsum(float(sound.log_probabilities[at, n]) for at, n in enumerate(path))
        found[text] = found.get(text, 0.0) + math.exp(each)
    return found


def test_a_beginning_is_as_likely_as_all_that_begins_so() -> None:
    torch.manual_seed(1)
    sound = SpelledSound(torch.randn(N_POSITIONS, 4).log_softmax(-1), "abc")
    known = likelihoods(sound)

    def beginning(text: str) -> float:
        return math.log(sum(one for other, one in known.items() if other.startswith(text)))

    letters = PrefixLetters(sound)
    letters.begin(2)
    assert letters.grown([0, 0, 1, 1, 0], ["a", "AB", "aa", "abb", "?"]) == pytest.approx(
        [*map(beginning, ("a", "ab", "aa", "abb", ""))], abs=1e-4
    )
    letters.keep([1, 2])
    ended = [math.log(known[text]) for text in ("ab", "aa")]
    assert letters.ended() == pytest.approx(ended, abs=1e-4)
    assert letters.grown([0, 1, 1], ["c", "a", "bc"]) == pytest.approx(
        [*map(beginning, ("abc", "aaa", "aabc"))], abs=1e-4
    )
    assert letters.grown([], []) == []
    for too_long_or_unknown in ("cbacbacba", "aaaaaaa", "b7", "c\ufffd"):
        assert letters.grown([0], [too_long_or_unknown]) == [-math.inf]


def test_a_guided_search_finds_texts_that_decoder_and_letters_like_at_least_as_well() -> None:
    recognizer = load_recognizer("pocket", device="cpu")
    guided_sum = plain_sum = 0.0
    noisy = [clip for clip in clips() if clip.language == "en" and "5dB" in clip.path.stem]
    for clip in noisy[:5]:
        samples = levelled(decode_audio(clip.path).samples)
        features = encode_sound(recognizer.model, samples, 175)
        spelled = recognizer.spelling.heard(features)
        joint = []
        for guide in (spelled, None):
            request = SearchRequest("en", 24, 3, spelled=guide)
            (found,) = SearchTask(recognizer.model, request).find(features)
            hypotheses = score(
                recognizer.model, tokenizer_of(), features, found, max_tokens=24, spelled=spelled
            )
            joint.append(max(one.joint_log_probability for one in hypotheses))
        guided_sum, plain_sum = guided_sum + joint[0], plain_sum + joint[1]
    assert guided_sum >= plain_sum - 0.1
