"""An adversary that knows the heads as they are, for training and stopping; not for reporting.

It moves pixels through heads, frozen encoder and normalisation (projected gradient descent, Madry
et al. 2018, arXiv:1706.06083) at the size of the encoder's input: the resize before it is linear,
and no budget is lost there. It prints wrong words on pictures, corrupts them, misspells texts and
mishears them. The judge of the heads is `retrieval.robustness`, with harder attacks.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from retrieval.heads.heads import Heads
from retrieval.heads.torch_heads import head_module
from retrieval.robustness.corruptions import SEVERITIES, corrupted
from retrieval.robustness.picture_changes import sticker
from retrieval.robustness.pixel_tower import PixelTower
from retrieval.training.heads.embedded import EmbeddedData, picture_subjects, written_captions
from retrieval.training.heads.misheard import Mishearing
from retrieval.training.heads.recipe import AttackRecipe, EmbeddingRecipe
from retrieval.training.heads.worsened import Worsened
from retrieval.training.pictures import Pictures
from retrieval.training.robust.batches import class_texts
from retrieval.training.robust.picture_attack import attack_pixels, drawn_radii
from retrieval.training.robust.picture_changes import TRAINED_CORRUPTIONS
from retrieval.training.robust.text_edits import edit_once
from retrieval.training.robust.towers import has_fast_bfloat16
from retrieval.training.subjects import Subject

if TYPE_CHECKING:
    import torch
    from PIL import Image

CLASS_SCALE = 20.0  # of the cosines in the cross-entropy that is climbed
STEP_SHARE = 2.0  # of a radius that all steps of an attack go together
BATCH = 64
Vectors = NDArray[np.float32]


class Adversary:
    """Makes pictures and texts of the training data worse, and looks at held-out pictures.

    encoder: with torch towers, the frozen one. What it does depends on the heads, the seed and the
    step alone.
    """

    def __init__(
        self,
        encoder: Any,
        sources: Sequence[Pictures],
        data: EmbeddedData,
        embedding: EmbeddingRecipe,
        attack: AttackRecipe,
    ) -> None:
        self._encoder, self._sources, self._attack = encoder, sources, attack
        fast = has_fast_bfloat16(encoder.device)
        self._tower, self._fast_tower = PixelTower(encoder), PixelTower(encoder, bfloat16=fast)
        self._data = data
        self._plain_judged: dict[str, float] | None = None
        captions, self._text_subject, _ = written_captions(data.subjects, embedding)
        self._texts = [caption.text for caption in captions]
        self._mishearing = Mishearing(self._texts)
        texts = [[said[0] for said in class_texts(source)] for source in sources]
        self._classes: list[Vectors] = [encoder.encode_texts(each) for each in texts]
        self._labels = [
            np.array([dict(s.labels)[source.source] for s in source.subjects])[source.subject]
            for source in sources
        ]
        self._words = [sorted({_kind(subject) for subject in s.subjects}) for s in sources]
        self._places = np.array(
            [(i, j) for i, s in enumerate(sources) for j in np.flatnonzero(~s.held_out)], np.int64
        ).reshape(-1, 2)
        assert len(self._places) == len(picture_subjects(sources))
        self._known = self._evenly(attack.n_known, np.random.default_rng(embedding.seed))

    def worsened(self, heads: Heads, seed: int, step: int) -> Worsened:
        """A refresh: pictures and texts made worse for these heads."""
        attack = self._attack
        chance = np.random.default_rng([seed, step, 17])
        rows = chance.choice(
            self._known, attack.n_worse_pictures, replace=len(self._known) < attack.n_worse_pictures
        )
        moved = rows[: attack.n_attacked]
        printed = rows[attack.n_attacked :][: attack.n_stickers]
        broken = rows[attack.n_attacked + attack.n_stickers :]
        changed = [self._with_a_wrong_word(row, chance) for row in printed]
        changed += [self._corrupted(row, chance) for row in broken]
        pictures = [self._attacked(heads, moved, seed, step)]
        if changed:
            pictures.append(self._encoder.encode_images(changed))
        text_rows, texts = self._worse_texts(heads, random.Random(f"{seed} {step}"))
        return Worsened(
            np.concatenate(pictures).astype(np.float32), rows.astype(np.int64), texts, text_rows
        )

    def look(
        self,
        heads: Heads | None,
        *,
        n_steps: int | None = None,
        n_pictures: int | None = None,
    ) -> dict[str, float]:
        """Source -> share of held-out pictures whose class comes first under attack.

        heads: None for the plain encoder. Sources without held-out pictures are left out.
        """
        import torch

        attack, found = self._attack, {}
        for number, source in enumerate(self._sources):
            rows = np.flatnonzero(source.held_out)
            rows = np.random.default_rng(0).permutation(rows)[: n_pictures or attack.look_pictures]
            if not len(rows):
                continue
            pixels = self._tower.pixels_of(_pictures(source.pixels[rows]))
            logits, labels = self._logits(heads, number), self._tensor(self._labels[number][rows])
            radii = torch.full((len(rows), 1, 1, 1), attack.look_epsilon)
            worse = self._moved(
                self._logits(heads, number, fast=True),
                pixels,
                labels,
                radii,
                n_steps or attack.look_steps,
                0,
            )
            with torch.no_grad():
                kept = [logits(each).argmax(1) == labels for each in (pixels, worse)]
            found[source.source] = round(float((kept[0] & kept[1]).float().mean()), 4)
        return found

    def judge(self, heads: Heads | None) -> dict[str, float]:
        """As `look`, with twice the steps and pictures: for saying whether heads help."""
        attack = self._attack
        n_steps, n_pictures = 2 * attack.look_steps, 2 * attack.look_pictures
        if heads is not None:
            return self.look(heads, n_steps=n_steps, n_pictures=n_pictures)
        if self._plain_judged is None:
            self._plain_judged = self.look(None, n_steps=n_steps, n_pictures=n_pictures)
        return self._plain_judged

    def _attacked(self, heads: Heads, rows: NDArray[np.int64], seed: int, step: int) -> Vectors:
        """(n, d) of the frozen encoder, the pixels moved within radii up to epsilon."""
        import torch

        found = np.zeros((len(rows), self._data.n_dims), np.float32)
        for number, source in enumerate(self._sources):
            mine = np.flatnonzero(self._places[rows, 0] == number)
            for start in range(0, len(mine), BATCH):
                part = mine[start : start + BATCH]
                shown = self._places[rows[part], 1]
                pixels = self._tower.pixels_of(_pictures(source.pixels[shown]))
                labels = self._tensor(self._labels[number][shown])
                mixed = (seed * 1_000_003 + step) * 64 + number * 16 + start // BATCH
                generator = torch.Generator().manual_seed(mixed)
                radii = drawn_radii(len(part), self._attack.epsilon, 0.0, generator)
                logits = self._logits(heads, number, fast=True)
                worse = self._moved(logits, pixels, labels, radii, self._attack.steps, mixed)
                found[part] = self._tower.vectors_of(worse).cpu().numpy()
        return found

    def _moved(
        self,
        logits: Callable[[torch.Tensor], torch.Tensor],
        pixels: torch.Tensor,
        labels: torch.Tensor,
        radii: torch.Tensor,
        n_steps: int,
        seed: int,
    ) -> torch.Tensor:
        import torch
        import torch.nn.functional as F

        def loss_of(attacked: torch.Tensor) -> torch.Tensor:
            return F.cross_entropy(logits(attacked), labels, reduction="sum")

        generator = torch.Generator().manual_seed(seed)
        radii = radii.to(pixels.device)
        return attack_pixels(loss_of, pixels, radii, n_steps, STEP_SHARE, generator)

    def _logits(
        self, heads: Heads | None, source: int, *, fast: bool = False
    ) -> Callable[[torch.Tensor], torch.Tensor]:
        """Pixels (n, 3, h, w) to (n, n_classes) scaled cosines with a source's class texts."""
        tower = self._fast_tower if fast else self._tower
        classes = self._classes[source]
        if heads is None:
            products = self._tensor(classes)
            return lambda pixels: CLASS_SCALE * tower(pixels) @ products.T
        products = self._tensor(heads.map("text", classes))
        head = head_module(heads, "image").to(tower.device)
        return lambda pixels: CLASS_SCALE * head(tower(pixels)) @ products.T

    def _worse_texts(self, heads: Heads, rng: random.Random) -> tuple[NDArray[np.int64], Vectors]:
        """(n,) rows of texts and the vectors of what became of them."""
        attack = self._attack
        said = np.flatnonzero(self._text_subject >= 0).tolist()
        rows = [rng.choice(said) for _ in range(attack.n_worse_texts)]
        edited = []
        for row in rows[: attack.n_misspelt]:
            for _ in range(attack.text_candidates):
                text = self._texts[row]
                for _ in range(rng.randint(1, attack.text_edits)):
                    text = edit_once(text, rng)
                edited.append(text or " ")
        misheard = [
            self._mishearing.misheard(self._texts[row], rng) for row in rows[attack.n_misspelt :]
        ]
        if not rows:
            return np.zeros(0, np.int64), np.zeros((0, self._data.n_dims), np.float32)
        vectors = self._encoder.encode_texts([*edited, *misheard])
        heard = vectors[len(edited) :]
        candidates = vectors[: len(edited)].reshape(
            attack.n_misspelt, attack.text_candidates, self._data.n_dims
        )
        meant = heads.map("text", self._data.texts[rows[: attack.n_misspelt]])
        mapped = heads.map("text", vectors[: len(edited)]).reshape(
            attack.n_misspelt, attack.text_candidates, heads.n_dims
        )
        worst = np.einsum("nkd,nd->nk", mapped, meant).argmin(1)
        chosen = candidates[np.arange(len(candidates)), worst]
        return np.array(rows, np.int64), np.concatenate([chosen, heard]).astype(np.float32)

    def _with_a_wrong_word(self, row: int, chance: np.random.Generator) -> Image.Image:
        source, shown = self._places[row]
        pictures = self._sources[source]
        right = _kind(pictures.subjects[pictures.subject[shown]])
        wrong = [word for word in self._words[source] if word != right] or [""]
        word = wrong[int(chance.integers(len(wrong)))]
        left, top = chance.random(2)
        wide, tall = chance.uniform(0.3, 0.6), chance.uniform(0.12, 0.3)
        picture = _pictures(pictures.pixels[[shown]])[0]
        return sticker(picture, word, place=(left, top), share=(wide, tall))

    def _corrupted(self, row: int, chance: np.random.Generator) -> Image.Image:
        source, shown = self._places[row]
        kind = str(chance.choice(TRAINED_CORRUPTIONS))
        severity = int(chance.choice(SEVERITIES))
        picture = _pictures(self._sources[source].pixels[[shown]])[0]
        return corrupted(picture, kind, severity, int(chance.integers(2**31)))

    def _evenly(self, n: int, chance: np.random.Generator) -> NDArray[np.int64]:
        """At most n rows of the training pictures, sources sharing them as evenly as they can."""
        of_source = [
            chance.permutation(np.flatnonzero(self._places[:, 0] == number))
            for number in range(len(self._sources))
        ]
        order = np.concatenate([np.arange(len(rows)) for rows in of_source])
        return np.concatenate(of_source)[np.argsort(order, kind="stable")[:n]]

    def _tensor(self, values: NDArray[Any]) -> torch.Tensor:
        import torch

        return torch.from_numpy(np.ascontiguousarray(values)).to(self._tower.device)


def _pictures(squares: NDArray[np.uint8]) -> list[Image.Image]:
    from PIL import Image

    return [Image.fromarray(square) for square in squares]


def _kind(subject: Subject) -> str:
    """What a subject is called in a word or two, as a label on it would say."""
    slots = subject.slots
    return next((slots[s][0][0] for s in ("kind", "coarse", "name") if slots.get(s, ((),))[0]), "")
