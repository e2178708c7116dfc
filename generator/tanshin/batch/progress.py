"""How far a batch is, shown on a terminal with its rate and what is left, and what is counted of it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from tanshin.batch.run import Step


def shown(steps: Iterable[Step]) -> Iterator[Counter[str]]:
    """How many reports went how, after each step; where the error stream is a terminal, with a bar."""
    bar = _Bar() if sys.stderr.isatty() else None
    counts: Counter[str] = Counter()
    try:
        for step in steps:
            counts.update(step.statuses)
            if bar:
                bar.show(step)
            yield counts
    finally:
        if bar:
            bar.close()


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
