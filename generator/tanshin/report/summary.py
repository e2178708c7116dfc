"""A summary of the exchange's form that somebody else filed -> a filing, as far as the form's data knows it.

A summary is judged by the form of its standard, annual or quarterly; what that form does not have is counted, not
passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tanshin.report.aspect import Entity, Instant
from tanshin.report.calendar import Calendar
from tanshin.report.fact import Fact, Value
from tanshin.report.filing import Filing, Print, form_key
from tanshin.report.form import NO_FORM, Form
from tanshin.report.instance import Instance
from tanshin.report.issuer import Issuer
from tanshin.report.report import Report
from tanshin.taxonomy.concept import Concept, ItemType
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.date import add_months, parse_iso
from tanshin.values.qname import QName
from tanshin.values.rounding import Rounding
from tanshin.values.source import Source

#: The code of a form in the names of its files: annual, quarterly or half-year; consolidated or not; the standard.
_CODE = re.compile(r"(?:tse|tdnet)-([aqs])([cn])ed(jp|us|if)s[my]-")

#: Elements of one standard alone.
_OF = {"us": re.compile(r".*US[0-9]?"), "if": re.compile(r".*IFRS")}

#: What only notices of revision have: the figures as they were and as they are.
REVISED = "PreviousCurrentAxis"

_CONSOLIDATED = "ConsolidatedMember"

#: The quarter that an annual form reports.
_ANNUAL = 4

#: The quarter that a form of half a year reports.
_HALF = 2

#: Years of which there are forms; further years lie beside them.
_YEARS = range(1900, 2200)

_SAYS = {
    Rounding.TRUNCATE: ("切捨", "切り捨て", "truncated", "rounded down"),
    Rounding.HALF_UP: ("四捨五入", "rounded"),
}

_NO_DTS = Dts({}, {}, (), {})
_NO_TAXONOMY = Taxonomy("", "", "", {}, "", False, _NO_DTS, ())


class Forms(Struct, frozen=True):
    """What the exchange's forms are: the taxonomy of their elements, and each form."""

    taxonomy: Taxonomy
    forms: tuple[Form, ...]


class Foreign(Struct, frozen=True):
    """A summary that somebody else filed: as a filing, and what of it no rule of the form judges.

    ``standard`` is ``us``, ``jp`` or ``if``. ``roundings`` are the ways in which its amounts may have been brought to
    millions: both where it does not say. ``whole`` is the filing with every fact, ``filing`` with those alone whose
    elements its form knows.
    """

    filing: Filing
    whole: Filing
    standard: str
    roundings: tuple[Rounding, ...]
    unjudged: tuple[Fact, ...] = ()


def roundings_said(text: str) -> tuple[Rounding, ...]:
    """The ways of rounding that a note names, truncation first; "rounded down" is truncation alone."""
    plain = text.casefold()
    said = [way for way, words in _SAYS.items() if any(word in plain for word in words)]
    is_down = Rounding.TRUNCATE in said and "四捨五入" not in plain
    return (Rounding.TRUNCATE,) if is_down else tuple(said)


def foreign_of(instance: Instance, forms: Forms) -> Foreign | None:
    """The summary that an instance is; ``None`` where it has no fact of the exchange's form.

    What a reader without the exchange's schema could only take as text is a day or a yes or no here, where the form
    knows its type.
    """
    concepts = forms.taxonomy.dts.concepts
    facts = tuple(_typed(fact, concepts.get(fact.concept), instance.name) for fact in instance.report)
    own = tuple(fact for fact in facts if fact.concept.namespace == forms.taxonomy.namespace)
    if not own:
        return None
    code = _code(instance)
    calendar = _calendar(own, code[0] if code else "")
    length, scope, standard = code or _kind(own, calendar)
    form = _form(forms, calendar, standard) if length else NO_FORM
    if scope == "n":
        form = _alone(form)
    form = replace(form, demands=replace(form.demands, company=None, rounding=None))
    note = next((str(fact.value) for fact in own if fact.concept.local == "NoteToFractionProcessingMethod"), "")
    ways = roundings_said(note) or tuple(Rounding)
    whole = _filing(instance, own, form, forms, calendar, ways[0])
    known = _known(form, forms)
    kept = Report(tuple(fact for fact in own if fact.concept in known))
    filing = replace(whole, report=kept)
    filing = replace(filing, prints=tuple(_prints(filing)))
    return Foreign(filing, whole, standard, ways, tuple(fact for fact in own if fact.concept not in known))


def _typed(fact: Fact, concept: Concept | None, name: str) -> Fact:
    value = fact.value
    if concept and isinstance(value, str):
        text = value.strip()
        if concept.type is ItemType.BOOLEAN and text in ("true", "false", "1", "0"):
            value = text in ("true", "1")
        elif concept.type is ItemType.DATE:
            try:
                value = parse_iso(text)
            except ValueError:
                value = fact.value
    return replace(fact, value=value, source=fact.source or Source(name))


def _code(instance: Instance) -> tuple[str, str, str] | None:
    """Length, scope and standard as the code of the form has them that the names of the files begin with."""
    for text in (*instance.schemas, Path(instance.name).name):
        if match := _CODE.search(text):
            return match[1], match[2], match[3]
    return None


