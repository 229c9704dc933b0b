"""One measurement's figures with aims and machine, as JSON and as Markdown; no measuring.

The model card's tables are what `as_markdown` says of the JSON: nobody copies a figure by hand.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from speech.training.errors import TrainingError
from speech.training.measure import VOICE_CONDITIONS, Figures

SCHEMA = 1


@dataclass(frozen=True)
class Aim:
    """A limit that a figure of a kind of sound is to keep."""

    kind: str
    figure: str
    limit: float
    is_least: bool = False

    def holds(self, measured: float) -> bool:
        """Whether it is kept."""
        return measured >= self.limit if self.is_least else measured <= self.limit


AIMS = (
    Aim("known_voices", "word_error_rate", 0.05),
    Aim("unseen_voices", "word_error_rate", 0.15),
    Aim("noise_10db", "word_error_rate", 0.10),
    Aim("quiet", "silent_share", 0.02),
    Aim("real_digits", "right_share", 0.90, is_least=True),
    Aim("nobody_speaking", "n_words", 0),
)
# How the kinds are called in the table, in its order.
KIND_NAMES = {
    "known_voices": "known voices, new sentences",
    "noise_20db": "the same in noise at 20 dB",
    "noise_10db": "the same in noise at 10 dB",
    "noise_5db": "the same in noise at 5 dB",
    "babble_10db": "the same among other voices at 10 dB",
    "echo": "the same in a room",
    "telephone": "the same in a narrow band",
    "quiet": "the same at -45 dBFS",
    "unseen_voices": "unseen voices, new sentences",
    "unseen_noise_20db": "the same in noise at 20 dB",
    "unseen_noise_10db": "the same in noise at 10 dB",
    "unseen_noise_5db": "the same in noise at 5 dB",
    "neural_voices": "unseen neural voices, new sentences",
    "neural_noise_10db": "the same in noise at 10 dB",
    "chinese_known_voices": "Chinese, known voice (characters)",
    "real_digits": "digits of a real person not trained on (wrong)",
    "nobody_speaking": "nobody speaking (words invented)",
}
VOICE_NAMES = {
    "espeak-ng": "espeak-ng, seven accents in its variants",
    "flite": "flite rms, awb, kal16",
    "festival": "festival ked, kal",
    "kokoro": "Kokoro, 52 neural voices and their mixtures",
    "kokoro-af_heart": "Kokoro af_heart",
    "kokoro-bm_george": "Kokoro bm_george",
    "flite-slt": "flite slt",
    "espeak-en-gb-scotland": "espeak-ng, Scottish accent",
}


def speech_report(model: Figures, peer: Figures | None, n_clips: int) -> Figures:
    """All of a measurement. model, peer: of `described`, heard on the same sounds."""
    kinds = model["kinds"]
    aims = [
        {
            "kind": aim.kind,
            "figure": aim.figure,
            "at_least" if aim.is_least else "at_most": aim.limit,
            "measured": kinds[aim.kind][aim.figure],
            "holds": aim.holds(kinds[aim.kind][aim.figure]),
        }
        for aim in AIMS
        if aim.kind in kinds
    ]
    return {
        "schema": SCHEMA,
        "bench": "speech.training",
        "machine": {
            "processor": _processor(),
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "system": platform.system(),
        },
        "n_clips_at_most": n_clips,
        "model": model,
        "peer": peer,
        "aims": aims,
    }


def described(recognizer: Any, figures: Figures) -> Figures:
    """A model's name, id and size in front of its figures."""
    n_parameters = sum(parameter.numel() for parameter in recognizer.model.parameters())
    return {
        "name": recognizer.name,
        "id": recognizer.id,
        "device": recognizer.device,
        "n_parameters": n_parameters,
        **figures,
    }


def as_markdown(report: Mapping[str, Any]) -> str:
    """Two tables: kinds of sound with aims and peer, and voices against noise.

    TrainingError when the report is not one of `speech_report`.
    """
    try:
        if report["schema"] != SCHEMA or report["bench"] != "speech.training":
            raise ValueError("of another program or version")
        return "\n".join([*_kinds_table(report), "", *_voices_table(report)])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TrainingError(
            f"These are no figures of `python -m speech.training --json` ({error})."
        ) from error


def _kinds_table(report: Mapping[str, Any]) -> list[str]:
    model, peer = report["model"], report["peer"]
    aims = {aim["kind"]: aim for aim in report["aims"]}
    peer_head, peer_line = (f" {peer['name']} |", "---:|") if peer else ("", "")
    lines = [
        f"| sound | clips | {model['name']}: word error rate | 95 % interval | aim |{peer_head}",
        f"|---|---:|---:|---:|---|{peer_line}",
    ]
    for kind, name in KIND_NAMES.items():
        figures = model["kinds"].get(kind)
        if figures is None:
            continue
        value, interval = _cells(figures)
        row = f"| {name} | {figures['n_clips']} | {value} | {interval} | {_aim(aims.get(kind))} |"
        if peer:
            other = peer["kinds"].get(kind)
            row += f" {_cells(other)[0] if other else ''} |"
        lines.append(row)
    return lines


def _voices_table(report: Mapping[str, Any]) -> list[str]:
    lines = [
        "| voice | trained on | clips | clean | 20 dB | 10 dB | 5 dB |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for family, row in report["model"]["voices"].items():
        cells = []
        for condition in VOICE_CONDITIONS:
            figures = row.get(condition)
            cells.append(" ± ".join(_rate_and_spread(figures)) if figures else "")
        first = next(row[condition] for condition in VOICE_CONDITIONS if condition in row)
        lines.append(
            f"| {VOICE_NAMES.get(family, family)} | {'yes' if row['known'] else 'no'} |"
            f" {first['n_clips']} | {' | '.join(cells)} |"
        )
    return lines


def _rate_and_spread(figures: Mapping[str, Any]) -> tuple[str, str]:
    low, high = figures["interval_95"]
    return f"{figures['word_error_rate']:.1%}", f"{100 * (high - low) / 2:.1f}"


def _cells(figures: Mapping[str, Any]) -> tuple[str, str]:
    """A kind's figure and its interval, as cells of the table."""
    low, high = figures["interval_95"]
    if "right_share" in figures:
        return f"{1 - figures['right_share']:.1%}", f"{1 - high:.1%} to {1 - low:.1%}"
    for name in ("word_error_rate", "character_error_rate"):
        if name in figures:
            return f"{figures[name]:.1%}", f"{low:.1%} to {high:.1%}"
    return f"{figures['n_words']} words", ""


def _aim(aim: Mapping[str, Any] | None) -> str:
    if aim is None:
        return ""
    kept = "kept" if aim["holds"] else "not kept"
    if aim["figure"] == "n_words":
        return f"{aim['at_most']} words: {kept}"
    if aim["figure"] == "silent_share":
        return f"at most {aim['at_most']:.0%} not heard at all: {kept}, {aim['measured']:.1%}"
    limit = 1 - aim["at_least"] if "at_least" in aim else aim["at_most"]
    return f"{limit:.0%}: {kept}"


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()
