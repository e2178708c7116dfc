"""Speed, as ratios within one run: machines differ and are shared, ratios hold.

Prints the median of several runs of: starting the command line, checking and building the sample in a fresh process,
and Arelle loading and validating what was built. Run with ``make bench``.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tanshin.arelle.client import Arelle

FILING = "iij/fy2012-annual"
RUNS = 7


def median(run: Callable[[], None], runs: int = RUNS) -> float:
    """The median wall time of several runs after one that does not count, in seconds."""
    run()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def command(*words: str) -> Callable[[], None]:
    """A run of the command line in a process of its own."""

    def run() -> None:
        subprocess.run([sys.executable, "-m", "tanshin", *words], check=True, capture_output=True)

    return run


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out")
        python = median(lambda: subprocess.run([sys.executable, "-c", ""], check=True) and None)
        start = median(command("--help"))
        check = median(command("check", FILING))
        build = median(command("build", FILING, "--out", str(out)))
        package = next(out.glob("taxonomy/*offline*.zip"))
        instance = next(out.glob("*.xbrl"))
        with Arelle() as arelle:
            load = median(lambda: arelle.load(instance, packages=[package], calculations="c10") and None, 5)
    rows = [
        ("python -c ''", python),
        ("tanshin --help", start),
        ("tanshin check", check),
        ("tanshin build (all documents, ja + en)", build),
        ("Arelle, warm: load and validate the instance", load),
    ]
    for name, seconds in rows:
        print(f"{name:<48} {seconds * 1000:8.0f} ms   {seconds / load:6.2f} x Arelle")


if __name__ == "__main__":
    main()
