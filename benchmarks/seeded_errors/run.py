"""Running the measurement: every filing in parts, each part in a process of its own."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from benchmarks.seeded_errors.arelles import Arelles
from benchmarks.seeded_errors.desk import NAMES, Desk
from benchmarks.seeded_errors.mutation import CellEdit, Kind, Mutation
from benchmarks.seeded_errors.ours import Ours, Verdict
from benchmarks.seeded_errors.sample import drawn
from tanshin.arelle.client import Arelle, Calculations
from tanshin.values.finding import Severity
from tanshin.values.memory import VARIABLE

_PARTS = 4


class Case(Struct, frozen=True):
    """A mutation of a filing, and what was said of it.

    ``is_bound`` tells whether any rule has to do with the figure that was changed. ``arelle`` is ``None`` where Arelle
    was not asked, or where there was no instance to show it.
    """

    filing: str
    mutation: Mutation
    verdict: Verdict
    is_bound: bool = True
    arelle: dict[Calculations, bool] | None = None


class Unmutated(Struct, frozen=True):
    """What is said of a filing as it is: our findings by severity, Arelle's inconsistencies by mode."""

    filing: str
    ours: dict[str, int]
    arelle: dict[Calculations, int]


class Task(Struct, frozen=True):
    """A part of the work: every so many of the mutations of a filing."""

    filing: str
    each: int
    seed: int
    part: int
    parts: int
    kinds: frozenset[Kind] = frozenset(Kind)


def judged(task: Task) -> list[Case]:
    """What our check says of a part of the mutations of a filing."""
    os.environ[VARIABLE] = ""
    with tempfile.TemporaryDirectory() as folder, Desk(task.filing, Path(folder)) as desk:
        ours = Ours(desk)
        mutations = drawn(desk, task.each, task.seed, task.kinds)[task.part :: task.parts]
        bound = _bound_cells(desk, ours)
        assert ours.before
        with _tidy():
            return [Case(task.filing, one, _judge(ours, one), _is_bound(one, bound)) for one in mutations]


@contextmanager
def _tidy() -> Iterator[None]:
    """Garbage is looked for between mutations, and not in what they share."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def _judge(ours: Ours, mutation: Mutation) -> Verdict:
    verdict = ours.verdict(mutation)
    gc.collect()
    return verdict


def _bound_cells(desk: Desk, ours: Ours) -> dict[tuple[str, int, int], bool]:
    prints = desk.filing.prints
    return {
        (Path(one.source.file).name, one.source.line, one.source.column): one.key not in ours.unbound for one in prints
    }


def _is_bound(mutation: Mutation, bound: dict[tuple[str, int, int], bool]) -> bool:
    cells = [edit for edit in mutation.edits if isinstance(edit, CellEdit)]
    return not cells or any(bound.get((mutation.file, edit.line, edit.column), True) for edit in cells)


def measured(each: int, seed: int, processes: int, names: Sequence[str] = NAMES) -> list[Case]:
    """What our check says of the mutations of every filing."""
    tasks = [Task(name, each, seed, part, _PARTS) for name in names for part in range(_PARTS)]
    with ProcessPoolExecutor(processes) as pool:
        return [case for cases in pool.map(judged, tasks) for case in cases]


def compared(each: int, seed: int, processes: int, names: Sequence[str] = NAMES) -> tuple[list[Case], list[Unmutated]]:
    """What our check and Arelle say of a smaller sample, and of the filings as they are."""
    with ProcessPoolExecutor(processes) as pool:
        found = list(pool.map(_compared, [Task(name, each, seed, 0, 1) for name in names]))
    return [case for cases, _ in found for case in cases], [unmutated for _, unmutated in found]


def _compared(task: Task) -> tuple[list[Case], Unmutated]:
    cases = judged(task)
    with tempfile.TemporaryDirectory() as folder, Desk(task.filing, Path(folder)) as desk, Arelle() as arelle:
        judge = Arelles(desk, arelle, Path(folder, "out"))
        found = judge.finds(case.mutation for case in cases)
        unmutated = Unmutated(
            task.filing,
            _counts(one.severity for one in Ours(desk).before),
            {mode: said.total() for mode, said in judge.before.items()},
        )
    return [
        replace(one, arelle=dict(said) if said else None) for one, said in zip(cases, found, strict=True)
    ], unmutated


def _counts(severities: Iterable[Severity]) -> dict[str, int]:
    found = list(severities)
    return {severity.name: found.count(severity) for severity in sorted(Severity, reverse=True)}
