"""Words settled while one speaks that the final text changes, over many clips; nothing is played.

English clips of a corpus that training never met, many by voices it never met either: a
partial text of each 0.4 s of growing sound, then the final text, as a listener asks for them.
Limit: 1 % of the settled words are changed. Peers, on the same texts: settling what any two texts
in succession agree on, and settling each word as soon as it is shown. The first clips, by which
the listener's min_confidence was chosen, are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.hearing import SpeechRecognizer, load_hearing
from speech.audio.waveform import SAMPLE_RATE_HZ
from speech.live.agreement import Agreement, AgreementSettings
from speech.live.listener import ListenerSettings
from speech.spacing import words_of
from speech.training.clips import Clips
from speech.training.corpus import KNOWN, UNSEEN
from speech.training.noise import between_silences
from tests.bench.listening import CHANGED_LIMIT, committed_at_once, n_missing
from tests.bench.report import write
from tests.bench.sample_shop import hearing_arguments, told_errors

SEED = 3
N_CHOSEN_BY = 150
FIRST_S = 0.6  # of sound in the first partial text
PADDING_S = 0.2


@dataclass(frozen=True)
class Heard:
    """shown: (words, seconds of sound, confidence) of each partial text. final: words."""

    shown: tuple[tuple[tuple[str, ...], float, float], ...]
    final: tuple[str, ...]


def main() -> None:
    """Hear the clips, then settle their words in each way."""
    parser = hearing_arguments(__doc__ or "")
    parser.add_argument(
        "--corpus", type=Path, required=True, help="as `vitrine train speech --corpus-only` made"
    )
    parser.add_argument("--clips", type=int, default=200)
    options = parser.parse_args()
    with told_errors():
        recognizer = load_hearing(options.model, "cpu")
        heard = [_hear(recognizer, sound) for sound in _sounds(options.corpus, options.clips)]
    write("settled_words", {"n_clips": len(heard), **_figures(heard)}, options.out)


def _sounds(folder: Path, n_clips: int) -> list[np.ndarray]:
    clips = Clips(folder)
    english = [
        number
        for split in (KNOWN, UNSEEN)
        for number in clips.of_split(split)
        if clips.clip(number).language == "en"
    ]
    order = np.random.default_rng(SEED).permutation(english)
    chosen = order[N_CHOSEN_BY : N_CHOSEN_BY + n_clips]
    return [between_silences(clips.sound(int(number)), PADDING_S) for number in chosen]


def _hear(recognizer: SpeechRecognizer, sound: np.ndarray) -> Heard:
    shown = []
    end_s = FIRST_S
    while end_s * SAMPLE_RATE_HZ < len(sound):
        beginning = sound[: round(end_s * SAMPLE_RATE_HZ)]
        text = recognizer.transcribe(
            beginning, SAMPLE_RATE_HZ, words=False, n_best=1, retries=False
        )
        shown.append((tuple(words_of(text.text)), end_s, text.confidence))
        end_s += ListenerSettings().partial_every_s
    final = recognizer.transcribe(sound, SAMPLE_RATE_HZ, words=False)
    return Heard(tuple(shown), tuple(words_of(final.text)))


def _settled(heard: Heard, settings: AgreementSettings) -> Sequence[str]:
    agreement = Agreement(settings)
    settled: tuple[str, ...] = ()
    for words, heard_s, confidence in heard.shown:
        settled = agreement.update(words, heard_s, confidence).committed
    return settled


def _figures(heard: Sequence[Heard]) -> dict[str, Any]:
    ways: dict[str, Callable[[Heard], Sequence[str]]] = {
        "as_a_listener": lambda one: _settled(one, AgreementSettings()),
        "by_any_two": lambda one: _settled(one, AgreementSettings(min_confidence=0.0)),
        "at_once": lambda one: committed_at_once([words for words, _, _ in one.shown]),
    }
    figures: dict[str, Any] = {
        "limit_changed": CHANGED_LIMIT,
        "n_final_words": sum(len(one.final) for one in heard),
    }
    for name, settle in ways.items():
        settled = [settle(one) for one in heard]
        n_settled = sum(map(len, settled))
        n_changed = sum(n_missing(s, one.final) for s, one in zip(settled, heard, strict=True))
        figures[name] = {
            "n_settled": n_settled,
            "n_changed": n_changed,
            "changed": round(n_changed / max(1, n_settled), 4),
        }
    ours = figures["as_a_listener"]
    return {**figures, "holds": ours["n_settled"] > 0 and ours["changed"] <= CHANGED_LIMIT}


if __name__ == "__main__":
    main()
