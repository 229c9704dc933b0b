"""Sound without speech gives no text: what to refuse before and after decoding; no decoding here.

Whisper invents sentences on silence and noise. What works is several doubts together: no energy,
no modulation, no voice, the model's own no-speech probability, a low log-probability, a loop.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from speech.audio.waveform import SAMPLE_RATE_HZ, FloatArray
from speech.recognizer.scoring import Hypothesis

# (n,) float32 at 16 kHz to the voice probability of each frame in turn, of any frame length.
VoiceDetector = Callable[[FloatArray], Iterable[float]]

FRAME_S = 0.03
LEVELLED_PEAK = 0.5
PIECE_SAMPLES = 3 * SAMPLE_RATE_HZ // 2
LOUDEST_SAMPLES = SAMPLE_RATE_HZ // 2
PIECE_OVERLAP = SAMPLE_RATE_HZ // 2
# How often on end one, two, three or more tokens stand before they count. Doubt costs a second
# try; certainty costs the text, and "five five five five" is a telephone number.
DOUBTED_REPEATS = (6, 3, 2)
CERTAIN_REPEATS = (6, 4, 4)


@dataclass(frozen=True)
class GuardSettings:
    """When sound counts as empty.

    silence_dbfs: no frame of 30 ms is louder. steady_db: the levels of nine frames in ten lie as
    close together (hum, hiss, a fan). voice_floor: the detector's highest probability below which
    nothing was said; voice_sure: from where on the model's doubts weigh less. no_speech: Whisper's
    own doubt, counted with a mean log-probability below sure_log_probability.
    log_probability_floor: below it a text is invented; floor_with_voice where voice is sure.
    retry_below: the mean log-probability below which a text is worth a second try.
    max_compression: zlib's ratio above which a text is a loop. no_letters: the log-probability that
    no letter is said, above which none was, of models that spell: of 150 sounds of nobody it was
    -0.1 at least, of speech at 5 dB in noise -5.7 at most. floor_with_letters: in the floor's place
    where it is at most sure_letters: somebody spoke, though of what the decoder finds unlikely.
    """

    silence_dbfs: float = -65.0
    steady_db: float = 1.5
    steady_min_s: float = 0.5
    voice_floor: float = 0.35
    voice_sure: float = 0.8
    no_speech: float = 0.6
    sure_log_probability: float = -0.5
    log_probability_floor: float = -1.0
    floor_with_voice: float = -1.5
    retry_below: float = -1.0
    max_compression: float = 2.4
    no_letters: float = -3.0
    sure_letters: float = -20.0
    floor_with_letters: float = -2.5


def sounds_empty(samples: FloatArray, settings: GuardSettings) -> bool:
    """Whether a sound is too quiet or too steady for speech. samples: (n,) at 16 kHz."""
    levels_db = frame_levels_dbfs(samples)
    if float(levels_db.max()) < settings.silence_dbfs:
        return True
    if len(levels_db) * FRAME_S < settings.steady_min_s:
        return False
    low, high = np.percentile(levels_db, (5, 95))
    return bool(high - low < settings.steady_db)


def frame_levels_dbfs(samples: FloatArray) -> NDArray[np.float64]:
    """(n_frames,) levels of whole 30 ms frames, of the whole sound when it is shorter."""
    size = round(FRAME_S * SAMPLE_RATE_HZ)
    n_frames = len(samples) // size
    frames = samples[: n_frames * size].reshape(n_frames, size) if n_frames else samples[None]
    mean_square = np.square(frames, dtype=np.float64).mean(axis=1)
    levels: NDArray[np.float64] = 10.0 * np.log10(np.maximum(mean_square, 1e-20))
    return levels


def voice_probability(
    samples: FloatArray, detector: VoiceDetector | None, settings: GuardSettings
) -> float | None:
    """The highest voice probability of any two frames on end, None without a detector.

    One frame alone is a click; two are about 60 ms, which is shorter than any syllable. The sound
    is brought to one level first: of 80 real digits at -45 dBFS Silero's model gave 33 less than
    0.5 as they were, none when levelled (noise, music, clicks: at most 0.3). It is heard first
    where it is loudest, then in overlapping pieces, no frame beyond the first sure voice: a
    detector costs as much as a small model.
    """
    if detector is None:
        return None
    peak = float(np.abs(samples).max())
    levelled = samples * np.float32(LEVELLED_PEAK / peak) if peak > 0 else samples
    highest = 0.0
    pieces = [
        levelled[start : start + PIECE_SAMPLES]
        for start in range(0, max(1, len(samples) - PIECE_OVERLAP), PIECE_SAMPLES - PIECE_OVERLAP)
    ]
    if len(samples) > LOUDEST_SAMPLES:
        pieces.insert(0, _loudest(levelled))
    for piece in pieces:
        for probability in _of_two_on_end(detector(piece)):
            highest = max(highest, probability)
            if highest >= settings.voice_sure:
                return highest
    return highest


def _of_two_on_end(frames: Iterable[float]) -> Iterator[float]:
    """The lower of each two on end; of a single frame its own."""
    before: float | None = None
    is_single = True
    for probability in frames:
        if before is not None:
            is_single = False
            yield min(before, probability)
        before = probability
    if before is not None and is_single:
        yield before


def _loudest(samples: FloatArray) -> FloatArray:
    """The half second with the most energy."""
    energy = np.concatenate(([0.0], np.square(samples, dtype=np.float64).cumsum()))
    start = int((energy[LOUDEST_SAMPLES:] - energy[:-LOUDEST_SAMPLES]).argmax())
    return samples[start : start + LOUDEST_SAMPLES]


def is_loop(hypothesis: Hypothesis, settings: GuardSettings) -> bool:
    """Whether a decoder got stuck: it did not end, or repeats a word or phrase, or compresses."""
    return (
        hypothesis.is_cut
        or compression(hypothesis.text) > settings.max_compression
        or _repeats(hypothesis.tokens, DOUBTED_REPEATS)
    )


def compression(text: str) -> float:
    """Bytes before over bytes after zlib, as Whisper has it; 0 for no text."""
    content = text.encode()
    return len(content) / len(zlib.compress(content)) if content else 0.0


def is_clear(hypothesis: Hypothesis, settings: GuardSettings) -> bool:
    """Whether a result needs no second try."""
    sure = hypothesis.mean_log_probability >= settings.retry_below
    return sure and not is_loop(hypothesis, settings)


def is_invented(hypothesis: Hypothesis, voice: float | None, settings: GuardSettings) -> bool:
    """Whether a text stands for no speech at all. voice: as ``voice_probability`` gives it."""
    mean = hypothesis.mean_log_probability
    has_voice = voice is not None and voice >= settings.voice_sure
    floor = settings.floor_with_voice if has_voice else settings.log_probability_floor
    if -math.inf < hypothesis.nothing_log_probability <= settings.sure_letters:
        floor = settings.floor_with_letters
    # Written so that a mean that is not a number is refused.
    if not mean >= floor or not any(character.isalnum() for character in hypothesis.text):
        return True
    if hypothesis.nothing_log_probability > settings.no_letters:
        return True
    if hypothesis.no_speech > settings.no_speech and not has_voice:
        return mean < settings.sure_log_probability
    stuck = hypothesis.is_cut or compression(hypothesis.text) > settings.max_compression
    repeats = _repeats(hypothesis.tokens, CERTAIN_REPEATS)
    return stuck or (repeats and mean < settings.sure_log_probability)


def is_surely_silent(hypothesis: Hypothesis, settings: GuardSettings) -> bool:
    """Whisper's own rule: it doubts that there is speech, and its text is unlikely besides."""
    unlikely = not hypothesis.mean_log_probability >= settings.log_probability_floor
    return unlikely and hypothesis.no_speech > settings.no_speech


def _repeats(tokens: tuple[int, ...], limits: tuple[int, int, int]) -> bool:
    """Whether one stretch of tokens stands so many times on end, by its length."""
    for length in range(1, len(tokens) // 2 + 1):
        n_wanted = limits[min(length, 3) - 1]
        n_equal = 0  # how many tokens on end equal the one ``length`` before
        for index in range(length, len(tokens)):
            n_equal = n_equal + 1 if tokens[index] == tokens[index - length] else 0
            if n_equal >= length * (n_wanted - 1):
                return True
    return False
