"""The single items of the form -> facts: names, flags, days and notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tanshin.read.canonical.source import FilingSource
from tanshin.read.canonical.statement import Context
from tanshin.report.fact import Fact, Key, Value
from tanshin.report.filing import period_of
from tanshin.report.form import Form
from tanshin.report.issuer import Issuer
from tanshin.report.phrase import fill, split_words
from tanshin.taxonomy.concept import Concept, ItemType
from tanshin.taxonomy.source import Text
from tanshin.values.date import parse_day
from tanshin.values.finding import Finding, InputError, Severity
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

    A text is a fact of each language; a flag, a day or an address is one fact; ``~`` is nil.

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
            problems.append(_problem("TNS005", f"{local} is no single item of the form {form.name}", position))
            continue
        concept = context.taxonomy.dts.concepts[name]
        period = period_of(concept, context.calendar.period(place.period))
        try:
            for lang, value in _values(concept, given, issuer, context):
                key = Key(name, context.entity, period, None, place.dimensions, lang)
                found.append(Fact(key, value, None, "information", position))
        except ValueError as error:
            problems.append(_problem("TNS015" if concept.type is ItemType.DATE else "TNS005", str(error), position))
    if problems:
        raise InputError(*problems)
    return tuple(found)


def _values(
    concept: Concept, given: str | Text | None, issuer: Issuer, context: Context
) -> Iterator[tuple[str | None, Value]]:
    is_text = concept.type is ItemType.STRING
    if isinstance(given, Text):
        if not is_text:
            raise ValueError(f"{concept.qname.local} is a {concept.type}, not a text of two languages")
        for lang, text in (("en", given.en), ("ja", given.ja)):
            yield lang, fill(text.strip(), context.calendar, lang, split_words(issuer.splits, lang))
    elif given is None:
        # Nil says nothing in any language, but a text fact has one: it is nil in both.
        yield from (("en", None), ("ja", None)) if is_text else ((None, None),)
    elif is_text:
        yield from (("en", given), ("ja", given))
    else:
        yield None, _typed(concept, given)


def _typed(concept: Concept, given: str) -> Value:
    match concept.type:
        case ItemType.BOOLEAN:
            flag = _FLAGS.get(given.casefold())
            if flag is None:
                raise ValueError(f"{concept.qname.local} is yes or no, not `{given}`")
            return flag
        case ItemType.DATE:
            return parse_day(given)
        case ItemType.URI:
            return given
        case _:
            raise ValueError(f"{concept.qname.local} is a figure and belongs into a table")


def _problem(code: str, message: str, position: Source) -> Finding:
    return Finding(code, Severity.ERROR, message, (position,))
