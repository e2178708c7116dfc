"""``python -m benchmarks.fuzzing``: fuzz every reader for a while, and tell what came of it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.fuzzing.report import page
from benchmarks.fuzzing.run import fuzz, known


def main() -> None:
    """Fuzz and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzzing", description=__doc__)
    parser.add_argument("names", nargs="*", help="the targets; all, if none is named")
    parser.add_argument("--seconds", type=int, default=60, help="for each target; 0 tells of earlier rounds alone")
    parser.add_argument("--work", type=Path, default=Path("build/fuzz"), help="where what is found is kept")
    parser.add_argument("--out", type=Path, help="write the page there and not to the screen")
    given = parser.parse_args()
    work = given.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    for name, told in fuzz(given.names, given.seconds, work) if given.seconds else ():
        print(f"{name}: {told.runs:,} runs, {told.features:,} features", file=sys.stderr, flush=True)
    from tests.fuzz.targets import TARGETS

    said = page({name: known(work, name) for name in TARGETS}, TARGETS)
    if given.out:
        given.out.write_text(said, encoding="utf-8")
    else:
        print(said)
    if left := sorted(path.name for path in (work / "faults").glob("*") if path.suffix != ".txt"):
        sys.exit(f"faults: {', '.join(left)} in {work / 'faults'}")


if __name__ == "__main__":
    main()
