"""What a filing says in the exchange's form, ready to be held against what is asked of them.

Items stand once; tables have cells, of which each has alternative elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing, form_key
from tanshin.report.form import FormColumn, FormRow, FormTable
from tanshin.values.qname import QName

#: How the exchange tells results from forecasts, and the ends of a range.
RESULT_OR_FORECAST = "ResultForecastAxis"
RESULT, FORECAST, UPPER, LOWER = "ResultMember", "ForecastMember", "UpperMember", "LowerMember"
FORECASTS = frozenset((FORECAST, UPPER, LOWER))

_SATURDAY = 5


def item(filing: Filing, name: QName | None) -> Fact | None:
    """A single item, if it is given and not nil; of a text that in the first language."""
    return next(items(filing, name), None)


def items(filing: Filing, name: QName | None) -> Iterator[Fact]:
    """A single item in every language in which it is given."""
    if name is not None:
        yield from (fact for fact in filing.report.by_concept.get(name, ()) if not fact.is_nil)


def day_of(fact: Fact | None) -> date | None:
    """The day an item states."""
    return fact.value if fact and isinstance(fact.value, date) else None


def period_end(filing: Filing) -> date:
    """The last day of the period that is reported."""
    return filing.calendar.reported.last


def is_weekend(day: date) -> bool:
    """Whether a day is a Saturday or a Sunday; holidays are not known here."""
    return day.weekday() >= _SATURDAY


def last_weekday(day: date) -> date:
    """The day itself, or the Friday before it."""
    return day - timedelta(days=max(day.weekday() - _SATURDAY + 1, 0))


class FormCell(Struct, frozen=True):
    """A place of a table of the form: the key of each alternative element, and the facts that are reported there."""

    table: FormTable
    row: FormRow
    column: FormColumn
    keys: tuple[Key, ...]
    facts: tuple[Fact, ...]


def form_cells(filing: Filing, tables: tuple[FormTable, ...]) -> tuple[FormCell, ...]:
    """Every place of some tables that the filing has, in their order."""
    return tuple(_cell(filing, table, row, column) for table in tables for row, column in table.cells(filing.calendar))


def form_rows(cells: Iterable[FormCell]) -> tuple[tuple[FormCell, ...], ...]:
    """The places of each row of the form of which something is reported."""
    found: dict[tuple[str, int], list[FormCell]] = {}
    for cell in cells:
        found.setdefault((cell.table.id, cell.table.rows.index(cell.row)), []).append(cell)
    return tuple(tuple(row) for row in found.values() if any(cell.facts for cell in row))


def _cell(filing: Filing, table: FormTable, row: FormRow, column: FormColumn) -> FormCell:
    concepts = filing.form_taxonomy.dts.concepts
    keys = tuple(
        form_key(table, row, column, concepts[name], filing.calendar, filing.entity) for name in column.concepts
    )
    return FormCell(table, row, column, keys, tuple(fact for key in keys if (fact := filing.report.get(key))))


def members_of(fact: Fact) -> dict[str, str]:
    """The members of a fact by axis, both by their local names."""
    return {axis.local: member.local for axis, member in fact.key.dimensions}
