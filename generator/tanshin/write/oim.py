"""What both formats of the Open Information Model write of facts: names, units, periods and values as texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from html import escape

from msgspec import Struct

from tanshin.report.aspect import FOREVER, PURE, Entity, Instant, Period, TypedMember, Unit
from tanshin.report.fact import Fact, Key, value_text
from tanshin.report.instance import FactNote
from tanshin.report.oim import LINK_GROUPS, LINK_TYPES, NO_ENTITY, RESERVED
from tanshin.taxonomy.concept import ItemType
from tanshin.taxonomy.dts import Dts
from tanshin.values.finding import InputError
from tanshin.values.qname import QName
from tanshin.values.xml import parse_xml
from tanshin.write.context import prefixes_of

_WHOLE = (ItemType.INTEGER, ItemType.COMPANIES)
#: Each footnote is a fact in the one group of links that has no role of its own.
GROUP = "_"
#: The language of a text of which nobody knows it (BCP 47).
UNKNOWN = "und"


class Vocabulary(Struct, frozen=True, dict=True):
    """The names of some facts, as one file writes them; ``prefixes`` gives the prefix of each namespace."""

    prefixes: Mapping[str, str]

    @cached_property
    def namespaces(self) -> dict[str, str]:
        """Each prefix with its namespace, for the file to declare."""
        return {prefix: namespace for namespace, prefix in sorted(self.prefixes.items(), key=lambda pair: pair[1])}

    def name(self, name: QName) -> str:
        """A name with its prefix."""
        return f"{self.prefixes[name.namespace]}:{name.local}"

    def entity(self, entity: Entity) -> str | None:
        """An entity by the prefix of its scheme; ``None`` for the one that is nobody."""
        return None if entity == NO_ENTITY else f"{self.prefixes[entity.scheme]}:{entity.identifier}"

    def unit(self, unit: Unit | None) -> str | None:
        """A unit as text (OIM Common, section 3.1); ``None`` for none, and for a pure number."""
        if unit is None or unit == PURE:
            return None
        if unit not in self._units:
            self._units[unit] = self._written(unit)
        return self._units[unit]

    @cached_property
    def _units(self) -> dict[Unit, str]:
        return {}

    def _written(self, unit: Unit) -> str:
        above, below = (self._product(side) for side in (unit.numerators, unit.denominators))
        if not below:
            return above.removeprefix("(").removesuffix(")")
        return f"{above}/{below}"

    def _product(self, measures: Sequence[QName]) -> str:
        names = sorted(map(self.name, measures))
        return f"({'*'.join(names)})" if len(names) > 1 else "".join(names)

    def dimensions(self, key: Key) -> dict[str, str | None]:
        """The taxonomy's dimensions of a fact, by name: a member, the text of a typed one, ``None`` for nil."""
        pairs = ((self.name(axis), self._member(member)) for axis, member in key.dimensions)
        return dict(sorted(pairs, key=lambda pair: pair[0]))

    def _member(self, member: QName | TypedMember) -> str | None:
        return member.text if isinstance(member, TypedMember) else self.name(member)


def vocabulary_of(facts: Iterable[Fact]) -> Vocabulary:
    """The prefixes that the names in some facts need.

    Raises:
        ValueError: an entity has an identifier with white space, which has no place in these formats.
    """
    keys = [fact.key for fact in facts]
    schemes = dict.fromkeys(key.entity.scheme for key in keys if key.entity != NO_ENTITY)
    if odd := [key.entity.identifier for key in keys if not re.fullmatch(r"\S+", key.entity.identifier)]:
        raise ValueError(f"the identifier of an entity must have no white space: {odd[0]!r}")
    found = prefixes_of(keys, RESERVED)
    measures = {name.namespace for key in keys if key.unit and key.unit != PURE for name in _measures(key.unit)}
    names = {part.namespace for key in keys for part in _names(key)}
    prefixes = {space: prefix for space, prefix in found.items() if space in names | measures}
    for number, scheme in enumerate((one for one in schemes if one not in prefixes), 1):
        wish = "entity" if number == 1 else f"entity{number}"
        while wish in prefixes.values():
            wish += "_"
        prefixes[scheme] = wish
    # The features and the concept of notes are named with this one.
    prefixes[RESERVED["xbrl"]] = "xbrl"
    return Vocabulary(prefixes)


