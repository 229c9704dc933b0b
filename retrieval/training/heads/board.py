"""Writes a run's figures for TensorBoard, which is an optional extra; not for training."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any, Self

from retrieval.errors import InputError
from retrieval.training.heads.loop import HeadsProgress


class Board:
    """Give it every HeadsProgress; `tensorboard --logdir FOLDER` then draws them.

    InputError when TensorBoard is not installed.
    """

    def __init__(self, folder: Path) -> None:
        try:
            from torch.utils.tensorboard import SummaryWriter
        except ImportError as error:
            raise InputError(
                "TensorBoard is not installed; install it with: pip install 'vitrine[training]'"
            ) from error
        self._writer: Any = SummaryWriter(str(folder))

    def show(self, progress: HeadsProgress) -> None:
        for name, value in progress.losses.items():
            self._writer.add_scalar(f"loss/{name}", value, progress.step)
        for name, value in progress.recall.items():
            self._writer.add_scalar(f"recall@1/{name}", value, progress.step)
        for name, value in progress.attacked.items():
            self._writer.add_scalar(f"attacked/{name}", value, progress.step)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._writer.close()
