"""How far a batch is, with its rate and what is left: a bar on a terminal, else a line now and then; and its counts."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from tanshin.batch.run import Step
from tanshin.values.message import Message, say

#: Seconds between two lines, where there is no terminal.
_PAUSE = 30.0


def shown(steps: Iterable[Step], speak: Callable[[Message], str]) -> Iterator[Counter[str]]:
    """How many reports went how, after each step; how far the batch is goes to the error stream, in a language."""
    progress = _Bar() if sys.stderr.isatty() else _Lines(speak)
    counts: Counter[str] = Counter()
    try:
        for step in steps:
            counts.update(step.statuses)
            progress.show(step)
            yield counts
    finally:
        progress.close()


class _Lines:
    def __init__(self, speak: Callable[[Message], str]) -> None:
        self._speak = speak
        self._first: tuple[float, int] | None = None
        self._last = 0.0

    def show(self, step: Step) -> None:
        """Say where the batch is, if it has not been said for a while."""
        now = time.monotonic()
        if self._first is None:
            self._first, self._last = (now, step.done), now
        began, before = self._first
        if now - self._last < _PAUSE or step.done == before:
            return
        self._last = now
        rate = (step.done - before) / (now - began)
        left = timedelta(seconds=round((step.total - step.done) / rate))
        message = say(
            "{done:,} of {total:,} filings, {rate} per second, {left} left",
            done=step.done,
            total=step.total,
            rate=f"{rate:.1f}",
            left=str(left),
        )
        sys.stderr.write(f"{self._speak(message)}\n")
        sys.stderr.flush()

    def close(self) -> None:
        """Nothing is left to take away."""


class _Bar:
    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("", rate="", total=None)
        self._before: int | None = None
        self._bar.start()

    def show(self, step: Step) -> None:
        """Where the batch is; what an earlier one had done does not count as fast."""
        if self._before is None:
            self._before = step.done
            self._bar.reset(self._task, total=step.total - step.done)
        self._bar.update(self._task, completed=step.done - self._before)
        speed = self._bar.tasks[0].finished_speed or self._bar.tasks[0].speed
        self._bar.update(self._task, rate=f"{speed:.1f}/s" if speed else "")

    def close(self) -> None:
        """Take the bar away."""
        self._bar.stop()
