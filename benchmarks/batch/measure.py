"""Measures ways of working on many filings, each in a process of its own, beside a warm Arelle.

What is told are ratios within one run, of processor time: that of all processes together, which does not hang on what
else the machine does. All ways have the same memory of taxonomies, which a few filings have filled.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct, json

from benchmarks.batch.cluster import scheduler
from benchmarks.batch.processes import seconds_of
from benchmarks.batch.variation import small_instances, varied, varied_instances
from tanshin import resources
from tanshin.arelle.client import Arelle
from tanshin.values.memory import VARIABLE

LOOP, ONE, TWO, CLUSTER = "a loop in one process", "one core", "two cores", "scheduler, two workers"
ARELLE = "a warm Arelle"
FOLDERS, INSTANCES, SMALL = "folders", "instances", "small instances"
_VERBS = {"check": "loop", "facts": "loop-facts"}


class Way(Struct, frozen=True):
    """So many filings in one way.

    ``seconds`` are those of each filing after the first few, ``taken`` the processor time of each, ``whole`` that of
    all of them with what comes before, ``elapsed`` the time that this took; ``megabytes`` is the peak of the client.
    """

    kind: str
    name: str
    filings: int
    seconds: float
    taken: float
    whole: float = 0.0
    elapsed: float = 0.0
    megabytes: float | None = None


class _Told(Struct, frozen=True):
    filings: int
    seconds: float
    taken: float
    whole: float
    elapsed: float
    megabytes: float


def measured(folder: Path, few: Sequence[int], small: Sequence[int], beside: int, seed: int) -> Iterator[Way]:
    """Every way with the smallest number of small instances, and two cores with each number; then every way with few.

    ``few`` are numbers of folders and of whole instances, with their taxonomies; Arelle checks ``beside`` of these.
    Each way is told as soon as it is known.
    """
    os.environ[VARIABLE] = str(folder / "memory")
    folders, instances = few
    built, home = folder / "built", folder / INSTANCES
    _ours("build", resources.samples_dir() / "iij", built, "--workers", "2")
    documents = built / "documents" / "iij"
    for count in small:
        place = folder / f"{SMALL}-{count}"
        small_instances(place, documents, count, seed)
        if count == small[0]:
            yield from _ways(SMALL, "check", place, folder / f"out-{count}", [])
        else:
            yield _way(f"check {SMALL}", TWO, _ours("check", place, folder / f"out-{count}", "--workers", "2"))
    made = varied_instances(home, documents, instances, seed)
    packages = _packages(documents)
    words = [word for one in packages for word in ("--package", str(one))]
    for verb in _VERBS:
        yield from _ways(INSTANCES, verb, home, folder / f"{INSTANCES}-{verb}", words)
    yield _arelle(made[: beside + 1], packages)
    varied(folder / FOLDERS, folders, seed)
    for verb in _VERBS:
        yield from _ways(FOLDERS, verb, folder / FOLDERS, folder / f"{FOLDERS}-{verb}", [])


def _ways(what: str, verb: str, home: Path, out: Path, words: list[str]) -> Iterator[Way]:
    kind = f"{verb} {what}"
    yield _way(kind, LOOP, _ours(_VERBS[verb], home, out, *words))
    yield _way(kind, ONE, _ours(verb, home, out / "one", "--workers", "1", *words))
    yield _way(kind, TWO, _ours(verb, home, out / "two", "--workers", "2", *words))
    with scheduler(out / "cluster", 2) as (address, processes):
        beside = ["--beside", *map(str, processes)]
        yield _way(kind, CLUSTER, _ours(verb, home, out / "there", "--scheduler", address, *words, *beside))


def _arelle(made: Sequence[Path], packages: list[Path]) -> Way:
    first, *others = made
    with Arelle() as arelle:
        arelle.load(first, packages, "c11r")
        start, before = time.perf_counter(), seconds_of([os.getpid()])
        for entry in others:
            arelle.load(entry, packages, "c11r")
        took, taken = time.perf_counter() - start, seconds_of([os.getpid()]) - before
    return Way(f"check {INSTANCES}", ARELLE, len(others), took / len(others), taken / len(others))


def _packages(documents: Path) -> list[Path]:
    """The taxonomy packages of what was built, each content once."""
    return list({path.read_bytes(): path for path in sorted(documents.rglob("taxonomy/*offline*.zip"))}.values())


def _ours(verb: str, place: Path, out: Path, *words: str) -> _Told:
    command = [sys.executable, "-m", "benchmarks.batch.ours", verb, str(place), str(out), *words]
    return json.decode(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout, type=_Told)


def _way(kind: str, name: str, told: _Told) -> Way:
    return Way(kind, name, told.filings, told.seconds, told.taken, told.whole, told.elapsed, told.megabytes)


def table(ways: Iterable[Way]) -> Iterator[str]:
    """Ways as lines, each as soon as it is there; processor time is compared with that of the loop of its kind."""
    loops: dict[str, float] = {}
    heads = ("processor ms", "of the loop", "more", "per second", "whole s", "client MB")
    yield f"{'what':<21} {'way':<23} {'filings':>7} " + " ".join(f"{head:>12}" for head in heads)
    for way in ways:
        if way.name == LOOP:
            loops[way.kind] = way.taken
        loop = loops[way.kind]
        parts = (
            f"{way.taken * 1000:.1f}",
            f"{way.taken / loop:.2f}",
            f"{(way.taken - loop) * 1000:.1f} ms",
            f"{1 / way.seconds:.2f}",
            f"{way.whole:.0f}",
            f"{way.megabytes:.0f}" if way.megabytes is not None else "",
        )
        yield f"{way.kind:<21} {way.name:<23} {way.filings:>7} " + " ".join(f"{part:>12}" for part in parts)
