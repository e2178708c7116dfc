"""Taxonomy packages: documents by URL, where a catalog says they are (Taxonomy Packages 1.0; OASIS XML Catalogs 1.1).

Read are the packages of today (one folder with ``META-INF`` in it), those without the folder, those of the drafts
before 2016 with remappings in their description, and archives that only mirror a web site, as EDINET publishes them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct

from tanshin.read.dts.document import line_of, text_of
from tanshin.read.dts.notes import Notes
from tanshin.read.dts.place import is_url
from tanshin.read.dts.resolver import Files, Resolver
from tanshin.taxonomy.xlink import XML
from tanshin.values.archive import name_fault, open_zip
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source
from tanshin.values.xml import parse_xml

MAX_FILES = 50_000
MAX_SIZE = 1024 * 1024 * 1024
_MAX_REWRITES = 10_000
_DESCRIPTIONS = ("META-INF/taxonomyPackage.xml", ".taxonomyPackage.xml", "taxonomyPackage.xml")
_CATALOGS = ("META-INF/catalog.xml", "catalog.xml")
_BASE = f"{{{XML}}}base"

#: The attributes of a catalog's entries: what a URL starts with or is, and what stands there instead.
_ENTRIES = {
    "rewriteURI": ("uriStartString", "rewritePrefix"),
    "rewriteSystem": ("systemIdStartString", "rewritePrefix"),
    "uri": ("name", "uri"),
    "system": ("systemId", "uri"),
    "remapping": ("prefix", "replaceWith"),
}


class PackageEntry(Struct, frozen=True):
    """By which documents a taxonomy is entered, and what that is called."""

    name: str
    urls: tuple[str, ...]


class TaxonomyPackage(Struct, frozen=True, dict=True):
    """A taxonomy package; ``rewrites`` has pairs of what URLs start with and what the names of files start with."""

    name: str
    files: Files
    names: tuple[str, ...]
    rewrites: tuple[tuple[str, str], ...] = ()
    entry_points: tuple[PackageEntry, ...] = ()
    findings: tuple[Finding, ...] = ()

    @cached_property
    def _rewrites(self) -> tuple[tuple[str, str], ...]:
        """The longest first: it is the one that counts (XML Catalogs 1.1, section 7.2.2)."""
        return tuple(sorted(self.rewrites, key=lambda pair: -len(pair[0])))

    @cached_property
    def _by_path(self) -> Mapping[str, str]:
        """The files of an archive without a catalog, by the paths that their names end with."""
        found: dict[str, str] = {}
        for name in self.names:
            parts = name.split("/")
            for start in range(min(len(parts), 4)):
                found.setdefault("/".join(parts[start:]), name)
        return found

    def find(self, url: str) -> bytes | None:
        """The content of a document, ``None`` where it is not there.

        Raises:
            InputError: it is there and cannot be unpacked (TNS021).
        """
        if not self.rewrites:
            path = unquote(url.partition("://")[2].partition("/")[2].partition("?")[0])
            name = self._by_path.get(path) if "/" in path else None
            return self.files.get(name) if name else None
        for start, prefix in self._rewrites:
            if url.startswith(start):
                rest = prefix + url[len(start) :].partition("?")[0]
                found = self.files.get(posixpath.normpath(rest))
                return found if found is not None else self.files.get(posixpath.normpath(unquote(rest)))
        return None


def read_package(data: bytes | Path, file: str) -> TaxonomyPackage:
    """The taxonomy package in an archive; its documents are unpacked when they are asked for.

    Raises:
        InputError: it cannot be read (TNS001), is no sound ZIP (TNS021), or its catalog is no XML (TNS017).
    """
    archive = open_zip(data, file, max_files=MAX_FILES, max_size=MAX_SIZE)
    return package_of(archive, archive.names, file)


def package_of(files: Files, names: Iterable[str], file: str) -> TaxonomyPackage:
    """The taxonomy package that some files are, by their names.

    Raises:
        InputError: its description or catalog is no XML (TNS017).
    """
    kept = tuple(names)
    notes = Notes()
    rewrites: dict[str, str] = {}
    entries: list[PackageEntry] = []
    for place in _metadata(kept, _DESCRIPTIONS):
        root = _parsed(files, file, place)
        entries += _entry_points(root)
        rewrites.update(_rewrites(root, _above(place), notes, Source(f"{file}/{place}")))
    for place in _metadata(kept, _CATALOGS):
        root = _parsed(files, file, place)
        rewrites.update(_rewrites(root, posixpath.dirname(place), notes, Source(f"{file}/{place}")))
    if len(rewrites) > _MAX_REWRITES:
        message = say("{file} has more than {most:,} remappings", file=file, most=_MAX_REWRITES)
        raise InputError(Finding("TNS058", Severity.ERROR, message, (Source(file),)))
    return TaxonomyPackage(file, files, kept, tuple(rewrites.items()), tuple(entries), notes.findings())


def beside(files: Mapping[str, bytes], file: str, packages: Iterable[TaxonomyPackage] = ()) -> Resolver:
    """Where the documents of a report are: among its own files, whose catalog counts too, and in packages.

    Report packages bring the taxonomy of the company along as a taxonomy package (Report Package 1.0, section 3.3).

    Raises:
        InputError: its description or catalog is no XML (TNS017).
    """
    own = package_of(files, files, file)
    return Resolver(files, (*packages, *((own,) if own.rewrites else ())))


def _metadata(names: Iterable[str], wanted: tuple[str, ...]) -> Iterator[str]:
    """The files of these names at the top, or in a folder at the top."""
    for name in names:
        if name in wanted or name.partition("/")[2] in wanted:
            yield name


def _above(place: str) -> str:
    """The folder that a description speaks of: that of ``META-INF``, or its own."""
    folder = posixpath.dirname(place)
    return posixpath.dirname(folder) if posixpath.basename(folder) == "META-INF" else folder


def _parsed(files: Files, file: str, place: str) -> etree._Element:
    return parse_xml(files.get(place) or b"", f"{file}/{place}", plain_doctype=True).getroot()


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _rewrites(root: etree._Element, folder: str, notes: Notes, source: Source) -> Iterator[tuple[str, str]]:
    base = posixpath.join(folder, root.get(_BASE, ""))
    for element in root.iter(etree.Element):
        attributes = _ENTRIES.get(_local(element))
        if attributes is None:
            continue
        start, instead = (element.get(name, "").strip() for name in attributes)
        place = _within(base, instead)
        if not start or place is None:
            message = say(
                "{start} is rewritten to {instead}, which is not in the package", start=start, instead=instead
            )
            notes.error("TNS058", message, source._replace(line=line_of(element)))
        else:
            yield start, place


def _within(base: str, instead: str) -> str | None:
    """A name, or the beginning of names, in the package; ``None`` where it leads out of it."""
    if is_url(instead) or ":" in instead:
        return None
    place = posixpath.normpath(posixpath.join(base, unquote(instead)))
    if place == ".":
        return ""
    if name_fault(place):
        return None
    return f"{place}/" if instead.endswith("/") or not instead else place


def _entry_points(root: etree._Element) -> Iterator[PackageEntry]:
    for element in root.iter(etree.Element):
        if _local(element) == "entryPoint":
            names = [text_of(one).strip() for one in element.iterchildren(etree.Element) if _local(one) == "name"]
            hrefs = [
                one.get("href", "")
                for one in element.iterchildren(etree.Element)
                if _local(one) == "entryPointDocument"
            ]
            yield PackageEntry(next(iter(names), ""), tuple(href for href in hrefs if href))
