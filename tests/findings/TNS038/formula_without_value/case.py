"""A total that was never computed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.read.workbook.book import read_book
from tanshin.values.finding import Finding
from tests.workbook import COVER, Cells, Raw, book

ASSETS: Cells = {"A1": "assets.csv", "A2": "caption", "B2": "2013", "A3": "Assets", "B3": Raw("", "<f>SUM(B4:B5)</f>")}


def findings(_: Path) -> Iterable[Finding]:
    return read_book(book({"Cover": COVER, "Assets": ASSETS}), "book.xlsx").findings
