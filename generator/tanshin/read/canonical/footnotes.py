"""``footnotes`` in ``filing.yaml``: what is noted on cells, with every figure in it bound to a fact."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from tanshin.read.canonical.grid import Grid
from tanshin.read.canonical.source import FootnoteSource
from tanshin.read.canonical.statement import Context
from tanshin.report.aspect import JPY
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Table, period_of
from tanshin.report.footnote import Footnote, Target
from tanshin.report.phrase import fill
from tanshin.report.unit import unit_of
from tanshin.taxonomy.pattern import PLACE, Place, is_period_name, place_of
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import listed, say
from tanshin.values.text import caption_key
from tanshin.values.yaml import Document

_DIGIT = re.compile(r"\d")


def read_footnotes(
    sources: Sequence[FootnoteSource],
    document: Document,
    tables: Sequence[Table],
    grids: Mapping[str, Grid],
    context: Context,
    facts: Sequence[Fact],
    unread: Collection[str] = (),
) -> tuple[Footnote, ...]:
    """The footnotes of a filing; ``unread`` are tables that could not be read, of which nothing is said here.

    Raises:
        InputError: a footnote stands on no row or cell, or a figure in its text is bound to no fact (TNS023).
    """
    known = frozenset(fact.key for fact in facts)
    found: list[Footnote] = []
    problems: list[Finding] = []
    for index, source in enumerate(sources):
        targets: list[Target] = []
        for at, on in enumerate(source.on):
            target = _target(on, tables, grids)
            if isinstance(target, Target):
                targets.append(target)
            elif on.partition("/")[0] not in unread:
                problems.append(_problem(target, document, index, "on", at))
        texts = (("en", source.text.en), ("ja", source.text.ja))
        for lang, text in texts:
            unbound = _unbound(text, lang, context, known)
            problems += (_problem(message, document, index, "text", lang) for message in unbound)
        position = document.position(("footnotes", index))
        found.append(Footnote(source.mark, texts, tuple(targets), position))
    if problems:
        raise InputError(*problems)
    return tuple(found)


def _target(text: str, tables: Sequence[Table], grids: Mapping[str, Grid]) -> Target | str:
    """What a footnote stands on, or what is wrong with it. Captions may have slashes: the longest one counts."""
    name, slash, rest = text.partition("/")
    table = next((one for one in tables if one.id == name), None)
    grid = grids.get(name)
    if table is None or grid is None:
        return say(
            "`{text}`: there is no table {name}; the filing has {tables}",
            text=text,
            name=name,
            tables=listed(one.id for one in tables),
        )
    if not slash:
        return say(
            "`{text}`: name a row of {name} as well, as in `{name}/{row}`",
            text=text,
            name=name,
            row=grid.rows[0].id if grid.rows else "caption",
        )
    rows = {caption_key(row.id): row.id for row in grid.rows}
    columns = {column.key for column in table.columns}
    if row := rows.get(caption_key(rest)):
        return Target(name, row)
    cuts = [at for at, letter in enumerate(rest) if letter == "/"]
    for at in reversed(cuts):
        row, column = rows.get(caption_key(rest[:at])), rest[at + 1 :].strip()
        if row and column in columns:
            return Target(name, row, column)
        if row:
            return say(
                "`{text}`: {name} has no column `{column}`; it has {columns}",
                text=text,
                name=name,
                column=column,
                columns=listed(sorted(columns)),
            )
    return say("`{text}`: {name} has no row `{rest}`", text=text, name=name, rest=rest)


def _unbound(text: str, lang: str, context: Context, known: Collection[Key]) -> Iterator[str]:
    """What in a text does not lead to a fact or a day of the filing."""
    for place in map(place_of, PLACE.finditer(text)):
        yield from _missing(place, context, known)
    rest = PLACE.sub("", text)
    if digit := _DIGIT.search(re.sub(r"\{[^{}]*\}", "", rest)):
        near = rest[max(digit.start() - 15, 0) : digit.end() + 15].strip()
        yield say(
            "a figure in `{near}` is bound to no fact; write a place such as {{Revenues@CurrentYear}} for it", near=near
        )
    try:
        fill(rest, context.calendar, lang, {"split.effective": "", "split.ratio": ""})
    except ValueError as error:
        yield str(error)


def _missing(place: Place, context: Context, known: Collection[Key]) -> Iterator[str]:
    name = context.taxonomy.name(place.name)
    concept = context.taxonomy.dts.concepts.get(name)
    if concept is None or concept.abstract or not concept.type.is_numeric:
        yield say("{{{place}}}: the taxonomy has no such figure", place=place.name)
        return
    if not place.periods:
        yield say("{{{place}}}: the place needs a period, such as {{{place}@CurrentYear}}", place=place.name)
    for period in place.periods:
        if not is_period_name(period):
            yield say("{{{place}@{period}}}: there is no such period", place=place.name, period=period)
            continue
        when = period_of(concept, context.calendar.period(period))
        if Key(name, context.entity, when, unit_of(concept, JPY)) not in known:
            yield say("{{{place}@{period}}}: the filing has no such fact", place=place.name, period=period)


def _problem(message: str, document: Document, index: int, *at: str | int) -> Finding:
    position = document.position(("footnotes", index, *at))
    return Finding("TNS023", Severity.ERROR, say("footnote {message}", message=message), (position,))
