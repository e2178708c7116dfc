"""Footnotes -> marks on rows and cells, and the notes themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from tanshin.document.display import show
from tanshin.document.model import Paragraph, Run, Runs, Text
from tanshin.report.fact import Fact
from tanshin.report.filing import Filing, Print, Table, period_of, scale_of
from tanshin.report.footnote import Footnote
from tanshin.report.phrase import fill, split_words
from tanshin.report.unit import unit_of
from tanshin.taxonomy.pattern import PLACE, Place, place_of
from tanshin.values.rounding import round_to


def row_marks(filing: Filing, prints: Iterable[Print]) -> Runs:
    """The marks of footnotes on a row, which some prints stand in."""
    places = {(one.table, one.row) for one in prints}
    return _marks(
        note
        for note in filing.footnotes
        if any(target.column is None and (target.table, target.row) in places for target in note.targets)
    )


def cell_marks(filing: Filing, one: Print) -> Runs:
    """The marks of footnotes on a cell."""
    place = (one.table, one.row, one.column)
    return _marks(
        note
        for note in filing.footnotes
        if any((target.table, target.row, target.column) == place for target in note.targets)
    )


def _marks(notes: Iterable[Footnote]) -> Runs:
    return tuple(Text(note.mark, raised=True) for note in notes)


def footnotes(filing: Filing, table: Table, lang: str) -> tuple[Paragraph, ...]:
    """The notes on a table, each with its mark."""
    return tuple(
        Paragraph((Text(note.mark, raised=True), Text(" "), *_runs(note, filing, table, lang)), "small")
        for note in filing.footnotes
        if any(target.table == table.id for target in note.targets)
    )


def _runs(note: Footnote, filing: Filing, table: Table, lang: str) -> Runs:
    """The words of a note with its figures, in the scale of the table."""
    text = dict(note.texts)[lang]
    words = split_words(filing.issuer.splits, lang)
    runs: list[Run] = []
    end = 0
    for match in PLACE.finditer(text):
        runs.append(Text(fill(text[end : match.start()], filing.calendar, lang, words)))
        runs += _figure(place_of(match), filing, table, lang)
        end = match.end()
    runs.append(Text(fill(text[end:], filing.calendar, lang, words)))
    return tuple(run for run in runs if not isinstance(run, Text) or run.text)


def _figure(place: Place, filing: Filing, table: Table, lang: str) -> Runs:
    concept = filing.taxonomy.concept(place.name)
    column = table.columns[0]
    for name in place.periods:
        period = period_of(concept, filing.calendar.period(name))
        fact = filing.fact(concept.qname, period, unit_of(concept, table.home_unit))
        if fact:
            scale = scale_of(concept, column)
            # What a note says again is tagged where it stands in a table.
            return (show(_as_in(table, fact, scale, filing), lang, scale=scale, tagged=False),)
    return ()


def _as_in(table: Table, fact: Fact, scale: int, filing: Filing) -> Fact:
    """A fact as a table prints it, or would: amounts in whole units of its scale."""
    own = next((one for one in filing.prints if (one.table, one.key) == (table.id, fact.key)), None)
    if own:
        return replace(fact, value=own.value, decimals=own.decimals)
    if scale <= 0 or not isinstance(fact.value, Decimal) or (fact.decimals or 0) <= -scale:
        return fact
    return replace(fact, value=round_to(fact.value, -scale, filing.rounding), decimals=-scale)
