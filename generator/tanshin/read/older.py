"""A report in the older form -> the same facts in today's (:mod:`tanshin.report.older_form`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from msgspec.structs import replace

from tanshin.report.calendar import Calendar
from tanshin.report.fact import Fact, Key, Value
from tanshin.report.instance import FactNote, Instance
from tanshin.report.older_form import Kind, OlderForm, kind_of, period_name, today_of
from tanshin.report.report import Report
from tanshin.taxonomy.concept import ItemType
from tanshin.values.date import parse_iso
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import say, title
from tanshin.values.qname import QName
from tanshin.values.source import Source

_YEAR_END = "FiscalYearEnd"
_FLAGS = {"true": True, "1": True, "false": False, "0": False}


def is_older(instance: Instance, form: OlderForm) -> bool:
    """Whether a report holds facts of the older form."""
    return any(form.prefix_of(fact.concept) for fact in instance.report)


def as_today(instance: Instance, form: OlderForm) -> Instance:
    """A report with each fact of the older form as the fact of today's form that it is; any other report as it is.

    What the table does not have keeps its name and is told (TNS094); that validity cannot be judged is told, too
    (TNS093). Flags and days become such; texts keep their language, which the older form does not say. Of facts that
    come to be about one thing, the first stands in the report and the others are ``repeated``.
    """
    if not is_older(instance, form):
        return instance
    calendar = calendar_of(instance.report, form)
    facts: dict[Key, Fact] = {}
    repeated: list[Fact] = []
    for fact in instance.report:
        found = _fact(fact, form, calendar)
        if found.key in facts:
            repeated.append(found)
        else:
            facts[found.key] = found
    findings = (
        *instance.findings,
        Finding(
            "TNS093",
            Severity.INFO,
            say(
                "this is in the form in force until {until}, whose schemas are not to be had: its facts are read and "
                "compared, and whether it is valid is not judged",
                until=form.until,
            ),
            (Source(instance.name),),
        ),
        *_untold((*instance.report, *instance.repeated), form, instance.name),
    )
    return replace(
        instance,
        report=Report(tuple(facts.values())),
        repeated=(*repeated, *(_fact(one, form, calendar) for one in instance.repeated)),
        notes=tuple(_note(one, form, calendar) for one in instance.notes),
        is_complete=False,
        findings=findings,
    )


def calendar_of(report: Report, form: OlderForm) -> Calendar | None:
    """The calendar of a report in the older form: it says the end of its year, at the end of the period it reports."""
    for fact in report:
        if form.prefix_of(fact.concept) is None or fact.concept.local != _YEAR_END:
            continue
        day = _day(fact.value)
        if day is None or kind_of(fact.key.period) is not Kind.INSTANT:
            continue
        for quarter in (4, 1, 2, 3):
            with suppress(ValueError):
                calendar = Calendar(day, quarter)
                if period_name(calendar, fact.key.period) == calendar.own:
                    return calendar
    return None


def _fact(fact: Fact, form: OlderForm, calendar: Calendar | None) -> Fact:
    found = today_of(form, fact.key, calendar)
    if found is None:
        return fact
    element, key = found
    return replace(fact, key=key, value=_typed(fact.value, element.type))


def _typed(value: Value, kind: ItemType) -> Value:
    """A value that a reader without schemas has as a text, as what its element is; what is no such stays a text."""
    if not isinstance(value, str):
        return value
    if kind is ItemType.BOOLEAN:
        return _FLAGS.get(value.strip(), value)
    if kind is ItemType.DATE:
        return _day(value) or value
    return value


def _day(value: Value) -> date | None:
    if isinstance(value, str):
        with suppress(ValueError):
            return parse_iso(value.strip())
    return value if isinstance(value, date) else None


def _note(note: FactNote, form: OlderForm, calendar: Calendar | None) -> FactNote:
    keys = (today_of(form, key, calendar) or (None, key) for key in note.facts)
    return replace(note, facts=tuple(key for _, key in keys))


def _untold(facts: Iterable[Fact], form: OlderForm, name: str) -> Iterable[Finding]:
    """What is left under its own name, each element once, with its number of facts."""
    counts: Counter[QName] = Counter()
    first: dict[QName, Fact] = {}
    for fact in facts:
        if form.prefix_of(fact.concept) is not None and today_of(form, fact.key, None) is None:
            counts[fact.concept] += 1
            first.setdefault(fact.concept, fact)
    for concept, number in counts.items():
        fact = first[concept]
        older = form.older_of(fact.key)
        gone = form.gone_of.get(older) if older else None
        message = (
            say(
                "{element} has no counterpart in today's form: {reason}; facts that keep their name: {number}",
                element=concept,
                reason=title(gone.reason),
                number=number,
            )
            if gone
            else say(
                "{element} is not in the table of the older form with such a context, and nothing is guessed; facts "
                "that keep their name: {number}",
                element=concept,
                number=number,
            )
        )
        yield Finding("TNS094", Severity.INFO, message, (fact.source or Source(name),))
