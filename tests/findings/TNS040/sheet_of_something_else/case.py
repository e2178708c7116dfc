"""A sheet on which somebody has noted something."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.read.workbook.book import read_book
from tanshin.values.finding import Finding
from tests.workbook import COVER, book


def findings(_: Path) -> Iterable[Finding]:
    return read_book(book({"Cover": COVER, "Notes": {"B2": "see the mail of Monday"}}), "book.xlsx").findings
