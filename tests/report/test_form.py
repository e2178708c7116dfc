from __future__ import annotations

import pytest

from tanshin.report.aspect import JPY, JPY_PER_SHARE, PURE, SHARES, Unit
from tanshin.report.form import FigureKind, Form, FormColumn, FormField, FormRow, FormTable
from tanshin.values.qname import QName


def name(local: str) -> QName:
    return QName("https://example.com", local)


@pytest.mark.parametrize(
    ("kind", "unit", "scale", "decimals"),
    [
        (FigureKind.MILLION, JPY, 6, -6),
        (FigureKind.PERCENT, PURE, -2, 3),
        (FigureKind.PER_SHARE, JPY_PER_SHARE, 0, 2),
        (FigureKind.SHARES, SHARES, 0, 0),
    ],
)
def test_figures_are_written_as_tdnet_writes_them(kind: FigureKind, unit: Unit, scale: int, decimals: int) -> None:
    assert (kind.unit, kind.scale, kind.decimals) == (unit, scale, decimals)


def test_a_cell_has_the_members_of_its_table_row_and_column() -> None:
    shared = (name("ResultForecastAxis"), name("ResultMember"))
    column = FormColumn((name("DividendPerShare"),), FigureKind.PER_SHARE, ((name("AAxis"), name("AMember")),))
    row = FormRow("CurrentYear", {}, ((name("ZAxis"), name("ZMember")), shared))
    table = FormTable("dividends", (row,), (column,), (shared,))
    assert table.cell_dimensions(row, column) == (
        (name("AAxis"), name("AMember")),
        shared,
        (name("ZAxis"), name("ZMember")),
    )


def test_tables_and_single_items_are_found_by_name() -> None:
    table, field = FormTable("shares", (), ()), FormField(name("Url"), "CurrentYear")
    form = Form("acedussm", {}, (table,), (field,), ())
    assert form.table_of == {"shares": table}
    assert form.field_of == {name("Url"): field}
