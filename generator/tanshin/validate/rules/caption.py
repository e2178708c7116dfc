"""TNS509 to TNS511 and TNS517: the captions of rows: their section, their spelling, the periods they name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from tanshin.report.aspect import Duration
from tanshin.report.caption import Caption
from tanshin.report.filing import Print, Table
from tanshin.report.said import Said, said
from tanshin.taxonomy.pattern import is_period_name
from tanshin.validate.registry import Issue, rule
from tanshin.validate.wording import name as title
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tanshin.values.message import say
from tanshin.values.qname import QName
from tanshin.values.source import Source

_WORD = re.compile(r"[a-z]+")
_NO_SPACE = re.compile(r"\S+")


class _Closing(NamedTuple):
    """A caption that closes a section, the words of that section's heading, and those of the other sections'."""

    caption: Caption
    own: frozenset[str]
    others: tuple[tuple[QName, frozenset[str]], ...]


def _closings(paper: Workpaper) -> Iterator[_Closing]:
    concepts = paper.filing.taxonomy.dts.concepts
    sections: dict[str, dict[QName, frozenset[str]]] = {}
    for caption in paper.filing.captions:
        if caption.line is None or not caption.line.is_total or not caption.under:
            continue
        table = paper.tables[caption.table]
        if table.statement not in sections:
            statement = paper.filing.statement(table)
            headings = (line for _, line in statement.walk() if any(below.is_total for below in line.lines))
            sections[table.statement] = {
                line.concept: _words(concepts[line.concept].label("en")) for line in headings if line.abstract
            }
        words = sections[table.statement]
        inside = _inside(paper, table, caption.under[-1])
        others = tuple((name, own) for name, own in words.items() if name not in caption.under and name not in inside)
        if caption.under[-1] in words and others:
            yield _Closing(caption, words[caption.under[-1]], others)


def _inside(paper: Workpaper, table: Table, heading: QName) -> frozenset[QName]:
    """The headings below a heading, itself among them."""
    tops = (line for _, line in paper.filing.statement(table).walk() if line.concept == heading)
    return frozenset(line.concept for top in tops for _, line in top.walk() if line.abstract)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.partition("[")[0].casefold()))


@rule("TNS509", Severity.WARNING, subject=Workpaper, each=_closings)
def totals_are_called_by_their_section(paper: Workpaper, closing: _Closing) -> Iterator[Issue]:
    """The caption of a total names its own section, and no other.

    Captions are copied from one section to the next: the total of the investing activities that is called "Net cash
    used in financing activities" is taken for another figure. A section is known by the words of its heading that the
    heading of the other section does not have.

    Name the section that the total closes. If it was published so, mark the caption in `marks.csv` as
    `published-wrong`, with the caption it should have.
    """
    said_words = _words(closing.caption.text)
    for name, words in closing.others:
        if said_words & (words - closing.own) and not said_words & (closing.own - words):
            dts = paper.filing.taxonomy.dts
            yield Issue(
                say(
                    "`{caption}` closes the section {own}, but its words are those of {other}; name the section "
                    "that it closes",
                    caption=closing.caption.text,
                    own=_title(dts.concepts[closing.caption.under[-1]].label("en")),
                    other=_title(dts.concepts[name].label("en")),
                ),
                sources=(closing.caption.source,),
            )


def _title(label: str) -> str:
    return label.partition("[")[0].strip().rstrip(":")


def _printed(paper: Workpaper) -> Iterator[tuple[str, Source]]:
    """Every caption and heading that the data keeps as it is printed."""
    yield from ((one.text, one.source) for one in paper.filing.captions)
    for table in paper.filing.printed_tables:
        yield from ((one.text, one.source) for one in table.printed)
        yield from ((one.printed.text, one.printed.source) for one in table.columns if one.printed)


@rule("TNS510", Severity.WARNING, subject=Workpaper, each=_printed)
def captions_are_spelled(paper: Workpaper, words: tuple[str, Source]) -> Iterator[Issue]:
    """Every word of a caption is spelled as the taxonomy spells it.

    A slip of the keys in a caption ("LIABILITIRES") is seen by every reader and by no sum. Told is a word that the
    taxonomy does not know and that is one letter away from one that it does; other words may be new and right.

    Correct the word. If it was published so, mark the caption in `marks.csv` as `published-wrong`, with the caption it
    should have. If the word is right, give it a place in a label of the taxonomy.
    """
    text, source = words
    for slip, meant in paper.speller.slips(text):
        yield Issue(
            say("`{slip}` in `{caption}` should read `{meant}`", slip=slip, caption=text, meant=meant),
            sources=(source,),
        )


class _Dated(NamedTuple):
    """A caption that names periods, and the period its row is about; a row of lines has none of its own."""

    caption: Caption
    names: tuple[Said, ...]
    period: Duration | None


def _dated(paper: Workpaper) -> Iterator[_Dated]:
    calendar = paper.filing.calendar
    for caption in paper.filing.captions:
        has_period = caption.period and is_period_name(caption.period)
        if (has_period or caption.read_as) and (names := said(caption.text, calendar)):
            yield _Dated(caption, names, calendar.period(caption.period) if has_period and caption.period else None)


def is_dated_wrong(caption: Caption, paper: Workpaper) -> bool:
    """Whether a caption names another period than its row's."""
    calendar = paper.filing.calendar
    if not caption.period or not is_period_name(caption.period):
        return False
    period = calendar.period(caption.period)
    return any(not name.fits(period) for name in said(caption.text, calendar))


