"""Figures are by kind of sound, from held-out clips alone; words are compared as Whisper does."""

from __future__ import annotations

import json
import sys
import wave
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from speech.training.__main__ import main
from speech.training.clips import Clips
from speech.training.corpus import TRAIN
from speech.training.errors import TrainingError
from speech.training.held_out_sounds import CLIP_KINDS, HeldOutSounds
from speech.training.intervals import error_rate_interval, share_interval
from speech.training.measure import measure_speech
from speech.training.noise import level_of
from speech.training.real_digits import held_out_person, read_digits
from speech.training.report import AIMS, as_markdown, described, speech_report
from speech.training.word_errors import (
    Errors,
    character_errors,
    error_rate,
    word_error_rate,
    word_errors,
)


def write_digit(path: Path, n_samples: int = 4000, n_channels: int = 1, width: int = 2) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(n_channels)
        file.setsampwidth(width)
        file.setframerate(8000)
        file.writeframes(np.full(n_samples, len(path.name) + ord(path.name[0]), np.int16).tobytes())


@pytest.fixture
def digits(tmp_path: Path) -> Path:
    folder = tmp_path / "digits"
    folder.mkdir()
    for name in ("0_ann_1", "7_ann_2", "7_zed_1", "9_zed_2"):
        write_digit(folder / f"{name}.wav")
    return tmp_path


def test_numbers_and_spellings_count_as_whispers_normaliser_says() -> None:
    wanted = ["under forty dollars", "a grey mug"]
    assert word_error_rate(wanted, ["under $40", "a gray mug"]) == 0.0
    assert word_error_rate(wanted, ["under fifty dollars", "a grey mug"]) > 0.15
    assert word_error_rate(["red dress"], [""]) == 1.0
    assert word_error_rate([], []) == 0.0


def test_wrong_missing_and_added_words_are_counted_in_each_sentence() -> None:
    wanted = ["a red mug", "next page", "um"]
    heard = ["a bed mug please now", "page", "um"]
    assert word_errors(wanted, heard) == [Errors(3, 3), Errors(1, 2)]


def test_chinese_is_compared_by_characters() -> None:
    assert error_rate(character_errors(["红色长裙"], ["红色 长裙。"])) == 0.0
    assert error_rate(character_errors(["红色长裙"], ["红色短裙"])) == 0.25


def test_without_jiwer_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tones: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "jiwer", None)
    assert main(["pocket", "--corpus", str(tones)]) == 2
    assert capsys.readouterr().err.strip() == (
        "Counting word errors needs jiwer; install it with: pip install 'vitrine[training]'."
    )


def test_intervals_hold_the_rate_and_narrow_with_more_sentences() -> None:
    some = [Errors(number % 4 == 0, 3) for number in range(40)]
    low, high = error_rate_interval(some)
    assert low < error_rate(some) < high
    more_low, more_high = error_rate_interval(some * 20)
    assert more_high - more_low < 0.5 * (high - low)
    assert share_interval(8, 10) == pytest.approx((0.490, 0.943), abs=1e-3)  # Wilson's
    assert share_interval(0, 0) == (0.0, 1.0)


def test_real_digits_are_read_at_16_khz_and_the_last_person_is_held_out(digits: Path) -> None:
    read = read_digits(digits)
    assert [digit.text for digit in read] == ["zero", "seven", "seven", "nine"]
    assert len(read[0].samples) == 8000
    assert held_out_person(read) == "zed"


def test_digits_that_are_not_there_or_no_sound_are_told(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="There are no files like"):
        read_digits(tmp_path)
    (tmp_path / "3_ann_1.wav").write_text("not a sound")
    with pytest.raises(TrainingError, match="cannot be read as 16-bit mono WAV"):
        read_digits(tmp_path)


@pytest.mark.parametrize("how", [{"n_channels": 2}, {"width": 1}, {"width": 4}, {"n_samples": 0}])
def test_digits_of_another_format_are_told_and_not_misread(
    tmp_path: Path, how: dict[str, int]
) -> None:
    write_digit(tmp_path / "3_ann_1.wav", **how)
    with pytest.raises(TrainingError, match="cannot be read as 16-bit mono WAV"):
        read_digits(tmp_path)