def _kind(facts: Iterable[Fact], calendar: Calendar) -> tuple[str, str, str]:
    """The same as the facts show it; no length where it is no summary of results."""
    known = tuple(facts)
    names = [fact.concept.local for fact in known]
    standard = next((code for code, pattern in _OF.items() if any(map(pattern.fullmatch, names))), "jp")
    members = {member.local for fact in known for _, member in fact.key.dimensions}
    scope = "c" if _CONSOLIDATED in members else "n"
    if any(axis.local == REVISED for fact in known for axis, _ in fact.key.dimensions) or "DocumentName" not in names:
        return "", scope, standard
    return "a" if calendar.quarter == _ANNUAL else "q", scope, standard


def _calendar(facts: tuple[Fact, ...], length: str) -> Calendar:
    """What the current year is: single items of a form stand at the end of the period it reports."""
    said = {fact.concept.local: fact for fact in facts if not fact.key.dimensions and not fact.is_nil}
    announced = said["FilingDate"].value if "FilingDate" in said else None
    at = [said[name].key.period for name in ("FilingDate", "DocumentName", "CompanyName") if name in said]
    end = (
        [one.day for one in at if isinstance(one, Instant)]
        or [fact.key.period.day if isinstance(fact.key.period, Instant) else fact.key.period.last for fact in facts]
    )[0]
    stated = said["FiscalYearEnd"].value if "FiscalYearEnd" in said else None
    closes = stated if isinstance(stated, date) and stated > end and length != "a" else None
    quarter = said["QuarterlyPeriod"].value if "QuarterlyPeriod" in said else None
    number = _quarter(quarter, length, end, closes)
    try:
        year_end = closes if closes and number != _ANNUAL else add_months(end, 12 - 3 * number)
    except ValueError:  # beyond the last year there is
        year_end = end
    return Calendar(year_end, number, announced if isinstance(announced, date) else None)


def _quarter(said: Value, length: str, end: date, closes: date | None) -> int:
    """The quarter that is reported: as it is said, or by the months that the year still has."""
    number = int(said) if isinstance(said, Decimal) and said in (1, 2, 3) else _HALF if length == "s" else _ANNUAL
    if number == _ANNUAL and closes:
        rest = 12 * (closes.year - end.year) + closes.month - end.month
        number = _ANNUAL - rest // 3 if rest in (3, 6, 9) else _ANNUAL
    return number


def _form(forms: Forms, calendar: Calendar, standard: str) -> Form:
    """The form of a standard that reports the quarter; that of half a year is filled in as the quarterly one."""
    name = f"{'a' if calendar.quarter == _ANNUAL else 'q'}ced{standard}sm"
    form = next((one for one in forms.forms if one.name == name and calendar.year_end.year in _YEARS), NO_FORM)
    if standard == "us":
        return form
    # Only US GAAP filers are known to state how far their auditors are, in all years.
    asked = tuple(one for one in form.demands.required if one != form.demands.procedures)
    return replace(form, demands=replace(form.demands, required=asked, says={}))


def _alone(form: Form) -> Form:
    """A form without what only a consolidated one has."""

    def is_alone(members: Iterable[tuple[QName, QName]]) -> bool:
        return all(member.local != _CONSOLIDATED for _, member in members)

    tables = tuple(
        replace(table, columns=tuple(one for one in table.columns if is_alone(one.dimensions)))
        for table in form.tables
        if is_alone(table.dimensions)
    )
    kept = {table.id for table in tables}
    fields = tuple(one for one in form.fields if is_alone(one.dimensions))
    named = {one.concept for one in fields}
    demands = form.demands
    return replace(
        form,
        tables=tables,
        fields=fields,
        demands=replace(
            demands,
            required=tuple(one for one in demands.required if one in named),
            tables=tuple(one for one in demands.tables if one.table in kept),
            says={},
        ),
    )


def _known(form: Form, forms: Forms) -> frozenset[QName]:
    """What the sections of a form have."""
    sections = forms.taxonomy.of_form(form.name).statements
    return frozenset(name for section in sections for name in section.concepts)


def _filing(
    instance: Instance, facts: tuple[Fact, ...], form: Form, forms: Forms, calendar: Calendar, rounding: Rounding
) -> Filing:
    entity: Entity = facts[0].key.entity
    names = {fact.key.lang or "ja": str(fact.value) for fact in facts if fact.concept.local == "CompanyName"}
    announced = calendar.announced or calendar.year_end
    return Filing(
        name=instance.name,
        issuer=Issuer(entity.identifier[:4], entity, names, taxonomy=""),
        form=form,
        calendar=calendar,
        announced=announced,
        number=f"{announced:%Y%m%d}000000",
        rounding=rounding,
        exchange=None,
        taxonomy=_NO_TAXONOMY,
        taxonomy_folder=Path(),
        form_taxonomy=forms.taxonomy,
        report=Report(facts),
        tables=(),
        prints=(),
        file=instance.name,
    )


def _prints(filing: Filing) -> Iterator[Print]:
    """The cells of the form's tables in which something stands, nil or not."""
    concepts = filing.form_taxonomy.dts.concepts
    for table in filing.form.tables:
        for row, column in table.cells(filing.calendar):
            for name in column.concepts:
                key = form_key(table, row, column, concepts[name], filing.calendar, filing.entity)
                fact = filing.report.get(key)
                if fact and fact.source:
                    value = fact.value if isinstance(fact.value, Decimal) else None
                    yield Print(table.id, row.period, name.local, key, fact.source, value, fact.decimals)
