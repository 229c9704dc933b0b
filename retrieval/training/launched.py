"""Processes that torchrun started: the first leads, the others follow; not for starting any.

`torchrun --nproc-per-node 2 --no-python -- vitrine train heads …` runs the whole command twice. The
first process reads the data and writes the files; the others learn along with what it gives them.
Whatever sets RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT as torchrun does will do.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from retrieval.training.processes import ALONE, STOPPING, Place, give_out

LONGEST_WAIT = timedelta(days=1)  # for the first one's reading; torchrun ends all when one fails
_NEEDED = ("RANK", "WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT")


@contextmanager
def company() -> Iterator[Place]:
    """This process's place among those that torchrun started, joined to them; ALONE otherwise.

    On leaving, the first sends the others home; after an error its end does.
    """
    if not all(os.environ.get(name) for name in _NEEDED) or os.environ["WORLD_SIZE"] == "1":
        yield ALONE
        return
    import torch

    torch.distributed.init_process_group("gloo", timeout=LONGEST_WAIT)
    place = Place(torch.distributed.get_rank(), torch.distributed.get_world_size())
    yield place
    if place.number == 0:
        give_out(None)
    torch.distributed.destroy_process_group()


def follow(place: Place) -> None:
    """Does the work that the first process gives out until it goes.

    What stops a program is left to the first: torchrun passes signals on to all.
    """
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
    while True:
        try:
            told = give_out(None)
        except RuntimeError:  # the first one is gone, and has said why
            return
        if told is None:
            return
        work, arguments = told
        work(place, *arguments)
