"""A network that learns from one batch at a time; not for where batches or checkpoints lie."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import torch

from speech.training.batches import Batch
from speech.training.checkpoint import restore_checkpoint, save_checkpoint
from speech.training.config import TrainingConfig
from speech.training.network import SpeechNetwork, losses_of
from speech.training.processes import ALONE, Place
from speech.training.start import start_from
from speech.training.targets import Targets

LARGEST_GRADIENT = 2.0  # the norm beyond which a step's gradient is shortened


class Learner:
    """The network, its optimiser and the running average of its weights after `step` steps."""

    def __init__(self, config: TrainingConfig, targets: Targets, place: Place = ALONE) -> None:
        torch.manual_seed(config.seed)
        self.config, self._place, self._targets = config, place, targets
        self.network = SpeechNetwork(config.shape, targets)
        self._optimiser = _optimiser(config, self.network)
        self._average = {
            name: value.detach().clone() for name, value in self.network.state_dict().items()
        }
        self.step = 0

    def learn(self, batch: Batch) -> dict[str, float]:
        """One optimiser step; the terms of its loss by name."""
        self.network.train()
        for group in self._optimiser.param_groups:
            group["lr"] = self.config.learning_rate * rate_share(self.step, self.config)
        terms = losses_of(self.network, batch, self.config.ctc_weight)
        self._optimiser.zero_grad(set_to_none=True)
        torch.stack(list(terms.values())).sum().backward()
        self._place.average_gradients(self.network)
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), LARGEST_GRADIENT)
        self._optimiser.step()
        decay = min(self.config.ema_decay, (1 + self.step) / (10 + self.step))
        for name, value in self.network.state_dict().items():
            self._average[name].lerp_(value.detach(), 1 - decay)
        self.step += 1
        return {name: round(float(term.detach()), 4) for name, term in terms.items()}

    def averaged_network(self) -> SpeechNetwork:
        """A network of the averaged weights, ready to recognise."""
        network = SpeechNetwork(self.config.shape, self._targets)
        network.load_state_dict(self._average)
        return network.eval()

    def save(self, folder: Path) -> None:
        """Writes all of it to the run's folder."""
        save_checkpoint(
            folder, self.step, self.config, self.network, self._average, self._optimiser
        )

    def start_from(self, path: Path) -> None:
        """Begin with a checkpoint's weights; nothing happens to a run that has begun."""
        if self.step == 0:
            start_from(path, self.network, self._targets, self.config.shape)
            for name, value in self.network.state_dict().items():
                self._average[name].copy_(value)

    def restore(self, folder: Path) -> None:
        """Goes back to what the run's folder holds; nothing happens when it holds none."""
        self.step = restore_checkpoint(
            folder, self.config, self.network, self._average, self._optimiser
        )
        for group in self._optimiser.param_groups:
            group["fused"] = True  # which the checkpoint of an older run may not say


def rate_share(step: int, config: TrainingConfig) -> float:
    """Share of the peak learning rate at a step: a linear rise, a plateau, half a cosine to 1 %."""
    if step < config.warm_up_steps:
        return (step + 1) / config.warm_up_steps
    left = (config.n_steps - step) / max(1, config.cool_down_steps)
    return 0.01 + 0.99 * 0.5 * (1 - math.cos(math.pi * min(1.0, left)))


def _optimiser(config: TrainingConfig, network: Any) -> torch.optim.AdamW:
    decaying: list[Any] = []
    others: list[Any] = []
    for name, parameter in network.named_parameters():
        decays = parameter.ndim >= 2 and "embedding" not in name
        (decaying if decays else others).append(parameter)
    groups = [
        {"params": decaying, "weight_decay": config.weight_decay},
        {"params": others, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=config.learning_rate, betas=(0.9, 0.98), fused=True)
