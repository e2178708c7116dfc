"""The marks of footnotes, at the rows and figures they belong to."""

from __future__ import annotations

import pytest

from tanshin.document.footnote import placed, with_marks
from tanshin.document.model import Cell, Mark, Row, Table, Text
from tanshin.document.table import table_block
from tanshin.report.filing import Filing
from tanshin.report.prose import Prose
from tanshin.report.release import Footnote
from tanshin.values.source import Source
from tests.release import lay_out, read

HERE = Source("release.yaml", 1)


def note(mark: str, row: str, column: str | None = None, table: str = "results") -> Footnote:
    return Footnote(mark, Prose({}, {}), ((table, row, column),), HERE)


def mark(footnote: str) -> Mark:
    return Mark(footnote, f"mark-{footnote}", f"note-{footnote}")


def printed(filing: Filing) -> Table:
    (layout,) = (one for one in filing.details if one.id == "results")
    return table_block(filing, layout, "en")


def marked(filing: Filing, *notes: Footnote) -> dict[str, list[str]]:
    """The marks of a table: the caption of each row that has some, and what each of its cells is marked with."""
    table = with_marks(printed(filing), placed(notes, filing.prints).get("results", ()), mark)
    found = {}
    for row in table.rows:
        marks = ["".join(run.text for run in cell.runs if isinstance(run, Mark)) for cell in row.cells]
        if any(marks):
            found["".join(run.text for run in row.cells[0].runs if isinstance(run, Text))] = marks
    return found


@pytest.fixture(scope="module")
def filing(tmp_path_factory: pytest.TempPathFactory) -> Filing:
    folder = tmp_path_factory.mktemp("noted")
    lay_out(folder)
    return read(folder)


def test_a_note_on_a_row_marks_its_caption(filing: Filing) -> None:
    assert marked(filing, note("a", "Cash")) == {"Cash": ["a", "", "", ""]}


def test_a_note_on_a_figure_marks_the_figure_alone(filing: Filing) -> None:
    assert marked(filing, note("a", "Cash", "2013")) == {"Cash": ["", "", "a", ""]}
    assert marked(filing, note("a", "Cash", "Change")) == {"Cash": ["", "", "", "a"]}


def test_marks_stand_in_the_order_of_the_notes(filing: Filing) -> None:
    assert marked(filing, note("a", "Cash"), note("b", "Cash"), note("c", "Profit")) == {
        "Cash": ["ab", "", "", ""],
        "Profit": ["c", "", "", ""],
    }


def test_a_row_is_known_by_its_facts_in_either_language(filing: Filing) -> None:
    (layout,) = (one for one in filing.details if one.id == "results")
    places = placed([note("a", "Number of shops")], filing.prints)["results"]
    table = with_marks(table_block(filing, layout, "ja"), places, mark)
    (row,) = (row for row in table.rows if any(isinstance(run, Mark) for run in row.cells[0].runs))
    assert row.cells[0].runs == (Text("店舗数"), mark("a"))


def test_a_row_without_figures_is_known_by_its_caption() -> None:
    heading = Row((Cell((Text("Of which:"),), "caption"), Cell()), "heading")
    head = Row((Cell((Text("Of which:"),), "head"), Cell(kind="head")), "head")
    table = Table("results", (head, heading, Row(())), "statement", "Results")
    places = placed([note("a", "of which:")], ())["results"]
    found = with_marks(table, places, mark)
    assert found.rows == (head, Row((Cell((Text("Of which:"), mark("a")), "caption"), Cell()), "heading"), Row(()))


def test_a_note_on_another_table_or_on_nothing_marks_nothing(filing: Filing) -> None:
    table = printed(filing)
    places = placed([note("a", "Cash", table="balance-sheet")], filing.prints)
    assert list(places) == ["balance-sheet"]
    assert with_marks(table, places.get("results", ()), mark) is table
    assert marked(filing, note("a", "Debts")) == {}
