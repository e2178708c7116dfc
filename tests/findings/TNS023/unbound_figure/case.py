"""A footnote on a column that is not there, with a figure that nothing checks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.release import COLUMNS, told

NOTES = """\
footnotes:
  - mark: "1"
    text: {en: "Of which JPY 5 million abroad, of {Assets@CurrentYear} in all", ja: "うち国外、総額{Assets@NextYear}"}
    on: [results/Cash/2014]
"""


def findings(folder: Path) -> Iterable[Finding]:
    return told(folder, columns=COLUMNS + NOTES)
