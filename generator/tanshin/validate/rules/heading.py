"""TNS512 to TNS514: headings and captions against the calendar and the units of what stands below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tanshin.report.aspect import PURE, SHARES, Duration
from tanshin.report.filing import Print, Table
from tanshin.report.said import said
from tanshin.report.unit_said import units_said
from tanshin.taxonomy.pattern import is_period_name
from tanshin.validate.registry import Issue, rule
from tanshin.validate.rules.caption import is_dated_wrong
from tanshin.validate.wording import scale_of, unit_words
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tanshin.values.message import say
from tanshin.values.source import Source

_SHARES = re.compile(r"^(?:number of )?shares\b|\bnumber of shares\b|\(shares\)|株式数")
_RATE = re.compile(r"[%％]")


class _Head(NamedTuple):
    """Words over a table or one of its columns: where they are written, and the periods below them.

    ``column`` is the key of the column; nothing over a table.
    """

    text: str
    source: Source
    table: Table
    periods: tuple[Duration, ...]
    column: str | None = None


def _heads(paper: Workpaper) -> Iterator[_Head]:
    calendar = paper.filing.calendar
    for table in paper.filing.printed_tables:
        if table.source is None:
            continue
        below = dict.fromkeys(table.periods)
        for column in table.columns:
            names = [row.within(column).period for row in table.rows] or [column.period]
            below |= dict.fromkeys(name for name in names if name)
            # Rows may complete the period of a column, or have it to themselves.
            periods = tuple(calendar.period(name) for name in dict.fromkeys(names) if name and is_period_name(name))
            place = column.printed.source if column.printed else table.source
            for text in column.words:
                yield _Head(text, place, table, periods, column.key)
        periods = tuple(calendar.period(name) for name in below if is_period_name(name))
        for _, title in table.titles:
            yield _Head(title, table.source, table, periods)
        for heading in table.printed:
            yield _Head(heading.text, heading.source, table, periods)


def _tenses(paper: Workpaper) -> Iterator[tuple[str, Source]]:
    # Of a caption with another row's date its date is told (TNS511), of which the tense is but a part.
    yield from ((one.text, one.source) for one in paper.filing.captions if not is_dated_wrong(one, paper))
    yield from ((head.text, head.source) for head in _heads(paper))


@rule("TNS512", Severity.WARNING, subject=Workpaper, each=_tenses)
def tenses_follow_the_calendar(paper: Workpaper, words: tuple[str, Source]) -> Iterator[Issue]:
    """A period that is over on the day of the announcement has *ended*; one that is not is *ending*.

    Readers tell results from forecasts by this word. It stays as it was when a table of forecasts becomes one of
    results.

    Correct the word. If a caption was published so, record it in `deviations.csv`.
    """
    text, source = words
    if "end" not in text.casefold():
        return
    announced = paper.filing.announced
    for one in said(text, paper.filing.calendar):
        if one.tense == "ending" and one.last <= announced:
            message = say(
                "`{text}` says ending, but {day} had passed on {announced}, the day of the announcement; write ended",
                text=text,
                day=one.last.isoformat(),
                announced=announced.isoformat(),
            )
        elif one.tense == "ended" and one.last > announced:
            message = say(
                "`{text}` says ended, but {day} is after {announced}, the day of the announcement; write ending",
                text=text,
                day=one.last.isoformat(),
                announced=announced.isoformat(),
            )
        else:
            continue
        yield Issue(message, sources=(source,))


@rule("TNS513", Severity.WARNING, subject=Workpaper, each=_heads)
def headings_name_their_periods(paper: Workpaper, head: _Head) -> Iterator[Issue]:
    """The periods that a heading names are those of the figures below it.

    The title of a table, its notes and the headings of its columns are carried over from the filing before, or from
    the table above: three months under the dates of six, an equity statement under the dates of last year's. What
    stands over a table must name its periods; of what stands over a column one must be the column's.

    Correct the heading. What was published so stays in `filing.yaml` as it was printed.
    """
    names = said(head.text, paper.filing.calendar)
    wrong = [one for one in names if not any(one.fits(period) for period in head.periods)]
    if not wrong or not head.periods or (head.column and len(wrong) < len(names)):
        return
    for one in wrong:
        yield Issue(
            say(
                "{table}: `{text}` names `{named}`, but the figures below are of {periods}; correct the heading",
                table=head.table.id,
                text=head.text,
                named=one.text,
                periods=", ".join(map(str, head.periods)),
            ),
            sources=(head.source,),
        )


def _measured(paper: Workpaper) -> Iterator[tuple[_Head, tuple[Print, ...]]]:
    by_column: dict[tuple[str, str | None], list[Print]] = {}
    for one in paper.filing.prints:
        if not one.column.startswith("caption "):  # what stands inside captions has its own words
            by_column.setdefault((one.table, one.column), []).append(one)
            by_column.setdefault((one.table, None), []).append(one)
    for head in _heads(paper):
        if prints := by_column.get((head.table.id, head.column)):
            yield head, tuple(prints)


@rule("TNS514", Severity.WARNING, subject=Workpaper, each=_measured)
def headings_name_their_units(paper: Workpaper, below: tuple[_Head, tuple[Print, ...]]) -> Iterator[Issue]:
    """The unit and the scale that a heading names are those of the figures below it.

    "Thousands of JPY" over a column of millions is off by a thousand for every reader; "Shares outstanding" over a
    column of amounts names what is not there.

    Correct the heading, or the unit and scale in `filing.yaml`. What was published so stays as it was printed.
    """
    head, prints = below
    plain = head.text.casefold()
    amounts = [one for one in prints if _currency(one)]
    wanted = ""
    if unit := next(units_said(plain), None):
        of_it = [one for one in amounts if _currency(one) == unit.currency]
        right = [one for one in of_it if unit.scale is None or one.decimals is None or _is_in(one.decimals, unit.scale)]
        # Over a table it is enough that there are such figures; other columns may be of another currency.
        if amounts and (not right if head.column is None else len(right) < len(amounts)):
            wanted = head.text[(at := plain.index(unit.text)) : at + len(unit.text)]
    elif _SHARES.search(plain) and amounts and not any(one.key.unit == SHARES for one in prints):
        wanted = "shares"
    elif head.column and _RATE.search(plain) and any(one.key.unit != PURE for one in prints):
        wanted = "%"
    if wanted:
        found = dict.fromkeys(filter(None, map(_measure, amounts or prints)))
        yield Issue(
            say(
                "{table}: `{text}` says {wanted}, but the figures below are {found}; correct the heading",
                table=head.table.id,
                text=head.text,
                wanted=wanted,
                found=", ".join(found),
            ),
            sources=(head.source, prints[0].source),
        )


def _measure(one: Print) -> str:
    """What a figure is measured in: thousands of JPY, shares."""
    return unit_words(one.fact, scale_of((one.fact,))).strip(" ()") or str(one.key.unit or "")


def _is_in(decimals: int, scale: int) -> bool:
    """Whether a figure of this precision may be printed in thousands, millions or billions: with places, if any."""
    return 0 <= decimals + scale < 3  # with three places it would be the next smaller scale


def _currency(one: Print) -> str | None:
    """The currency of an amount; nothing for what is no amount."""
    unit = one.key.unit
    return unit.currency if unit is not None and unit.is_money else None


RULES = (tenses_follow_the_calendar, headings_name_their_periods, headings_name_their_units)
