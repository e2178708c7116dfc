"""The sample of a year with a correction planted in a copy of it."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tanshin import api, resources
from tanshin.compare.correction import Correction
from tanshin.report.filing import Filing
from tests.samples import filings

SAMPLE = "iij/fy2012-annual"

#: By table, caption and column: 100 million yen of inventories more, in their sums, and in dollars at that rate.
INVENTORIES: Mapping[tuple[str, str, str], str] = {
    ("balance-sheet", "Inventories", "2013-03-31 JPY"): "1,401,684",
    ("balance-sheet", "Inventories", "2013-03-31 USD"): "14,886",
    ("balance-sheet", "Total current assets", "2013-03-31 JPY"): "37,540,969",
    ("balance-sheet", "Total current assets", "2013-03-31 USD"): "398,693",
    ("balance-sheet", "TOTAL", "2013-03-31 JPY"): "82,211,266",
    ("balance-sheet", "TOTAL", "2013-03-31 USD"): "873,102",
    ("summary-financial-position", "As of March 31, 2013", "Total Assets"): "82,211",
    (
        "summary-financial-position",
        "As of March 31, 2013",
        "Total IIJ Shareholders' Equity to Total Assets",
    ): "45.7",
}


def copied(folder: Path, changes: Mapping[tuple[str, str, str], str]) -> Path:
    """A copy of the sample, with its issuer, in which cells print something else; of several rows the first."""
    home = folder / "iij" / "fy2012-annual"
    if not home.exists():
        shutil.copytree(resources.samples_dir() / SAMPLE, home)
        shutil.copy(resources.samples_dir() / "iij" / "issuer.yaml", home.parent)
    for (table, caption, column), text in changes.items():
        path = home / f"{table}.csv"
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        row = next(row for row in rows if row[0] == caption)
        assert row[rows[0].index(column)] not in ("", text)
        row[rows[0].index(column)] = text
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        path.write_text(out.getvalue(), encoding="utf-8")
    return home


@cache
def sample() -> tuple[Filing, tuple[Filing, ...]]:
    """The sample, and the filings before it."""
    one = filings.sample("fy2012-annual")
    return one, api.earlier_filings(one, SAMPLE)


def corrected(folder: Path, changes: Mapping[tuple[str, str, str], str], lang: str = "ja") -> Correction:
    """What the copy corrects."""
    old, earlier = sample()
    return api.correction(old, api.read_filing(copied(folder, changes)), lang, earlier)
