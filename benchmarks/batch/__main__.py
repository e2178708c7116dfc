"""``python -m benchmarks.batch --filings 100 200 400``: filings made of the samples, checked in several ways."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.batch.measure import measured, table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--filings", type=int, nargs="+", default=[100, 200, 400], help="10000 takes hours")
    parser.add_argument("--built", type=int, default=20, help="how many are built, for Arelle and ours to check")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measured(Path(folder), sorted(options.filings), options.built, options.seed)
    print("\n".join(table(found)))


if __name__ == "__main__":
    main()
