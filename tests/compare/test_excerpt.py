"""Where two versions of a document read otherwise: those rows, those texts, and nothing else."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tanshin.compare.excerpt import TableExcerpt, TextExcerpt, excerpts, marked
from tanshin.document.model import Block, Cell, Document, Fields, Heading, Paragraph, Row, Table, Tagged, Text
from tests.compare.reports import fact

PERIODS = ("2012-03-31", "2013-03-31")


def figures(caption: str, local: str, *values: int | None, depth: int = 1) -> Row:
    """A row with a figure for each period; ``None`` is a blank cell."""
    cells = (
        Cell() if value is None else Cell((Tagged(fact(local, value, period), f"{Decimal(value):,}"),))
        for value, period in zip(values, PERIODS, strict=True)
    )
    return Row((Cell((Text(caption),), "caption"), *cells), depth=depth)


def heading(caption: str, depth: int = 0) -> Row:
    return Row((Cell((Text(caption),), "caption"), Cell(), Cell()), "heading", depth)


HEAD = Row((Cell(kind="head"), *(Cell((Text(period),), "head") for period in PERIODS)), "head")


def document(*blocks: Block, name: str = "balance-sheet") -> Document:
    return Document(name, "en", "Balance sheet", (Heading(1, (Text("Balance sheet"),)), *blocks))


def table(*rows: Row, id_: str = "bs") -> Table:
    return Table(id_, (HEAD, *rows), "statement", "Balance sheet")


def told(old: Document, new: Document) -> TableExcerpt:
    (found,) = excerpts((old,), (new,))
    assert isinstance(found, TableExcerpt)
    return found


def shown(found: TableExcerpt) -> tuple[list[str], list[str]]:
    """The rows before and after, each as its cells; what changed in underscores."""
    before, after = (
        [
            " | ".join(
                "".join(f"_{piece.text}_" if piece.is_changed else piece.text for piece in cell.pieces)
                for cell in row.cells
            )
            for row in rows
            if row.kind != "head"
        ]
        for rows in (found.before, found.after)
    )
    return before, after


def test_only_the_row_concerned_is_shown_below_its_headings() -> None:
    rows = (
        heading("ASSETS"),
        heading("Current", 1),
        figures("Stock", "Stock", 1, 2, depth=2),
        heading("Other", 1),
        figures("Land", "Land", 7, 8, depth=2),
        figures("Cash", "Cash", 3, 4, depth=2),
    )
    found = told(document(table(*rows)), document(table(*rows[:-1], figures("Cash", "Cash", 3, 5, depth=2))))
    assert shown(found) == (
        ["ASSETS |  | ", "Other |  | ", "Cash | 3 | _4_"],
        ["ASSETS |  | ", "Other |  | ", "Cash | 3 | _5_"],
    )
    assert {key.concept.local for key in found.keys} == {"Cash"}
    assert (found.document, found.section, found.title) == ("balance-sheet", "Balance sheet", "Balance sheet")
    assert [row.kind for row in found.before] == ["head", "heading", "heading", "line"]


def test_a_row_that_is_new_stands_in_one_version_only() -> None:
    old = document(table(figures("Cash", "Cash", 1, 2)))
    found = told(old, document(table(figures("Cash", "Cash", 1, 2), figures("Debt", "Debt", None, 9))))
    assert shown(found) == ([], ["_Debt_ |  | _9_"])


def test_rows_of_one_caption_are_told_apart_by_their_facts() -> None:
    rows = figures("Total", "A", 1, 2), figures("Total", "B", 1, 3)
    found = told(document(table(*rows)), document(table(rows[0], figures("Total", "B", 1, 4))))
    assert shown(found) == (["Total | 1 | _3_"], ["Total | 1 | _4_"])


def test_a_fact_in_two_rows_is_each_of_them() -> None:
    rows = figures("Net", "A", 1, 2), figures("Net again", "A", 1, 2)
    assert excerpts((document(table(*rows)),), (document(table(*rows)),)) == ()


def test_a_movement_is_shown_below_the_balance_that_tells_its_year() -> None:
    def movement(period: str, text: str) -> Row:
        cell = Cell((Tagged(fact("Dividends", Decimal(text), period), text),))
        return Row((Cell((Text("Dividends"),), "caption"), cell, Cell()))

    def rows(text: str) -> tuple[Row, ...]:
        return (
            figures("Balance, 2011", "Equity", 1, None, depth=0),
            movement("2011-04-01/2012-03-31", "5"),
            figures("Balance, 2012", "Equity", None, 2, depth=0),
            movement("2012-04-01/2013-03-31", text),
        )

    found = told(document(table(*rows("6"))), document(table(*rows("7"))))
    assert shown(found) == (
        ["Balance, 2012 |  | 2", "Dividends | _6_ | "],
        ["Balance, 2012 |  | 2", "Dividends | _7_ | "],
    )


def test_a_caption_alone_may_change() -> None:
    found = told(document(table(figures("Cash", "A", 1, 2))), document(table(figures("Money", "A", 1, 2))))
    assert shown(found) == (["_Cash_ | 1 | 2"], ["_Money_ | 1 | 2"])


def test_a_table_is_told_once_though_two_documents_print_it() -> None:
    old, new = (table(figures("Cash", "A", 1, value)) for value in (2, 3))
    before = document(old), document(old, name="release")
    assert len(excerpts(before, (document(new), document(new, name="release")))) == 1


def test_a_table_with_another_column_shows_what_is_new() -> None:
    old = Table("t", (Row((Cell((Text("Cash"),), "caption"), Cell((Tagged(fact("A", 1), "1"),)))),), "form", "t")
    wide = Row((*old.rows[0].cells, Cell((Tagged(fact("B", 2), "2"),))))
    found = told(document(old), document(Table("t", (wide,), "form", "t")))
    assert shown(found) == ([], ["Cash | 1 | _2_"])


def test_texts_are_shown_with_the_words_that_changed() -> None:
    words = [Paragraph((Text(text),)) for text in ("The first.", "Sales were JPY1,234 million (5.6%).", "The last.")]
    other = Paragraph((Text("Sales were JPY1,235 million (5.7%)."),))
    (found,) = excerpts((document(*words),), (document(words[0], other, words[2]),))
    assert isinstance(found, TextExcerpt)
    assert [piece.text for piece in found.before[0] if piece.is_changed] == ["1,234", "5.6"]
    assert [piece.text for piece in found.after[0] if piece.is_changed] == ["1,235", "5.7"]


def test_a_field_is_shown_with_its_label_and_its_fact() -> None:
    old, new = (
        document(Fields(((("Pay day", (Tagged(fact("Day", day, lang="en"), day),)),),)))
        for day in ("June 27", "June 28")
    )
    (found,) = excerpts((old,), (new,))
    assert isinstance(found, TextExcerpt)
    assert "".join(piece.text for piece in found.before[0]) == "Pay day June 27"
    assert {key.concept.local for key in found.keys} == {"Day"}


TEXTS = st.text(st.sampled_from("ab 1,.△()％円"), max_size=30)


@given(TEXTS, TEXTS)
def test_marked_texts_are_the_texts(old: str, new: str) -> None:
    before, after = marked(old, new)
    assert ("".join(one.text for one in before), "".join(one.text for one in after)) == (old, new)
    kept = ["".join(one.text for one in some if not one.is_changed) for some in (before, after)]
    assert kept[0] == kept[1]
    assert any(one.is_changed for one in (*before, *after)) == (old != new)
