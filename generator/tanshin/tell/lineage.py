"""Lineages as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from tanshin.report.fact import Fact, value_text
from tanshin.report.listing import fact_row
from tanshin.taxonomy.dts import Dts
from tanshin.tell.language import ENGLISH, Language
from tanshin.tell.rows import facts_as_text
from tanshin.tell.text import finding_lines
from tanshin.tell.words import GRIPS, ORIGINS, REASONS, VERDICTS
from tanshin.validate.lineage import Adjustment, Lineage, Place
from tanshin.validate.tie_words import Judgement, figure
from tanshin.values.message import Message, listed, say

#: More facts than these are listed one by one, and not traced.
MANY = 12


def as_text(found: Sequence[Lineage], language: Language = ENGLISH) -> str:
    """Each lineage as a paragraph with its headings."""
    return "\n".join("\n".join(_lines(one, language)) + "\n" for one in found)


def as_choice(facts: Sequence[Fact], dts: Dts, language: Language = ENGLISH) -> str:
    """The facts among which a person has to choose, a line for each."""
    facts_listed = facts_as_text((fact_row(fact, dts, language.code) for fact in facts), language)
    advice = say("{number} facts: say which with --period, --unit or --member", number=len(facts))
    return f"{facts_listed}\n{language.say(advice)}\n"


def _lines(one: Lineage, language: Language) -> Iterator[str]:
    fact = one.fact
    members = "".join(f" [{member.local}]" for _, member in fact.key.dimensions)
    value = value_text(fact.value) if fact.value is not None else language.say(say("nil"))
    unit = f" {fact.key.unit}" if fact.key.unit else ""
    yield f"{fact.concept}{members} {fact.key.period}: {value}{unit}"
    yield f"  {one.labels['en']} | {one.labels['ja']}"
    yield f"  {language.say(say('comes from: {place}', place=one.source or say('no cell; it is derived')))}"
    yield from (f"    {language.say(_step(step))}" for step in one.adjustments)
    if one.places:
        yield f"  {language.say(say('printed in:'))}"
        yield from (f"    {_place(place, language)}" for place in one.places)
    if one.shown:
        yield f"  {language.say(say('shown in:'))}"
        yield from (f"    {language.say(line)}" for line in _shown(one))
    yield f"  {language.say(say('bound: {grip}', grip=GRIPS[one.grip]))}"
    yield from (f"    {language.say(_check(check))}" for check in one.checks)
    if one.findings:
        yield f"  {language.say(say('findings:'))}"
        yield from (f"    {line}" for finding in one.findings for line in finding_lines(finding, language))


def _step(step: Adjustment) -> str:
    return say("{words} ({source})", words=step.words, source=step.source) if step.source else step.words


def _check(check: Judgement) -> Message:
    return say(
        "{code} {verdict}: {title}: {equation}",
        code=check.code,
        verdict=VERDICTS[check.verdict],
        title=check.title,
        equation=check.equation,
    )


def _place(place: Place, language: Language) -> str:
    printed, origin = place.printed, place.printing
    shown = f"{figure(Fact(printed.key, printed.value, printed.decimals))} {printed.source}"
    if origin:
        parts = [ORIGINS[origin.origin]]
        if origin.expected is not None and origin.expected != printed.value:
            parts.append(say("not {value}", value=figure(Fact(printed.key, origin.expected, printed.decimals))))
        if origin.reason:
            parts.append(REASONS[origin.reason])
        how = listed((listed(parts), GRIPS[place.grip]), "; ")
        shown = language.say(say("{words} ({reason})", words=shown, reason=how))
    return f"{printed.table} / {printed.row} / {printed.column}: {shown}"


def _shown(one: Lineage) -> Iterator[Message]:
    """A line for each document, language and text, with the first place and the number of the others."""
    together: dict[tuple[str, str, str], list[str]] = {}
    for shown in one.shown:
        together.setdefault((shown.document, shown.lang, shown.text), []).append(shown.where)
    for (document, lang, text), places in together.items():
        line = say("{document} ({lang}) {text}: {place}", document=document, lang=lang, text=text, place=places[0])
        yield say("{items} and {number} more", items=line, number=len(places) - 1) if len(places) > 1 else line


def as_json(found: Iterable[Lineage], language: Language = ENGLISH) -> str:
    """An array of objects.

    ``concept``, ``period``, ``unit``, ``dimensions``, ``value``, ``decimals``, ``labels`` and ``source`` are those of
    the fact (as in ``facts --format json``). ``adjustments`` are what was done on the way (``words``, ``source``),
    ``places`` the cells that print it (``table``, ``row``, ``column``, ``source``, ``value``, ``decimals``, ``origin``,
    ``expected``, ``reason``, ``grip``), ``shown`` the documents (``document``, ``lang``, ``where``, ``text``). ``grip``
    says how fast it is held, ``checks`` are the rules that bound it (``code``, ``title``, ``verdict``, ``equation``),
    ``findings`` what was found (``code``, ``severity``, ``message``). Only sentences are in the language: ``words``,
    ``title``, ``equation`` and ``message``.
    """
    return json.dumps([_shape(one, language) for one in found], ensure_ascii=False, indent=2) + "\n"


def _shape(one: Lineage, language: Language) -> dict[str, object]:
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
            {"words": language.say(step.words), "source": str(step.source) if step.source else None}
            for step in one.adjustments
        ],
        "places": [_place_shape(place) for place in one.places],
        "shown": [
            {"document": shown.document, "lang": shown.lang, "where": shown.where, "text": shown.text}
            for shown in one.shown
        ],
        "grip": one.grip,
        "checks": [
            {
                "code": check.code,
                "title": language.say(check.title),
                "verdict": check.verdict,
                "equation": language.say(check.equation),
            }
            for check in one.checks
        ],
        "findings": [
            {"code": finding.code, "severity": finding.severity.name, "message": language.say(finding.message)}
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
