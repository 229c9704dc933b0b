"""Every usual format is heard; every unusable file is one clear sentence."""

from __future__ import annotations

import io
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speech.audio.decode import decode_audio
from speech.audio.waveform import Waveform
from speech.errors import AudioError
from tests.speech.waveforms import encoded, noise, silence, tone

FORMATS = [
    ("wav", "pcm_s16le", 44_100),
    ("wav", "pcm_u8", 8_000),
    ("wav", "pcm_f32le", 96_000),
    ("wav", "pcm_s24le", 48_000),
    ("flac", "flac", 22_050),
    ("mp3", "libmp3lame", 44_100),
    ("mp4", "aac", 48_000),
    ("ogg", "libopus", 48_000),
    ("webm", "libopus", 48_000),
    ("adts", "aac", 32_000),
]


def loudest_hz(waveform: Waveform) -> float:
    spectrum = np.abs(np.fft.rfft(waveform.samples * np.hanning(len(waveform.samples))))
    return float(np.argmax(spectrum) * waveform.sample_rate_hz / len(waveform.samples))


@pytest.mark.parametrize(("container", "codec", "rate_hz"), FORMATS)
def test_every_usual_format_is_heard_at_its_pitch_and_length(
    container: str, codec: str, rate_hz: int, tmp_path: Path
) -> None:
    path = tmp_path / "named-wrongly.txt"
    path.write_bytes(encoded(tone(1.0, 440, rate_hz), rate_hz, container, codec))
    waveform = decode_audio(path)
    assert waveform.sample_rate_hz == 16_000
    assert waveform.samples.dtype == np.float32
    assert abs(waveform.duration_s - 1.0) < 0.1
    assert abs(loudest_hz(waveform) - 440) < 3
    assert waveform.notice == ""


def test_the_sound_of_a_video_is_heard() -> None:
    import av

    sound = tone(0.5, 300, 48_000)
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="matroska") as out:
        pictures = out.add_stream("mpeg4", rate=25)
        pictures.width = pictures.height = 32
        pictures.pix_fmt = "yuv420p"
        stream = out.add_stream("pcm_s16le", rate=48_000, layout="mono")
        for _ in range(5):
            picture = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), format="rgb24")
            out.mux(pictures.encode(picture))
        frame = av.AudioFrame.from_ndarray(
            (sound * 32767).astype(np.int16)[None], format="s16", layout="mono"
        )
        frame.sample_rate = 48_000
        out.mux(stream.encode(frame))
        out.mux(pictures.encode(None))
    waveform = decode_audio(buffer.getvalue())
    assert abs(waveform.duration_s - 0.5) < 0.01
    assert abs(loudest_hz(waveform) - 300) < 5


def test_a_path_bytes_and_a_pipe_give_the_same_samples(tmp_path: Path) -> None:
    content = encoded(noise(0.3), 16_000)
    path = tmp_path / "noise.wav"
    path.write_bytes(content)
    from_path = decode_audio(path).samples
    assert np.array_equal(from_path, decode_audio(content).samples)
    assert np.array_equal(from_path, decode_audio(io.BytesIO(content)).samples)
    assert np.array_equal(from_path, decode_audio(str(path)).samples)


def test_one_speaking_channel_among_eight_is_not_drowned() -> None:
    channels = np.zeros((8, 8_000), np.float32)
    channels[5] = tone(0.5)
    for container, codec in (("flac", "flac"), ("wav", "pcm_s16le"), ("mp4", "aac")):
        waveform = decode_audio(encoded(channels, 16_000, container, codec))
        assert np.abs(waveform.samples).max() > 0.4, codec


def test_opposite_phases_do_not_cancel() -> None:
    sound = tone(0.5)
    waveform = decode_audio(encoded(np.stack((sound, -sound)), 16_000))
    assert np.abs(waveform.samples).max() > 0.45


def test_a_constant_offset_is_removed_and_a_clipped_recording_is_kept() -> None:
    offset = decode_audio(encoded(tone(0.5, peak=0.1) + 0.6, 16_000))
    assert abs(float(offset.samples.mean())) < 1e-4
    clipped = decode_audio(encoded(np.clip(tone(0.5, peak=5.0), -1, 1), 16_000))
    assert np.abs(clipped.samples).max() <= 1.0


def test_silence_and_a_single_sample_are_valid_sounds() -> None:
    assert not decode_audio(encoded(silence(0.5), 16_000)).samples.any()
    assert len(decode_audio(encoded(np.array([0.5], np.float32), 16_000)).samples) == 1
    assert len(decode_audio(encoded(np.array([0.5], np.float32), 48_000)).samples) >= 1


