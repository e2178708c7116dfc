"""Schema -> declarations of concepts, types and roles (XBRL 2.1, section 5.1), in one pass."""

from __future__ import annotations

from lxml import etree

from tanshin.read.dts.document import Document, Element, Lead, RoleType, Target, based, line_of
from tanshin.read.dts.linkbase import LINKBASE, Linkbase, lead
from tanshin.read.dts.notes import Notes
from tanshin.taxonomy.concept import Balance, PeriodType
from tanshin.taxonomy.schema import LINK, XBRLI, XSD
from tanshin.values.message import say
from tanshin.values.qname import QName
from tanshin.values.source import Source

SCHEMA = f"{{{XSD}}}schema"
_IMPORT = f"{{{XSD}}}import"
_PARTS = (f"{{{XSD}}}include", f"{{{XSD}}}redefine")
_ELEMENT = f"{{{XSD}}}element"
_TYPES = (f"{{{XSD}}}complexType", f"{{{XSD}}}simpleType")
_DERIVED = (f"{{{XSD}}}restriction", f"{{{XSD}}}extension")
_ANNOTATION = f"{{{XSD}}}annotation"
_APPINFO = f"{{{XSD}}}appinfo"
_PERIOD = f"{{{XBRLI}}}periodType"
_BALANCE = f"{{{XBRLI}}}balance"
_PERIODS = {str(period): period for period in PeriodType}
_BALANCES = {str(balance): balance for balance in Balance}


class Schema:
    """One schema document while it is read; ``namespace`` is that of the schema it is a part of, if any."""

    def __init__(self, place: str, notes: Notes, namespace: str | None = None) -> None:
        self._place = place
        self._notes = notes
        self._part_of = namespace
        self._namespace = ""
        self._prefix = ""
        self._linkbase = Linkbase(place, notes)
        self._leads: list[Lead] = []
        self._elements: list[Element] = []
        self._types: dict[str, str] = {}
        self._roles: list[RoleType] = []
        self._ids: dict[str, Target] = {}
        self._children: list[Target | None] = []

    def read(self, root: etree._Element) -> Document:
        """What the schema says.

        Raises:
            OutsideError: an ``xml:base`` is no place to read from.
        """
        # What is included without a namespace of its own takes that of the schema around it (XML Schema 1, 4.2.1).
        self._namespace = root.get("targetNamespace") or self._part_of or ""
        self._prefix = next((p or "" for p, uri in root.nsmap.items() if uri == self._namespace and p), "")
        base = based(self._place, root)
        for child in root:
            self._children.append(self._child(child, base))
        return Document(
            self._place,
            self._namespace,
            (*self._leads, *self._linkbase.leads),
            tuple(self._elements),
            self._types,
            tuple(self._roles),
            tuple(self._linkbase.links),
            {**self._linkbase.ids, **self._ids},
            tuple(self._children),
            self._part_of is not None,
        )

    def _child(self, child: etree._Element, base: str) -> Target | None:
        tag = child.tag
        if tag == _ELEMENT:
            return self._element(child)
        if tag in _TYPES:
            self._type(child)
        elif tag == _IMPORT or tag in _PARTS:
            self._lead(child, based(base, child), is_include=tag != _IMPORT)
            if tag != _IMPORT:
                for inner in child.iterchildren(*_TYPES):
                    self._type(inner)
        elif tag == _ANNOTATION:
            for appinfo in child.iterchildren(_APPINFO):
                self._appinfo(appinfo, based(based(base, child), appinfo))
        return None

    def _lead(self, child: etree._Element, base: str, *, is_include: bool) -> None:
        location = child.get("schemaLocation")
        if location is not None:
            namespace = self._namespace if is_include else child.get("namespace", "")
            self._leads.append(Lead(location, base, line_of(child), namespace, is_include))

    def _element(self, child: etree._Element) -> QName | None:
        name, head = child.get("name"), child.get("substitutionGroup")
        if not name or head is None:
            return None  # what can stand for nothing else is no concept (XBRL 2.1, 5.1.1)
        type_ = child.get("type")
        derived = self._clark(child, type_) if type_ else self._base(child)
        substitution = self._clark(child, head)
        if substitution is None:
            return None
        found = Element(
            QName(self._namespace, name, self._prefix),
            child.get("id"),
            derived,
            substitution,
            child.get("abstract", "").strip() in ("true", "1"),
            _PERIODS.get(child.get(_PERIOD, "").strip()),
            _BALANCES.get(child.get(_BALANCE, "").strip()),
            line_of(child),
        )
        self._elements.append(found)
        if found.id:
            self._ids.setdefault(found.id, found.name)
        return found.name

    def _type(self, child: etree._Element) -> None:
        name = child.get("name")
        base = self._base(child) if name else None
        if name and base:
            self._types.setdefault(f"{{{self._namespace}}}{name}", base)

    def _base(self, child: etree._Element) -> str | None:
        """What a type, or the type within an element, is derived from."""
        for derived in child.iter(*_DERIVED):
            base = derived.get("base")
            return self._clark(derived, base) if base else None
        return None

    def _clark(self, element: etree._Element, text: str) -> str | None:
        """A qualified name in Clark notation, or ``None`` and a finding where its prefix is not declared."""
        prefix, colon, local = text.strip().rpartition(":")
        namespaces = element.nsmap
        namespace = namespaces.get(prefix if colon else None)
        if namespace is None and not colon:
            namespace = self._namespace if self._part_of is not None else ""
        if namespace is None or not local or ":" in prefix:
            message = say("{name!r} is no name here: its prefix is not declared", name=text[:200])
            self._notes.error("TNS054", message, Source(self._place, line_of(element)))
            return None
        return f"{{{namespace}}}{local}"

    def _appinfo(self, appinfo: etree._Element, base: str) -> None:
        for child in appinfo:
            if child.tag == LINKBASE:
                self._linkbase.read(child, base)
            elif child.tag == f"{{{LINK}}}linkbaseRef":
                self._leads.append(lead(child, base))
            elif child.tag == f"{{{LINK}}}roleType":
                self._role(child)

    def _role(self, child: etree._Element) -> None:
        found = RoleType(
            child.get("roleURI", ""),
            child.get("id"),
            (child.findtext(f"{{{LINK}}}definition") or "").strip(),
            tuple((one.text or "").strip().rpartition(":")[2] for one in child.iterchildren(f"{{{LINK}}}usedOn")),
            line_of(child),
        )
        self._roles.append(found)
        if found.id:
            self._ids.setdefault(found.id, found)
