"""``python -m benchmarks.seeded_errors``: measure, and print what was found."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from benchmarks.seeded_errors.desk import NAMES
from benchmarks.seeded_errors.report import page
from benchmarks.seeded_errors.run import compared, measured


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.seeded_errors", description=__doc__)
    parser.add_argument("--each", type=int, default=200, help="mistakes of each kind in each filing")
    parser.add_argument("--arelle", type=int, default=15, help="of each kind in each filing for Arelle; 0 asks it not")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--filing", action="append", choices=NAMES, help="only this one; may be repeated")
    parser.add_argument("--out", type=Path, help="write the page there and not to the screen")
    given = parser.parse_args()
    names = tuple(given.filing or NAMES)
    started = time.monotonic()
    cases = measured(given.each, given.seed, given.processes, names)
    ours = time.monotonic()
    asked, unmutated = compared(given.arelle, given.seed, given.processes, names) if given.arelle else ([], [])
    text = page(cases, asked, unmutated, given.seed)
    if given.out:
        given.out.write_text(text, encoding="utf-8")
    else:
        print(text)
    print(
        f"{len(cases):,} mistakes checked in {ours - started:.0f} s, {len(asked):,} shown to Arelle in "
        f"{time.monotonic() - ours:.0f} s, {given.processes} processes",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
