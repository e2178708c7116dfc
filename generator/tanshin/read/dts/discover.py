"""Discovery: from the first references to every document of the DTS (XBRL 2.1, section 3.2)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from hashlib import sha256

from msgspec import Struct

from tanshin.read.dts.document import Document, Lead, line_of
from tanshin.read.dts.linkbase import LINKBASE, Linkbase
from tanshin.read.dts.missing import tell_missing
from tanshin.read.dts.notes import Notes
from tanshin.read.dts.place import OutsideError, joined, split
from tanshin.read.dts.resolver import Resolver
from tanshin.read.dts.schema import SCHEMA, Schema
from tanshin.read.dts.standard import is_standard, is_standard_namespace
from tanshin.values.finding import InputError
from tanshin.values.memory import digest_of, recall_held
from tanshin.values.message import say
from tanshin.values.source import Source
from tanshin.values.xml import parse_xml

MAX_DOCUMENTS = 10_000
MAX_BYTES = 1024 * 1024 * 1024
"""The most that is read for one DTS, in documents and in bytes. The largest in use have some 3,000 and 300 MB."""


class Discovered(Struct, frozen=True):
    """The documents of a DTS by place, in the order of their discovery.

    ``missing`` are the places of those that are not at hand, ``namespaces`` what importers say they declare.
    ``is_whole`` is false where anything could not be read. ``size`` is the number of bytes of all documents, ``digest``
    that of what the references led to: where it is the same, so is everything else but what is said of the references.
    """

    documents: Mapping[str, Document]
    missing: tuple[str, ...]
    namespaces: Mapping[str, str]
    is_whole: bool
    size: int
    digest: str


def discover(hrefs: Iterable[str], base: str, resolver: Resolver, notes: Notes) -> Discovered:
    """Every document that the references, which stand in the document ``base``, lead to."""
    return _Discovery(resolver, notes).run(Lead(href, base, 0) for href in hrefs)


class _Discovery:
    def __init__(self, resolver: Resolver, notes: Notes) -> None:
        self._resolver = resolver
        self._notes = notes
        self._documents: dict[str, Document] = {}
        self._missing: dict[str, Source] = {}
        self._namespaces: dict[str, str] = {}
        self._seen: set[tuple[str, str | None]] = set()
        self._refused: set[tuple[str, str]] = set()
        self._queue: deque[tuple[str, str | None, Source, bool]] = deque()
        self._bytes = 0
        self._digest = sha256()
        self._is_whole = True

    def run(self, leads: Iterable[Lead]) -> Discovered:
        for lead in leads:
            self._follow(lead, Source(lead.base or lead.href, lead.line))
        while self._queue:
            if len(self._seen) > MAX_DOCUMENTS or self._bytes > MAX_BYTES:
                self._is_whole = False
                message = say(
                    "the taxonomy has more than {documents:,} documents or {size:,} bytes; the rest of it is not read",
                    documents=MAX_DOCUMENTS,
                    size=MAX_BYTES,
                )
                self._notes.error("TNS057", message, self._queue[0][2])
                break
            self._take(*self._queue.popleft())
        tell_missing(self._missing, self._namespaces, self._notes)
        return Discovered(
            self._documents,
            tuple(self._missing),
            self._namespaces,
            self._is_whole and not self._missing,
            self._bytes,
            self._digest.hexdigest(),
        )

    def _follow(self, lead: Lead, source: Source) -> None:
        """Queue what a reference leads to, unless it is known already or need not be read."""
        try:
            place = joined(lead.base, split(lead.href)[0])
        except OutsideError as error:
            self._refuse(lead.href, error, source)
            return
        if not place or is_standard(place) or (lead.namespace and is_standard_namespace(lead.namespace)):
            return
        if lead.namespace and not lead.is_include:
            self._namespaces.setdefault(place, lead.namespace)
        key = (place, lead.namespace if lead.is_include else None)
        if key not in self._seen:
            self._seen.add(key)
            self._queue.append((*key, source, lead.is_free))

    def _refuse(self, href: str, error: OutsideError, source: Source) -> None:
        self._is_whole = False
        if (source.file, href) not in self._refused:
            self._refused.add((source.file, href))
            message = say("{href} is not read: {reason}", href=href[:200], reason=error.args[0])
            self._notes.error("TNS052", message, source)

    def _take(self, place: str, part_of: str | None, source: Source, is_free: bool) -> None:
        """Read a document and queue what it leads to."""
        known = self._documents.get(place)
        if known is not None and known.namespace == part_of:
            return  # a schema that is imported by one and included by another declares the same either way
        try:
            data = self._resolver.find(place)
            if data is None:
                self._digest.update(f"missing {place}".encode())
                self._missing.setdefault(place, source)
                return
            self._bytes += len(data)
            told = digest_of((place.encode(), (part_of or "").encode(), data))
            self._digest.update(told.encode())
            document = self._read(data, place, part_of, is_free=is_free, digest=told)
        except InputError as error:
            self._is_whole = False
            self._digest.update(repr(error.findings).encode())
            self._notes.extend(error.findings)
            return
        except OutsideError as error:
            self._refuse(place, error, source)
            return
        if document is None:
            return
        # What has no namespace of its own is another schema wherever it is included.
        self._documents.setdefault(place if place not in self._documents else f"{place} of {part_of}", document)
        for lead in document.leads:
            self._follow(lead, Source(place, lead.line))

    def _read(self, data: bytes, place: str, part_of: str | None, *, is_free: bool, digest: str) -> Document | None:
        """A document; many reports lead to the same ones, which a process that stays reads once."""
        document, notes = recall_held(
            (b"document", digest.encode(), bytes([is_free])),
            lambda: _parsed(data, place, part_of, is_free=is_free),
            len(data),
        )
        self._notes.take_over(notes)
        self._is_whole &= document is not None or is_free
        return document


def _parsed(data: bytes, place: str, part_of: str | None, *, is_free: bool) -> tuple[Document | None, Notes]:
    notes = Notes()
    root = parse_xml(data, place).getroot()
    if root.tag == SCHEMA:
        return Schema(place, notes, part_of).read(root), notes
    if root.tag == LINKBASE:
        linkbase = Linkbase(place, notes)
        linkbase.read(root, place)
        found = Document(place, None, tuple(linkbase.leads), links=tuple(linkbase.links), ids=dict(linkbase.ids))
        return found, notes
    if not is_free:
        message = say("this is neither a schema nor a linkbase but <{name}>", name=str(root.tag)[:200])
        notes.error("TNS053", message, Source(place, line_of(root)))
    return None, notes
