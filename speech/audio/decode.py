"""A sound file of any usual kind to one mono waveform, in process; not for arrays or devices."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from speech.audio.resample import StreamResampler
from speech.audio.waveform import (
    SAMPLE_RATE_HZ,
    FloatArray,
    Waveform,
    checked_rate,
    finished,
    louder_channel,
    to_floats,
)
from speech.errors import AudioError

AudioSource = str | Path | bytes | BinaryIO

MAX_DURATION_S = 3600.0
MAX_STREAM_BYTES = 1 << 30  # of a pipe, which has no end that could be known beforehand
BROKEN_OFF_SHARE = 0.9  # of the promised length; headers round, encoders pad
MAX_BELIEVED_PROMISE_S = 24 * 3600.0  # a header written to a pipe promises the largest number
# PyAV looks for the end of a frame's list of channels in a null pointer, which FFmpeg's frame
# lacks from eight channels on: such planar frames would be read out of bounds.
MAX_POINTERS = 8
# Playlists and scripts are left out: they would open other files and addresses.
FORMATS = (
    "aac,ac3,aiff,amr,ape,asf,au,avi,caf,eac3,flac,flv,matroska,mov,mp3,mp4,mpeg,mpegts,ogg,"
    "tta,w64,wav,webm,wv"
)


def decode_audio(
    source: AudioSource,
    *,
    max_duration_s: float = MAX_DURATION_S,
    sample_rate_hz: int = SAMPLE_RATE_HZ,
) -> Waveform:
    """Decode a path, bytes or open binary file: wav, flac, mp3, m4a, ogg, opus, webm, a video.

    The content decides the format, never the name. Channels are mixed (the loudest is taken where
    mixing would lose it), a constant offset is removed. A file that breaks off gives what could be
    decoded, with ``notice`` saying so. Raises AudioError with one sentence: no file, no sound in
    it, nothing decodable, samples that are not numbers, longer than ``max_duration_s``.
    """
    name = _name_of(source)
    content = _content_of(source, name)
    heard = _hear(content, name, max_duration_s, sample_rate_hz, channel=None)
    powers = heard.centred_powers()
    louder = louder_channel(powers[0], powers[1:]) if len(powers) > 2 else None
    if louder is not None:
        heard = _hear(content, name, max_duration_s, sample_rate_hz, channel=louder)
    if heard.n_samples_in == 0:
        raise AudioError(f"{name} holds no sound that can be decoded{heard.because()}.")
    return finished(heard.joined(), sample_rate_hz, name, heard.notice(name))


@dataclass
class _Heard:
    """What one pass over a file gathers: the sound at the wanted rate, and each channel's sums."""

    pieces: list[FloatArray] = field(default_factory=list)
    n_samples_in: int = 0
    # Of the mean and of each channel: sum and sum of squares.
    sums: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 2)))
    duration_s: float = 0.0
    promised_s: float = 0.0  # by the file's header, 0 when it says nothing
    byte_promise: float = 1.0  # its bytes by its header, over those that are there
    n_broken: int = 0
    error: str = ""

    def add_sums(self, mean: FloatArray, channels: FloatArray) -> None:
        rows = np.vstack((mean[None], channels)).astype(np.float64)
        sums = np.stack((rows.sum(axis=1), np.square(rows).sum(axis=1)), axis=1)
        if len(sums) > len(self.sums):  # a stream may gain channels on its way
            self.sums = np.vstack((self.sums, np.zeros((len(sums) - len(self.sums), 2))))
        self.sums[: len(sums)] += sums

    def centred_powers(self) -> NDArray[np.float64]:
        """Sums of squares about the mean: of the mixed sound first, then of each channel."""
        if self.n_samples_in == 0 or not np.isfinite(self.sums).all():
            return np.zeros(0)
        powers: NDArray[np.float64] = self.sums[:, 1] - self.sums[:, 0] ** 2 / self.n_samples_in
        return np.maximum(powers, 0.0)

    def joined(self) -> FloatArray:
        """All of it; where one sample became none at the wanted rate, one of silence."""
        samples = np.concatenate(self.pieces)
        return samples if len(samples) else np.zeros(1, np.float32)

    def because(self) -> str:
        return f" ({self.error})" if self.error else ""

    def notice(self, name: str) -> str:
        if self.error:
            return f"{name} breaks off{self.because()}; what could be decoded is used."
        promised_s = max(self.promised_s, self.byte_promise * self.duration_s)
        if self.duration_s < BROKEN_OFF_SHARE * promised_s <= MAX_BELIEVED_PROMISE_S:
            return (
                f"{name} breaks off after {self.duration_s:.1f} of {promised_s:.1f} seconds;"
                " what is there is used."
            )
        if self.n_broken:
            return f"{name} is damaged in {self.n_broken} places; the rest of it is used."
        return ""


