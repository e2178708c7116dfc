"""Facts as files tell them: contexts, units and values read back into the aspects they stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from lxml import etree
from msgspec import Struct, field

from tanshin.proof.markup import line_of
from tanshin.report.aspect import (
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
from tanshin.report.fact import Fact, Key
from tanshin.values.message import say
from tanshin.values.qname import QName

_XBRLI = "{http://www.xbrl.org/2003/instance}"
_PLACES = (f"{_XBRLI}scenario", f"{_XBRLI}segment")
_MEMBER = "{http://xbrl.org/2006/xbrldi}explicitMember"
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Told(Struct, frozen=True):
    """A fact as a file tells it.

    ``value`` is what the file says: of an instance the text, of a page what its transformation makes of the text.
    ``decimals`` is as it is written, and ``digits`` the decimals to which a page prints the number. ``fault`` says why
    the fact cannot be read, and then there is no key.
    """

    name: str
    line: int
    context: str = ""
    key: Key | None = None
    value: Decimal | bool | date | str | None = None
    nil: bool = False
    decimals: str | None = None
    digits: int | None = None
    fault: str = ""


#: A footnote: its text as XHTML, its language, and what the facts are about that it stands on.
Noted: TypeAlias = tuple[str, str, frozenset[Key]]


class Header(Struct, frozen=True):
    """The contexts and units of a file by their ids, and what is wrong with any of them, by line.

    ``namespaces`` are those its root declares by prefix, where nothing below declares another.
    """

    contexts: Mapping[str, tuple[Entity, Period, Dimensions]]
    units: Mapping[str, Unit]
    faults: tuple[tuple[int, str], ...] = field(default=())
    namespaces: Mapping[str | None, str] | None = None

    def qname(self, element: etree._Element, text: str) -> QName | None:
        """A prefixed name where it stands; ``None`` where nothing declares its prefix."""
        return qname(self.namespaces or element.nsmap, text)


def qname(namespaces: Mapping[str | None, str], text: str) -> QName | None:
    """A prefixed name, under these prefixes; ``None`` where its own is not among them."""
    prefix, _, local = text.strip().rpartition(":")
    namespace = namespaces.get(prefix or None)
    return QName(namespace, local, prefix) if namespace and local else None


def header_of(root: etree._Element, data: bytes) -> Header:
    """The contexts and units of a file."""
    contexts: dict[str, tuple[Entity, Period, Dimensions]] = {}
    units: dict[str, Unit] = {}
    faults: list[tuple[int, str]] = []
    for element in root.iter(f"{_XBRLI}context", f"{_XBRLI}unit"):
        name = element.get("id", "")
        if name in contexts or name in units:
            faults.append((line_of(element), say("the id {id} is given twice", id=name)))
            continue
        try:
            if element.tag == f"{_XBRLI}context":
                contexts[name] = _context(element)
            else:
                units[name] = _unit(element)
        except ValueError as error:
            faults.append((line_of(element), error.args[0]))
    # Gathering what is declared around each element takes long, and hardly anyone declares anything but at the root.
    is_plain = data.find(b"xmlns", data.find(b">", data.find(b"xmlns"))) < 0
    return Header(contexts, units, tuple(faults), dict(root.nsmap) if is_plain else None)


def told(element: etree._Element, name: str, concept: QName | None, header: Header) -> Told:
    """What the attributes of a fact tell; its value is put in by those who know how it is written."""
    context, line = element.get("contextRef", ""), line_of(element)
    aspects = header.contexts.get(context)
    unit_ref = element.get("unitRef")
    unit = header.units.get(unit_ref) if unit_ref else None
    if concept is None:
        return Told(name, line, context, fault=say("nothing declares the prefix of {name}", name=name))
    if aspects is None:
        return Told(name, line, context, fault=say("there is no context {id}", id=context))
    if unit_ref and unit is None:
        return Told(name, line, context, fault=say("there is no unit {id}", id=unit_ref))
    nil = element.get(_NIL) in ("true", "1")
    # A language belongs to texts; the language of the whole file is nobody's aspect.
    lang = element.get(_LANG) if unit is None else None
    key = Key(concept, aspects[0], aspects[1], unit, aspects[2], lang)
    return Told(name, line, context, key, None, nil, element.get("decimals"))


def decimals_of(one: Told) -> int | None:
    """The decimals of a number; ``None`` for infinite ones.

    Raises:
        ValueError: they are none.
    """
    return None if one.decimals == "INF" else int(one.decimals or "")


def says(one: Told, fact: Fact) -> bool:
    """Whether what was read is what a fact says, value and precision."""
    if fact.value is None or one.nil:
        return fact.value is None and one.nil and one.decimals is None
    if isinstance(fact.value, Decimal):
        try:
            return _number(one.value) == fact.value and decimals_of(one) == fact.decimals
        except ValueError:
            return False
    return one.decimals is None and _plain(one.value) == _plain(fact.value)


def _plain(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case date():
            return value.strftime("%Y-%m-%d")
        case _:
            return str(value)


def _number(value: object) -> Decimal | None:
    if isinstance(value, Decimal):
        return value
    try:
        return Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None


def _context(element: etree._Element) -> tuple[Entity, Period, Dimensions]:
    identifier = element.find(f"{_XBRLI}entity/{_XBRLI}identifier")
    if identifier is None:
        raise ValueError(say("the context {id} names no entity", id=element.get("id", "")))
    entity = Entity(identifier.get("scheme", ""), (identifier.text or "").strip())
    return entity, _period(element), tuple(sorted(_members(element)))


def _period(element: etree._Element) -> Period:
    days = {
        kind: (found.text or "").strip()
        for kind in ("instant", "startDate", "endDate")
        if (found := element.find(f"{_XBRLI}period/{_XBRLI}{kind}")) is not None
    }
    try:
        if days.keys() == {"instant"}:
            return Instant(date.fromisoformat(days["instant"]))
        return Duration(date.fromisoformat(days["startDate"]), date.fromisoformat(days["endDate"]))
    except (KeyError, ValueError):
        raise ValueError(say("the period of the context {id} cannot be read", id=element.get("id", ""))) from None


def _members(element: etree._Element) -> Iterator[tuple[QName, Member]]:
    for place in element.iter(*_PLACES):
        # What is no dimension stands there as its canonical XML.
        for other in place.iterchildren(etree.Element):
            if other.tag != _MEMBER:
                text = etree.tostring(other, method="c14n", exclusive=True, with_tail=False).decode()
                yield QName(XBRLI, place.tag.rpartition("}")[2]), TypedMember(text)
    for member in element.iter(_MEMBER):
        axis, value = (qname(member.nsmap, text) for text in (member.get("dimension", ""), member.text or ""))
        if axis is None or value is None:
            raise ValueError(say("a member of the context {id} cannot be read", id=element.get("id", "")))
        yield axis, value


def _unit(element: etree._Element) -> Unit:
    divide = element.find(f"{_XBRLI}divide")
    if divide is None:
        return Unit(_measures(element, element))
    above, below = divide.find(f"{_XBRLI}unitNumerator"), divide.find(f"{_XBRLI}unitDenominator")
    return Unit(_measures(element, above), _measures(element, below))


def _measures(unit: etree._Element, parent: etree._Element | None) -> tuple[QName, ...]:
    found = () if parent is None else parent.findall(f"{_XBRLI}measure")
    names = [qname(one.nsmap, one.text or "") for one in found]
    if not names or None in names:
        raise ValueError(say("the unit {id} cannot be read", id=unit.get("id", "")))
    return tuple(sorted(name for name in names if name))
