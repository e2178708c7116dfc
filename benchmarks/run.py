"""Speed, as ratios within one run: machines differ and are shared, ratios hold.

Prints the median of several runs of: starting the command line, checking and building the sample in a fresh process,
and Arelle loading and validating what was built; then of building all published releases, every document in both
languages, beside Arelle loading and validating those documents. Run with ``make bench``.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tanshin import resources
from tanshin.arelle.client import Arelle
from tanshin.values.memory import VARIABLE

FILINGS = ("iij/fy2009-annual", "iij/1h-fy2012", "iij/fy2012-annual", "iij/1q-fy2013")
FILING = "iij/fy2012-annual"
RUNS = 7
SLOW_RUNS = 3


def median(run: Callable[[], object], runs: int = RUNS) -> float:
    """The median wall time of several runs after one that does not count, in seconds."""
    run()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def command(*words: str, memory: Path | None = None) -> Callable[[], None]:
    """A run of the command line in a process of its own, which remembers in a folder, or nothing."""
    environment = {**os.environ, VARIABLE: str(memory or "")}

    def run() -> None:
        subprocess.run([sys.executable, "-m", "tanshin", *words], check=True, capture_output=True, env=environment)

    return run


def edited(filing: Path, run: Callable[[], None]) -> Callable[[], None]:
    """A run after one file of the filing has changed, as when a person mends a figure and checks again."""

    def edit() -> None:
        with (filing / "filing.yaml").open("a", encoding="utf-8") as file:
            file.write("\n")
        run()

    return edit


def entries(folder: Path) -> list[list[Path]]:
    """What of a built filing is opened by itself: its instance, and in each language the summary and the statements."""
    sets = [
        [next(folder.glob("*.xbrl"))],
        *([path] for path in sorted(folder.glob("**/Summary/*-ixbrl.htm"))),
        *(sorted(place.glob("*-ixbrl.htm")) for place in sorted(folder.glob("**/Attachment"))),
    ]
    return [one for one in sets if one]


def show(rows: list[tuple[str, float]], base: float) -> None:
    """Print times and their ratios to one of them."""
    for name, seconds in rows:
        print(f"{name:<60} {seconds * 1000:8.0f} ms   {seconds / base:6.2f} x Arelle")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, Arelle() as arelle:
        out, every = Path(folder, "out"), Path(folder, "all")
        python = median(lambda: subprocess.run([sys.executable, "-c", ""], check=True))
        start = median(command("--help"))
        memory, desk = Path(folder, "memory"), Path(folder, "desk")
        shutil.copytree(resources.samples_dir() / "iij", desk)
        filing = desk / Path(FILING).name
        first = median(command("check", FILING))
        mended = median(edited(filing, command("check", str(filing), memory=memory)))
        check = median(command("check", FILING, memory=memory))
        check_all_first = median(command("check", *FILINGS), SLOW_RUNS)
        check_all = median(command("check", *FILINGS, memory=memory), SLOW_RUNS)
        build_first = median(command("build", FILING, "--out", str(out)), SLOW_RUNS)
        build = median(command("build", FILING, "--out", str(out), memory=memory))
        package = next(out.glob("taxonomy/*offline*.zip"))
        instance = next(out.glob("*.xbrl"))
        load = median(lambda: arelle.load(instance, packages=[package], calculations="c10"), 5)
        build_all = median(command("build", *FILINGS, "--out", str(every), memory=memory), SLOW_RUNS)
        documents = [one for place in sorted(every.iterdir()) for one in entries(place)]

        def load_all() -> None:
            for one in documents:
                arelle.load(one, packages=[package], calculations="c10")

        load_everything = median(load_all, SLOW_RUNS)
    rows = [
        ("python -c ''", python),
        ("tanshin --help", start),
        ("tanshin check, nothing remembered", first),
        ("tanshin check, a file of the filing changed", mended),
        ("tanshin check", check),
        ("tanshin build (all documents, ja + en), nothing remembered", build_first),
        ("tanshin build (all documents, ja + en)", build),
        ("Arelle, warm: load and validate the instance", load),
    ]
    show(rows, load)
    print()
    rows = [
        (f"tanshin check, {len(FILINGS)} filings, nothing remembered", check_all_first),
        (f"tanshin check, {len(FILINGS)} filings", check_all),
        (f"tanshin build, {len(FILINGS)} filings (all documents, ja + en)", build_all),
        (f"Arelle, warm: load and validate their {len(documents)} documents", load_everything),
    ]
    show(rows, load_everything)


if __name__ == "__main__":
    main()