@pytest.fixture(scope="module")
def sounds(tones: Path) -> HeldOutSounds:
    return HeldOutSounds(Clips(tones), [], 4)


def test_nothing_that_is_trained_on_is_heard(tones: Path, sounds: HeldOutSounds) -> None:
    clips = Clips(tones)
    trained = {clips.sound(number).tobytes() for number in clips.of_split(TRAIN)}
    for kind in ("known_voices", "unseen_voices", "chinese_known_voices"):
        for sound in sounds.of(kind):
            assert sound.samples[3200:-3200].tobytes() not in trained


def test_the_held_out_person_alone_says_digits(tones: Path, digits: Path) -> None:
    heard = list(HeldOutSounds(Clips(tones), read_digits(digits), 4).of("real_digits"))
    assert {sound.voice for sound in heard} == {"zed"}
    assert [sound.text for sound in heard] == ["seven", "nine"]


@pytest.mark.parametrize(("kind", "ratio_db"), [("noise_20db", 20), ("unseen_noise_5db", 5)])
def test_noise_lasts_from_end_to_end_and_lies_below_the_voice_by_the_ratio(
    sounds: HeldOutSounds, kind: str, ratio_db: float
) -> None:
    clean = "known_voices" if kind == "noise_20db" else "unseen_voices"
    for quiet, noisy in zip(sounds.of(clean), sounds.of(kind), strict=True):
        noise = noisy.samples - quiet.samples
        voice = level_of(quiet.samples[3200:-3200])
        assert 20 * np.log10(voice / level_of(noise)) == pytest.approx(ratio_db, abs=0.1)
        assert level_of(noisy.samples[:3200]) > 0.2 * level_of(noise)


