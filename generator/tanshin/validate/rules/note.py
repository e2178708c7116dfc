"""TNS515 and TNS516: points against per cent, and footnotes against the tables they explain."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from tanshin.report.aspect import Duration
from tanshin.report.filing import Print
from tanshin.report.footnote import Footnote, Target
from tanshin.report.prose import Bound, Style
from tanshin.taxonomy.concept import ItemType
from tanshin.taxonomy.pattern import PLACE
from tanshin.validate.registry import Issue, rule
from tanshin.validate.wording import name as title
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tanshin.values.message import say
from tanshin.values.qname import QName
from tanshin.values.source import Source

#: How figures are said in per cent, and in points.
_PER_CENT = frozenset((Style.PERCENT, Style.CHANGE))
_POINTS = frozenset((Style.POINTS, Style.CHANGE_POINTS))
#: The name of a companion whose figures are points.
_COMPANION = "points"

_IN_POINTS = re.compile(r"\bpoints?\b|ポイント|pt\b")
_IN_PER_CENT = re.compile(r"[%％]|per ?cent")
_INCLUDES = re.compile(r"\b(?:with|includ\w+|contain\w+|together with)\b")
_MIN_WORDS = 3


class _Rate(NamedTuple):
    """A figure of rates in a text or the heading of a column of rates.

    ``is_points`` says whether the figures are differences of rates, ``said_points`` whether the words say so.
    """

    words: str
    source: Source
    is_points: bool
    said_points: bool


def _rates(paper: Workpaper) -> Iterator[_Rate]:
    yield from _told_rates(paper)
    yield from _headed_rates(paper)


def _told_rates(paper: Workpaper) -> Iterator[_Rate]:
    for release in paper.filing.told:
        for prose in release.prose():
            for lang, parts in prose.parts.items():
                for part in parts:
                    if isinstance(part, Bound) and part.style in _PER_CENT | _POINTS:
                        is_points = paper.binder.is_points(part)
                        yield _Rate(f"{{{part}}}", prose.sources[lang], is_points, part.style in _POINTS)


def _headed_rates(paper: Workpaper) -> Iterator[_Rate]:
    for table in paper.filing.printed_tables:
        kinds = {one.name for _, line in paper.filing.statement(table).walk() for one, _ in line.companions}
        for column in table.columns:
            source = column.printed.source if column.printed else table.source
            for text in column.words if column.variant in kinds and source else ():
                points, per_cent = (bool(form.search(text.casefold())) for form in (_IN_POINTS, _IN_PER_CENT))
                if points != per_cent and source:
                    yield _Rate(f"{table.id}: {text}", source, column.variant == _COMPANION, points)


@rule("TNS515", Severity.WARNING, subject=Workpaper, each=_rates)
def points_are_not_per_cent(paper: Workpaper, rate: _Rate) -> Iterator[Issue]:
    """The difference of two percentages is said in points, a rate of change in per cent.

    A margin that goes from 16.4% to 17.4% is up by 1.0 points; "up 1.0%" would take it to 16.6%.

    Write `change-points` or `points` for the difference of two percentages, `change` or `percent` for a rate of change;
    head a column of points as such. What was published in per cent stays as it was printed.
    """
    if rate.is_points and not rate.said_points:
        yield Issue(
            say(
                "{words} is a difference of percentages and is said in per cent; say it in points",
                words=rate.words,
            ),
            sources=(rate.source,),
        )
    elif rate.said_points and not rate.is_points:
        yield Issue(
            say("{words} is no difference of percentages and is said in points; say it in per cent", words=rate.words),
            sources=(rate.source,),
        )


class _Included(NamedTuple):
    """A footnote that says of a row that it includes something else, and what that is."""

    footnote: Footnote
    target: Target
    concept: QName
    prints: tuple[Print, ...]


def _included(paper: Workpaper) -> Iterator[_Included]:
    if not paper.filing.footnotes:
        return
    names, concepts = _names(paper), paper.filing.taxonomy.dts.concepts
    for footnote in paper.filing.footnotes:
        text = PLACE.sub("", dict(footnote.texts)["en"]).casefold()
        for target in footnote.targets:
            prints = paper.rows.get((target.table, target.row), ())
            kinds = {concepts[one.key.concept].period for one in prints if one.key.concept in concepts}
            own = {one.key.concept for one in prints}
            for concept in _mentioned(text, names):
                # A balance is no part of what happens in a period.
                if concept not in own and concepts[concept].period in kinds:
                    yield _Included(footnote, target, concept, prints)


def _names(paper: Workpaper) -> Mapping[str, QName]:
    """What amounts are called, in small letters: by their labels, and by the captions under which they are printed."""
    found: dict[str, QName] = {}
    concepts = paper.filing.taxonomy.dts.concepts
    for _, line in paper.filing.taxonomy.lines():
        concept = concepts[line.concept]
        if concept.type is ItemType.MONETARY and not concept.abstract:
            labels = [label.text for label in concept.labels if label.lang == "en"]
            for text in (*labels, *(alias for lang, alias in line.aliases if lang == "en")):
                if len(text.split()) >= _MIN_WORDS:
                    found.setdefault(text.casefold(), concept.qname)
    return found


def _mentioned(text: str, names: Mapping[str, QName]) -> Iterator[QName]:
    """The amounts that a text says are included."""
    seen = set()
    for words in sorted(names, key=len, reverse=True):
        at = text.find(words)
        if at >= 0 and _INCLUDES.search(text[:at]) and names[words] not in seen:
            seen.add(names[words])
            text = text.replace(words, "~")
            yield names[words]


@rule("TNS516", Severity.WARNING, subject=Workpaper, each=_included)
def footnotes_explain_their_row(paper: Workpaper, noted: _Included) -> Iterator[Issue]:
    """What a footnote says a row includes is there, and is not in a row of its own.

    A footnote is carried over with its table: "includes impairment loss" stays under depreciation when the company
    begins to print the impairment in a line of its own, or in a period that has none.

    Take the footnote off the row. What was published so stays as it was printed.
    """
    footnote, target, concept, prints = noted
    periods = {one.key.period for one in prints}
    beside = [
        one
        for one in paper.filing.prints
        if one.table == target.table and one.key.concept == concept and one.value and one.key.period in periods
    ]
    called = title(concept, paper.filing.dts)
    if beside:
        yield Issue(
            say(
                "footnote {mark} says that `{row}` includes {called}, which the table prints in a line of its own; "
                "take the footnote off",
                mark=footnote.mark,
                row=f"{target.table}/{target.row}",
                called=called,
            ),
            sources=(footnote.source, prints[0].source, beside[0].source),
            concept=concept,
        )
    elif _is_told(paper, concept, periods) and not any(
        fact.value and fact.key.period in periods for fact in paper.filing.report.by_concept.get(concept, ())
    ):
        yield Issue(
            say(
                "footnote {mark} says that `{row}` includes {called}, and there is none in {periods}; take the "
                "footnote off",
                mark=footnote.mark,
                row=f"{target.table}/{target.row}",
                called=called,
                periods=", ".join(sorted(map(str, periods))),
            ),
            sources=(footnote.source, prints[0].source),
            concept=concept,
        )


def _is_told(paper: Workpaper, concept: QName, periods: Collection[object]) -> bool:
    """Whether a statement that would print the amount covers the periods, so that its absence means there is none."""
    told = {
        paper.filing.calendar.period(name)
        for table in paper.filing.tables
        if concept in paper.filing.statement(table).concepts
        for name in (*table.periods, *(column.period for column in table.columns))
        if name
    }
    return {one for one in periods if isinstance(one, Duration)} <= told


RULES = (points_are_not_per_cent, footnotes_explain_their_row)
