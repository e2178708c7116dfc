"""The places of a filing where a concept can be reported: the cells of the form, the columns of the statements."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from tanshin.report.aspect import JPY, Duration, Unit
from tanshin.report.fact import Key
from tanshin.report.filing import Column, Filing, Slot, Table, form_key, slots, statement_key
from tanshin.report.form import FigureKind, FormColumn, FormRow, FormTable
from tanshin.taxonomy.concept import Concept, ItemType
from tanshin.values.qname import QName

#: The currency that statements and form are kept in; others are translations of it.
HOME = JPY


def is_foreign(unit: Unit | None) -> bool:
    """Whether a unit is of another currency than the home one, alone or for each of something."""
    return unit is not None and unit.currency not in (None, HOME.currency)


_DECIMALS = {kind.unit: kind.decimals for kind in FigureKind}


class Place(Struct, frozen=True):
    """One place: what a fact there is about, the period its figures are taken from, and how precisely it is written."""

    table: str
    key: Key
    span: Duration
    decimals: int


def places(filing: Filing) -> Iterator[Place]:
    """Every place, the form's before the statements'; only those in the home currency."""
    yield from form_places(filing)
    for table in filing.printed_tables:
        yield from _statement_places(filing, table)


def form_places(filing: Filing) -> Iterator[Place]:
    """The places of the form."""
    for table in filing.form.tables:
        for row, column in table.cells(filing.calendar):
            for concept in column.concepts:
                yield form_place(filing, table, row, column, concept)


def form_place(filing: Filing, table: FormTable, row: FormRow, column: FormColumn, concept: QName) -> Place:
    """The place of a cell of the form, for one of the concepts its column may report."""
    defined = filing.form_taxonomy.dts.concepts[concept]
    key = form_key(table, row, column, defined, filing.calendar, filing.entity)
    return Place(table.id, key, filing.calendar.period(row.period), column.kind.decimals)


def _statement_places(filing: Filing, table: Table) -> Iterator[Place]:
    for slot in slots(table, filing.statement(table), filing.calendar):
        # What a line opens with is the close of the period before, and placed there.
        if slot.column.unit == HOME and not slot.line.opens and (place := _statement_place(filing, table, slot)):
            yield place


def _statement_place(filing: Filing, table: Table, slot: Slot) -> Place | None:
    concepts = filing.taxonomy.dts.concepts
    key = statement_key(slot.line, slot.column, slot.span, concepts, filing.entity)
    if key is None or key.unit is None:
        return None
    return Place(table.id, key, slot.span, _decimals(concepts[key.concept], key.unit, slot.column))


def _decimals(concept: Concept, unit: Unit, column: Column) -> int:
    return -column.scale if concept.type is ItemType.MONETARY else _DECIMALS.get(unit, 0)
