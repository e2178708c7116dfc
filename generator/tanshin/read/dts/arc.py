"""Arcs -> relationships: what locators point to, what is prohibited or overridden (XBRL 2.1, section 3.5.3.9.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from tanshin.read.dts.discover import Discovered
from tanshin.read.dts.document import Arc, Document, Link, Locator, Resource, RoleType, Target
from tanshin.read.dts.notes import Notes
from tanshin.read.dts.place import OutsideError, joined, split
from tanshin.taxonomy.schema import LINK
from tanshin.values.message import say
from tanshin.values.qname import QName
from tanshin.values.source import Source

#: How many relationships one DTS may have: an arc stands for every pair of what its two labels name.
MAX_RELATIONSHIPS = 1_000_000

_STANDARD = f"{{{LINK}}}"
_POINTERS = re.compile(r"(element\([^()]+\)\s*)+")
_POINTER = re.compile(r"element\(([^()]+)\)")
_SEQUENCE = re.compile(r"/1/(\d{1,7})", re.ASCII)


class Related(Struct, frozen=True, gc=False):
    """One relationship in force: its link's role, its arc, and what it leads from and to."""

    role: str
    arc: Arc
    source: Target
    target: Target
    place: str


def related(discovered: Discovered, notes: Notes) -> tuple[Related, ...]:
    """Every relationship in force, in the order of the arcs."""
    return _Relations(discovered, notes).in_force()


class _Relations:
    def __init__(self, discovered: Discovered, notes: Notes) -> None:
        self._documents = discovered.documents
        self._missing = frozenset(discovered.missing)
        self._namespaces = discovered.namespaces
        self._notes = notes
        self._known: dict[tuple[str, str], Target | None] = {}
        self._count = 0

    def in_force(self) -> tuple[Related, ...]:
        """Of equivalent relationships that of the highest priority, unless one of that priority prohibits it."""
        found: dict[object, Related] = {}
        prohibited: set[object] = set()
        for one in self._all():
            key = _identity(one)
            before = found.get(key)
            if before is None:
                found[key] = one
                if one.arc.is_prohibited:
                    prohibited.add(key)
            elif one.arc.priority > before.arc.priority:
                found[key] = one
                (prohibited.add if one.arc.is_prohibited else prohibited.discard)(key)
            elif one.arc.priority == before.arc.priority and one.arc.is_prohibited:
                prohibited.add(key)
        return tuple(one for key, one in found.items() if key not in prohibited)

    def _all(self) -> Iterator[Related]:
        for document in self._documents.values():
            for link in document.links:
                yield from self._of(link)

    def _of(self, link: Link) -> Iterator[Related]:
        ends: dict[str, tuple[Target, ...]] = {}
        for arc in link.arcs:
            for label in (arc.start, arc.end):
                if label not in ends:
                    ends[label] = tuple(self._ends(link, label))
                    if label not in link.locators and label not in link.resources:
                        message = say("an arc names {label!r}, but nothing in its link is called so", label=label[:200])
                        self._notes.error("TNS056", message, Source(link.place, arc.line))
            self._count += len(ends[arc.start]) * len(ends[arc.end])
            if self._count > MAX_RELATIONSHIPS:
                message = say(
                    "the arcs stand for more than {most:,} relationships; from here on they are not read",
                    most=MAX_RELATIONSHIPS,
                )
                self._notes.error("TNS057", message, Source(link.place, arc.line))
                return
            for source in ends[arc.start]:
                for target in ends[arc.end]:
                    yield Related(link.role, arc, source, target, link.place)

    def _ends(self, link: Link, label: str) -> Iterator[Target]:
        yield from link.resources.get(label, ())
        for locator in link.locators.get(label, ()):
            target = self._target(link, locator)
            if target is not None:
                yield target

    def _target(self, link: Link, locator: Locator) -> Target | None:
        """What a locator points to; ``None`` where that is not known, with a finding unless its document is missing."""
        document, fragment = split(locator.href)
        try:
            place = joined(locator.base, document)
        except OutsideError:
            return None  # discovery has refused it
        key = (place, fragment)
        if key not in self._known:
            self._known[key] = self._pointed(place, fragment)
        # A link of one's own kind may point to anything that is there, not only to what a DTS takes from a document.
        if self._known[key] is None and place in self._documents and link.tag.startswith(_STANDARD):
            message = say("{href} points to nothing that is declared there", href=locator.href[:300])
            self._notes.error("TNS055", message, Source(link.place, locator.line))
        return self._known[key]

    def _pointed(self, place: str, fragment: str) -> Target | None:
        document = self._documents.get(place)
        if document is None:
            return self._assumed(place, fragment)
        if target := document.ids.get(fragment):
            return target
        # Of several pointers the first that leads somewhere counts (XPointer Framework, section 3.1).
        pointers = _POINTER.findall(fragment) if _POINTERS.fullmatch(fragment) else ()
        found = (document.ids.get(pointer) or self._child(document, pointer) for pointer in pointers)
        return next((one for one in found if one), None)

    @staticmethod
    def _child(document: Document, pointer: str) -> Target | None:
        """What stands at a position right below the root; concepts stand nowhere else."""
        match = _SEQUENCE.fullmatch(pointer)
        position = int(match[1]) if match else 0
        return document.children[position - 1] if 0 < position <= len(document.children) else None

    def _assumed(self, place: str, fragment: str) -> Target | None:
        """The concept that a schema which is not at hand most likely means by an id.

        Importers tell its namespace, and ids are ``prefix_Local`` in Japan, the United States and the IFRS taxonomy.
        """
        namespace = self._namespaces.get(place)
        prefix, _, local = fragment.rpartition("_")
        return QName(namespace, local, prefix) if namespace and prefix and local else None


def _identity(one: Related) -> object:
    """What equivalent relationships have in common (3.5.3.9.7.4): their base set, ends, and attributes but two."""
    arc = one.arc
    return (
        one.role,
        arc.tag,
        arc.arcrole,
        _end(one.source),
        _end(one.target),
        arc.order,
        arc.weight,
        arc.preferred_label,
        arc.closed,
        arc.context_element,
        arc.target_role,
        arc.usable,
        arc.others,
    )


def _end(target: Target) -> object:
    match target:
        case QName():
            return target
        case RoleType():
            return target.uri
        case Resource():
            return (target.place, target.number)
