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
        self._elements: dict[str, tuple[Element, Document]] = {}
        self._types: dict[str, str] = {}
        for document in documents:
            for name, base in document.types.items():
                self._types.setdefault(name, base)
            for element in document.elements:
                self._elements.setdefault(element.name.clark, (element, document))
        self._item_types: dict[str, ItemType] = {}

    def concepts(self) -> dict[QName, Concept]:
        found: dict[QName, Concept] = {}
        for element, document in self._elements.values():
            kind = self._kind(element, document)
            if kind is not None:
                found[element.name] = self._concept(element, document, kind)
        return found

    def _concept(self, element: Element, document: Document, kind: Kind) -> Concept:
        if element.period is None and kind is not Kind.TUPLE:
            message = say("{concept} has no period type; a duration is assumed", concept=element.name.local)
            self._notes.error("TNS054", message, Source(document.place, element.line))
        item_type = ItemType.STRING if kind is Kind.TUPLE else self._item_type(element, document)
        if kind is Kind.ITEM and item_type is ItemType.DOMAIN:
            kind = Kind.MEMBER
        return Concept(
            element.name,
            item_type,
            element.period or PeriodType.DURATION,
            element.balance,
            element.abstract,
            kind,
        )

    def _kind(self, element: Element, document: Document) -> Kind | None:
        """What the substitution group leads to; ``None`` for what is no concept."""
        head, seen = element.substitution, {element.name.clark}
        while head not in HEADS:
            if head in seen:
                message = say("{concept} can be substituted for itself in the end", concept=element.name.local)
                self._notes.error("TNS054", message, Source(document.place, element.line))
                return None
            seen.add(head)
            if head not in self._elements:
                # Parts of linkbases have groups too. What else is unknown is declared in a schema that is not at hand.
                unknown = not is_standard_namespace(head[1:].partition("}")[0])
                return Kind.ITEM if unknown and element.period is not None else None
            head = self._elements[head][0].substitution
        return HEADS[head]

    def _item_type(self, element: Element, document: Document) -> ItemType:
        """The item type; an element without a type has that of its head (XML Schema 1, section 3.3.2)."""
        heads: set[str] = set()
        while element.type is None and element.substitution in self._elements and element.substitution not in heads:
            heads.add(element.substitution)
            element = self._elements[element.substitution][0]
        if element.type is None:
            return ItemType.STRING
        chain: dict[str, None] = {}
        name = element.type
        found = self._item_types.get(name)
        while found is None:
            chain[name] = None
            found = standard_type(name)
            if found is None:
                base = self._types.get(name)
                if base is None:
                    found = likely_type(name)
                elif base in chain:
                    message = say("the type of {concept} is derived from itself", concept=element.name.local)
                    self._notes.error("TNS054", message, Source(document.place, element.line))
                    found = ItemType.STRING
                else:
                    name = base
                    found = self._item_types.get(name)
        self._item_types.update(dict.fromkeys(chain, found))
        return found


def schemas_of(documents: Mapping[str, Document]) -> dict[str, str]:
    """The schema document of each namespace; what is included is a part of the one that includes it."""
    schemas = [(place, one) for place, one in documents.items() if one.namespace is not None and one.elements]
    found: dict[str, str] = {}
    for place, document in sorted(schemas, key=lambda pair: pair[1].is_included):
        found.setdefault(document.namespace or "", place)
    return found