def test_the_voice_to_be_heard_is_not_among_those_that_babble(
    sounds: HeldOutSounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    played = []
    real = Clips.sound
    monkeypatch.setattr(
        Clips, "sound", lambda self, number: played.append(number) or real(self, number)
    )
    for _ in sounds.of("babble_10db"):
        wanted, *others = played
        assert wanted not in others
        assert others
        played.clear()


def test_quiet_speech_is_as_quiet_as_said(sounds: HeldOutSounds) -> None:
    for sound in sounds.of("quiet"):
        assert 20 * np.log10(level_of(sound.samples[3200:-3200])) == pytest.approx(-45, abs=0.1)


def test_sounds_are_the_same_whatever_was_heard_before(sounds: HeldOutSounds) -> None:
    for kind in ("noise_10db", "babble_10db", "echo", "nobody_speaking"):
        first = [sound.samples for sound in sounds.of(kind)]
        for one, again in zip(first, sounds.of(kind), strict=True):
            assert np.array_equal(one, again.samples)


class Echoing:
    """Writes what is said in every known sound, as a perfect model would, and nothing else."""

    languages = ("en",)
    name, id, device = "echoing", "echoing-1", "cpu"

    def __init__(self, sounds: HeldOutSounds, wrong: str = "") -> None:
        import torch

        self.model = torch.nn.Linear(2, 3)
        self._texts = {
            sound.samples.tobytes(): wrong or sound.text
            for kind in sounds.kinds
            for sound in sounds.of(kind)
        }

    def transcribe(self, samples: np.ndarray, *_: Any, **__: Any) -> Any:
        from speech.transcript import Transcript

        return Transcript(self._texts[samples.tobytes()], "en", 1.0, 1.0)


def test_a_perfect_model_keeps_every_aim_and_a_deaf_one_none_but_silence(
    tones: Path, digits: Path
) -> None:
    sounds = HeldOutSounds(Clips(tones), read_digits(digits), 4)
    perfect = Echoing(sounds)
    report = speech_report(described(perfect, measure_speech(perfect, sounds)), None, 4)
    assert [aim["holds"] for aim in report["aims"]] == [True] * len(AIMS)
    assert report["model"]["n_parameters"] == 9
    wrong = Echoing(sounds, "something else altogether")
    report = speech_report(described(wrong, measure_speech(wrong, sounds)), None, 4)
    held = Counter(aim["holds"] for aim in report["aims"])
    assert held == {False: len(AIMS) - 1, True: 1}  # quiet speech was not passed over
    assert report["model"]["kinds"]["real_digits"]["right_share"] == 0


def test_voices_are_figures_of_their_own_under_every_noise(sounds: HeldOutSounds) -> None:
    perfect = Echoing(sounds)
    voices = measure_speech(perfect, sounds)["voices"]
    assert list(voices) == ["flite", "flite-slt", "kokoro-af_heart"]
    assert [voices[family]["known"] for family in voices] == [True, False, False]
    assert set(voices.pop("kokoro-af_heart")) == {"known", "clean", "noise_10db"}
    for row in voices.values():
        assert {"clean", "noise_20db", "noise_10db", "noise_5db"} < set(row)
        assert row["noise_5db"]["n_clips"] == 4


def test_languages_that_a_model_does_not_know_are_left_out(sounds: HeldOutSounds) -> None:
    kinds = measure_speech(Echoing(sounds), sounds)["kinds"]
    assert "chinese_known_voices" not in kinds
    assert set(kinds) == {*CLIP_KINDS, "nobody_speaking"} - {"chinese_known_voices"}


def test_the_command_hears_a_real_model_and_its_peer_and_prints_their_table(
    tones: Path, speaking_checkpoint: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "figures.json"
    arguments = [str(speaking_checkpoint), "--corpus", str(tones), "--clips", "1"]
    assert main([*arguments, "--peer", str(speaking_checkpoint), "--json", str(out)]) == 0
    report = json.loads(capsys.readouterr().out)
    assert json.loads(out.read_text(encoding="utf-8")) == report
    assert report["schema"] == 1
    assert report["machine"]["cores"]
    assert report["model"] == report["peer"]  # the same model on the same sounds
    assert "character_error_rate" in report["model"]["kinds"]["chinese_known_voices"]
    assert main(["--table", str(out)]) == 0
    table = capsys.readouterr().out
    assert "| known voices, new sentences | 1 |" in table
    assert "| flite slt | no | 1 |" in table
    assert "aim | speaking |" in table


def test_a_table_says_figures_as_percentages_with_their_aims(sounds: HeldOutSounds) -> None:
    perfect = Echoing(sounds)
    report = speech_report(described(perfect, measure_speech(perfect, sounds)), None, 4)
    known = report["model"]["kinds"]["known_voices"]
    known.update(word_error_rate=0.1234, interval_95=[0.1, 0.15])
    table = as_markdown(report)
    assert "| known voices, new sentences | 4 | 12.3% | 10.0% to 15.0% | 5%: kept |" in table
    assert "| nobody speaking (words invented) | 4 | 0 words |  | 0 words: kept |" in table


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 9, "bench": "speech.training"}'])
def test_what_is_no_report_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    path = tmp_path / "figures.json"
    path.write_text(text, encoding="utf-8")
    assert main(["--table", str(path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_command_tells_bad_folders_models_and_files(
    tones: Path, random_checkpoint: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model, corpus = str(random_checkpoint), str(tones)
    (tmp_path / "empty").mkdir()
    for arguments, told in (
        ([model, "--corpus", str(tmp_path / "empty")], "no finished clips"),
        ([model, "--corpus", corpus, "--data", str(tmp_path)], "no files like"),
        (["nonesuch", "--corpus", corpus], "neither known nor a file"),
        ([model, "--corpus", corpus, "--json", f"{model}/figures.json"], "cannot be written"),
    ):
        assert main(arguments) == 2
        assert told in capsys.readouterr().err
    for arguments in ([], [model], [model, "--corpus", corpus, "--clips", "0"]):
        with pytest.raises(SystemExit, match="2"):
            main(arguments)
