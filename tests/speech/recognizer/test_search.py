"""Whisper's search over true sound: two in one are as each alone, and one can be given up."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from samples.clips import clips
from speech import load_recognizer
from speech.audio.decode import decode_audio
from speech.errors import GivenUpError
from speech.recognizer.prefix_tree import tree_of
from speech.recognizer.search import SearchRequest, SearchTask
from speech.recognizer.short_audio import encode_sound
from speech.recognizer.vocabulary import Vocabulary
from tests.speech.checkpoints import make_speaking_checkpoint, tokenizer_of
from tests.speech.waveforms import babble

SPOKEN = [clip for clip in clips() if clip.language == "en" and clip.text][:6]


def test_beside_a_search_with_a_vocabulary_the_plain_one_finds_what_it_finds_alone() -> None:
    model = load_recognizer("pocket", device="cpu").model
    tree = tree_of(Vocabulary(["a thread", "Ziploc", "sandals"], 6.0), tokenizer_of())
    request = SearchRequest("en", 20, n_best=3)
    differs = 0
    for clip in SPOKEN:
        features = encode_sound(model, decode_audio(clip.path).samples, 150)
        (alone,) = SearchTask(model, request).find(features)
        beside, biased = SearchTask(model, request, tree).find(features)
        assert beside == alone
        differs += biased != alone
    assert differs


def test_the_number_of_threads_is_as_before() -> None:
    before = torch.get_num_threads()
    load_recognizer("pocket", device="cpu").transcribe(SPOKEN[0].path)
    assert torch.get_num_threads() == before


def test_a_transcription_is_given_up_when_nobody_wants_it() -> None:
    asked = []

    def should_stop() -> bool:
        asked.append(1)
        return len(asked) == 3

    recognizer = load_recognizer("pocket", device="cpu")
    with pytest.raises(GivenUpError):
        recognizer.transcribe(SPOKEN[0].path, should_stop=should_stop)
    assert len(asked) == 3
    assert recognizer.transcribe(SPOKEN[0].path).text  # it serves on


def test_a_mark_that_the_decoder_favours_is_no_text(tmp_path: Path) -> None:
    path = make_speaking_checkpoint(tmp_path / "marks.pt", "a red dress", hesitates={1: "<|zh|>"})
    heard = load_recognizer(path, device="cpu").transcribe(babble(1.0))
    assert heard.text == "a red dress"
    assert not any("<|" in other.text for other in heard.alternatives)
