"""The published sample, whole and with planted errors."""

from __future__ import annotations

import csv
import io
import shutil
from functools import cache
from pathlib import Path

from tanshin.derive.figure import Figure
from tanshin.derive.source import read_figures
from tanshin.read.canonical.filing import read_filing
from tanshin.report.filing import Filing
from tanshin.values.finding import Finding

ROOT = Path(__file__).resolve().parents[2]
TAXONOMIES = ROOT / "taxonomy"
SAMPLE = ROOT / "samples" / "iij" / "fy2012-annual"


@cache
def filing() -> Filing:
    return read_filing(SAMPLE, TAXONOMIES)


@cache
def figures() -> tuple[Figure, ...]:
    one = filing()
    return read_figures(TAXONOMIES / one.issuer.taxonomy, one.taxonomy, one.form_taxonomy)


def planted(folder: Path, table: str, changes: dict[tuple[str, str], str]) -> Filing:
    """A copy of the sample in which cells of a table, by caption and column, print something else."""
    copy = folder / "iij" / SAMPLE.name
    shutil.copytree(SAMPLE, copy)
    shutil.copy(SAMPLE.parent / "issuer.yaml", copy.parent)
    path = copy / f"{table}.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    for (caption, column), text in changes.items():
        (row,) = (row for row in rows if row[0] == caption)
        assert row[rows[0].index(column)] not in ("", text)
        row[rows[0].index(column)] = text
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")
    return read_filing(copy, TAXONOMIES)


def of_words(finding: Finding) -> bool:
    """Whether a finding is about captions and headings as they were published; ``test_words`` has them one by one."""
    return finding.code.startswith("TNS5")
