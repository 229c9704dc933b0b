"""Any sound becomes a transcript whose parts agree; sound without speech becomes nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from speech import Waveform, load_recognizer
from speech.errors import AudioError, RecognizerError
from speech.recognizer import passage as passages
from speech.recognizer.guards import GuardSettings
from speech.recognizer.passage import HearingSettings
from tests.speech.checkpoints import make_speaking_checkpoint
from tests.speech.conftest import SENTENCE
from tests.speech.waveforms import babble, encoded, noise, silence, tone

ANYTHING_GOES = GuardSettings(
    log_probability_floor=-np.inf,
    sure_log_probability=-np.inf,
    retry_below=-np.inf,
    max_compression=np.inf,
)


@contextmanager
def settings_of(recognizer: Any, settings: HearingSettings) -> Iterator[None]:
    before = recognizer.settings
    recognizer.settings = settings
    try:
        yield
    finally:
        recognizer.settings = before


def test_a_sentence_is_heard_with_its_words_and_confidence(speaking_recognizer: Any) -> None:
    heard = speaking_recognizer.transcribe(babble(2.5), 16_000)
    assert heard.text == SENTENCE
    assert heard.language == "en"
    assert 0.9 < heard.confidence <= 1.0
    assert heard.duration_s == pytest.approx(2.5)
    assert " ".join(word.text for word in heard.words) == SENTENCE
    assert heard.model == speaking_recognizer.name == "speaking"


def test_every_kind_of_source_is_heard_alike(speaking_recognizer: Any, tmp_path: Path) -> None:
    sound = babble(1.5, 48_000)
    path = tmp_path / "sound.flac"
    path.write_bytes(encoded(sound, 48_000, "flac", "flac"))
    with path.open("rb") as file:
        sources = [path, str(path), path.read_bytes(), file, Waveform(sound, 48_000)]
        heard = [speaking_recognizer.transcribe(source, words=False) for source in sources]
    heard.append(speaking_recognizer.transcribe(sound, 48_000, words=False))
    stored = (sound * 32767).astype(np.int16)
    heard.append(speaking_recognizer.transcribe(stored, 48_000, words=False))
    assert {one.text for one in heard} == {SENTENCE}
    assert all(one.duration_s == pytest.approx(1.5) for one in heard)


def test_word_times_rise_and_lie_within_the_sound(random_recognizer: Any) -> None:
    with settings_of(random_recognizer, HearingSettings(guards=ANYTHING_GOES, temperatures=())):
        for duration_s in (0.1, 0.3, 1.0, 2.0):
            heard = random_recognizer.transcribe(babble(duration_s), n_best=1)
            times = [t for word in heard.words for t in (word.start_s, word.end_s)]
            assert times == sorted(times)
            assert all(0.0 <= time_s <= duration_s for time_s in times)
            assert all(0.0 <= word.confidence <= 1.0 for word in heard.words)


@pytest.mark.parametrize(
    "sound",
    [
        silence(1.0),
        np.array([0.3], np.float32),
        np.full(16_000, 0.5, np.float32),
        noise(2.0, level=1e-4),
        noise(2.0, level=0.1),
        tone(2.0, 50),
        tone(2.0, 50) + tone(2.0, 150) + noise(2.0, level=0.01),
        np.clip(tone(1.0, 100, peak=9.0), -1, 1),
    ],
    ids=["silence", "one sample", "offset", "faint hiss", "hiss", "hum", "mains", "clipped hum"],
)
def test_sound_without_speech_is_nothing_even_to_a_model_that_always_talks(
    speaking_recognizer: Any, sound: Any
) -> None:
    heard = speaking_recognizer.transcribe(sound, 16_000)
    assert (heard.text, heard.language, heard.confidence) == ("", "", 0.0)
    assert heard.words == heard.alternatives == ()
    assert heard.duration_s == pytest.approx(len(sound) / 16_000)


def test_what_a_model_finds_unlikely_is_nothing(random_recognizer: Any) -> None:
    assert random_recognizer.transcribe(babble(1.0)).text == ""


def test_quiet_speech_is_heard(speaking_recognizer: Any) -> None:
    sound = babble(2.0)
    quiet = Waveform(sound * 10 ** ((-45 - Waveform(sound, 16_000).level_dbfs) / 20), 16_000)
    assert quiet.level_dbfs == pytest.approx(-45, abs=0.1)
    assert speaking_recognizer.transcribe(quiet).text == SENTENCE


def test_a_voice_detector_has_its_say(speaking_checkpoint: Path) -> None:
    asked = []

    def nobody(samples: Any) -> Any:
        asked.append(len(samples))
        return np.full(len(samples) // 512, 0.02)

    def a_click(samples: Any) -> Any:
        return np.array([0.0, 0.99, 0.0, 0.0])

    def somebody(samples: Any) -> Any:
        return np.array([0.0, 0.9, 0.95, 0.1])

    for detector, text in ((nobody, ""), (a_click, ""), (somebody, SENTENCE)):
        recognizer = load_recognizer(speaking_checkpoint, device="cpu", voice_detector=detector)
        assert recognizer.transcribe(babble(1.0), words=False).text == text
    assert asked == [8_000, 16_000]  # where it is loudest, then all of it


def test_a_short_sound_is_heard_in_a_short_context(
    speaking_recognizer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = contexts_used(monkeypatch)
    speaking_recognizer.transcribe(babble(3.0), n_best=1)
    assert used == [150 + 256]


def test_a_loop_is_tried_again_in_the_full_context_and_warmer_and_then_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looping = make_speaking_checkpoint(tmp_path / "loop.pt", "go " * 300)
    recognizer = load_recognizer(looping, device="cpu")
    used, searched = contexts_used(monkeypatch), []
    task = passages.SearchTask

    def watched(model: Any, request: Any, *rest: Any) -> Any:
        searched.append(request.temperature)
        return task(model, request, *rest)

    monkeypatch.setattr(passages, "SearchTask", watched)
    assert recognizer.transcribe(babble(0.5), n_best=1).text == ""
    assert used == [400, 1500]  # the full context is encoded once
    assert searched == [0.0, 0.0, 0.4, 0.8]
    used.clear()
    assert recognizer.transcribe(babble(0.5), n_best=1, retries=False).text == ""
    assert used == [400]


def test_a_text_heard_alike_in_two_contexts_is_not_tried_warmer(
    speaking_checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recognizer = load_recognizer(speaking_checkpoint, device="cpu")
    never_clear = replace(recognizer.settings.guards, retry_below=1.0)
    recognizer.settings = replace(recognizer.settings, guards=never_clear)
    used = contexts_used(monkeypatch)
    recognizer.transcribe(babble(0.5), n_best=1)
    assert used == [400, 1500]


def contexts_used(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    used: list[int] = []
    encode = passages.encode_sound

    def watched(model: Any, samples: Any, n_positions: int) -> Any:
        used.append(n_positions)
        return encode(model, samples, n_positions)

    monkeypatch.setattr(passages, "encode_sound", watched)
    return used


def test_the_same_sound_gives_the_same_answer(random_recognizer: Any) -> None:
    import torch

    settings = HearingSettings(guards=replace(ANYTHING_GOES, retry_below=-1.0))
    with settings_of(random_recognizer, settings):
        state = torch.random.get_rng_state()
        first = random_recognizer.transcribe(babble(0.5))
        torch.manual_seed(5)
        second = random_recognizer.transcribe(babble(0.5))
        assert first == second
        torch.random.set_rng_state(state)


def test_a_second_reading_stands_among_the_alternatives(tmp_path: Path) -> None:
    path = make_speaking_checkpoint(tmp_path / "doubt.pt", "a red dress", hesitates={1: " read"})
    recognizer = load_recognizer(path, device="cpu")
    heard = recognizer.transcribe(babble(1.0))
    assert heard.text == heard.alternatives[0].text == "a red dress"
    assert heard.alternatives[1].text == "a read dress"
    assert heard.alternatives[0].confidence == pytest.approx(heard.confidence)
    assert heard.alternatives[0].confidence > heard.alternatives[1].confidence > 0.1
    texts = [other.text.casefold() for other in heard.alternatives]
    assert len(set(texts)) == len(texts) == 3
    assert len(recognizer.transcribe(babble(1.0), n_best=1).alternatives) == 1


def test_long_sound_is_heard_in_windows_with_times_of_the_whole(speaking_recognizer: Any) -> None:
    heard = speaking_recognizer.transcribe(babble(70.0))
    n_windows = heard.text.count(SENTENCE)
    assert n_windows >= 3
    assert heard.text == " ".join([SENTENCE] * n_windows)
    times = [word.start_s for word in heard.words]
    assert times == sorted(times)
    assert times[-1] > 45
    assert heard.words[-1].end_s <= heard.duration_s
    assert len(heard.alternatives) == 1


def test_the_language_is_detected_and_may_be_named(tmp_path: Path) -> None:
    chinese = make_speaking_checkpoint(tmp_path / "chinese.pt", "红色长裙", language="zh")
    recognizer = load_recognizer(chinese, device="cpu")
    heard = recognizer.transcribe(babble(1.0))
    assert heard.language == "zh"
    assert heard.text == "红色长裙"
    assert len(heard.words) >= 2
    recognizer.languages = ("en", "de")
    assert recognizer.transcribe(babble(1.0), words=False).language in ("en", "de")
    recognizer.languages = ("en", "zh")
    for name in ("zh", "Chinese", "zh-CN", "mandarin", "ZH_tw"):
        assert recognizer.transcribe(babble(1.0), words=False, language=name).language == "zh"
    with pytest.raises(RecognizerError, match="does not know the language 'fr'; it knows en, zh"):
        recognizer.transcribe(babble(1.0), language="fr")


def test_two_threads_take_turns(speaking_recognizer: Any) -> None:
    texts: list[str] = []

    def listen() -> None:
        texts.append(speaking_recognizer.transcribe(babble(1.0), words=False).text)

    threads = [threading.Thread(target=listen) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == [SENTENCE] * 4


def test_what_cannot_be_heard_is_told_in_a_sentence(speaking_recognizer: Any) -> None:
    with pytest.raises(AudioError, match="empty"):
        speaking_recognizer.transcribe(np.zeros(0, np.float32), 16_000)
    with pytest.raises(AudioError, match="not numbers"):
        speaking_recognizer.transcribe(np.array([0.0, np.nan]), 16_000)
    with pytest.raises(AudioError, match="list is no sound"):
        speaking_recognizer.transcribe([0.0, 1.0], 16_000)
    with pytest.raises(AudioError, match="does not exist"):
        speaking_recognizer.transcribe("absent.wav")
    with pytest.raises(RecognizerError, match="At least 1"):
        speaking_recognizer.transcribe(babble(0.5), n_best=0)


def test_a_file_that_breaks_off_is_heard_and_told(speaking_recognizer: Any) -> None:
    content = encoded(babble(4.0), 16_000)
    heard = speaking_recognizer.transcribe(content[: len(content) // 2])
    assert heard.text == SENTENCE
    assert "breaks off after 2.0 of 4.0 seconds" in heard.notice
    assert heard.to_json("a.wav")["notice"] == heard.notice


def test_half_precision_hears_the_same(speaking_checkpoint: Path) -> None:
    import torch

    from speech.recognizer.devices import halve, is_finite

    recognizer = load_recognizer(speaking_checkpoint, device="cpu")
    halve(recognizer.model)
    assert recognizer.model.encoder.conv1.weight.dtype == torch.float16
    assert is_finite(recognizer.model)
    assert recognizer.transcribe(babble(1.0)).text == SENTENCE
