"""`vitrine transcribe` and the subtitles it writes; what is heard is scripted."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cli.main import run
from assistant.subtitles import MAX_CHARACTERS, cues, to_srt, to_vtt
from speech.transcript import Transcript, Word
from tests.assistant.scripted import write_tone


def test_one_file_is_its_text(
    tmp_path: Path, scripted: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted({"clip": "long red dress"})
    assert run(["transcribe", str(write_tone(tmp_path / "clip.wav"))]) == 0
    assert capsys.readouterr().out == "long red dress\n"


def test_a_bad_file_is_one_sentence_and_the_others_go_on(
    tmp_path: Path, scripted: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted({"a": "blue mug", "c": "alarm clock"})
    good = [str(write_tone(tmp_path / name)) for name in ("a.wav", "c.wav")]
    bad = tmp_path / "b.wav"
    bad.write_bytes(b"RIFF????WAVE")
    assert run(["transcribe", good[0], str(bad), good[1], "--json"]) == 2
    streams = capsys.readouterr()
    told = [json.loads(line) for line in streams.out.splitlines()]
    assert [one["text"] for one in told] == ["blue mug", "alarm clock"]
    assert set(told[0]) >= {"path", "text", "language", "confidence", "duration_s", "words"}
    assert set(told[0]["words"][0]) == {"word", "start_s", "end_s", "confidence"}
    assert streams.err.count("\n") == 1
    assert "b.wav" in streams.err


def test_subtitles_of_several_files_go_to_a_folder(
    tmp_path: Path, scripted: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted({"a": "blue mug", "c": "alarm clock"})
    files = [str(write_tone(tmp_path / name)) for name in ("a.wav", "c.wav")]
    assert run(["transcribe", *files, "--srt"]) == 2
    assert "--out" in capsys.readouterr().err
    assert run(["transcribe", *files, "--srt", "--out", str(tmp_path / "captions")]) == 0
    assert (tmp_path / "captions" / "a.wav.srt").read_text() == (
        "1\n00:00:00,000 --> 00:00:00,500\nblue mug\n"
    )


def test_vtt_escapes_its_own_marks() -> None:
    told = to_vtt(Transcript("a <b> & c", "en", 0.9, 61.5))
    assert told == "WEBVTT\n\n00:00:00.000 --> 00:01:01.500\na &lt;b&gt; &amp; c\n"


def test_silence_has_no_cue() -> None:
    silence = Transcript("", "", 0.0, 2.0)
    assert to_srt(silence) == ""
    assert to_vtt(silence) == "WEBVTT\n"


@given(st.lists(st.tuples(st.text("abc.", min_size=1, max_size=12), st.floats(0, 3)), min_size=1))
def test_cues_hold_every_word_in_order_and_stay_readable(said: list[tuple[str, float]]) -> None:
    words, at_s = [], 0.0
    for text, pause_s in said:
        words.append(Word(text, at_s + pause_s, at_s + pause_s + 0.3, 0.9))
        at_s = words[-1].end_s
    text = " ".join(word.text for word in words)
    found = cues(Transcript(text, "en", 0.9, at_s, tuple(words)))
    assert " ".join(cue.text for cue in found) == text
    assert all(len(cue.text) <= MAX_CHARACTERS for cue in found)
    assert all(a.end_s <= b.start_s for a, b in pairwise(found))
