"""Makes audio/ and its manifest with espeak-ng and flite: `python -m samples.speak`."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import sys
import tempfile
import wave
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from samples import noises
from samples.clips import AUDIO_DIR, COLUMNS, Clip
from samples.noises import SAMPLE_RATE_HZ, Samples
from samples.saying import WISHES, WISHES_ZH, Wish

BIT_RATE = 24_000
LEVEL_DBFS = -20.0
PEAK = 0.95
SILENCE_AROUND_S = 0.3
TRUNCATED_SHARE = 0.6
# flite's by name; espeak-ng's with a variant and words a minute.
VOICES = (
    "flite-awb",
    "espeak-en-us",
    "flite-slt",
    "espeak-en-gb+f3",
    "flite-rms",
    "espeak-en-gb-scotland",
    "flite-kal16",
    "espeak-en-us+m3",
    "espeak-en-gb-x-rp",
)
VOICES_ZH = ("espeak-cmn", "espeak-cmn+f2")
WORDS_A_MINUTE = (150, 165, 180)
# Every second sentence of a voice is disturbed, in turn by these.
DISTURBANCES = ("pink 10 dB", "room", "white 20 dB", "telephone", "pink 5 dB", "hum 15 dB")


def planned() -> list[tuple[Clip, Wish]]:
    """Which sentence is said by which voice in what noise; each English one twice."""
    plan = []
    for turn in range(2):
        for index, wish in enumerate(WISHES):
            voice = VOICES[(index + 4 * turn) % len(VOICES)]
            is_clean = index % 2 == turn or index % 5 == 0
            noise = "clean" if is_clean else DISTURBANCES[index % len(DISTURBANCES)]
            plan.append((_clip(wish, voice, noise), wish))
    for turn, voice in enumerate(VOICES_ZH):
        for index, wish in enumerate(WISHES_ZH):
            noise = "pink 10 dB" if turn and index % 3 == 0 else "clean"
            plan.append((_clip(wish, voice, noise), wish))
    return plan


def _clip(wish: Wish, voice: str, noise: str) -> Clip:
    said = wish.text if wish.language == "en" else f"zh {wish.expected_ids[0]}"
    words = re.sub("[^a-z0-9]+", "-", said.lower()).strip("-")
    spoken_by = voice.removeprefix("flite-").removeprefix("espeak-")
    disturbed = "" if noise == "clean" else f"-{noise.replace(' ', '')}"
    file = f"{words}-{spoken_by}{disturbed}.opus".lower()
    return Clip(file, wish.text, wish.language, voice, noise, wish.expected_ids)


def synthesise(text: str, voice: str, words_a_minute: int) -> Samples:
    """A sentence by one voice, mono at 16 kHz. Raises OSError without its program."""
    program, _, name = voice.partition("-")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "said.wav"
        command = ["flite", "-voice", name, "-t", text, "-o", str(target)]
        if program == "espeak":
            command = ["espeak-ng", "-v", name, "-s", str(words_a_minute), "-w", str(target), text]
        subprocess.run(command, check=True, capture_output=True)
        with wave.open(str(target)) as file:
            rate_hz = file.getframerate()
            raw = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    around = np.zeros(round(SILENCE_AROUND_S * SAMPLE_RATE_HZ))
    return levelled(np.concatenate((around, _at_16_khz(raw / 32768, rate_hz), around)))


def disturbed(speech: Samples, noise: str, seed: int) -> Samples:
    """Speech in the noise of that name, `clean` leaving it alone; the same seed, the same noise."""
    rng = np.random.default_rng(seed)
    kind, _, level = noise.partition(" ")
    if kind == "clean":
        return speech
    if kind == "room":
        return levelled(noises.in_a_room(speech, rng))
    if kind == "telephone":
        return levelled(noises.by_telephone(speech))
    makers = {"pink": noises.pink, "white": noises.white, "hum": noises.hum}
    noisy = noises.with_noise(speech, makers[kind](len(speech), rng), float(level.split()[0]))
    return levelled(noisy)


def levelled(samples: Samples) -> Samples:
    """Samples at LEVEL_DBFS, softer where a peak would pass PEAK."""
    scaled = noises.unit(samples) * 10 ** (LEVEL_DBFS / 20)
    peak = float(np.abs(scaled).max(initial=0.0))
    return scaled * min(1.0, PEAK / peak) if peak > 0 else scaled


def encoded(samples: Samples, codec: str = "libopus", container: str = "ogg") -> bytes:
    """Samples at 16 kHz as the bytes of a file, the same bytes each time."""
    import av

    stream_bytes = io.BytesIO()
    options = {"fflags": "+bitexact"}  # else each ogg stream has a random number
    with av.open(stream_bytes, "w", format=container, options=options) as file:
        stream: Any = file.add_stream(codec, rate=SAMPLE_RATE_HZ)
        stream.layout = "mono"
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        if codec == "libopus":
            stream.bit_rate = BIT_RATE
        pcm = np.round(np.clip(samples, -1, 1) * 32767).astype(np.int16)[None]
        frame = av.AudioFrame.from_ndarray(pcm, format="s16", layout="mono")
        frame.sample_rate = SAMPLE_RATE_HZ
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return stream_bytes.getvalue()


def _at_16_khz(samples: Samples, rate_hz: int) -> Samples:
    import av

    resampler = av.AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE_HZ)
    frame = av.AudioFrame.from_ndarray(
        samples.astype(np.float32)[None], format="flt", layout="mono"
    )
    frame.sample_rate = rate_hz
    pieces = [*resampler.resample(frame), *resampler.resample(None)]
    return np.concatenate([piece.to_ndarray()[0] for piece in pieces]).astype(np.float64)


def speechless() -> Iterator[tuple[Clip, bytes]]:
    """Sounds in which nobody speaks."""
    rng = np.random.default_rng(4)
    n_samples = 3 * SAMPLE_RATE_HZ
    sounds = {
        "silence": np.zeros(n_samples),
        "noise-pink": noises.pink(n_samples, rng) * 0.05,
        "noise-white": noises.white(n_samples, rng) * 0.03,
        "hum": noises.hum(n_samples, rng) * 0.1,
        "music": noises.music(4.0),
        "cough": noises.cough(rng),
    }
    for name, samples in sounds.items():
        yield Clip(f"{name}.opus", "", "", "", name, ()), encoded(samples)


def write_audio(folder: Path = AUDIO_DIR) -> int:
    """Write every clip and the manifest; the number of clips is returned."""
    folder.mkdir(parents=True, exist_ok=True)
    rows: list[Clip] = []
    for clip, wish in planned():
        seed = zlib.crc32(clip.file.encode())
        speed = WORDS_A_MINUTE[seed % len(WORDS_A_MINUTE)]
        samples = disturbed(synthesise(wish.text, clip.voice, speed), clip.noise, seed)
        (folder / clip.file).write_bytes(encoded(samples))
        rows.append(clip)
    for clip, content in speechless():
        (folder / clip.file).write_bytes(content)
        rows.append(clip)
    first = WISHES[0]
    whole = encoded(synthesise(first.text, VOICES[0], 165), "flac", "flac")
    (folder / "truncated.flac").write_bytes(whole[: round(TRUNCATED_SHARE * len(whole))])
    rows.append(Clip("truncated.flac", "", first.language, VOICES[0], "truncated", ()))
    wanted = {clip.file for clip in rows} | {"manifest.csv"}
    for path in folder.iterdir():
        if path.name not in wanted:
            path.unlink()
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(clip.row() for clip in rows)
    return len(rows)


def main() -> None:
    """Make the sample sounds in place."""
    missing = [program for program in ("espeak-ng", "flite") if shutil.which(program) is None]
    if missing:
        sys.exit(
            f"{' and '.join(missing)} not found; install with: apt install {' '.join(missing)}"
        )
    print(f"{write_audio()} clips in {AUDIO_DIR}")


if __name__ == "__main__":
    main()
