"""PDF is read as it was made, element by element; what is damaged is told, and never raises anything else."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tanshin.document.model import Cell, Document, Heading, Paragraph, Row, Table, Text
from tanshin.product import Product
from tanshin.proof.paper import read_paper
from tanshin.proof.rules.paper import RULES
from tanshin.validate.registry import examine
from tanshin.values.finding import Finding, InputError
from tests.findings.gallery import BASE, lay_out, produced
from tests.papers import changed, paper, papers

PATH = "pdf/summary-ja.pdf"
WORDS = st.text(st.characters(min_codepoint=0x21, max_codepoint=0xFFFD, exclude_categories=("C", "Z")), min_size=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Product:
    folder = tmp_path_factory.mktemp("example")
    lay_out(BASE, folder)
    home = Path.cwd()
    os.chdir(folder)
    try:
        return produced(folder)
    finally:
        os.chdir(home)


def judged(made: Product, files: dict[str, bytes]) -> tuple[Finding, ...]:
    return examine(RULES, replace(made.output, files=files, read=None)).findings


def test_papers_made_as_they_should_be_are_silent(made: Product) -> None:
    assert judged(made, papers(made)) == ()


def test_a_build_without_pdf_is_silent(made: Product) -> None:
    assert judged(made, {}) == ()


def test_a_paper_that_is_missing_or_too_many_is_told(made: Product) -> None:
    files = papers(made)
    files["pdf/annex-ja.pdf"] = files.pop(PATH)
    assert [(one.code, str(one.sources[0])) for one in judged(made, files)] == [
        ("TNS751", "pdf/annex-ja.pdf"),
        ("TNS751", PATH),
    ]


@pytest.mark.parametrize(("old", "new"), [("100", "1 00"), ("1 / 1", "2 / 1"), ("11.2", "△11.2"), ("資産", "負債")])
def test_what_reads_otherwise_is_told(made: Product, old: str, new: str) -> None:
    files = papers(made)
    files[PATH] = changed(files[PATH], old, new)
    assert judged(made, files)


@settings(max_examples=30)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=5), WORDS)
def test_texts_come_back_cell_by_cell(rows: list[list[str]], title: str) -> None:
    table = Table("t", tuple(Row(tuple(Cell((Text(words),)) for words in row)) for row in rows), "statement", "")
    document = Document("summary", "ja", title, (Heading(1, (Text(title),)), Paragraph((Text(title),)), table))
    read = read_paper(paper([document], "Co."), PATH)
    texts = ["".join(part.text for part in one.once).strip("\n") for one in read.elements]
    assert texts == [title, title, *(words for row in rows for words in row)]
    assert [[cell.role for cell in row] for row in read.tables[0]] == [["TD" for _ in row] for row in rows]
    assert read.title == title
    assert read.outline == (title,)
    assert read.faults == ()


def test_damaged_bytes_are_told_and_nothing_else(made: Product) -> None:
    whole = papers(made)[PATH]
    random_ = random.Random(1)  # noqa: S311 - damage, not secrets
    refused = 0
    for _ in range(60):
        data = bytearray(whole[: random_.randrange(len(whole))] if random_.random() < 0.5 else whole)
        for _ in range(random_.randrange(1, 20)):
            data[random_.randrange(len(data))] = random_.randrange(256)
        try:
            read_paper(bytes(data), PATH)
        except InputError:
            refused += 1
    assert refused
