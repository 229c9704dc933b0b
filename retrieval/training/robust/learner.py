"""Two towers that learn from one attacked batch at a time; not where batches or files lie."""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from retrieval.training.loss import sigmoid_loss, softmax_loss
from retrieval.training.processes import ALONE, Place
from retrieval.training.robust.batches import RobustBatch
from retrieval.training.robust.config import RobustConfig
from retrieval.training.robust.losses import anchor_loss, class_loss
from retrieval.training.robust.picture_attack import attack_pixels, drawn_radii
from retrieval.training.robust.text_attack import attack_texts
from retrieval.training.robust.towers import Towers

if TYPE_CHECKING:
    import torch

LARGEST_GRADIENT = 2.0  # the norm beyond which a step's gradient is shortened


class RobustLearner:
    """The towers under training, the frozen clean ones, the optimiser and the running average."""

    def __init__(
        self,
        config: RobustConfig,
        clean: Towers,
        class_vectors: Mapping[str, torch.Tensor],
        place: Place = ALONE,
    ) -> None:

        self.config, self.clean, self._place = config, clean, place
        self._seed = config.seed + 7919 * place.number
        self.clean.clip.eval().requires_grad_(False)
        self.towers = replace(clean, clip=copy.deepcopy(clean.clip))
        self.clip = self.towers.clip.requires_grad_(True)
        self.classes = dict(class_vectors)
        self.optimiser = _optimiser(config, self.clip)
        self.average = {n: v.detach().clone() for n, v in self.clip.state_dict().items()}
        self.step = 0

    def epsilon(self) -> float:
        """The largest radius of this step: a linear ramp from 0, then all of it."""
        share = (self.step + 1) / max(1, self.config.ramp_steps)
        return self.config.epsilon * min(1.0, share)

    def learn(self, batch: RobustBatch) -> dict[str, float]:
        """One optimiser step on the attacked batch; the terms of its loss by name."""
        import torch

        config, device = self.config, self.clean.device
        torch.manual_seed(self._seed * 1_000_003 + self.step)
        pixels = batch.pixels.to(device)
        with torch.no_grad():
            anchors = self.clean.encode_pixels(pixels)
            text_anchors = self.clean.encode_texts(batch.texts)
        attacked = self._attacked_pixels(batch.changed.to(device), anchors, batch)
        misspelt = self._attacked_texts(batch.texts, text_anchors)
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * rate_share(self.step, config)
        with self._learning():
            pictures = self.towers.encode_pixels(attacked)
            # The texts as they were are anchored too: a tower that reads typos must read.
            texts = self.towers.encode_texts([*misspelt, *batch.texts])
        terms = self._terms(batch, pictures, anchors, texts, text_anchors)
        self.optimiser.zero_grad(set_to_none=True)
        torch.stack(list(terms.values())).sum().backward()
        self._place.average_gradients(self.clip)
        for group in self.optimiser.param_groups:
            torch.nn.utils.clip_grad_norm_(group["params"], LARGEST_GRADIENT)
        self.optimiser.step()
        self._share_statistics()
        self._average_weights()
        self.step += 1
        return {name: round(float(term.detach()), 4) for name, term in terms.items()}

    def averaged(self) -> Towers:
        """Towers of the averaged weights, ready to encode."""

        clip = copy.deepcopy(self.clean.clip)
        clip.load_state_dict(self.average)
        return replace(self.clean, clip=clip.eval())

    def _attacked_pixels(
        self, pixels: torch.Tensor, anchors: torch.Tensor, batch: RobustBatch
    ) -> torch.Tensor:
        import torch

        config = self.config
        generator = torch.Generator().manual_seed(self._seed * 3_000_017 + self.step)
        radii = drawn_radii(len(pixels), self.epsilon(), config.clean_share, generator)

        def loss_of(attacked: torch.Tensor) -> torch.Tensor:
            vectors = self.towers.encode_pixels(attacked)
            loss = config.anchor_weight * anchor_loss(vectors, anchors).sum()
            for name, (rows, labels) in batch.classes.items():
                loss = (
                    loss
                    + config.class_weight
                    * class_loss(
                        vectors[rows],
                        self.classes[name],
                        labels.to(vectors.device),
                        config.class_scale,
                    ).sum()
                )
            return loss

        # With the running statistics, as it will be attacked; and not counted in them.
        self.clip.eval().requires_grad_(False)
        attacked = attack_pixels(
            loss_of,
            pixels,
            radii.to(pixels.device),
            config.attack_steps,
            config.attack_step_share,
            generator,
        )
        self.clip.requires_grad_(True)
        return attacked

    def _attacked_texts(self, texts: list[str], anchors: torch.Tensor) -> list[str]:
        config = self.config
        rng = random.Random(self._seed * 5_000_011 + self.step)
        n_edits = [1 + (rng.random() < config.second_edit_share) for _ in texts]
        self.clip.eval()
        return attack_texts(
            self.towers.encode_texts,
            texts,
            anchors,
            n_edits,
            config.text_candidates,
            config.homoglyph_share,
            rng,
        )

    @contextmanager
    def _learning(self) -> Iterator[None]:
        import torch

        self.clip.train()
        if self.config.batch_norm == "keep":
            for module in self.clip.modules():
                if isinstance(module, torch.nn.modules.batchnorm._BatchNorm):
                    module.eval()
        yield
        self.clip.eval()

    def _terms(
        self,
        batch: RobustBatch,
        pictures: torch.Tensor,
        anchors: torch.Tensor,
        texts: torch.Tensor,
        text_anchors: torch.Tensor,
    ) -> dict[str, torch.Tensor]:
        """The terms of the loss by name, each with its weight already in."""
        import torch

        config, device = self.config, pictures.device
        match, mismatch = batch.match.to(device), batch.mismatch.to(device)
        n = len(batch.texts)
        misspelt = texts[:n]
        cosines = pictures @ misspelt.T
        scale = torch.tensor(config.class_scale, device=device)
        terms = {
            "anchor": config.anchor_weight * anchor_loss(pictures, anchors).mean(),
            "text_anchor": config.text_anchor_weight
            * anchor_loss(texts, text_anchors.repeat(2, 1)).mean(),
            "contrast": config.contrast_weight
            * 0.5
            * (
                softmax_loss(cosines, scale, match, mismatch)
                + softmax_loss(cosines.T, scale, match.T, mismatch.T)
            ),
        }
        if getattr(self.clip, "logit_bias", None) is not None:
            # Scale and bias stay: probabilities are calibrated on the finished encoder.
            terms["sigmoid"] = config.sigmoid_weight * sigmoid_loss(
                cosines,
                self.clip.logit_scale.detach().exp().clamp(max=60.0),
                self.clip.logit_bias.detach(),
                match,
                mismatch,
            )
        for name, (rows, labels) in batch.classes.items():
            share = len(rows) / len(pictures)
            terms[f"class_{name}"] = (
                config.class_weight
                * share
                * class_loss(
                    pictures[rows],
                    self.classes[name],
                    labels.to(device),
                    config.class_scale,
                    config.label_smoothing,
                ).mean()
            )
        return terms

    def _share_statistics(self) -> None:
        """Gives every process the first one's running statistics, which each attacks through."""
        import torch

        if self._place.n_processes > 1:
            for name, value in self.clip.named_buffers():
                if "running_" in name:
                    torch.distributed.broadcast(value, 0)

    def _average_weights(self) -> None:
        decay = min(self.config.ema_decay, (1 + self.step) / (10 + self.step))
        for name, value in self.clip.state_dict().items():
            if value.dtype.is_floating_point:
                self.average[name].lerp_(value.detach(), 1 - decay)
            else:
                self.average[name].copy_(value)


def rate_share(step: int, config: RobustConfig) -> float:
    """Share of the peak learning rate at a step: a linear rise, a plateau, half a cosine to 1 %.

    As long as the plateau lasts, the rate does not depend on how long the run will be.
    """
    if step < config.warm_up_steps:
        return (step + 1) / config.warm_up_steps
    left = (config.n_steps - step) / max(1, config.cool_down_steps)
    return 0.01 + 0.99 * 0.5 * (1 - math.cos(math.pi * min(1.0, max(0.0, left))))


def _optimiser(config: RobustConfig, clip: Any) -> torch.optim.AdamW:
    import torch

    groups: dict[tuple[bool, bool], list[torch.nn.Parameter]] = {}
    for name, parameter in clip.named_parameters():
        if name in ("logit_scale", "logit_bias"):
            continue
        picture = name.startswith("visual.")
        groups.setdefault((picture, parameter.ndim >= 2), []).append(parameter)
    return torch.optim.AdamW(
        [
            {
                "params": parameters,
                "weight_decay": config.weight_decay if decays else 0.0,
                "peak": config.image_learning_rate if picture else config.text_learning_rate,
            }
            for (picture, decays), parameters in groups.items()
        ],
        lr=1e-4,
        betas=(0.9, 0.98),
    )
