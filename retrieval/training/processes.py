"""Several processes that train one network, their gradients averaged; not for what they compute.

They are started here, or were by torchrun (see `launched`).

On a few busy cores one thread a process is the fastest way to use them all: threads that share one
operation wait for the slowest of them many times a step, processes once.
"""

from __future__ import annotations

import multiprocessing
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    import torch

STOPPING = (signal.SIGINT, signal.SIGTERM)
LONGEST_WAIT = timedelta(minutes=20)  # for the slowest process, which may be looking or saving


@dataclass(frozen=True)
class Place:
    """Which of how many processes this one is; the first writes files and reports."""

    number: int = 0
    n_processes: int = 1

    def average_gradients(self, network: torch.nn.Module) -> None:
        """Gives every process the mean of all gradients, in place."""
        import torch

        if self.n_processes == 1:
            return
        gradients = []
        for parameter in network.parameters():
            if parameter.grad is None:  # another process's batch may have used it
                parameter.grad = torch.zeros_like(parameter)
            gradients.append(parameter.grad)
        flat = torch.cat([gradient.reshape(-1) for gradient in gradients])
        torch.distributed.all_reduce(flat)
        flat /= self.n_processes
        start = 0
        for gradient in gradients:
            end = start + gradient.numel()
            gradient.copy_(flat[start:end].view_as(gradient))
            start = end

    def share_of(self, n_rows: int) -> slice:
        """Which of n rows are this process's: stretches as even as can be, in order."""
        return slice(
            n_rows * self.number // self.n_processes,
            n_rows * (self.number + 1) // self.n_processes,
        )

    def gathered(self, mine: torch.Tensor, n_rows: int) -> torch.Tensor:
        """(n_rows, d): the rows that each process has of its share, in order, the same in all.

        Only a process's own rows carry a gradient, n_processes times as large, so that a loss over
        all rows has, averaged by `average_gradients`, the gradient that one process alone would
        find; what the loss has of its own, a scale say, is in every process and averaged as it is.
        """
        import torch

        if self.n_processes == 1 or not n_rows:
            return mine
        own = self.share_of(n_rows)
        rows = mine.new_zeros((n_rows, mine.shape[1]))
        rows[own] = mine.detach()
        torch.distributed.all_reduce(rows)
        if mine.requires_grad:
            mine.register_hook(lambda gradient: gradient * self.n_processes)
        return torch.cat([rows[: own.start], mine, rows[own.stop :]])

    def share_weights(self, network: torch.nn.Module) -> None:
        """Gives every process the weights of the first, in place."""
        import torch

        if self.n_processes > 1:
            for value in network.state_dict().values():
                torch.distributed.broadcast(value, 0)

    def share(self, value: torch.Tensor) -> None:
        """Gives every process the tensor of the first, in place; its shape is the same in all."""
        import torch

        if self.n_processes > 1:
            torch.distributed.broadcast(value, 0)

    def any_wants(self, wish: bool) -> bool:
        """Whether any of the processes wishes it: the same answer in all of them."""
        import torch

        if self.n_processes == 1:
            return wish
        wishes = torch.tensor(float(wish))
        torch.distributed.all_reduce(wishes)
        return bool(wishes > 0)


ALONE = Place()


def met() -> Place | None:
    """This process's place in torch's process group, where it has joined one of several."""
    import torch

    together = torch.distributed
    if not together.is_available() or not together.is_initialized():
        return None
    place = Place(together.get_rank(), together.get_world_size())
    return place if place.n_processes > 1 else None


def give_out(work: Callable[..., None] | None, arguments: tuple[Any, ...] = ()) -> Any:
    """The first process's work and arguments, in all of the joined processes; None ends it."""
    import torch

    told = [None if work is None else (work, arguments)]
    torch.distributed.broadcast_object_list(told, 0)
    return told[0]


def _join(meeting: Path, place: Place) -> None:
    import torch

    torch.distributed.init_process_group(
        "gloo",
        init_method=meeting.as_uri(),
        rank=place.number,
        world_size=place.n_processes,
        timeout=LONGEST_WAIT,
    )


@contextmanager
def _helpers_leave_signals() -> Iterator[None]:
    """Has processes that start meanwhile ignore what stops a program, from their first moment.

    Ctrl-C and a service's SIGTERM reach every process of a group: the first one decides when to
    stop and tells the others. One that ended while it still starts would be waited for in vain.
    """
    if threading.current_thread() is not threading.main_thread():  # which alone may change them
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _help(
    meeting: Path, place: Place, work: Callable[..., None], arguments: tuple[Any, ...]
) -> None:
    for number in STOPPING:  # also where they are not inherited
        signal.signal(number, signal.SIG_IGN)
    _join(meeting, place)
    work(place, *arguments)


class Together:
    """Runs `work(place, *arguments)` in n - 1 new processes while this one is the first.

    Both must be picklable. On leaving, the others are waited for, or ended after an error here.
    Where torch's process group is joined already, as under torchrun, its processes do the work
    instead, however many they are: those that `follow`, or that come here themselves.
    """

    def __init__(
        self, n_processes: int, work: Callable[..., None], arguments: tuple[Any, ...]
    ) -> None:
        self._met = met()
        self.place = self._met or Place(0, n_processes)
        self._work, self._arguments = work, arguments
        self._others: list[BaseProcess] = []

    def __enter__(self) -> Place:
        if self._met is not None:
            give_out(self._work, self._arguments)
            return self.place
        if self.place.n_processes == 1:
            return self.place
        self._folder = tempfile.TemporaryDirectory(prefix="vitrine-training-")
        meeting = Path(self._folder.name) / "meeting"
        spawn = multiprocessing.get_context("spawn")
        try:
            with _helpers_leave_signals():
                for number in range(1, self.place.n_processes):
                    place = Place(number, self.place.n_processes)
                    other = spawn.Process(
                        target=_help,
                        args=(meeting, place, self._work, self._arguments),
                        daemon=True,
                    )
                    other.start()
                    self._others.append(other)
            _join(meeting, self.place)
        except BaseException:
            self._end_others()
            raise
        return self.place

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        import torch

        if self._met is not None or self.place.n_processes == 1:
            return
        if error is not None:
            self._end_others()
        for other in self._others:
            other.join()
        torch.distributed.destroy_process_group()
        self._folder.cleanup()

    def _end_others(self) -> None:
        """At once, since they wait for this one and heed no signal that asks."""
        for other in self._others:
            other.kill()
            other.join()