def _measures(unit: Unit) -> tuple[QName, ...]:
    return (*unit.numerators, *unit.denominators)


def _names(key: Key) -> Iterable[QName]:
    members = (part for pair in key.dimensions for part in pair if isinstance(part, QName))
    return (key.concept, *members)


def numbered(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts, each about something else.

    Raises:
        ValueError: two facts have the same key.
    """
    found = tuple(facts)
    if len({fact.key for fact in found}) != len(found):
        raise ValueError("a fact stands in a report once; make a report of the facts first")
    return found


def moment(day: date, *, after: bool) -> str:
    """The start of a day as a moment, or with ``after`` its end, which is the start of the next day.

    Raises:
        ValueError: nothing comes after the day.
    """
    if after and day == date.max:
        raise ValueError(f"the end of {day} has no date")
    return f"{(day + timedelta(days=1) if after else day).isoformat()}T00:00:00"


def period(one: Period) -> str | None:
    """A period as a moment or as two (Open Information Model 1.0, section 5.4); ``None`` for ever.

    Raises:
        ValueError: its end is the last day there is.
    """
    if one == FOREVER:
        return None
    if isinstance(one, Instant):
        return moment(one.day, after=True)
    return f"{moment(one.first, after=False)}/{moment(one.last, after=True)}"


def plain(fact: Fact) -> str | None:
    """The value of a fact, a number in full and without zeros that say nothing; ``None`` for nil."""
    if not isinstance(fact.value, Decimal):
        return value_text(fact.value)
    text = f"{fact.value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def canonical(fact: Fact, dts: Dts | None) -> str | None:
    """The value in the canonical form of its type (XML Schema, part 2); without a taxonomy as :func:`plain`."""
    text, concept = plain(fact), dts.concepts.get(fact.concept) if dts is not None else None
    if text is None or concept is None or not isinstance(fact.value, Decimal) or "." in text:
        return text
    return text if concept.type in _WHOLE else f"{text}.0"


def fragment(text: str) -> str:
    """The text of a footnote as XHTML, which it is already or else has to be made."""
    try:
        parse_xml(f"<div>{text}</div>".encode(), "")
    except InputError:
        return escape(text, quote=False)
    return text


def link_types(notes: Iterable[FactNote]) -> dict[str, str]:
    """A word for each arcrole of some notes, by the word."""
    known = {arcrole: word for word, arcrole in LINK_TYPES.items()}
    arcroles = sorted({note.arcrole for note in notes})
    others = [arcrole for arcrole in arcroles if arcrole not in known]
    return {
        known.get(arcrole) or f"link{others.index(arcrole) + 1}": arcrole
        for arcrole in sorted(arcroles, key=lambda one: (one not in known, one))
    }


def document_info(
    kind: str,
    vocabulary: Vocabulary,
    taxonomy: Iterable[str],
    notes: Sequence[FactNote],
    features: Mapping[str, object],
) -> dict[str, object]:
    """What a file says about itself: its type, its prefixes, its taxonomy, its words for links."""
    info: dict[str, object] = {"documentType": kind, "features": dict(features), "namespaces": vocabulary.namespaces}
    if notes:
        info |= {"linkTypes": link_types(notes), "linkGroups": {GROUP: LINK_GROUPS[GROUP]}}
    return {**info, "taxonomy": list(taxonomy)}


def links_of(
    notes: Sequence[FactNote], ids: Mapping[Key, str], names: Sequence[str]
) -> dict[str, dict[str, list[str]]]:
    """For each fact by its id the notes on it by the word of their link; ``names`` are the ids of the notes.

    Raises:
        ValueError: a note is on a fact that is not there.
    """
    words = {arcrole: word for word, arcrole in link_types(notes).items()}
    found: dict[str, dict[str, list[str]]] = {}
    for note, name in zip(notes, names, strict=True):
        for key in dict.fromkeys(note.facts):
            if key not in ids:
                raise ValueError(f"a note is on {key}, and the report has no such fact")
            found.setdefault(ids[key], {}).setdefault(words[note.arcrole], []).append(name)
    return found
