"""What a form demands, from its YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from tanshin.read.form_source import Blank, DemandsSource, FormSource
from tanshin.report.calendar import Calendar
from tanshin.report.form import Choice, Demands, Detail, DividendDemand, TableDemand, Texts
from tanshin.report.phrase import fill
from tanshin.taxonomy.part import problem
from tanshin.taxonomy.source import Text
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.complaint import KeyPath
from tanshin.values.finding import Finding
from tanshin.values.message import say
from tanshin.values.qname import QName
from tanshin.values.yaml import Document

#: Any calendar will do to see whether a text can be filled in.
TRIAL = Calendar(date(2013, 3, 31))


def unknown_demands(source: FormSource, document: Document, taxonomy: Taxonomy) -> Iterator[Finding]:
    """A finding for every name among the demands that is not the form's."""
    if given := source.demands.dividends:
        for key in ("item", "axis", "total", "amount"):
            if taxonomy.name(getattr(given, key)) not in taxonomy.dts.concepts:
                yield problem(
                    document, ("demands", "dividends", key), f"{getattr(given, key)} is not in {taxonomy.prefix}"
                )
    items = {local for group in source.fields_ for local in group.concepts}
    for path, local in _in_demands(source.demands):
        if local not in items:
            yield problem(document, ("demands", *path), say("{local} is no single item of the form", local=local))


def wrong_demands(source: FormSource, document: Document) -> Iterator[Finding]:
    """A finding for every table there is not, every expression that is none, and words that cannot be filled in."""
    ids = {table.id for table in source.tables}
    for index, demand in enumerate(source.demands.tables):
        if demand.table not in ids:
            yield problem(document, ("demands", "tables", index, "table"), f"the form has no table {demand.table}")
    for path, message in _in_texts(source.demands):
        yield problem(document, ("demands", *path), message)


def demands(source: DemandsSource, taxonomy: Taxonomy) -> Demands:
    """The demands of a form."""

    def some(local: str | None) -> QName | None:
        return taxonomy.name(local) if local else None

    def names(locals_: Iterable[str]) -> tuple[QName, ...]:
        return tuple(map(taxonomy.name, locals_))

    given = source.dividends
    return Demands(
        names(source.required),
        some(source.announced),
        source.within,
        tuple((taxonomy.name(local), days) for local, days in source.planned.items()),
        tuple(Choice(names(choice.one_of), some(choice.when)) for choice in source.choices),
        tuple(
            Detail(taxonomy.name(one.flag), names(one.told_by), one.asked, names(one.besides)) for one in source.details
        ),
        some(source.code),
        some(source.company),
        some(source.rounding),
        some(source.procedures),
        {"en": source.words.en, "ja": source.words.ja} if source.words else {},
        tuple(TableDemand(one.table, one.since, names(one.unless)) for one in source.tables),
        DividendDemand(*names((given.item, given.axis, given.total, given.amount))) if given else None,
        {
            taxonomy.name(local): texts_of(text) if isinstance(text, Blank) else {"en": text, "ja": text}
            for local, text in source.written.items()
        },
        {taxonomy.name(local): texts_of(text) for local, text in source.says.items()},
    )


def _in_demands(source: DemandsSource) -> Iterator[tuple[KeyPath, str]]:
    for key in ("announced", "code", "company", "rounding", "procedures"):
        if local := getattr(source, key):
            yield (key,), local
    yield from ((("required",), local) for local in source.required)
    yield from ((("planned", local), local) for local in source.planned)
    for index, choice in enumerate(source.choices):
        yield from ((("choices", index), local) for local in (*choice.one_of, choice.when) if local)
    for index, detail in enumerate(source.details):
        yield from ((("details", index), local) for local in (detail.flag, *detail.told_by, *detail.besides))
    for index, table in enumerate(source.tables):
        yield from ((("tables", index, "unless"), local) for local in table.unless)
    for key, items in (("written", source.written), ("says", source.says)):
        yield from (((key, local), local) for local in items)


def _in_texts(source: DemandsSource) -> Iterator[tuple[KeyPath, str]]:
    """Expressions that are none, and words that cannot be filled in."""
    for local, given in source.written.items():
        for pattern in texts_of(given).values() if isinstance(given, Blank) else (given,):
            try:
                re.compile(pattern)
            except re.error as error:
                yield ("written", local), f"`{pattern}` is no regular expression: {error}"
    for local, words in source.says.items():
        for lang, text in texts_of(words).items():
            try:
                fill(text, TRIAL, lang)
            except ValueError as error:
                yield ("says", local), str(error)


def texts_of(text: Text | Blank) -> Texts:
    """A text by language."""
    return {"en": text.en, "ja": text.ja}
