"""``python -m benchmarks.calculation_scale --facts 10000 500000``: sums of synthetic instances of several shapes."""

from __future__ import annotations

import argparse

from benchmarks.calculation_scale.run import measure, table
from benchmarks.calculation_scale.shape import SHAPES


def main() -> None:
    names = [one.name for one in SHAPES]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--shapes", nargs="+", choices=names, default=names)
    parser.add_argument("--mode", choices=("c10", "c10d", "c11r", "c11t"), default="c11r")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--arelle", type=int, default=10_000, help="up to how many facts Arelle is measured, too")
    options = parser.parse_args()
    shapes = [one for one in SHAPES if one.name in options.shapes]
    rows = []
    for facts in options.facts:
        beside = facts <= options.arelle
        rows += [measure(one, facts, options.mode, options.runs, beside_arelle=beside) for one in shapes]
    print("\n".join(table(rows)))


if __name__ == "__main__":
    main()
