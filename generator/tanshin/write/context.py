"""Contexts, units and prefixes: what XML files make of the aspects of facts (XBRL 2.1, sections 4.7 and 4.8).

Facts know nothing of contexts. The ids here follow from the facts of a file and the filing's calendar alone, so that
the same facts give the same file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from lxml import etree
from msgspec import Struct

from tanshin.report.aspect import (
    ISO4217,
    XBRLI,
    Dimensions,
    Duration,
    Entity,
    Instant,
    Member,
    Period,
    TypedMember,
    Unit,
)
from tanshin.report.calendar import Calendar
from tanshin.report.fact import Key
from tanshin.taxonomy.schema import LINK, XLINK
from tanshin.values.qname import QName

LINKBASE = "http://www.w3.org/1999/xlink/properties/linkbase"
XBRLDI = "http://xbrl.org/2006/xbrldi"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XSI_NIL = f"{{{XSI}}}nil"

#: Namespaces that every file with facts declares, by prefix.
USUAL: Mapping[str, str] = {
    "xbrli": XBRLI,
    "xbrldi": XBRLDI,
    "link": LINK,
    "xlink": XLINK,
    "xsi": XSI,
    "iso4217": ISO4217,
}

#: Names for the periods of a calendar, the preferred one of each period first.
Naming = Callable[[Calendar], Iterable[tuple[str, Period]]]

#: TDnet's words for measures that are no currency.
_MEASURES = {"pure": "Pure", "shares": "Shares", "nonNegativeInteger": "NumberOfCompanies"}

_NCNAME_START = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def summary_names(calendar: Calendar) -> Iterator[tuple[str, Period]]:
    """As the summary of TDnet names periods: CurrentYearInstant, PriorYearDuration, NextAccumulatedQ2Duration."""
    for name in calendar.names():
        span = calendar.period(name)
        yield f"{name}Duration", span
        yield f"{name}Instant", span.closing


def attachment_names(calendar: Calendar) -> Iterator[tuple[str, Period]]:
    """As the statements attached on TDnet name periods: Prior1YearInstant, CurrentYTDDuration, CurrentQuarterInstant.

    The opening of a single quarter has no name there; ``CurrentQuarterOpeningInstant`` is ours.
    """
    words = {"Current": "Current", "Prior": "Prior1", "Prior2": "Prior2"}
    for when, word in words.items():
        year = calendar.period(f"{when}Year")
        yield f"{word}YearDuration", year
        yield f"{word}YearInstant", year.closing
    for when, word in words.items():
        quarter = calendar.period(f"{when}Quarter")
        if calendar.quarter < 4:
            yield f"{word}YTDDuration", calendar.period(f"{when}AccumulatedQ{calendar.quarter}")
        yield f"{word}QuarterDuration", quarter
        yield f"{word}QuarterInstant", quarter.closing
        yield f"{word}QuarterOpeningInstant", quarter.opening


class Context(Struct, frozen=True):
    """One context: its id and the aspects it stands for."""

    id: str
    entity: Entity
    period: Period
    dimensions: Dimensions


class Resources(Struct, frozen=True, dict=True):
    """The contexts and units of one file, each once, in the order in which facts first need them."""

    contexts: tuple[Context, ...]
    units: tuple[tuple[str, Unit], ...]

    @cached_property
    def _contexts(self) -> Mapping[tuple[Entity, Period, Dimensions], str]:
        return {(one.entity, one.period, one.dimensions): one.id for one in self.contexts}

    @cached_property
    def _units(self) -> Mapping[Unit, str]:
        return {unit: name for name, unit in self.units}

    def context_of(self, key: Key) -> str:
        """The id of the context of a fact; raises KeyError for a fact that is not one of the file's."""
        return self._contexts[key.entity, key.period, key.dimensions]

    def unit_of(self, key: Key) -> str | None:
        """The id of the unit of a fact; ``None`` when it has none."""
        return None if key.unit is None else self._units[key.unit]


def resources_of(
    keys: Iterable[Key], calendar: Calendar, *, naming: Naming = summary_names, prefix: str = ""
) -> Resources:
    """The contexts and units that some facts need.

    A context is named by its period and, in alphabetical order of their axes, its members. ``prefix`` sets the ids of
    one document of a set apart from those of the others, as Inline XBRL 1.1, section 11.14.1.2, asks for.

    Raises:
        ValueError: the prefix cannot begin an XML id.
    """
    if prefix and not _NCNAME_START.fullmatch(prefix):
        raise ValueError(f"{prefix!r} cannot begin an XML id: it must be a letter followed by letters, digits, _ or -")
    names: dict[Period, str] = {}
    for name, period in naming(calendar):
        names.setdefault(period, name)
    contexts: dict[tuple[Entity, Period, Dimensions], Context] = {}
    units: dict[Unit, str] = {}
    given: set[str] = set()
    for key in keys:
        aspects = (key.entity, key.period, key.dimensions)
        if aspects not in contexts:
            wish = "_".join((names.get(key.period) or _day_name(key.period), *_members(key.dimensions)))
            contexts[aspects] = Context(_new(prefix + wish, given), *aspects)
        if key.unit is not None and key.unit not in units:
            units[key.unit] = _new(prefix + unit_name(key.unit), given)
    return Resources(tuple(contexts.values()), tuple((name, unit) for unit, name in units.items()))


