"""A sheet that was copied."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.read.workbook.book import read_book
from tanshin.values.finding import Finding
from tests.workbook import COVER, Cells, book

ASSETS: Cells = {"A1": "assets.csv", "A2": "caption", "B2": "2013"}


def findings(_: Path) -> Iterable[Finding]:
    return read_book(book({"Cover": COVER, "Assets": ASSETS, "Assets (2)": ASSETS}), "book.xlsx").findings
