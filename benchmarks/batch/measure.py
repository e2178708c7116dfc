"""Measures ways of working on many filings, each in a process of its own, beside a warm Arelle.

What is told are ratios within one run. All ways have the same memory of taxonomies, which a few filings have filled.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct, json

from benchmarks.batch.cluster import scheduler
from benchmarks.batch.variation import varied
from tanshin.arelle.client import Arelle
from tanshin.values.memory import VARIABLE

LOOP, ONE, TWO, CLUSTER = "a loop in one process", "one core", "two cores", "scheduler, two workers"
OURS, ARELLE = "instances: one core", "instances: a warm Arelle"


class Way(Struct, frozen=True):
    """So many filings in one way; seconds are those of each after the first, megabytes the peak of the client."""

    name: str
    filings: int
    seconds: float
    megabytes: float | None = None


class _Told(Struct, frozen=True):
    filings: int
    seconds: float
    megabytes: float


def measured(folder: Path, counts: Sequence[int], built: int, seed: int) -> list[Way]:
    """Every way with the smallest number of filings, one core with each number, and instances beside Arelle."""
    os.environ[VARIABLE] = str(folder / "memory")
    varied(folder / "warm", 4, seed)
    _ours("loop", folder / "warm", folder)
    homes = {count: folder / f"filings-{count}" for count in counts}
    for count, home in homes.items():
        varied(home, count, seed)
    least = homes[counts[0]]
    found = [_way(LOOP, _ours("loop", least, folder))]
    for count, home in homes.items():
        found.append(_way(ONE, _ours("check", home, folder / f"one-{count}", "--workers", "1")))
    found.append(_way(TWO, _ours("check", least, folder / "two", "--workers", "2")))
    with scheduler(folder / "cluster", 2) as address:
        found.append(_way(CLUSTER, _ours("check", least, folder / "there", "--scheduler", address)))
    return [*found, *_instances(folder, built, seed)]


def _instances(folder: Path, count: int, seed: int) -> Iterator[Way]:
    """Instances that were built, checked by ours on one core and by Arelle, one after the other."""
    varied(folder / "to-build", count, seed)
    _ours("build", folder / "to-build", folder / "built", "--workers", "2")
    documents, alone = folder / "built" / "documents", folder / "instances"
    for number, path in enumerate(sorted(documents.rglob("*.xbrl"))):
        (alone / f"{number:05}").mkdir(parents=True)
        shutil.copy(path, alone / f"{number:05}")
    packages = _packages(documents)
    words = [word for one in packages for word in ("--package", str(one))]
    yield _way(OURS, _ours("check", alone, folder / "instances-out", "--workers", "1", *words))
    first, *others = sorted(alone.rglob("*.xbrl"))
    with Arelle() as arelle:
        arelle.load(first, packages, "c11r")
        start = time.perf_counter()
        for entry in others:
            arelle.load(entry, packages, "c11r")
        yield Way(ARELLE, len(others) + 1, (time.perf_counter() - start) / len(others))


def _packages(documents: Path) -> list[Path]:
    """The taxonomy packages of what was built, each content once."""
    return list({path.read_bytes(): path for path in sorted(documents.rglob("taxonomy/*offline*.zip"))}.values())


def _ours(verb: str, place: Path, out: Path, *words: str) -> _Told:
    command = [sys.executable, "-m", "benchmarks.batch.ours", verb, str(place), str(out), *words]
    return json.decode(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout, type=_Told)


def _way(name: str, told: _Told) -> Way:
    return Way(name, told.filings, told.seconds, told.megabytes)


def table(ways: Iterable[Way]) -> Iterator[str]:
    """Ways as lines; ratios are to the loop, those of instances to Arelle."""
    found = list(ways)
    base = {way.name: way.seconds for way in found if way.name in (LOOP, ARELLE)}
    yield f"{'way':<26} {'filings':>8} {'per second':>11} {'rate':>7} {'more per filing':>16} {'client MB':>10}"
    for way in found:
        beside = base[ARELLE if way.name in (OURS, ARELLE) else LOOP]
        more = f"{(way.seconds - beside) * 1000:.0f} ms" if way.name == ONE else ""
        memory = f"{way.megabytes:.0f}" if way.megabytes is not None else ""
        rates = f"{1 / way.seconds:>11.2f} {beside / way.seconds:>6.2f}x"
        yield f"{way.name:<26} {way.filings:>8} {rates} {more:>16} {memory:>10}"
