"""A scheduler and workers on loopback, in processes of their own, as a person starts them."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DASK = [sys.executable, "-m", "dask"]
_HERE = ["--host", "127.0.0.1", "--no-dashboard"]
_ALONE = ["--nthreads", "1", "--no-nanny", "--memory-limit", "0"]


@contextmanager
def scheduler(folder: Path, workers: int) -> Iterator[tuple[str, list[int]]]:
    """The address of a scheduler with so many workers, and the processes these are, for the time of the block."""
    folder.mkdir(parents=True)
    file, log = folder / "scheduler.json", folder / "log.txt"
    with log.open("wb") as told:
        started = [
            subprocess.Popen([*_DASK, "scheduler", *_HERE, "--port", "0", "--scheduler-file", str(file)], stderr=told),
            *(
                subprocess.Popen(
                    [*_DASK, "worker", *_HERE, *_ALONE, "--scheduler-file", str(file), "--local-directory", str(place)],
                    stderr=told,
                )
                for place in (folder / f"{number}" for number in range(workers))
            ),
        ]
    try:
        while not file.exists() or not file.read_text(encoding="utf-8").rstrip().endswith("}"):
            if started[0].poll() is not None:
                raise RuntimeError(log.read_text(encoding="utf-8"))
            time.sleep(0.1)
        address = str(json.loads(file.read_text(encoding="utf-8"))["address"])
        yield address, [process.pid for process in started]
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()
