"""``python -m benchmarks.batch.keeping 1250 2500 5000 10000``: what a batch does around the work, by number of filings.

Places are found and digested, jobs made and put in parts, outcomes noted and written as Parquet, all as in a batch; the
outcome of each is made up. So it shows quickly whether what comes with a filing grows with the number of the others.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

from tanshin.batch.dataset import open_dataset, parts_of
from tanshin.batch.job import FactRow, FilingRow, Job, Limits, Outcome, Verb
from tanshin.batch.place import places
from tanshin.batch.run import jobs_of

#: Facts of each filing, as many as a small report has.
_FACTS = 50


def main() -> None:
    if sys.argv[1:2] == ["one"]:
        _one(int(sys.argv[2]))
        return
    print(f"{'filings':>8} {'ms of each':>11} {'again':>8} {'MB':>5}")
    for count in map(int, sys.argv[1:]):
        command = [sys.executable, "-m", "benchmarks.batch.keeping", "one", str(count)]
        told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        print(f"{count:>8} {told['each']:>11.2f} {told['again']:>8.2f} {told['megabytes']:>5.0f}", flush=True)


def _one(count: int) -> None:
    """So many filings, and the same command once more, which finds everything done; in processor time."""
    with tempfile.TemporaryDirectory() as folder:
        home, out = Path(folder, "filings"), Path(folder, "dataset")
        for number in range(count):
            path = home / f"{number % 100:02}" / f"{number:05}.xbrl"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{number}", encoding="utf-8")
        taken = []
        for done in (count, 0):
            start = time.process_time()
            assert _keep(home, out) == done
            taken.append((time.process_time() - start) / count * 1000)
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"each": taken[0], "again": taken[1], "megabytes": kilobytes / 1024}))


def _keep(home: Path, out: Path) -> int:
    jobs = jobs_of(Verb.FACTS, places([home], out), out, Limits(), (), "en")
    done = 0
    with open_dataset(out) as dataset:
        parts = parts_of(jobs)
        part_of = {job.name: part for part in parts for job in part.jobs}
        for job in list(dataset.to_do(parts)):
            dataset.keep(part_of[job.name], job, _outcome(job))
            done += 1
        dataset.finish(parts)
    return done


def _outcome(job: Job) -> Outcome:
    row = FilingRow(job.name, job.name, job.digest, "ok", facts=_FACTS)
    day, value = date(2013, 3, 31), Decimal(1000)
    facts = [
        FactRow(
            job.name, job.name, "1", f"e:F{n}", f"F{n}", "1000", value, 0, "JPY", None, day, {}, None, job.name, None
        )
        for n in range(_FACTS)
    ]
    return Outcome(job.name, job.digest, (row,), tuple(facts))


if __name__ == "__main__":
    main()
