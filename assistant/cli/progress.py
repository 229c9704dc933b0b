"""Progress on a terminal's error stream: a spinner while models load, a bar for long work."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.catalogue.progress import Progress


@contextmanager
def loading(*, quiet: bool) -> Iterator[Callable[[str, int, int | None], None]]:
    """A spinner on standard error that says what is being loaded; silent when not a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True).status("Opening the store") as status:
        yield lambda stage, done, total: status.update(
            escape(stage if total is None else f"{stage} ({done / max(total, 1):.0%})")
        )


@contextmanager
def downloading() -> Iterator[Callable[[str, int, int | None], None]]:
    """A bar in bytes on standard error, for fetching models; silent when not a terminal."""
    if not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TransferSpeedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
    )
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("Asking", total=None)
        yield lambda stage, done, total: bar.update(
            task, description=escape(stage), completed=done, total=total
        )


@contextmanager
def working(*, quiet: bool = False) -> Iterator[Callable[[Progress], None]]:
    """A bar with count, rate and time left on standard error, for catalogue work.

    Where standard error is no terminal, one line every thousand products instead.
    """
    if quiet:
        yield lambda progress: None
    elif sys.stderr.isatty():
        yield from _bar()
    else:
        yield _lines()


def _bar() -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import (
        Progress as Bar,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("Starting", total=None, rate="")

        def show(progress: Progress) -> None:
            bar.update(
                task,
                description=progress.stage,
                completed=progress.done,
                total=progress.total,
                rate=f"{progress.rate_per_s:,.0f}/s" if progress.rate_per_s else "",
            )

        yield show


def _lines() -> Callable[[Progress], None]:
    last_thousand = 0

    def show(progress: Progress) -> None:
        nonlocal last_thousand
        if progress.done // 1000 > last_thousand:
            last_thousand = progress.done // 1000
            print(f"{progress.stage}: {progress.done:,}", file=sys.stderr)

    return show


@contextmanager
def training() -> Iterator[Callable[[int, int, str], None]]:
    """A bar of optimiser steps with figures beside it; lines where standard error is no terminal.

    Called with (step, steps in all, figures).
    """
    if not sys.stderr.isatty():
        yield lambda step, n_steps, figures: print(f"{step}/{n_steps}  {figures}", file=sys.stderr)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    figures_column = TextColumn("{task.fields[figures]}", markup=False)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), figures_column)
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("Training", total=None, figures="")
        yield lambda step, n_steps, figures: bar.update(
            task, completed=step, total=n_steps, figures=figures
        )


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """A question that turns true at the first Ctrl-C or SIGTERM, so that work ends at a safe point.

    A second Ctrl-C stops at once.
    """
    asked = False

    def ask(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        print("Stopping after this batch; run the same command to go on.", file=sys.stderr)

    signals = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, ask) for number in signals}
    try:
        yield lambda: asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