def test_a_truncated_file_yields_what_could_be_decoded_and_says_so() -> None:
    for container, codec, rate_hz in FORMATS:
        if container == "mp4":
            continue  # its index lies at the end
        content = encoded(noise(6.0, rate_hz), rate_hz, container, codec)
        waveform = decode_audio(content[: len(content) // 2])
        assert 1.5 < waveform.duration_s < 4.5, container
        if container in ("wav", "flac", "mp3", "webm"):  # the others do not tell their length
            assert "breaks off after" in waveform.notice, container
            assert "of 6.0 seconds" in waveform.notice, container


def test_a_file_cut_before_its_index_or_its_first_page_is_refused() -> None:
    movie = encoded(noise(2.0, 48_000), 48_000, "mp4", "aac")
    refused(movie[: len(movie) // 2])
    pages = encoded(noise(1.0, 48_000), 48_000, "ogg", "libopus")
    refused(pages[: len(pages) // 2], "breaks off before its sound begins")


def test_a_sound_that_is_too_long_is_refused_by_its_length_and_not_by_its_header() -> None:
    content = encoded(silence(30.0, 8_000), 8_000)
    with pytest.raises(AudioError, match="longer than 20 seconds"):
        decode_audio(content, max_duration_s=20.0)
    assert decode_audio(content, max_duration_s=31.0).duration_s == 30.0
    three_hours = bytearray(content)
    size = content.index(b"data") + 4
    three_hours[size : size + 4] = (3 * 3600 * 8_000 * 2).to_bytes(4, "little")
    assert decode_audio(bytes(three_hours), max_duration_s=60.0).duration_s == 30.0


def refused(source: Any, *words: str) -> None:
    with pytest.raises(AudioError) as caught:
        decode_audio(source)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    for word in words:
        assert word in sentence


def test_unusable_files_are_refused_in_one_sentence(tmp_path: Path) -> None:
    text = tmp_path / "text.wav"
    text.write_text("These are words, not sound.\n" * 50)
    empty = tmp_path / "empty.wav"
    empty.touch()
    refused(text, "text.wav", "not a sound or video file")
    refused(empty, "empty.wav", "empty")
    refused(tmp_path / "absent.wav", "does not exist")
    refused(tmp_path, "not a file")
    refused(b"", "empty")
    refused(io.BytesIO(b""), "empty")
    header = io.BytesIO()
    with wave.open(header, "wb") as out:
        out.setparams((1, 2, 16_000, 0, "NONE", ""))
    refused(header.getvalue(), "no sound")
    refused(encoded(tone(0.2), 16_000)[:30])
    refused(Path("/dev/zero"), "not a file")


def test_a_playlist_is_refused_and_what_it_names_is_not_opened(tmp_path: Path) -> None:
    inner = tmp_path / "inner.wav"
    inner.write_bytes(encoded(tone(0.2), 16_000))
    refused(f"#EXTM3U\n#EXTINF:1,\nfile://{inner}\n#EXT-X-ENDLIST\n".encode())
    refused(f"ffconcat version 1.0\nfile '{inner}'\n".encode())


def test_a_picture_and_a_silent_video_have_no_sound(tmp_path: Path) -> None:
    import av

    buffer = io.BytesIO()
    with av.open(buffer, "w", format="matroska") as out:
        pictures = out.add_stream("mpeg4", rate=25)
        pictures.width = pictures.height = 32
        pictures.pix_fmt = "yuv420p"
        picture = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), format="rgb24")
        out.mux(pictures.encode(picture))
        out.mux(pictures.encode(None))
    refused(buffer.getvalue(), "no sound in it, only video")


def test_a_float_file_with_nan_is_refused() -> None:
    sound = tone(0.2)
    content = bytearray(encoded(sound, 16_000, codec="pcm_f32le"))
    content[-4:] = np.array([np.nan], np.float32).tobytes()
    refused(bytes(content), "1", "not numbers")


@given(
    seed=st.integers(0, 2**32 - 1),
    n_bytes=st.integers(1, 60),
    kept=st.floats(0.05, 1.0),
    which=st.integers(0, 5),
)
@settings(max_examples=60, deadline=None)
def test_fuzzed_files_give_a_sentence_or_a_valid_waveform(
    seed: int, n_bytes: int, kept: float, which: int
) -> None:
    container, codec, rate_hz = [f for f in FORMATS if f[0] != "adts"][which]
    content = bytearray(_sample(container, codec, rate_hz))
    generator = np.random.default_rng(seed)
    # Headers are where the harm is: half of the changes fall into the first 200 bytes.
    for index in generator.integers(0, len(content), n_bytes):
        place = int(index) % 200 if generator.random() < 0.5 else int(index)
        content[place % len(content)] = int(generator.integers(0, 256))
    try:
        waveform = decode_audio(bytes(content[: max(1, int(kept * len(content)))]))
    except AudioError as error:
        assert "\n" not in str(error)
        return
    assert waveform.samples.ndim == 1
    assert len(waveform.samples) > 0
    assert np.isfinite(waveform.samples).all()
    assert np.abs(waveform.samples).max() <= 1.0


@given(st.binary(min_size=1, max_size=2000))
@settings(max_examples=60, deadline=None)
def test_any_bytes_give_a_sentence_or_a_valid_waveform(content: bytes) -> None:
    try:
        waveform = decode_audio(content)
    except AudioError as error:
        assert "\n" not in str(error)
        return
    assert np.isfinite(waveform.samples).all()


_samples: dict[tuple[str, str], bytes] = {}


def _sample(container: str, codec: str, rate_hz: int) -> bytes:
    if (container, codec) not in _samples:
        _samples[container, codec] = encoded(noise(0.4, rate_hz), rate_hz, container, codec)
    return _samples[container, codec]
