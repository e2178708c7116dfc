"""The release as it is laid out: its blocks, pages, notes and footnotes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tanshin.derive.binding import Binder
from tanshin.document.model import (
    Block,
    Contents,
    Document,
    Fields,
    Footnotes,
    Heading,
    Highlights,
    Listing,
    Mark,
    PageBreak,
    Paragraph,
    Runs,
    Table,
    Tagged,
    Text,
)
from tanshin.document.release import note_facts, release_document
from tanshin.report.filing import Filing
from tests.release import NOTED, RELEASE, lay_out, lay_out_release, read_release

LANGUAGES = ("en", "ja")


def words(runs: Runs) -> str:
    return "".join(f"^{run.text}" if isinstance(run, Mark) else shown(run) for run in runs)


def shown(run: Text | Tagged) -> str:
    return run.display if isinstance(run, Tagged) else run.text


def outline(block: Block) -> str:  # noqa: PLR0911 - one for each kind of block
    """A block in a line."""
    match block:
        case Heading(level=level, runs=runs):
            return f"{'#' * level} {words(runs)}"
        case Paragraph(runs=runs):
            return words(runs)
        case Listing(items=items):
            return " / ".join(map(words, items))
        case Highlights(lines=lines):
            return " / ".join(" | ".join(map(words, line)) for line in lines)
        case Footnotes(notes=notes):
            return " / ".join(f"[{one.mark}] {words(one.runs)}" for one in notes)
        case Table(id=name):
            return f"<{name}>"
        case _:
            return f"({type(block).__name__})"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> tuple[Filing, Binder]:
    folder = tmp_path_factory.mktemp("release")
    lay_out_release(folder)
    return read_release(folder)


@pytest.fixture(scope="module")
def pages(release: tuple[Filing, Binder]) -> dict[str, Document]:
    found = {lang: release_document(*release, lang) for lang in LANGUAGES}
    return {lang: page for lang, page in found.items() if page}


def test_what_stands_on_the_page(pages: dict[str, Document]) -> None:
    found = list(map(outline, pages["en"].blocks))
    form = found.index("## Form of the exchange")
    assert found[:form] == [
        "Example Co.",
        "# Results for FY2012",
        "On May 15, 2013.^1",
        "## Highlights",
        "Assets | JPY100 million | up 11.2% / Shops | 15 | ",
        "[1] Consolidated figures.",
        "(Contents)",
        "## Overview",
        "### In brief",
        "Net income was JPY10 million.",
        "Model 5 sold well. / No shop was closed.",
        "### Results in Brief",
        "<results>",
        "Cash of JPY60 million covers what is due.",
        "[2] Of JPY100 million in all, on March 31, 2013. / [3] Counted anew.",
        "(PageBreak)",
        "## Statements",
        "They are unaudited.",
        "## Balance Sheet",
        "<balance-sheet>",
        "(Note) U.S. dollar amounts are a convenience translation at JPY 100 per US$1.00, the rate of March 29, 2013.",
        "(PageBreak)",
        "## Statement of Equity",
        "<equity>",
        "(PageBreak)",
    ]
    assert (pages["en"].name, pages["en"].title) == ("release", "Results for FY2012")
    assert pages["ja"].title == "2012年度決算"


def test_both_languages_have_the_same_blocks(pages: dict[str, Document]) -> None:
    kinds = {lang: [type(block) for block in page.blocks] for lang, page in pages.items()}
    assert kinds["en"] == kinds["ja"]


def test_the_contents_lead_to_every_section_and_statement(pages: dict[str, Document]) -> None:
    page = pages["en"]
    (contents,) = (block for block in page.blocks if isinstance(block, Contents))
    assert [text for text, _ in contents.entries] == [
        *("Highlights", "Overview", "Statements", "Balance Sheet", "Statement of Equity", "Form of the exchange")
    ]
    anchors = [block.anchor for block in page.blocks if isinstance(block, Heading) and block.anchor]
    assert [anchor for _, anchor in contents.entries] == anchors
    assert len(set(anchors)) == len(anchors)


def test_a_form_is_printed_on_without_pages_of_its_own(pages: dict[str, Document]) -> None:
    blocks = pages["en"].blocks
    form = next(at for at, one in enumerate(blocks) if isinstance(one, Heading) and words(one.runs).startswith("Form"))
    assert not any(isinstance(block, PageBreak) for block in blocks[form:])
    assert any(isinstance(block, (Table, Fields)) for block in blocks[form:])


def test_a_table_has_the_marks_of_its_notes(pages: dict[str, Document]) -> None:
    (table,) = (block for block in pages["en"].blocks if isinstance(block, Table) and block.id == "results")
    marks = {
        words(row.cells[0].runs): [words(cell.runs) for cell in row.cells[1:]]
        for row in table.body
        if any(isinstance(run, Mark) for cell in row.cells for run in cell.runs)
    }
    assert marks == {"Cash^2": ["50", "60", "20.1%"], "Number of shops": ["12", "15^3", "+25.0%"]}


def test_marks_and_footnotes_lead_to_each_other(pages: dict[str, Document]) -> None:
    for page in pages.values():
        notes = [note for block in page.blocks if isinstance(block, Footnotes) for note in block.notes]
        assert [note.mark for note in notes] == ["1", "2", "3"]
        known = {note.id for note in notes}
        marks = [run for run in page.runs() if isinstance(run, Mark)]
        assert {run.target for run in marks} == known
        assert {note.back for note in notes} <= {run.id for run in marks}


def test_a_note_is_a_fact_with_the_figures_in_it(release: tuple[Filing, Binder], pages: dict[str, Document]) -> None:
    filing, binder = release
    notes = {fact.key.lang: fact for fact in note_facts(filing, binder)}
    assert {lang: fact.value for lang, fact in notes.items()} == {
        "en": "Cash of JPY60 million covers what is due.",
        "ja": "現金60百万円で債務を賄えます。",
    }
    for lang, page in pages.items():
        (said,) = (run for run in page.runs() if isinstance(run, Tagged) and run.fact.concept.local.endswith("Note"))
        assert said.fact == filing.report.by_key[notes[lang].key]
        assert said.text == notes[lang].value
        inside = [run.fact.concept.local for run in said.inner if isinstance(run, Tagged)]
        assert inside == ["Cash"]


def test_a_note_whose_figure_has_no_value_is_no_fact(tmp_path: Path) -> None:
    lay_out_release(tmp_path, RELEASE.replace("{Cash | million}", "{prior(prior(Cash)) | million}"))
    filing, binder = read_release(tmp_path)
    assert list(note_facts(filing, binder)) == []
    with pytest.raises(ValueError, match="no value to print"):
        release_document(filing, binder, "en")


def test_without_a_release_there_is_no_page(tmp_path: Path) -> None:
    lay_out(tmp_path, columns=NOTED)
    filing, binder = read_release(tmp_path)
    assert release_document(filing, binder, "en") is None
    assert list(note_facts(filing, binder)) == []


def test_without_the_form_its_hidden_facts_are_left_out(tmp_path: Path, pages: dict[str, Document]) -> None:
    lay_out_release(tmp_path, RELEASE.replace("      - form: yes", "      - text: {en: Later., ja: 後日。}"))
    found = release_document(*read_release(tmp_path), "en")
    assert found
    assert found.hidden == ()
    assert not any(isinstance(block, Fields) for block in found.blocks)