@rule("TNS511", Severity.WARNING, subject=Workpaper, each=_dated)
def rows_are_dated_right(paper: Workpaper, row: _Dated) -> Iterator[Issue]:
    """The period that the caption of a row names is the period of its figures.

    Rows of last year's form are filled in with this year's figures and keep their dates: a forecast for the year that
    has just ended, an average of a year "as of" a day.

    Correct the caption. If it was published so, mark the caption in `marks.csv` as `published-wrong`, with the caption
    it should have.
    """
    if row.period is None:
        meant = {(one.first, one.last) for one in said(row.caption.read_as, paper.filing.calendar)}
        for name in row.names:
            if meant and (name.first, name.last) not in meant:
                yield Issue(
                    say(
                        "`{caption}` names `{named}`, and should read `{meant}`",
                        caption=row.caption.text,
                        named=name.text,
                        meant=row.caption.read_as,
                    ),
                    sources=(row.caption.source,),
                )
        return
    for name in row.names:
        if not name.fits(row.period):
            yield Issue(
                say(
                    "`{caption}` names `{named}`, but the figures of the row are of {period}; correct the caption",
                    caption=row.caption.text,
                    named=name.text,
                    period=str(row.period),
                ),
                sources=(row.caption.source,),
            )
        elif name.instant and (long := [one for one in _prints(paper, row) if isinstance(one.key.period, Duration)]):
            concepts = dict.fromkeys(one.key.concept for one in long)
            yield Issue(
                say(
                    "`{caption}` names a day, but {figures} is of a period, {period}; name the period",
                    caption=row.caption.text,
                    figures=", ".join(title(concept, paper.filing.dts) for concept in concepts),
                    period=str(row.period),
                ),
                tuple(one.fact for one in long),
                (row.caption.source, *(one.source for one in long)),
            )


def _prints(paper: Workpaper, row: _Dated) -> tuple[Print, ...]:
    return paper.rows.get((row.caption.table, row.caption.row), ())


def _wrong(paper: Workpaper) -> Iterator[Caption]:
    return (one for one in paper.filing.captions if one.read_as)


@rule("TNS517", Severity.WARNING, subject=Workpaper, each=_wrong)
def captions_are_whole(_: Workpaper, caption: Caption) -> Iterator[Issue]:
    """A caption has every word of the caption it stands for.

    A word that falls out of a caption ("three months long-term borrowings" for "three months and long-term borrowings")
    joins what are two things. It is seen where a mark says what the caption should be.

    Add the word; the mark in `marks.csv` says that it was published so.
    """
    printed, meant = _NO_SPACE.findall(caption.text.casefold()), _NO_SPACE.findall(caption.read_as.casefold())
    rest = iter(meant)
    if len(printed) < len(meant) and all(word in rest for word in printed):
        missing = list((Counter(meant) - Counter(printed)).elements())
        yield Issue(
            say(
                "`{caption}` lacks `{missing}` of `{meant}`; add it",
                caption=caption.text,
                missing=" ".join(missing),
                meant=caption.read_as,
            ),
            sources=(caption.source,),
        )


RULES = (
    totals_are_called_by_their_section,
    captions_are_spelled,
    rows_are_dated_right,
    captions_are_whole,
)
