"""What one document of a taxonomy says, before anything is looked up in the others."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from lxml import etree
from msgspec import Struct

from tanshin.read.dts.place import joined
from tanshin.taxonomy.concept import Balance, PeriodType
from tanshin.taxonomy.xlink import XML
from tanshin.values.qname import QName

_BASE = f"{{{XML}}}base"


# Of what follows there are hundreds of thousands, none of which leads back to itself: the collector need not know them.


class Lead(Struct, frozen=True, gc=False):
    """Where a document leads to: the reference as it stands, the base it is relative to, and its line.

    ``namespace`` is that of an import; ``is_include`` tells of the schemas that are parts of the one that names them;
    ``is_free`` of locators in links of one's own kind, which may point to any XML there is.
    """

    href: str
    base: str
    line: int
    namespace: str | None = None
    is_include: bool = False
    is_free: bool = False


class Element(Struct, frozen=True, gc=False):
    """The declaration of an element; names of types and of substitution groups are in Clark notation."""

    name: QName
    id: str | None
    type: str | None
    substitution: str
    abstract: bool
    period: PeriodType | None
    balance: Balance | None
    line: int


class RoleType(Struct, frozen=True):
    """The declaration of a role (XBRL 2.1, section 5.1.3); ``used_on`` has local names."""

    uri: str
    id: str | None
    definition: str
    used_on: tuple[str, ...]
    line: int


class Resource(Struct, frozen=True, gc=False):
    """A label or a reference; ``place`` and ``number`` tell it from every other."""

    place: str
    number: int
    tag: str
    role: str | None
    lang: str
    text: str
    parts: tuple[tuple[str, str], ...] = ()


class Locator(Struct, frozen=True, gc=False):
    """What a locator points to: a reference, and the base it is relative to."""

    href: str
    base: str
    line: int


class Arc(Struct, frozen=True, gc=False):
    """An arc between two labels of its link; ``others`` are attributes that nothing here understands."""

    tag: str
    arcrole: str
    start: str
    end: str
    line: int
    order: Decimal = Decimal(1)
    priority: int = 0
    is_prohibited: bool = False
    weight: Decimal | None = None
    preferred_label: str | None = None
    closed: bool = False
    context_element: str | None = None
    target_role: str | None = None
    usable: bool = True
    others: tuple[tuple[str, str], ...] = ()


class Link(Struct, frozen=True):
    """An extended link: locators and resources by label, and its arcs."""

    tag: str
    role: str
    place: str
    locators: Mapping[str, tuple[Locator, ...]]
    resources: Mapping[str, tuple[Resource, ...]]
    arcs: tuple[Arc, ...]


#: What an id in a document stands for: a concept, a role or a resource.
Target = QName | RoleType | Resource


class Document(Struct, frozen=True):
    """A schema or a linkbase. A schema has a ``namespace``, ``None`` tells of a linkbase.

    ``ids`` is what can be pointed to by id, ``children`` what by position (XPointer's element scheme). ``types`` gives
    for each type what it is derived from. ``includes`` names the schema that this one is a part of.
    """

    place: str
    namespace: str | None
    leads: tuple[Lead, ...] = ()
    elements: tuple[Element, ...] = ()
    types: Mapping[str, str] = {}
    roles: tuple[RoleType, ...] = ()
    links: tuple[Link, ...] = ()
    ids: Mapping[str, Target] = {}
    children: tuple[Target | None, ...] = ()
    is_included: bool = False


def based(outer: str, element: etree._Element) -> str:
    """The base of an element that stands in one whose base is ``outer`` (XML Base).

    Raises:
        OutsideError: the base is no place to read from.
    """
    own = element.get(_BASE)
    return outer if own is None else joined(outer, own.partition("#")[0].strip())


def line_of(element: etree._Element) -> int:
    """The line at which an element stands, 0 where that is not known."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 0


def text_of(element: etree._Element) -> str:
    """All text within an element; what is marked up within a label is read as plain text."""
    return "".join(str(text) for text in element.itertext())
