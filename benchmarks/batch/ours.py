"""One way of working on filings, in a process of its own: says as JSON how long it took and what memory it had.

``loop`` and ``loop-facts`` do jobs here, one after the other, as a worker does them, and keep nothing: what a batch
cannot be faster than on one core.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.batch.processes import seconds_of
from tanshin.batch.child import warm
from tanshin.batch.job import Limits, Verb
from tanshin.batch.place import places
from tanshin.batch.run import jobs_of, run
from tanshin.batch.work import perform

LOOPS = {"loop": Verb.CHECK, "loop-facts": Verb.FACTS}
#: So many filings come before the first that counts: until then processes start and read taxonomies.
_FIRST = 16
_HOUR = 3600.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verb", choices=(*LOOPS, *Verb))
    parser.add_argument("place", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--workers", type=int)
    parser.add_argument("--scheduler")
    parser.add_argument("--beside", type=int, nargs="*", default=[], help="processes that work for us")
    parser.add_argument("--package", type=Path, action="append", default=[])
    options = parser.parse_args()
    packages = tuple(options.package)
    if options.verb in LOOPS:
        done = _loop(LOOPS[options.verb], options.place, options.out, packages)
    else:
        verb, where = Verb(options.verb), [options.place]
        steps = run(verb, where, options.out, options.scheduler, options.workers, Limits(_HOUR), packages)
        done = ((step.done, step.total) for step in steps)
    processes = (os.getpid(), *options.beside)
    started, before = time.perf_counter(), seconds_of(processes)
    count = total = first = 0
    first_time = first_taken = taken = ended = 0.0
    for count, total in done:
        if not first and count >= min(_FIRST, total - 1):
            first, first_time, first_taken = count, time.perf_counter(), seconds_of(processes)
        if count == total:  # the processes are still there
            taken, ended = seconds_of(processes), time.perf_counter()
    told = {
        "filings": count,
        "seconds": (ended - first_time) / (total - first),
        "taken": (taken - first_taken) / (total - first),
        "whole": taken - before,
        "elapsed": ended - started,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(told))


def _loop(verb: Verb, place: Path, out: Path, packages: tuple[Path, ...]) -> Iterator[tuple[int, int]]:
    with warm():
        jobs = jobs_of(verb, places([place]), out, Limits(), packages, "en")
        for number, job in enumerate(jobs, 1):
            perform(job)
            yield number, len(jobs)


if __name__ == "__main__":
    main()
