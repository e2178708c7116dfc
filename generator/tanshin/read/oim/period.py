"""Periods as texts: moments (Open Information Model 1.0, section 5.4) and short forms (xBRL-CSV 1.0, section 3.2.4)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from tanshin.read.ixbrl.words import shown
from tanshin.read.oim.names import Misfit
from tanshin.report.aspect import Duration, Instant, Period
from tanshin.values.date import parse_iso
from tanshin.values.message import Message, say

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MOMENT = re.compile(rf"({_DAY})T([0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}})(?:\.0+)?Z?")
_SPECIFIED = re.compile(r"(?P<span>.*)@(?P<which>start|end)", re.DOTALL)
_INCLUSIVE = re.compile(rf"({_DAY})\.\.({_DAY})")
_SINGLE = re.compile(_DAY)
#: A year, or a part of it: the letters tell which, and the digits the number of the part.
_PART = re.compile(r"(?P<year>[0-9]{4})(?:(?P<kind>-|Q|H|W)(?P<number>[0-9]{1,2}))?")
_MONTHS = {"Q": 3, "H": 6, "-": 1}


def moments(text: str) -> Period:
    """A period written as a moment, or as two with ``/`` between them; each is the start of a day.

    Raises:
        Misfit: it is none, or its moments are not the start of a day (TNS085).
    """
    start, slash, end = text.partition("/")
    first = _start(start, text)
    if not slash or end == start:
        return _instant(first, text)
    return _span(first, _start(end, text), text)


def period_of(text: str) -> Period:
    """A period as in the tables of xBRL-CSV: as :func:`moments`, or in a short form, or the start or end of one.

    ``2012``, ``2012-04``, ``2012Q2``, ``2012H1``, ``2012W07``, ``2012-04-01`` and ``2012-04-01..2013-03-31`` are all
    days of it; ``2013-03-31@end`` is the moment at which that day ends.

    Raises:
        Misfit: it is none of these (TNS085).
    """
    match = _SPECIFIED.fullmatch(text)
    span = _short(match["span"] if match else text)
    found = moments(match["span"] if match else text) if span is None else span
    if match is None:
        return found
    if isinstance(found, Instant):
        message = say("{text!r} asks for the start or end of a moment; give a duration", text=shown(text))
        raise Misfit("TNS085", message)
    return found.opening if match["which"] == "start" else found.closing


def _short(text: str) -> Duration | None:
    """A span of days in a short form; ``None`` where it is in none of them."""
    try:
        if match := _INCLUSIVE.fullmatch(text):
            return Duration(parse_iso(match[1]), parse_iso(match[2]))
        if _SINGLE.fullmatch(text):
            return Duration(parse_iso(text), parse_iso(text))
        if match := _PART.fullmatch(text):
            return _part(int(match["year"]), match["kind"], match["number"])
    except (ValueError, OverflowError):
        raise _misfit(text) from None
    return None


def _part(year: int, kind: str | None, digits: str | None) -> Duration:
    """A year or a part of it; raises ValueError where there is no such part."""
    if kind is None or digits is None:
        return Duration(date(year, 1, 1), date(year, 12, 31))
    number, wide = int(digits), len(digits) == 2
    if wide != (kind in "-W"):
        raise ValueError(digits)
    if kind == "W":
        return Duration(date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7))
    months = _MONTHS[kind]
    last = number * months
    if not 1 <= last <= 12:
        raise ValueError(digits)
    return Duration(date(year, last - months + 1, 1), date(year, last, monthrange(year, last)[1]))


def _start(text: str, whole: str) -> date:
    """The day that a moment is the start of."""
    match = _MOMENT.fullmatch(text)
    if match is None or match[2] != "00:00:00":
        raise _misfit(whole)
    try:
        return parse_iso(match[1])
    except ValueError:
        raise _misfit(whole) from None


def _instant(start: date, text: str) -> Instant:
    if start == date.min:
        raise _misfit(text)
    return Instant(start - timedelta(days=1))


def _span(first: date, after: date, text: str) -> Duration:
    if after <= first or first == date.min:
        raise _misfit(text)
    return Duration(first, after - timedelta(days=1))


def _misfit(text: str) -> Misfit:
    return Misfit("TNS085", _unknown(text))


def _unknown(text: str) -> Message:
    return say(
        "{text!r} is no period of whole days; write 2013-04-01T00:00:00 for the end of 31 March 2013, or two such "
        "moments with / between them, the earlier one first",
        text=shown(text),
    )
