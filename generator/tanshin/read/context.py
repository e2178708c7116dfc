"""Contexts and units as XBRL writes them, read as what they say (XBRL 2.1, sections 4.7 and 4.8; Dimensions 1.0)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from lxml import etree
from msgspec import Struct

from tanshin.report.aspect import FOREVER, XBRLI, Duration, Entity, Instant, Member, Period, TypedMember, Unit
from tanshin.report.item import Aspects
from tanshin.values.date import parse_iso
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import Message, say
from tanshin.values.qname import QName
from tanshin.values.source import Source

CONTEXT, UNIT = f"{{{XBRLI}}}context", f"{{{XBRLI}}}unit"
_DIMENSIONS = "http://xbrl.org/2006/xbrldi"
_EXPLICIT, _TYPED = f"{{{_DIMENSIONS}}}explicitMember", f"{{{_DIMENSIONS}}}typedMember"
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.0+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)


class Header(Struct, frozen=True):
    """The contexts and units of a report by their ids, and what is wrong with others."""

    contexts: Mapping[str, Aspects]
    units: Mapping[str, Unit]
    findings: tuple[Finding, ...] = ()


class Unreadable(ValueError):  # noqa: N818 (a word of this module; the header makes a finding of it)
    """A context or a unit that says nothing that could be understood."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def read_header(elements: Iterable[tuple[str, etree._Element]], code: str) -> Header:
    """The contexts and units among elements of files, each with the name of its file.

    What cannot be read, and what has an id that something else has, is a finding of that code; the first one counts.
    """
    found: dict[str, Aspects | Unit] = {}
    said: list[Finding] = []
    for file, element in elements:
        name = element.get("id", "").strip()
        line: Any = element.sourceline
        try:
            one = aspects_of(element) if element.tag == CONTEXT else unit_of(element)
        except Unreadable as fault:
            message = say(
                "{id} cannot be read, so the facts that it is for are left out: {reason}", id=name, reason=fault.message
            )
        else:
            if found.setdefault(name, one) == one:
                continue
            message = say(
                "two contexts or units that say different things have the id {id!r}; the first one counts. Give each "
                "its own",
                id=name,
            )
        said.append(Finding(code, Severity.ERROR, message, (Source(file, line or 0),)))
    return Header(
        {name: one for name, one in found.items() if isinstance(one, Aspects)},
        {name: one for name, one in found.items() if isinstance(one, Unit)},
        tuple(said),
    )


def aspects_of(context: etree._Element) -> Aspects:
    """Entity, period and dimensions of a context.

    Raises:
        Unreadable: one is missing or cannot be understood.
    """
    identifier = context.find(f"{{{XBRLI}}}entity/{{{XBRLI}}}identifier")
    period = context.find(f"{{{XBRLI}}}period")
    if identifier is None or period is None:
        raise Unreadable(say("it has no identifier of the entity, or no period; give both"))
    entity = Entity(identifier.get("scheme", "").strip(), (identifier.text or "").strip())
    places = (f"{{{XBRLI}}}entity/{{{XBRLI}}}segment", f"{{{XBRLI}}}scenario")
    members = [pair for place in places for around in context.findall(place) for pair in _members(around)]
    return Aspects(entity, _period(period), tuple(sorted(members, key=lambda pair: pair[0])))


def _period(period: etree._Element) -> Period:
    parts: dict[str, str] = {etree.QName(part).localname: part.text or "" for part in period.iterchildren("*")}
    match parts:
        case {"instant": moment}:
            return Instant(_day(moment, end=True))
        case {"startDate": start, "endDate": end}:
            first, last = _day(start, end=False), _day(end, end=True)
            if last < first or first == date.min:
                raise Unreadable(say("the period ends before it starts; correct it"))
            return Duration(first, last)
        case {"forever": _}:
            return FOREVER
    raise Unreadable(say("the period is neither an instant nor a duration; correct it"))


def _day(text: str, *, end: bool) -> date:
    """The day that a moment is the start or the end of; midnight is the start of a day and the end of the one before.

    Raises:
        Unreadable: it is none.
    """
    match = _MOMENT.fullmatch(text.strip())
    time = match[2] if match else None
    if match is None or time not in (None, "00:00:00", "24:00:00"):
        raise Unreadable(say("{text!r} is no day; write YYYY-MM-DD", text=text.strip()[:40]))
    try:
        day = parse_iso(match[1])
        if time == "00:00:00" and end:
            return day - timedelta(days=1)
        return day + timedelta(days=1) if time == "24:00:00" and not end else day
    except (ValueError, OverflowError):
        raise Unreadable(say("{text!r} is no day; write YYYY-MM-DD", text=text.strip()[:40])) from None


def _members(around: etree._Element) -> Iterator[tuple[QName, Member]]:
    other: list[str] = []
    for child in around.iterchildren("*"):
        if child.tag == _EXPLICIT:
            yield _name(child, child.get("dimension", "")), _name(child, child.text or "")
        elif child.tag == _TYPED:
            yield _name(child, child.get("dimension", "")), _typed(child)
        else:
            other.append(_canonical(child))
    if other:
        name = etree.QName(around)
        yield QName(name.namespace or "", name.localname, around.prefix or ""), TypedMember("".join(other))


def _typed(element: etree._Element) -> TypedMember:
    value = next(element.iterchildren("*"), None)
    if value is None:
        raise Unreadable(say("a typed dimension has no value; give it"))
    if value.get(_NIL, "").strip() in ("true", "1"):
        return TypedMember(None)
    return TypedMember(_canonical(value) if len(value) else value.text or "")


def _canonical(element: etree._Element) -> str:
    """An element as canonical XML, alone, so that it is the same wherever it stands.

    Raises:
        Unreadable: it has none, for a namespace in it is relative (Canonical XML 1.0, section 4.6).
    """
    try:
        return etree.tostring(element, method="c14n", exclusive=True, with_comments=False).decode().strip()
    except etree.C14NError:
        name = etree.QName(element).localname
        message = say("a namespace in {name} is no absolute URI; correct it", name=name)
        raise Unreadable(message) from None


def unit_of(unit: etree._Element) -> Unit:
    """The measures of a unit.

    Raises:
        Unreadable: it has none, or one without a declared prefix.
    """
    measure = f"{{{XBRLI}}}measure"
    divided = unit.find(f"{{{XBRLI}}}divide")
    above, below = (
        (unit, None)
        if divided is None
        else (
            divided.find(f"{{{XBRLI}}}unitNumerator"),
            divided.find(f"{{{XBRLI}}}unitDenominator"),
        )
    )
    sides = [
        tuple(sorted(_name(one, one.text or "") for one in side.findall(measure))) if side is not None else ()
        for side in (above, below)
    ]
    if not sides[0] or (divided is not None and not sides[1]):
        raise Unreadable(say("the unit has no measure; give it"))
    return Unit(*sides)


def _name(element: etree._Element, text: str) -> QName:
    """A prefixed name where it stands.

    Raises:
        Unreadable: its prefix is not declared there.
    """
    prefix, colon, local = text.strip().rpartition(":")
    namespace = element.nsmap.get(prefix if colon else None, None if colon else "")
    if namespace is None or not local:
        raise Unreadable(say("the name {name!r} has a prefix that is not declared; declare it", name=text.strip()[:60]))
    return QName(namespace, local, prefix)
