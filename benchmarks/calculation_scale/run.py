"""Measures processes side by side: ours as a whole, one in which lxml alone parses the file, and Arelle."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from benchmarks.calculation_scale.files import Made, make
from benchmarks.calculation_scale.shape import Shape
from tanshin.arelle.client import Arelle

#: In each so-many-th context one total is wrong.
_EVERY = 3
_PARSE = "import sys; from lxml import etree; etree.parse(sys.argv[1])"


class Spent(Struct, frozen=True):
    """What a process took: seconds on the clock and of processors, megabytes at its peak; and what it printed."""

    seconds: float
    processor: float
    megabytes: float
    output: str


class Row(Struct, frozen=True):
    """One shape in one size; ``missed`` and ``invented`` are planted errors and others. ``arelle`` is in seconds."""

    shape: str
    facts: int
    sums: int
    planted: int
    missed: int
    invented: int
    parse: Spent
    ours: Spent
    arelle: float | None

    @property
    def ratio(self) -> float:
        """How many times as long as lxml alone ours takes, by the processor: others on the machine do not count."""
        return self.ours.processor / self.parse.processor


def measure(shape: Shape, facts: int, mode: str, runs: int = 3, *, beside_arelle: bool = False) -> Row:
    """One row; each process runs several times, in turns, and the median counts. Arelle runs once, from its start."""
    with tempfile.TemporaryDirectory() as folder:
        made = make(shape, facts, Path(folder), every=_EVERY)
        parse, ours = zip(*(_pair(made, mode) for _ in range(runs)), strict=True)
        found = json.loads(ours[0].output)
        wrong = {(context, total) for context, total in found["wrong"]}
        planted = set(made.planted)
        seconds = None
        if beside_arelle:
            start = time.perf_counter()
            with Arelle(timeout=3600) as arelle:
                arelle.load(made.instance, calculations=mode, facts=False)  # type: ignore[arg-type]
                seconds = time.perf_counter() - start
        return Row(
            shape.name,
            made.facts,
            found["bound"],
            len(planted),
            len(planted - wrong),
            len(wrong - planted),
            _median(parse),
            _median(ours),
            seconds,
        )


def _pair(made: Made, mode: str) -> tuple[Spent, Spent]:
    return (
        spent([sys.executable, "-c", _PARSE, str(made.instance)]),
        spent([sys.executable, "-m", "benchmarks.calculation_scale.ours", str(made.instance), mode]),
    )


def spent(command: list[str]) -> Spent:
    """Run a process and say what it took."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{command} ended with {process.returncode}")
        output.seek(0)
        return Spent(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output.read().decode())


def _median(several: Iterable[Spent]) -> Spent:
    found = list(several)
    return Spent(
        statistics.median(one.seconds for one in found),
        statistics.median(one.processor for one in found),
        max(one.megabytes for one in found),
        found[0].output,
    )


def table(rows: Iterable[Row]) -> Iterator[str]:
    """Rows as lines; seconds are those of processors."""
    yield (
        f"{'shape':<14} {'facts':>9} {'sums':>8} {'planted':>8} {'missed':>7} {'invented':>9} "
        f"{'lxml s':>7} {'ours s':>7} {'ratio':>6} {'MB':>5} {'Arelle':>8}"
    )
    for one in rows:
        beside = f"{one.arelle / one.ours.seconds:6.1f} x" if one.arelle is not None else ""
        yield (
            f"{one.shape:<14} {one.facts:>9,} {one.sums:>8,} {one.planted:>8} {one.missed:>7} {one.invented:>9} "
            f"{one.parse.processor:>7.2f} {one.ours.processor:>7.2f} {one.ratio:>5.1f}x {one.ours.megabytes:>5.0f} "
            f"{beside:>8}"
        )
