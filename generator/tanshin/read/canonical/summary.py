"""The tables of the form -> facts: periods in rows, items in columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from tanshin.read.canonical.figure import figure
from tanshin.read.canonical.grid import Grid, Row
from tanshin.read.canonical.statement import Context, Reading
from tanshin.report.filing import form_key
from tanshin.report.form import FormColumn, FormRow, FormTable
from tanshin.report.issuer import Issuer
from tanshin.report.phrase import fill
from tanshin.taxonomy.label import STANDARD, VERBOSE
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import listed, say
from tanshin.values.qname import QName
from tanshin.values.text import caption_key


class Slot(Struct, frozen=True):
    """A column of the form with the one concept of it that the filing reports."""

    column: FormColumn
    concept: QName


def read_summary(table: FormTable, grid: Grid, issuer: Issuer, context: Context) -> Reading:
    """The facts of one table of the form. A column that is not there may be derived later; a row may not."""
    reading = Reading(findings=list(grid.findings))
    for name, cell in grid.aspects.items():
        message = say(
            "`@{name}` has no place here: the form says what each row of {table} is", name=name, table=table.id
        )
        reading.error("TNS007", message, cell.source)
    slots = _slots(table, grid, issuer, context, reading)
    there = table.rows_in(context.calendar)
    rows = rows_of(table, context)
    seen: dict[int, Row] = {}
    for row in grid.rows:
        form_row = rows.get(caption_key(row.caption.text), ("", None))[1]
        if form_row is None:
            captions = listed(f"`{fill(one.caption['en'], context.calendar, 'en')}`" for one in there)
            message = say(
                "`{caption}` is no row of the form's {table}; it has {captions}",
                caption=row.caption.text,
                table=table.id,
                captions=captions,
            )
            reading.error("TNS015", message, row.caption.source)
        elif (first := seen.setdefault(id(form_row), row)) is not row:
            message = say(
                "`{caption}` stands twice (first on line {line}); remove one",
                caption=row.caption.text,
                line=first.caption.source.line,
            )
            reading.error("TNS015", message, row.caption.source)
        else:
            reading.caption(table.id, row, period=form_row.period)
            for heading, slot in slots.items():
                _cell(row, heading, form_row, slot, table, context, reading)
    return reading


def _slots(table: FormTable, grid: Grid, issuer: Issuer, context: Context, reading: Reading) -> Mapping[str, Slot]:
    """What each column of the grid is."""
    keys: dict[str, Slot] = {}
    for text, of in captions_of(table, issuer, context):
        keys.setdefault(caption_key(text), of)
    slots: dict[str, Slot] = {}
    for heading, cell in grid.columns.items():
        slot = keys.get(caption_key(heading))
        if slot is None:
            known = listed(f"`{text}`" for text in _headings(table, issuer, context))
            message = say(
                "`{heading}` is no column of the form's {table}; it has {known}",
                heading=heading,
                table=table.id,
                known=known,
            )
            reading.error("TNS007", message, cell.source)
        elif twin := next((other for other, known in slots.items() if known == slot), None):
            message = say(
                "`{heading}` and `{twin}` are the same column of the form; keep one", heading=heading, twin=twin
            )
            reading.error("TNS007", message, cell.source)
        else:
            slots[heading] = slot
    return slots


def _cell(
    row: Row, heading: str, form_row: FormRow, slot: Slot, table: FormTable, context: Context, reading: Reading
) -> None:
    cell = row.cells[heading]
    if not cell.text:
        return
    if not table.has_cell(form_row, slot.column, context.calendar):
        state = say("not settled yet") if form_row.when == "past" else say("settled already")
        message = say(
            "`{cell}`: what stands under `{heading}` is {state} in quarter {quarter}; move it to "
            "the other row of that year",
            cell=cell.text,
            heading=heading,
            state=state,
            quarter=context.calendar.quarter,
        )
        reading.error("TNS015", message, cell.source)
        return
    kind = slot.column.kind
    read = figure(cell, kind.scale, reading.findings)
    if read is None:
        return
    if read.value is not None and read.decimals != kind.decimals:
        places = say(
            "{kind}: {decimals} digits after the point", kind=kind.value, decimals=max(kind.decimals + kind.scale, 0)
        )
        message = say("`{cell}` is not written as the form writes it ({places})", cell=cell.text, places=places)
        reading.findings.append(Finding("TNS016", Severity.WARNING, message, (cell.source,)))
    concept = context.taxonomy.dts.concepts[slot.concept]
    key = form_key(table, form_row, slot.column, concept, context.calendar, context.entity)
    reading.add(key, read, (table.id, row.id, heading), cell)


def captions_of(table: FormTable, issuer: Issuer, context: Context) -> Iterator[tuple[str, Slot]]:
    """Every heading a column answers to, and what it then is; what comes first counts.

    The company's own captions come first, then the form's, then the labels of the elements: where a company calls
    *total revenues* what the form knows as another element, the company's word decides.
    """
    for texts in (_own_captions, _form_captions, _labels):
        before: dict[int, tuple[str, ...]] = {}
        for column in table.columns:
            for index, concept in enumerate(column.concepts):
                words = texts(column, concept, issuer, context)
                words += tuple(table.worded(text, lang) for text in words for lang in ("en", "ja"))
                if column.change:
                    # A percentage is headed like the figure it stands beside, with a per-cent sign.
                    words = tuple(f"{text} %" for text in before.get(index, ()))
                else:
                    before = before if index else {}
                    before[index] = words
                yield from ((text, Slot(column, concept)) for text in words)


def rows_of(table: FormTable, context: Context) -> Mapping[str, tuple[str, FormRow]]:
    """The rows that a filing has by the keys of their captions, each with the caption."""
    calendar = context.calendar
    found = ((fill(text, calendar, lang), row) for row in table.rows_in(calendar) for lang, text in row.captions)
    return {caption_key(text): (text, row) for text, row in found}


def _own_captions(column: FormColumn, concept: QName, issuer: Issuer, _: Context) -> tuple[str, ...]:
    return () if column.group else issuer.captions.get(concept.local, ())


def _form_captions(column: FormColumn, _: QName, __: Issuer, ___: Context) -> tuple[str, ...]:
    return (*(column.caption.values() if column.caption else ()), *column.aliases)


def _labels(column: FormColumn, concept: QName, _: Issuer, context: Context) -> tuple[str, ...]:
    if column.group:
        return ()
    labels = context.taxonomy.dts.concepts[concept].labels
    return tuple(label.text for label in labels if label.role in (STANDARD, VERBOSE))


def _headings(table: FormTable, issuer: Issuer, context: Context) -> list[str]:
    found = []
    for column in table.columns:
        own = [text for concept in column.concepts for text in issuer.captions.get(concept.local, ())[:1]]
        form = [column.caption["en"]] if column.caption else []
        found += (form or own or [context.taxonomy.dts.concepts[column.concepts[0]].label("en")])[:1]
    return found
