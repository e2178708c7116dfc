"""One way of working on filings, in a process of its own: says as JSON how long it took and what memory it had.

``loop`` does jobs here, one after the other, and keeps nothing: what a batch cannot be faster than on one core.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Iterator
from pathlib import Path

from tanshin.batch.job import Limits, Verb
from tanshin.batch.place import places
from tanshin.batch.run import jobs_of, run
from tanshin.batch.work import perform
from tanshin.values.memory import remember


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verb", choices=("loop", *Verb))
    parser.add_argument("place", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--workers", type=int)
    parser.add_argument("--scheduler")
    parser.add_argument("--package", type=Path, action="append", default=[])
    options = parser.parse_args()
    packages = tuple(options.package)
    if options.verb == "loop":
        done = _loop(options.place, options.out, packages)
    else:
        verb, where = Verb(options.verb), [options.place]
        steps = run(verb, where, options.out, options.scheduler, options.workers, packages=packages)
        done = (step.done for step in steps if step.done)
    first = last = 0.0
    count = 0
    for count in done:  # noqa: B007 - the last is told
        last = time.perf_counter()
        first = first or last
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"filings": count, "seconds": (last - first) / max(count - 1, 1), "megabytes": kilobytes / 1024}))


def _loop(place: Path, out: Path, packages: tuple[Path, ...]) -> Iterator[int]:
    remember()
    for number, job in enumerate(jobs_of(Verb.CHECK, places([place]), out, Limits(), packages, "en"), 1):
        perform(job)
        yield number


if __name__ == "__main__":
    main()
