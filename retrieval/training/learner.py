"""A network that learns from one batch at a time; not for where batches or checkpoints lie."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.training.batches import Batch
from retrieval.training.checkpoint import restore_checkpoint, save_checkpoint
from retrieval.training.config import TrainingConfig
from retrieval.training.loss import sigmoid_loss, smoothed_cross_entropy, softmax_loss
from retrieval.training.network import (
    build_model,
    build_network,
    encode_pictures,
    encode_tokens,
    normalised,
)
from retrieval.training.processes import ALONE, Place

if TYPE_CHECKING:
    import torch

LARGEST_GRADIENT = 5.0  # the norm beyond which a step's gradient is shortened


class Learner:
    """The network, its optimiser and the running average of its weights after `step` steps."""

    def __init__(
        self,
        config: TrainingConfig,
        tokenizer: Any,
        n_classes: dict[str, int],
        place: Place = ALONE,
    ) -> None:
        import torch

        torch.manual_seed(config.seed)
        self.config, self._place = config, place
        self._vocabulary = tokenizer.get_vocab_size()
        self.network = build_network(config.shape, self._vocabulary, n_classes, config.drop_path)
        self.clip = self.network["clip"]
        self._optimiser = _optimiser(config, self.network)
        self._average: dict[str, torch.Tensor] = {}
        self.restart_average()
        self.step = 0

    def restart_average(self) -> None:
        """Lets the average begin at the weights as they are now."""
        self._average = {n: value.detach().clone() for n, value in self.clip.state_dict().items()}

    def learn(self, batch: Batch) -> dict[str, float]:
        """One optimiser step; the terms of its loss by name."""
        import torch

        self.network.train()
        torch.manual_seed(self.config.seed * 1_000_003 + self.step)
        for group in self._optimiser.param_groups:
            group["lr"] = group["peak"] * rate_share(self.step, self.config)
        terms = losses_of(self.config, self.network, batch)
        self._optimiser.zero_grad(set_to_none=True)
        torch.stack(list(terms.values())).sum().backward()
        self._place.average_gradients(self.network)
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), LARGEST_GRADIENT)
        self._optimiser.step()
        _averaged(self._average, self.clip, self.config.ema_decay, self.step)
        self.step += 1
        return {name: round(float(term.detach()), 4) for name, term in terms.items()}

    def averaged_model(self) -> Any:
        """An open_clip model of the averaged weights, ready to encode."""
        model = build_model(self.config.shape, self._vocabulary)
        model.load_state_dict(self._average)
        return model.eval()

    def save(self, folder: Path) -> None:
        """Writes all of it to the run's folder."""
        save_checkpoint(
            folder, self.step, self.config, self.network, self._average, self._optimiser
        )

    def restore(self, folder: Path) -> None:
        """Goes back to what the run's folder holds; nothing happens when it holds none."""
        self.step = restore_checkpoint(
            folder, self.config, self.network, self._average, self._optimiser
        )


def _optimiser(config: TrainingConfig, network: Any) -> torch.optim.AdamW:
    import torch

    groups: dict[tuple[bool, bool], list[torch.nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        text = name.startswith("clip.text")
        decays = parameter.ndim >= 2 and "embedding" not in name
        groups.setdefault((text, decays), []).append(parameter)
    return torch.optim.AdamW(
        [
            {
                "params": parameters,
                "weight_decay": config.weight_decay if decays else 0.0,
                "peak": config.text_learning_rate if text else config.image_learning_rate,
            }
            for (text, decays), parameters in groups.items()
        ],
        lr=1e-3,
        betas=(0.9, 0.98),
    )


def rate_share(step: int, config: TrainingConfig) -> float:
    """Share of the peak learning rate at a step: a linear rise, a plateau, half a cosine to 1 %.

    As long as the plateau lasts, the rate does not depend on how long the run will be.
    """
    if step < config.warm_up_steps:
        return (step + 1) / config.warm_up_steps
    left = (config.n_steps - step) / max(1, config.cool_down_steps)
    return 0.01 + 0.99 * 0.5 * (1 - math.cos(math.pi * min(1.0, left)))


def losses_of(config: TrainingConfig, network: Any, batch: Batch) -> dict[str, torch.Tensor]:
    """The terms of a step's loss by name, each with its weight already in."""
    clip, scales = network["clip"], network["scales"]
    pictures, features = encode_pictures(clip, normalised(batch.pixels))
    n_texts = len(batch.tokens)
    texts = encode_tokens(clip, batch.tokens + batch.catalogue_tokens)
    texts, shop = texts[:n_texts], texts[n_texts:]
    cosines = pictures @ texts.T
    scale = scales["softmax"].exp().clamp(max=60.0)
    terms = {
        "picture_to_text": 0.5 * softmax_loss(cosines, scale, batch.match, batch.mismatch),
        "text_to_picture": 0.5 * softmax_loss(cosines.T, scale, batch.match.T, batch.mismatch.T),
        "sigmoid": config.sigmoid_weight
        * sigmoid_loss(
            cosines,
            clip.logit_scale.exp().clamp(max=60.0),
            clip.logit_bias,
            batch.match,
            batch.mismatch,
        ),
        "picture_pairs": config.picture_pair_weight
        * softmax_loss(
            pictures @ pictures.T,
            scales["pictures"].exp().clamp(max=40.0),
            batch.same_thing,
            batch.other_thing,
        ),
    }
    if len(shop):
        terms["text_pairs"] = config.text_pair_weight * softmax_loss(
            (shop @ texts.T).T, scale, batch.catalogue_match.T, batch.catalogue_mismatch.T
        )
    for head, (rows, label, partner) in batch.labels.items():
        terms[f"class_{head}"] = dict(config.class_weights).get(head, 0.5) * smoothed_cross_entropy(
            network["heads"][head](features[rows]),
            label,
            partner,
            batch.share[rows],
            config.label_smoothing,
        )
    return terms


def _averaged(average: dict[str, torch.Tensor], clip: Any, decay: float, step: int) -> None:
    decay = min(decay, (1 + step) / (10 + step))
    for name, value in clip.state_dict().items():
        if value.dtype.is_floating_point:
            average[name].lerp_(value.detach(), 1 - decay)
        else:
            average[name].copy_(value)
