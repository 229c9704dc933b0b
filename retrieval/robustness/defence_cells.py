"""Measures the members of the five defences cell by cell; not which they are or how it is shown.

Heads stand on a frozen encoder's vectors, so whatever does not look at the encoder (stickers,
corruptions, typos, mishearings) is embedded once an encoder and mapped by all heads over it.
Attacks on pixels go through each member's own heads, and begin with the pictures that fooled the
encoder beneath.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from retrieval.errors import InputError
from retrieval.robustness.balls import Ball
from retrieval.robustness.corruptions import CORRUPTIONS, SEVERITIES, corrupted
from retrieval.robustness.ledger import CLEAN, Cell, Ledger
from retrieval.robustness.picture_changes import sticker
from retrieval.robustness.picture_trials import wrong_words
from retrieval.robustness.pixel_trials import WHITE_BOX
from retrieval.robustness.questions import Questions
from retrieval.robustness.radius_curve import Curve, curve_of
from retrieval.robustness.subject import Subject
from retrieval.robustness.text_attacks import ranks_of
from retrieval.robustness.text_edits import ACCIDENTS, changed
from retrieval.robustness.worst_case import Effort
from retrieval.training.robust.picture_changes import TRAINED_CORRUPTIONS

if TYPE_CHECKING:
    import torch

N_DRAWS = 3  # for each photo, of kinds of corruption that were trained on, and of the others
CORRUPTED = {
    f"{len(kinds)} corruptions {of}, mean": [(kind, s) for kind in kinds for s in SEVERITIES]
    for of, kinds in (
        ("trained on", TRAINED_CORRUPTIONS),
        ("never seen", [kind for kind in CORRUPTIONS if kind not in TRAINED_CORRUPTIONS]),
    )
}
TYPED = ("typo, 1 slip", "typo, 2 slips", "homoglyphs", "homoglyphs, put back")
Vectors = NDArray[np.float32]
Ranks = NDArray[np.int64]


@dataclass(frozen=True)
class TableSettings:
    """Sizes and effort of a table. linf_levels: in 255ths. n_targets: of the targeted loss."""

    n_pictures: int = 100
    n_texts: int = 100
    linf_levels: tuple[float, ...] = (1.0, 2.0, 4.0)
    n_steps: int = 20
    n_targets: int = 1
    seed: int = 0

    def __post_init__(self) -> None:
        for name in ("n_pictures", "n_texts", "n_steps"):
            if getattr(self, name) < 1:
                raise InputError(f"The setting {name} must be at least 1.")
        if not self.linf_levels or min(self.linf_levels) <= 0:
            raise InputError("Name at least one L-infinity level, above 0, in 255ths.")

    @property
    def effort(self) -> Effort:
        return Effort(n_steps=self.n_steps, n_targets=self.n_targets, seed=self.seed)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


class Beneath:
    """One frozen encoder and one set of questions: what all heads over it share, made once."""

    def __init__(self, encoder: Any, questions: Questions, settings: TableSettings) -> None:
        self.questions, self._settings = questions, settings
        self.subject = Subject(encoder.name, encoder)

    def changes(self) -> Iterator[tuple[str, str, Callable[[], Vectors], dict[str, Any]]]:
        """(family, adversary, its queries' vectors by the encoder alone, details)."""
        encoder, questions = self.subject.encoder, self.questions
        yield CLEAN, CLEAN, lambda: self.subject.queries(questions), {}
        if questions.heard:
            for noise, heard in questions.heard.items():
                said = [text or " " for text in heard]
                yield "texts", noise, partial(encoder.encode_texts, said), {}
        elif questions.texts:
            for name in TYPED:
                texts = changed(questions.texts, ACCIDENTS[name], self._settings.seed)
                yield "texts", name, partial(encoder.encode_texts, texts), {}
        else:
            yield from self._pictures()

    def _pictures(self) -> Iterator[tuple[str, str, Callable[[], Vectors], dict[str, Any]]]:
        def vectors(change: Callable[[int, Image.Image], Image.Image]) -> Vectors:
            photos = self.subject.photos(self.questions)
            made = [change(i, photo) for i, photo in enumerate(photos)]
            return np.asarray(self.subject.encoder.encode_images(made), np.float32)

        seed = self._settings.seed
        words = wrong_words(self.questions, seed)
        yield "pictures", "blank sticker", lambda: vectors(lambda i, photo: sticker(photo, "")), {}
        wrong = "sticker, wrong word"
        yield "pictures", wrong, lambda: vectors(lambda i, photo: sticker(photo, words[i])), {}
        for group, pairs in CORRUPTED.items():
            for draw in range(N_DRAWS):

                def broken(
                    i: int,
                    photo: Image.Image,
                    draw: int = draw,
                    pairs: list[tuple[str, int]] = pairs,
                ) -> Image.Image:
                    # in turn, so that over many photos all come equally often
                    turn, place = divmod(N_DRAWS * i + draw, len(pairs))
                    order = np.random.default_rng([seed, turn]).permutation(len(pairs))
                    kind, severity = pairs[order[place]]
                    return corrupted(photo, kind, severity, seed + i)

                made = partial(vectors, broken)
                yield "pictures", f"{group}: draw {draw + 1}", made, {"groups": [group]}

    @cached_property
    def curve(self) -> Curve:
        """The attacks on the encoder without heads."""
        return curve_of(
            self.subject, self.questions, self._settings.linf_levels, self._settings.effort
        )


def measure(
    name: str,
    encoder: Any,
    beneath: Beneath,
    settings: TableSettings,
    ledger: Ledger,
    vectors: dict[str, Vectors],
) -> None:
    """All cells of one member over the questions of `beneath` that the ledger lacks.

    encoder: the one beneath, or it with heads. vectors: adversary -> of the encoder beneath, filled
    as they are needed and kept for its next member.
    """
    questions = beneath.questions
    heads = getattr(encoder, "heads", None)
    subject = beneath.subject if heads is None else Subject(name, encoder)
    n_products = len(questions.shop.texts)

    def add(family: str, adversary: str, ranks: Ranks, begun: float, details: Any) -> None:
        seconds = time.monotonic() - begun
        ledger.add(
            Cell(name, questions.name, family, adversary, ranks, seconds, n_products, details)
        )

    for family, adversary, made, details in beneath.changes():
        if (name, questions.name, adversary) in ledger:
            continue
        begun = time.monotonic()
        if adversary not in vectors:
            vectors[adversary] = made()
        asked = vectors[adversary]
        if heads is not None:
            asked = heads.map("image" if questions.pictures else "text", asked)
        ranks = ranks_of(asked, subject.gallery(questions.shop), questions.relevant)
        if questions.heard and adversary in questions.heard:  # nothing heard finds nothing
            silent = [not text.strip() for text in questions.heard[adversary]]
            ranks = np.where(silent, questions.relevant.shape[1], ranks)
        add(family, adversary, ranks, begun, details)
    if not questions.pictures:
        return
    shown = {
        level: f"{WHITE_BOX} {Ball('linf', level / 255).shown}" for level in settings.linf_levels
    }
    if all((name, questions.name, adversary) in ledger for adversary in shown.values()):
        return
    begun = time.monotonic()
    curve = beneath.curve
    if heads is not None:
        starts: Mapping[float, torch.Tensor] = curve.pixels
        curve = curve_of(subject, questions, settings.linf_levels, settings.effort, starts)
    for level, adversary in shown.items():
        add("pixels", adversary, curve.ranks[level], begun, {})


def cut(asked: Sequence[Questions], settings: TableSettings) -> list[Questions]:
    """At most as many of each as are wanted, the same for the same seed."""
    return [
        each.split(settings.n_texts if each.texts else settings.n_pictures, 0, settings.seed)[0]
        for each in asked
    ]