def _hear(
    content: Path | bytes,
    name: str,
    max_duration_s: float,
    sample_rate_hz: int,
    channel: int | None,
) -> _Heard:
    """One pass over a file, mixed or one channel of it."""
    heard = _Heard()
    resampler: StreamResampler | None = None
    for frame in _frames(content, name, heard):
        rate_hz = checked_rate(frame.sample_rate or 0, name)
        channels = _channels_of(frame, name)
        if channels.size == 0:
            continue
        heard.duration_s += channels.shape[1] / rate_hz
        if heard.duration_s > max_duration_s:
            raise AudioError(
                f"{name} lasts longer than {_spoken_duration(max_duration_s)},"
                " the most that is taken at once; cut it or raise the limit."
            )
        if resampler is None or resampler.from_hz != rate_hz:
            if resampler is not None:
                heard.pieces.append(resampler.flush())
            resampler = StreamResampler(rate_hz, sample_rate_hz)
        mean = channels.mean(axis=0)
        if channel is None:
            heard.add_sums(mean, channels)
        heard.n_samples_in += channels.shape[1]
        one = mean if channel is None or channel >= len(channels) else channels[channel]
        heard.pieces.append(resampler.feed(one))
    if resampler is not None:
        heard.pieces.append(resampler.flush())
    return heard


def _frames(content: Path | bytes, name: str, heard: _Heard) -> Iterator[Any]:
    """Decoded frames of the file's best sound, past damaged packets, up to where it breaks off."""
    import av

    try:
        file: BinaryIO = io.BytesIO(content) if isinstance(content, bytes) else content.open("rb")
    except OSError as error:
        raise AudioError(f"{name} cannot be read: {error.strerror or error}.") from error
    with file:
        heard.byte_promise = _riff_promise(file)
        try:
            container: Any = av.open(
                file, options={"format_whitelist": FORMATS}, metadata_errors="replace"
            )
        except av.EOFError as error:
            raise AudioError(f"{name} breaks off before its sound begins.") from error
        except (av.FFmpegError, ValueError, UnicodeError) as error:
            raise AudioError(
                f"{name} is not a sound or video file of a known format"
                " (wav, flac, mp3, m4a, ogg, opus, webm and the like)."
            ) from error
        with container:
            stream = container.streams.best("audio")
            if stream is None:
                raise AudioError(f"{name} has no sound in it, only {_kinds(container)}.")
            if stream.codec_context is None:
                raise AudioError(f"{name} has its sound in a coding that cannot be decoded here.")
            if container.duration:
                heard.promised_s = container.duration / av.time_base
            yield from _decoded(container, stream, heard)


def _riff_promise(file: BinaryIO) -> float:
    """How many times its bytes a RIFF file says to have; FFmpeg believes what is there instead."""
    head = file.read(8)
    n_bytes = file.seek(0, io.SEEK_END)
    file.seek(0)
    promised = int.from_bytes(head[4:], "little") + 8
    return promised / n_bytes if head[:4] == b"RIFF" and promised > n_bytes else 1.0


def _decoded(container: Any, stream: Any, heard: _Heard) -> Iterator[Any]:
    import av

    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
        except StopIteration:
            return
        except (av.FFmpegError, OSError) as error:
            heard.error = _reason(error)
            return
        try:
            frames = packet.decode()
        except (av.FFmpegError, ValueError, NotImplementedError) as error:
            if packet.size == 0:  # the flush at the end has nothing more to give
                return
            heard.n_broken += 1
            if heard.n_samples_in == 0:
                heard.error = _reason(error)
            continue
        if frames:
            heard.error = ""
        yield from frames


def _channels_of(frame: Any, name: str) -> FloatArray:
    """(n_channels, n) float32 of a decoded frame."""
    import av

    try:
        if frame.format.is_planar and frame.layout.nb_channels >= MAX_POINTERS:
            frame = _packed(frame)
        array = frame.to_ndarray()
    except (ValueError, av.FFmpegError) as error:
        raise AudioError(
            f"{name} has samples of a kind not known here ({frame.format.name})."
        ) from error
    if not frame.format.is_planar:
        array = array.reshape(-1, frame.layout.nb_channels).T
    return to_floats(array)


def _packed(frame: Any) -> Any:
    """A planar frame with its channels interleaved."""
    import av

    resampler = av.AudioResampler(format="flt")
    return [*resampler.resample(frame), *resampler.resample(None)][0]


def _content_of(source: AudioSource, name: str) -> Path | bytes:
    """Something that can be read from its start more than once."""
    if isinstance(source, str | Path):
        path = Path(source)
        if not path.exists():
            raise AudioError(f"{name} does not exist; check the path.")
        if not path.is_file():
            raise AudioError(f"{name} is not a file.")
        if path.stat().st_size == 0:
            raise AudioError(f"{name} is empty: the file has not one byte.")
        return path
    if not isinstance(source, bytes):
        try:
            source = source.read(MAX_STREAM_BYTES + 1)
        except OSError as error:
            raise AudioError(f"{name} cannot be read: {error.strerror or error}.") from error
    if len(source) > MAX_STREAM_BYTES:
        raise AudioError(f"{name} is larger than {MAX_STREAM_BYTES >> 20} MB; give it as a file.")
    if not source:
        raise AudioError(f"{name} is empty: it has not one byte.")
    return source


def _name_of(source: AudioSource) -> str:
    if isinstance(source, str | Path):
        return f"Sound file {source}"
    return "The sound given as bytes" if isinstance(source, bytes) else "The sound stream"


def _kinds(container: Any) -> str:
    kinds = sorted({stream.type for stream in container.streams})
    return " and ".join(kinds) if kinds else "a header"


def _reason(error: Exception) -> str:
    words = getattr(error, "strerror", None) or str(error)
    return str(words)[:1].lower() + str(words)[1:]


def _spoken_duration(duration_s: float) -> str:
    if duration_s >= 120:
        return f"{duration_s / 60:g} minutes"
    return f"{duration_s:g} seconds"
