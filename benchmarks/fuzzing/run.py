"""One target after the other in processes of their own, for some seconds each; what libFuzzer tells of them."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from tests.fuzz.run import fuzz as one_target
from tests.fuzz.run import instrumented

#: Seconds of time one input may take before the process is ended, and the megabytes a process may have.
TIMEOUT, MEGABYTES = 20, 2048
_RUNS = re.compile(r"^stat::number_of_executed_units: ([0-9]+)", re.MULTILINE)
_PEAK = re.compile(r"^stat::peak_rss_mb: +([0-9]+)", re.MULTILINE)
_LINE = re.compile(r"^#([0-9]+)\s.* cov: ([0-9]+) ft: ([0-9]+) corp: ([0-9]+)/\S+ .*rss: ([0-9]+)Mb", re.MULTILINE)
_SLOWEST = re.compile(r"^slowest: ([0-9.]+)", re.MULTILINE)


class Told(Struct, frozen=True):
    """What came of fuzzing a target: over all rounds the sums, and the most of what is no sum."""

    seconds: float = 0.0
    runs: int = 0
    edges: int = 0
    features: int = 0
    corpus: int = 0
    megabytes: int = 0
    slowest: float = 0.0

    def and_then(self, other: Told) -> Told:
        """This round and a later one."""
        most = (max(getattr(self, name), getattr(other, name)) for name in self.__struct_fields__[2:])
        return Told(self.seconds + other.seconds, self.runs + other.runs, *most)


def fuzz(names: Sequence[str], seconds: int, work: Path) -> Iterator[tuple[str, Told]]:
    """Fuzz targets, each for some seconds; what was found before in the folder ``work`` is gone on with."""
    with instrumented():  # once, which takes a while: each process begins as a copy of this one
        from tests.fuzz.targets import TARGETS

        for name in names or TARGETS:
            for folder in (work / "corpus" / name, work / "faults"):
                folder.mkdir(parents=True, exist_ok=True)
            end = time.monotonic() + seconds
            while (left := int(end - time.monotonic())) > 0:
                before = known(work, name)
                kept = before.and_then(_once(name, left, 1 + before.runs, work))
                _place(work, name).write_bytes(msgspec.json.encode(kept))
            yield name, known(work, name)


def known(work: Path, name: str) -> Told:
    """What earlier rounds of a target gave."""
    place = _place(work, name)
    return msgspec.json.decode(place.read_bytes(), type=Told) if place.exists() else Told()


def _place(work: Path, name: str) -> Path:
    return work / f"{name}.json"


def _once(name: str, seconds: int, seed: int, work: Path) -> Told:
    options = (
        *(f"-max_total_time={seconds}", f"-seed={seed}", f"-timeout={TIMEOUT}", f"-rss_limit_mb={MEGABYTES}"),
        *("-print_final_stats=1", "-max_len=65536", "-len_control=0", f"-artifact_prefix={work / 'faults'}/{name}-"),
        str(work / "corpus" / name),
    )
    start = time.monotonic()
    log = work / f"{name}.log"
    child = os.fork()
    if not child:
        with log.open("wb") as stream:
            os.dup2(stream.fileno(), 1)
            os.dup2(stream.fileno(), 2)
        one_target([name], work / "faults", options)
    os.waitpid(child, 0)
    said = log.read_text(encoding="utf-8", errors="replace")
    lines = _LINE.findall(said)
    last = lines[-1] if lines else ("0",) * 5
    runs = _RUNS.search(said)
    peak = _PEAK.search(said)
    return Told(
        time.monotonic() - start,
        int(runs[1] if runs else last[0]),
        int(last[1]),
        int(last[2]),
        int(last[3]),
        int(peak[1] if peak else last[4]),
        max((float(one) for one in _SLOWEST.findall(said)), default=0.0),
    )