def unit_name(unit: Unit) -> str:
    """The id of a unit as TDnet writes it: JPY, Pure, Shares, JPYPerShares."""

    def product(measures: Sequence[QName]) -> str:
        return "".join(_MEASURES.get(measure.local, measure.local) for measure in measures)

    return product(unit.numerators) + (f"Per{product(unit.denominators)}" if unit.denominators else "")


def prefixes_of(keys: Iterable[Key], taken: Mapping[str, str]) -> dict[str, str]:
    """A prefix for each namespace that the names in some facts are of; ``taken`` are prefixes that are given already.

    The result maps namespaces to prefixes and has those of ``taken`` too. Where two namespaces wish for one prefix,
    the later one gets a number.
    """
    found = {namespace: prefix for prefix, namespace in taken.items()}
    given = set(taken)
    for key in keys:
        measures = (*key.unit.numerators, *key.unit.denominators) if key.unit else ()
        members = (part for pair in key.dimensions for part in pair if isinstance(part, QName))
        for name in (key.concept, *members, *measures):
            if name.namespace not in found:
                found[name.namespace] = _new(name.prefix or "ns", given)
    return found


def lexical(name: QName, prefixes: Mapping[str, str]) -> str:
    """A name as it is written in a file that declares these prefixes."""
    return f"{prefixes[name.namespace]}:{name.local}"


def append_schema_refs(parent: etree._Element, hrefs: Iterable[str]) -> None:
    """References to the schemas by which a file is judged (XBRL 2.1, section 4.2)."""
    for href in hrefs:
        attributes = {f"{{{XLINK}}}type": "simple", f"{{{XLINK}}}href": href}
        etree.SubElement(parent, f"{{{LINK}}}schemaRef", attributes)


def append_linkbase_refs(parent: etree._Element, hrefs: Iterable[str]) -> None:
    """References to linkbases beside those of the schemas (XBRL 2.1, section 4.3)."""
    for href in hrefs:
        attributes = {f"{{{XLINK}}}type": "simple", f"{{{XLINK}}}href": href, f"{{{XLINK}}}arcrole": LINKBASE}
        etree.SubElement(parent, f"{{{LINK}}}linkbaseRef", attributes)


def append_resources(parent: etree._Element, resources: Resources, prefixes: Mapping[str, str]) -> None:
    """The contexts and units as elements; the parent declares the prefixes. Members stand in the scenario."""
    for context in resources.contexts:
        element = _sub(parent, "context", id=context.id)
        _sub(_sub(element, "entity"), "identifier", context.entity.identifier, scheme=context.entity.scheme)
        period = _sub(element, "period")
        match context.period:
            case Instant(day):
                _sub(period, "instant", day.isoformat())
            case Duration(first, last):
                _sub(period, "startDate", first.isoformat())
                _sub(period, "endDate", last.isoformat())
        if context.dimensions:
            scenario = _sub(element, "scenario")
            for axis, member in _ordered(context.dimensions):
                if isinstance(member, TypedMember):
                    raise ValueError(f"{axis} is a typed dimension: those are read and not written")  # noqa: TRY004
                explicit = etree.SubElement(
                    scenario, f"{{{XBRLDI}}}explicitMember", {"dimension": lexical(axis, prefixes)}
                )
                explicit.text = lexical(member, prefixes)
    append_units(parent, resources.units, prefixes)


def append_units(parent: etree._Element, units: Iterable[tuple[str, Unit]], prefixes: Mapping[str, str]) -> None:
    """Units by their ids as elements; the parent declares the prefixes."""
    for name, unit in units:
        element = _sub(parent, "unit", id=name)
        if not unit.denominators:
            _measures(element, unit.numerators, prefixes)
            continue
        divide = _sub(element, "divide")
        _measures(_sub(divide, "unitNumerator"), unit.numerators, prefixes)
        _measures(_sub(divide, "unitDenominator"), unit.denominators, prefixes)


def _measures(parent: etree._Element, measures: Iterable[QName], prefixes: Mapping[str, str]) -> None:
    for measure in measures:
        _sub(parent, "measure", lexical(measure, prefixes))


def _sub(parent: etree._Element, local: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{XBRLI}}}{local}", attributes)
    element.text = text
    return element


def _ordered(dimensions: Dimensions) -> list[tuple[QName, Member]]:
    return sorted(dimensions, key=lambda pair: (pair[0].local, pair[0].namespace))


def _members(dimensions: Dimensions) -> Iterator[str]:
    return (member.local for _, member in _ordered(dimensions))


def _day_name(period: Period) -> str:
    """A name for a period that the calendar has none for."""
    if isinstance(period, Instant):
        return f"Instant{period.day:%Y%m%d}"
    return f"Duration{period.first:%Y%m%d}To{period.last:%Y%m%d}"


def _new(wish: str, given: set[str]) -> str:
    name, number = wish, 1
    while name in given:
        number += 1
        name = f"{wish}_{number}"
    given.add(name)
    return name
