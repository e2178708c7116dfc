"""The single items of the form -> facts: names, flags, days and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches

from tanshin.read.canonical.source import FilingSource, check_year
from tanshin.read.canonical.statement import Context
from tanshin.report.aspect import JPY
from tanshin.report.calendar import Calendar
from tanshin.report.fact import Fact, Key, Value
from tanshin.report.filing import period_of
from tanshin.report.form import Form, FormField, Stated
from tanshin.report.issuer import Issuer
from tanshin.report.phrase import fill, split_words
from tanshin.report.unit import unit_of
from tanshin.taxonomy.concept import Concept, ItemType
from tanshin.taxonomy.source import Text
from tanshin.values.date import parse_day
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source
from tanshin.values.yaml import Document

_FLAGS: Mapping[str, bool] = {
    **dict.fromkeys(("yes", "true", "有"), True),
    **dict.fromkeys(("no", "false", "none", "無"), False),
}


def read_information(
    source: FilingSource, document: Document, form: Form, issuer: Issuer, context: Context
) -> tuple[Fact, ...]:
    """The facts of ``information`` in filing.yaml.

    A text is a fact of each language; a flag, a day, a number or an address is one fact; ``~`` is nil.

    Raises:
        InputError: an item is not the form's, or its value is of another type (TNS005, TNS015).
    """
    found: list[Fact] = []
    problems: list[Finding] = []
    for local, given in source.information.items():
        position = document.position(("information", local))
        name = context.taxonomy.name(local)
        place = form.field_of.get(name)
        if place is None:
            near = get_close_matches(local, [known.local for known in form.field_of], n=1)
            advice = say("; did you mean {near}?", near=near[0]) if near else ""
            problems.append(
                _problem(
                    "TNS005",
                    say(
                        "{local} is no single item of the form {form}{advice}",
                        local=local,
                        form=form.name,
                        advice=advice,
                    ),
                    position,
                )
            )
            continue
        concept = context.taxonomy.dts.concepts[name]
        unit = unit_of(concept, JPY)
        try:
            period = period_of(concept, context.calendar.period(place.period))
            for lang, value in _values(concept, given, issuer, context):
                _check_stated(place, value, context.calendar)
                key = Key(name, context.entity, period, unit, place.dimensions, lang)
                found.append(Fact(key, value, 0 if isinstance(value, Decimal) else None, "information", position))
        except ValueError as error:
            problems.append(_problem("TNS015" if concept.type is ItemType.DATE else "TNS005", str(error), position))
    if problems:
        raise InputError(*problems)
    return tuple(found)


def _check_stated(place: FormField, value: Value, calendar: Calendar) -> None:
    """An item that repeats what the filing is says the same."""
    stated: Mapping[Stated, Value] = {"quarter": Decimal(calendar.quarter), "year-end": calendar.year_end}
    if place.states and value not in (None, stated[place.states]):
        name = {"quarter": "quarter", "year-end": "fiscal_year_end"}[place.states]
        raise ValueError(
            say(
                "{concept} is {value}, but {name} above says {stated}; correct one",
                concept=place.concept.local,
                value=value,
                name=name,
                stated=stated[place.states],
            )
        )


def _values(
    concept: Concept, given: str | Text | None, issuer: Issuer, context: Context
) -> Iterator[tuple[str | None, Value]]:
    if concept.type is not ItemType.STRING:
        if isinstance(given, Text):
            raise ValueError(
                say(
                    "{concept} is a {type}, not a text of two languages", concept=concept.qname.local, type=concept.type
                )
            )
        yield None, None if given is None else _typed(concept, given)
        return
    # Nil says nothing in any language, but a text fact has one: it is nil in both.
    texts = {"en": given.en, "ja": given.ja} if isinstance(given, Text) else {"en": given, "ja": given}
    for lang, text in texts.items():
        words = split_words(issuer.splits, lang)
        yield lang, None if text is None else fill(text.strip(), context.calendar, lang, words)


def _typed(concept: Concept, given: str) -> Value:
    match concept.type:
        case ItemType.BOOLEAN:
            flag = _FLAGS.get(given.casefold())
            if flag is None:
                raise ValueError(say("{concept} is yes or no, not `{given}`", concept=concept.qname.local, given=given))
            return flag
        case ItemType.DATE:
            return check_year(parse_day(given))
        case ItemType.URI:
            return given
        case ItemType.COMPANIES:
            if not re.fullmatch("[0-9]{1,6}", given):
                raise ValueError(
                    say("{concept} is a number of companies, not `{given}`", concept=concept.qname.local, given=given)
                )
            return Decimal(given)
        case ItemType.INTEGER:
            if not re.fullmatch("[0-9]{1,6}", given):
                raise ValueError(
                    say("{concept} is a whole number, not `{given}`", concept=concept.qname.local, given=given)
                )
            return Decimal(given)
        case _:
            raise ValueError(say("{concept} is a figure and belongs into a table", concept=concept.qname.local))


def _problem(code: str, message: str, position: Source) -> Finding:
    return Finding(code, Severity.ERROR, message, (position,))
