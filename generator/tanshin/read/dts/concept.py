"""Declarations -> concepts: the kind and the item type that substitution groups and types lead to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tanshin.read.dts.document import Document, Element
from tanshin.read.dts.notes import Notes
from tanshin.read.dts.standard import HEADS, is_standard_namespace, likely_type, standard_type
from tanshin.taxonomy.concept import Concept, ItemType, Kind, PeriodType
from tanshin.values.message import say
from tanshin.values.qname import QName
from tanshin.values.source import Source


def concepts_of(documents: Iterable[Document], notes: Notes) -> dict[QName, Concept]:
    """The concepts that some schemas declare, without labels and references, in the order of their declarations."""
    several = tuple(documents)
    return _Declarations(several, notes).concepts()


class _Declarations:
    def __init__(self, documents: Iterable[Document], notes: Notes) -> None:
        self._notes = notes
        self._elements: dict[str, Element] = {}
        self._bases: dict[str, str] = {}
        self._sources: dict[str, Source] = {}
        for document in documents:
            for name, base in document.types.items():
                self._bases.setdefault(name, base)
            for element in document.elements:
                if self._elements.setdefault(element.name.clark, element) is element:
                    self._sources[element.name.clark] = Source(document.place, element.line)
        self._tops: dict[str, str] = {}
        self._types: dict[str, str | None] = {}
        self._item_types: dict[str, ItemType] = {}

    def concepts(self) -> dict[QName, Concept]:
        found: dict[QName, Concept] = {}
        for clark, element in self._elements.items():
            kind = self._kind(clark, element)
            if kind is not None:
                found[element.name] = self._concept(clark, element, kind)
        return found

    def _concept(self, clark: str, element: Element, kind: Kind) -> Concept:
        if element.period is None and kind is not Kind.TUPLE:
            message = say("{concept} has no period type; a duration is assumed", concept=element.name.local)
            self._notes.error("TNS054", message, self._sources[clark])
        item_type = ItemType.STRING if kind is Kind.TUPLE else self._item_type(clark, element)
        if kind is Kind.ITEM and item_type is ItemType.DOMAIN:
            kind = Kind.MEMBER
        period = element.period or PeriodType.DURATION
        return Concept(element.name, item_type, period, element.balance, element.abstract, kind)

    def _kind(self, clark: str, element: Element) -> Kind | None:
        """What the substitution group leads to; ``None`` for what is no concept."""
        top = self._top(clark)
        if top in self._elements:
            message = say("{concept} can be substituted for itself in the end", concept=element.name.local)
            self._notes.error("TNS054", message, self._sources[clark])
            return None
        if top in HEADS:
            return HEADS[top]
        # Parts of linkbases have groups too. What else is unknown is declared in a schema that is not at hand.
        is_unknown = not is_standard_namespace(top[1:].partition("}")[0])
        return Kind.ITEM if is_unknown and element.period is not None else None

    def _top(self, clark: str) -> str:
        """What a chain of substitution groups ends with; an element that is declared tells of a chain without end."""
        chain: dict[str, None] = {}
        top = clark
        while top in self._elements and top not in chain and top not in self._tops:
            chain[top] = None
            top = self._elements[top].substitution
        top = self._tops.get(top, top)
        self._tops.update(dict.fromkeys(chain, top))
        return top

    def _item_type(self, clark: str, element: Element) -> ItemType:
        type_ = self._type(clark)
        if type_ is None:
            return ItemType.STRING
        chain: dict[str, None] = {}
        name = type_
        found = self._item_types.get(name)
        while found is None:
            chain[name] = None
            found = standard_type(name)
            if found is None:
                base = self._bases.get(name)
                if base is None:
                    found = likely_type(name)
                elif base in chain:
                    message = say("the type of {concept} is derived from itself", concept=element.name.local)
                    self._notes.error("TNS054", message, self._sources[clark])
                    found = ItemType.STRING
                else:
                    name = base
                    found = self._item_types.get(name)
        self._item_types.update(dict.fromkeys(chain, found))
        return found

    def _type(self, clark: str) -> str | None:
        """The type of an element; without one of its own it has that of its head (XML Schema 1, section 3.3.2)."""
        chain: dict[str, None] = {}
        name = clark
        while name in self._elements and name not in self._types and self._elements[name].type is None:
            if name in chain:
                break
            chain[name] = None
            name = self._elements[name].substitution
        element = self._elements.get(name)
        found = self._types.get(name, element.type if element else None)
        self._types.update(dict.fromkeys(chain, found))
        return found


def schemas_of(documents: Mapping[str, Document]) -> dict[str, str]:
    """The schema document of each namespace; what is included is a part of the one that includes it."""
    schemas = [(place, one) for place, one in documents.items() if one.namespace is not None and one.elements]
    found: dict[str, str] = {}
    for place, document in sorted(schemas, key=lambda pair: pair[1].is_included):
        found.setdefault(document.namespace or "", place)
    return found
