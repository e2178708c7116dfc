"""Texts with places for figures, found again."""

from __future__ import annotations

import pytest

from tanshin.document.model import Cell, Document, Heading, Mark, Paragraph, Row, Table, Text
from tanshin.proof.rules.told import between
from tanshin.proof.words import CELL, said


@pytest.mark.parametrize(
    ("line", "words", "found"),
    [
        ("Sales were JPY4,300 million up 2%.", ["Sales were ", " ", "."], ["JPY4,300 million", "up 2%"]),
        ("売上高は1,062億円、9％増", ["売上高は", "、", ""], ["1,062億円", "9％増"]),
        ("Nothing here", ["Nothing here"], []),
        ("Nothing there", ["Nothing here"], None),
        ("Sales fell", ["Sales were ", ""], None),
        ("a1b", ["a", "c", "b"], None),
    ],
)
def test_between(line: str, words: list[str], found: list[str] | None) -> None:
    assert between(line, words) == found


def test_a_document_as_one_stream() -> None:
    mark = Mark("1", "mark-1-1", "note-1")
    row = Row((Cell((Text("Cash"), mark), "caption"), Cell((Text("5"), mark, Text("%")))))
    table = Table("t", (row,), "statement", "T")
    document = Document(
        "d", "en", "D", (Heading(1, (Text("One two"),)), Paragraph((Text("a"), mark, Text("b"))), table)
    )
    assert said(document) == f"Onetwoa1b{CELL}Cash1{CELL}5%1"
