"""The form of the next period: its tables with what was published, its single items as far as they stay."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from tanshin.report.filing import Filing, form_key
from tanshin.report.form import Form, FormColumn, FormTable
from tanshin.report.phrase import fill
from tanshin.taxonomy.concept import ItemType
from tanshin.values.qname import QName
from tanshin.write.next.period import ANNUAL, Shift
from tanshin.write.next.published import Published, Source
from tanshin.write.records import records_of, text_of

#: Notes and reasons tell of one period; this note says how amounts are rounded.
_NOTES, _ROUNDING = ("NoteTo", "ReasonFor", "NoticeOf"), "NoteToFractionProcessingMethod"

_QUARTER = re.compile("第[1-4１-４]四半期")


def roll_form_table(
    base: Source,
    table: FormTable,
    shift: Shift,
    published: Published,
    lang: str = "en",
    stated: Collection[QName] | None = None,
) -> tuple[str, list[tuple[str, str]]]:
    """The CSV of a table of the form, and the rows and columns of its settled figures.

    Where there is no former filing, ``stated`` are the elements that the company states, and every change stands there.
    """
    calendar, filing = shift.after, base.filing
    columns = list(_columns(base, table) if stated is None else _every_column(base, table, lang, stated))
    records, locked = [["caption", *(heading for heading, _, _ in columns)]], []
    for row in table.rows_in(calendar):
        caption = fill(row.caption[lang], calendar, lang)
        cells = []
        for heading, column, concept in columns:
            text = ""
            if table.has_cell(row, column, calendar):
                known = filing.form_taxonomy.dts.concepts[concept]
                key = form_key(table, row, column, known, calendar, filing.entity)
                text = published.text(key, (), negated=False)
                if text and published.is_settled(key):
                    locked.append((caption, heading))
            cells.append(text)
        if any(cells) or not row.optional:
            records.append([caption, *cells])
    return text_of(records), locked


def _columns(base: Source, table: FormTable) -> Iterator[tuple[str, FormColumn, QName]]:
    """The columns as the former filing has them; where it lacks the table, those that have to be given."""
    is_same = table in base.filing.form.tables
    file = base.data.get("summary", {}).get(table.id) if is_same else None
    concepts = {one.column: one.key.concept for one in base.filing.prints if one.table == table.id}
    if file is not None:
        for heading in records_of(base.files[file])[0][1:]:
            found = next((one for one in table.columns if concepts.get(heading) in one.concepts), None)
            alike = [one for one in table.columns if concepts.get(heading) in one.concepts]
            if found is not None:
                column = _same_members(base.filing, table, heading, alike) or found
                yield heading, column, concepts[heading]
        return
    for column in table.columns:
        if not (column.change or column.optional):
            own = base.filing.issuer.captions
            concept = next((one for one in column.concepts if one.local in own), column.concepts[0])
            yield _heading(base, table, column, concept, "en"), column, concept


def _every_column(
    base: Source, table: FormTable, lang: str, stated: Collection[QName]
) -> Iterator[tuple[str, FormColumn, QName]]:
    """The columns where there is no former filing: optional ones where the company states them."""
    own, at, heading = base.filing.issuer.captions, 0, ""
    for column in table.columns:
        if column.change:
            if heading:
                yield f"{heading} %", column, column.concepts[min(at, len(column.concepts) - 1)]
            continue
        known = (index for index, one in enumerate(column.concepts) if one in stated or one.local in own)
        found = next(known, None)
        heading, at = "", found or 0
        if found is not None or not column.optional:
            heading = _heading(base, table, column, column.concepts[at], lang)
            yield heading, column, column.concepts[at]


def _heading(base: Source, table: FormTable, column: FormColumn, concept: QName, lang: str) -> str:
    """What stands over a column: the form's words, else the company's, else the label of the element."""
    given = "" if column.group else next(iter(base.filing.issuer.captions.get(concept.local, ())), "")
    label = base.filing.form_taxonomy.dts.concepts[concept].label(lang)
    own = given if given.isascii() == (lang == "en") else ""
    return (column.caption or {}).get(lang) or own or table.worded(label, lang)


def _same_members(filing: Filing, table: FormTable, heading: str, columns: list[FormColumn]) -> FormColumn | None:
    """Of columns of one concept the one whose members the figures under a heading have."""
    keys = [one.key for one in filing.prints if one.table == table.id and one.column == heading]
    return next((one for one in columns if all({*one.dimensions} <= {*key.dimensions} for key in keys)), None)


def roll_information(base: Source, form: Form, shift: Shift) -> tuple[dict[str, Any], list[str]]:
    """The single items that stay, and the names of those that are to be said anew.

    Flags of the period and all days are; so are what tells of them, and notes. Who the company is and where it is
    listed stays.
    """
    demands, taxonomy = form.demands, base.filing.form_taxonomy
    reset = {detail.flag for detail in demands.details} | {*demands.required}
    told = {name for detail in demands.details for name in detail.told_by}
    kept: dict[str, Any] = {}
    anew: list[str] = []
    given: Mapping[str, Any] = base.data.get("information") or {}
    for place in form.fields:
        local, concept = place.concept.local, taxonomy.dts.concepts[place.concept]
        if place.states:
            stated = {"quarter": str(shift.after.quarter), "year-end": shift.after.year_end.isoformat()}
            if local in given or place.concept in demands.required:
                kept[local] = stated[place.states]
        elif local in given:
            is_flag, is_day = concept.type is ItemType.BOOLEAN, concept.type is ItemType.DATE
            of_period = is_flag and (place.concept in reset or bool(place.dimensions) or "Correction" in local)
            is_note = local.startswith(_NOTES) and local != _ROUNDING
            if of_period or is_day or is_note or place.concept in told:
                anew.append(local)
            else:
                kept[local] = _titled(given[local], shift) if local == "DocumentName" else given[local]
        elif place.concept in demands.required:
            anew.append(local)
    return kept, anew


def _titled(given: Any, shift: Shift) -> Any:
    """The title of the form for another quarter; a year has none in it."""
    if not isinstance(given, dict):
        return given
    quarter = "" if shift.after.quarter == ANNUAL else f"第{shift.after.quarter}四半期"
    return {**given, "ja": quarter + _QUARTER.sub("", given.get("ja", ""))}
