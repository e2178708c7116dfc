"""``python -m benchmarks.batch --small 1250 2500``: filings made of the samples, worked on in several ways."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.batch.measure import measured, table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, nargs="+", default=[200, 400], help="small instances; 10000 take minutes")
    parser.add_argument("--instances", type=int, default=60, help="whole instances, with their taxonomies")
    parser.add_argument("--folders", type=int, default=40, help="folders of canonical data; each takes a second")
    parser.add_argument("--arelle", type=int, default=20, help="how many of the instances Arelle checks as well")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    few = options.folders, options.instances
    with tempfile.TemporaryDirectory() as folder:
        for line in table(measured(Path(folder), few, sorted(options.small), options.arelle, options.seed)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
