"""Lineages as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from tanshin.report.fact import Fact, value_text
from tanshin.report.listing import as_text as facts_as_text
from tanshin.report.listing import fact_row
from tanshin.taxonomy.dts import Dts
from tanshin.validate.lineage import Lineage, Place
from tanshin.validate.tie_words import figure
from tanshin.values.finding import render

#: More facts than these are listed one by one, and not traced.
MANY = 12


def as_text(found: Sequence[Lineage]) -> str:
    """Each lineage as a paragraph with its headings."""
    return "\n".join("\n".join(_lines(one)) + "\n" for one in found)


def as_choice(facts: Sequence[Fact], dts: Dts) -> str:
    """The facts among which a person has to choose, a line for each."""
    listed = facts_as_text(fact_row(fact, dts, "en") for fact in facts)
    return f"{listed}\n{len(facts)} facts: say which with --period, --unit or --member\n"


def _lines(one: Lineage) -> Iterator[str]:
    fact = one.fact
    members = "".join(f" [{member.local}]" for _, member in fact.key.dimensions)
    value = value_text(fact.value) if fact.value is not None else "nil"
    unit = f" {fact.key.unit}" if fact.key.unit else ""
    yield f"{fact.concept}{members} {fact.key.period}: {value}{unit}"
    yield f"  {one.labels['en']} | {one.labels['ja']}"
    yield f"  comes from: {one.source or 'no cell; it is derived'}"
    yield from (f"    {step.words}{f' ({step.source})' if step.source else ''}" for step in one.adjustments)
    if one.places:
        yield "  printed in:"
        yield from (f"    {_place(place)}" for place in one.places)
    if one.shown:
        yield "  shown in:"
        yield from (f"    {line}" for line in _shown(one))
    yield f"  bound: {one.grip}"
    yield from (f"    {check.code} {check.verdict}: {check.title}: {check.equation}" for check in one.checks)
    if one.findings:
        yield "  findings:"
        yield from (f"    {line}" for finding in one.findings for line in render(finding).split("\n"))


def _place(place: Place) -> str:
    printed, origin = place.printed, place.printing
    shown = figure(Fact(printed.key, printed.value, printed.decimals))
    how = ""
    if origin:
        because = f", {origin.reason}" if origin.reason else ""
        moved = origin.expected is not None and origin.expected != printed.value
        instead = f", not {figure(Fact(printed.key, origin.expected, printed.decimals))}" if moved else ""
        how = f" ({origin.origin}{instead}{because}; {place.grip})"
    return f"{printed.table} / {printed.row} / {printed.column}: {shown} {printed.source}{how}"


def _shown(one: Lineage) -> Iterator[str]:
    """A line for each document, language and text, with the first place and the number of the others."""
    together: dict[tuple[str, str, str], list[str]] = {}
    for shown in one.shown:
        together.setdefault((shown.document, shown.lang, shown.text), []).append(shown.where)
    for (document, lang, text), places in together.items():
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        yield f"{document} ({lang}) {text}: {places[0]}{more}"


def as_json(found: Iterable[Lineage]) -> str:
    """An array of objects.

    ``concept``, ``period``, ``unit``, ``dimensions``, ``value``, ``decimals``, ``labels`` and ``source`` are those of
    the fact (as in ``facts --format json``). ``adjustments`` are what was done on the way (``words``, ``source``),
    ``places`` the cells that print it (``table``, ``row``, ``column``, ``source``, ``value``, ``decimals``, ``origin``,
    ``expected``, ``reason``, ``grip``), ``shown`` the documents (``document``, ``lang``, ``where``, ``text``). ``grip``
    says how fast it is held, ``checks`` are the rules that bound it (``code``, ``title``, ``verdict``, ``equation``),
    ``findings`` what was found (``code``, ``severity``, ``message``).
    """
    return json.dumps([_shape(one) for one in found], ensure_ascii=False, indent=2) + "\n"


def _shape(one: Lineage) -> dict[str, object]:
    key = one.fact.key
    return {
        "concept": str(key.concept),
        "period": str(key.period),
        "unit": str(key.unit) if key.unit else None,
        "dimensions": {str(axis): str(member) for axis, member in key.dimensions},
        "value": value_text(one.fact.value),
        "decimals": one.fact.decimals,
        "labels": dict(one.labels),
        "source": str(one.source) if one.source else None,
        "adjustments": [
            {"words": str(step.words), "source": str(step.source) if step.source else None} for step in one.adjustments
        ],
        "places": [_place_shape(place) for place in one.places],
        "shown": [
            {"document": shown.document, "lang": shown.lang, "where": shown.where, "text": shown.text}
            for shown in one.shown
        ],
        "grip": one.grip,
        "checks": [
            {"code": check.code, "title": str(check.title), "verdict": check.verdict, "equation": str(check.equation)}
            for check in one.checks
        ],
        "findings": [
            {"code": finding.code, "severity": finding.severity.name, "message": str(finding.message)}
            for finding in one.findings
        ],
    }


def _place_shape(place: Place) -> dict[str, object]:
    printed, origin = place.printed, place.printing
    expected = origin.expected if origin else None
    return {
        "table": printed.table,
        "row": printed.row,
        "column": printed.column,
        "source": str(printed.source),
        "value": value_text(printed.value),
        "decimals": printed.decimals,
        "origin": origin.origin if origin else None,
        "expected": None if expected is None else f"{expected:f}",
        "reason": origin.reason if origin else None,
        "grip": place.grip,
    }
