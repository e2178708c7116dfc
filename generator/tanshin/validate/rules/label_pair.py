"""TNS521: what a filing calls its tables, columns and rows in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tanshin.report.filing import Table
from tanshin.taxonomy.pattern import PLACE, place_of
from tanshin.validate.registry import Issue, rule
from tanshin.validate.sense import in_japanese, sense
from tanshin.validate.stated import stated
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tanshin.values.message import say
from tanshin.values.source import Source

#: What is there to compare: figures, scales.
_MEASURE = re.compile(r"\d|千|万|億|thousand|million|billion", re.IGNORECASE)


class _Pair(NamedTuple):
    """A text in both languages, and where it is written."""

    english: str
    japanese: str
    source: Source


def _pairs(paper: Workpaper) -> Iterator[_Pair]:
    seen: set[str] = set()
    for table in paper.filing.printed_tables:
        if table.source:
            below = (*(one.captions for one in table.columns), *(one.captions for one in table.rows))
            both = (table.titles, *below)
            yield from (_Pair(text["en"], text["ja"], table.source) for text in map(dict, both) if text)
        if table.statement not in seen:
            seen.add(table.statement)
            yield from _labels(paper, table)


def _labels(paper: Workpaper, table: Table) -> Iterator[_Pair]:
    """The labels of the lines of a statement, and the captions with places for figures."""
    concepts = paper.filing.taxonomy.dts.concepts
    for _, line in paper.filing.statement(table).walk():
        if line.source is None:
            continue
        by_role: dict[str, dict[str, str]] = {}
        for label in concepts[line.concept].labels:
            by_role.setdefault(label.role, {})[label.lang] = label.text
        patterns = {lang: PLACE.sub(_sample, text) for lang, text in reversed(line.patterns)}
        for text in (*by_role.values(), patterns):
            if "en" in text and "ja" in text:
                yield _Pair(text["en"], text["ja"], line.source)


def _sample(match: re.Match[str]) -> str:
    """A figure in the place of one: what its words make of it is what is compared."""
    return "" if place_of(match).name == "date" else "7"


@rule("TNS521", Severity.WARNING, subject=Workpaper, each=_pairs)
def languages_name_the_same(paper: Workpaper, pair: _Pair) -> Iterator[Issue]:
    """A title, heading or label says the same of units, periods and signs in both languages.

    A scale (千円 beside "Millions of JPY"), a year or the order of gain and loss is changed in one language and
    forgotten in the other, and half of the readers are told something else.

    Correct the text of the language that is wrong.
    """
    yield from _stated_apart(paper, pair)
    if "(" not in pair.english:
        return
    one, other = sense(pair.english), in_japanese(pair.japanese)
    if one and other and one.both and one.kind == other.kind and one.sign != other.sign:
        yield Issue(
            say(
                "`{english}` puts {word} first, `{japanese}` the opposite; put the same first in both",
                english=pair.english,
                japanese=pair.japanese,
                word=one.word,
            ),
            sources=(pair.source,),
        )


def _stated_apart(paper: Workpaper, pair: _Pair) -> Iterator[Issue]:
    if not _MEASURE.search(f"{pair.english}{pair.japanese}"):
        return
    calendar = paper.filing.calendar
    english, japanese = stated(pair.english, "en", calendar), stated(pair.japanese, "ja", calendar)
    for lang, more in (("en", english.without(japanese)), ("ja", japanese.without(english))):
        if more:
            yield Issue(
                say(
                    "`{english}` and `{japanese}`: {what} is said in {lang} alone; say the same in both",
                    english=pair.english,
                    japanese=pair.japanese,
                    what=", ".join(more),
                    lang=lang,
                ),
                sources=(pair.source,),
            )


RULES = (languages_name_the_same,)
