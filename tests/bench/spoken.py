"""Spoken wishes against typed ones: product recall of the sample clips through the whole program.

Each clip is asked by its sound, by its text typed, and by its text as though it had been heard
without a fault, which tells what hearing costs from what understanding speech gains ("under forty
dollars" is a limit when it is spoken and mere words when it is typed).

Limits: on clean clips of known voices recall@1 by sound is at most 5 points below typed; sounds in
which nobody speaks give no word. Held-out voices are those that pocket was never trained on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from assistant import Assistant, Query
from assistant.answer import Answer
from assistant.hearing import load_hearing
from samples.clips import Clip, clips
from speech.training.voices import HELD_OUT
from speech.training.word_errors import character_errors, error_rate, word_errors
from speech.transcript import Transcript
from tests.bench.report import write
from tests.bench.sample_shop import hearing_arguments, sample_shop, summary, told_errors

LIMIT_POINTS = 5.0
K = 5
TRUNCATED = "truncated"


@dataclass(frozen=True)
class Asked:
    """One clip and the rank of its first right product by each way, 0 when not among the first K.

    heard: the text. hear_ms, total_ms: of asking by sound.
    """

    clip: Clip
    spoken: int
    typed: int
    heard_rightly: int
    heard: str
    hear_ms: float
    total_ms: float

    @property
    def is_known_voice(self) -> bool:
        """Whether pocket was trained on the voice; variants of espeak-ng count as their accent."""
        return self.clip.voice.partition("+")[0] not in HELD_OUT


def main() -> None:
    """Ask by every clip and write recall by group."""
    parser = hearing_arguments(__doc__ or "")
    parser.add_argument("--clips", type=int, help="at most so many with words; all without it")
    options = parser.parse_args()
    with told_errors():
        _measure(options)


def _measure(options: Any) -> None:
    every = clips()
    worded = [clip for clip in every if clip.text][: options.clips]
    with sample_shop(load_hearing(options.model, "cpu")) as assistant:
        assistant.ask(Query(audio=[worded[0].path]))  # what is loaded and cached is not timed
        asked = [_ask(assistant, clip) for clip in worded]
        nobody = {
            clip.noise: assistant.hearing.hear(clip.path).text
            for clip in every
            if not clip.text and clip.noise != TRUNCATED
        }
        broken_off = [
            assistant.hearing.hear(clip.path) for clip in every if clip.noise == TRUNCATED
        ]
        card = assistant.hearing.card()
    compared = [one for one in asked if one.is_known_voice and one.clip.noise == "clean"]
    points_below = _points_below(compared)
    n_with_words = sum(bool(text) for text in nobody.values())
    write(
        "spoken",
        {
            "model": card,
            "held_to": "clean known voices of all languages, recall@1 typed minus spoken",
            "limit_points": LIMIT_POINTS,
            "points_below_typed": points_below,
            "clean_known_voices": _figures(compared),
            "all": _figures(asked),
            "by_voices": _grouped(asked, _voices),
            "by_language": _grouped(asked, lambda one: one.clip.language),
            "by_noise": _grouped(asked, lambda one: one.clip.noise),
            "by_voice": _grouped(asked, lambda one: one.clip.voice),
            "nobody_speaking": {
                "n_clips": len(nobody),
                "n_with_words": n_with_words,
                "limit": 0,
                "heard": {noise: text for noise, text in nobody.items() if text},
            },
            "truncated": [{"heard": one.text, "notice": one.notice} for one in broken_off],
            "hear_ms": summary([one.hear_ms for one in asked]),
            "answer_ms": summary([one.total_ms for one in asked]),
            "worse_than_typed": [_told(one) for one in asked if _is_worse(one)],
            "holds": bool(compared) and points_below <= LIMIT_POINTS and n_with_words == 0,
        },
        options.out,
    )


def _ask(assistant: Assistant, clip: Clip) -> Asked:
    rightly = Transcript(clip.text, clip.language, 1.0, 0.0)
    spoken = assistant.ask(Query(audio=[clip.path], k=K))
    return Asked(
        clip=clip,
        spoken=_rank(spoken, clip),
        typed=_rank(assistant.ask(Query(text=clip.text, k=K)), clip),
        heard_rightly=_rank(assistant.ask(Query(audio=[rightly], k=K)), clip),
        heard=spoken.transcripts[0].text,
        hear_ms=spoken.timing_ms["hear"],
        total_ms=spoken.timing_ms["total"],
    )


def _rank(answer: Answer, clip: Clip) -> int:
    """Of the first product that the clip may mean, from 1; 0 when there is none."""
    ids = [hit.product.id for hit in answer.hits]
    ranks = [ids.index(wanted) + 1 for wanted in clip.expected_ids if wanted in ids]
    return min(ranks, default=0)


def _grouped(asked: Sequence[Asked], group: Callable[[Asked], str]) -> dict[str, Any]:
    names = sorted({group(one) for one in asked})
    return {name: _figures([one for one in asked if group(one) == name]) for name in names}


def _voices(one: Asked) -> str:
    return "known" if one.is_known_voice else "held out"


def _figures(asked: Sequence[Asked]) -> dict[str, Any]:
    """Recall of the three ways, and the errors of hearing in words, for Chinese in characters."""
    figures: dict[str, Any] = {"n_clips": len(asked)}
    for way in ("spoken", "typed", "heard_rightly"):
        ranks = [getattr(one, way) for one in asked]
        figures[way] = {f"recall@{k}": round(_recall(ranks, k), 4) for k in (1, K)}
    for language, count, name in (
        ("en", word_errors, "word_error_rate"),
        ("zh", character_errors, "character_error_rate"),
    ):
        some = [one for one in asked if one.clip.language == language]
        if some:
            errors = count([one.clip.text for one in some], [one.heard for one in some])
            figures[name] = round(error_rate(errors), 4)
    return figures


def _recall(ranks: Sequence[int], k: int) -> float:
    return sum(0 < rank <= k for rank in ranks) / max(1, len(ranks))


def _points_below(asked: Sequence[Asked]) -> float:
    """Percentage points of recall@1 that sound loses to typing; negative where it gains."""
    typed = _recall([one.typed for one in asked], 1)
    return round(100 * (typed - _recall([one.spoken for one in asked], 1)), 2)


def _is_worse(one: Asked) -> bool:
    return one.typed > 0 and (one.spoken == 0 or one.spoken > one.typed)


def _told(one: Asked) -> dict[str, Any]:
    return {
        "file": one.clip.file,
        "said": one.clip.text,
        "heard": one.heard,
        "rank_spoken": one.spoken,
        "rank_typed": one.typed,
    }


if __name__ == "__main__":
    main()
