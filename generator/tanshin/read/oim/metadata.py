"""The metadata of xBRL-CSV, with the files that it extends (xBRL-CSV 1.0, sections 2 and 3.1)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

from msgspec import Struct

from tanshin.read.dts.resolver import Files
from tanshin.read.ixbrl.words import shown
from tanshin.read.oim.info import check_type
from tanshin.read.oim.scan import Scanner, Text, leads, place_of
from tanshin.read.oim.trouble import Spot, Trouble, Where, refuse
from tanshin.report.oim import CSV_TYPE
from tanshin.values.finding import InputError
from tanshin.values.message import Message, say
from tanshin.values.source import Source

#: How many files of metadata may extend each other.
MAX_FILES = 64

_INFO = "documentInfo"
#: Objects to which each file may add.
_GROWING = ("namespaces", "linkTypes", "linkGroups", "features")
_GROWING_BELOW = ("tableTemplates", "tables", "dimensions", "parameters")


class Metadata(Struct, frozen=True):
    """All that the metadata says, and where a part of it stands; ``folder`` is that of the file that was named."""

    content: Mapping[str, Any]
    where: Where
    folder: str


def read_metadata(files: Files, first: str, place: str, trouble: Trouble) -> Metadata:
    """The metadata in the file ``first`` of ``files``; ``place`` is what they are in, for messages.

    Where two files say different things about one name, the one that extends the other counts, and that is told.

    Raises:
        InputError: the file is not there (TNS088), one is no JSON (TNS081), or not the metadata of xBRL-CSV of 2021
            (TNS083).
    """
    reading = _Reading(files, place, trouble)
    data = files.get(first)
    if data is None:
        raise refuse("TNS088", missing(first), Source(place or first))
    content = reading.read(first, data, ())
    return Metadata(content, reading.where, dirname(first))


class _Reading:
    def __init__(self, files: Files, place: str, trouble: Trouble) -> None:
        self._files = files
        self._place = place
        self._trouble = trouble
        self._texts: list[Text] = []
        self._done: set[str] = set()

    def where(self, *path: str) -> Spot:
        """Where something is said: in the first of the files that says it."""
        return partial(self._source, path)

    def _source(self, path: tuple[str, ...]) -> Source:
        for text in self._texts:
            if (at := leads(text, path)) is not None:
                return text.source(at)
        return self._texts[0].source(place_of(self._texts[0], 0, path))

    def read(self, name: str, data: bytes, chain: tuple[str, ...]) -> dict[str, Any]:
        """The content of a file, with that of the files it extends."""
        text = Text(data, f"{self._place}/{name}" if self._place else name)
        self._texts.append(text)
        self._done.add(name)
        scanner = Scanner(text, self._trouble)
        content = scanner.value()
        scanner.end()
        if not isinstance(content, dict):
            raise refuse("TNS083", say("this is no object, as a report is; give the file of a report"), text.source(0))
        info = check_type(content.get(_INFO), CSV_TYPE, partial(_spot, text))
        for number, href in enumerate(_list(info.get("extends"))):
            spot = partial(text.source, place_of(text, 0, (_INFO, "extends")))
            inner = self._extended(href, name, (*chain, name), spot) if number < MAX_FILES else None
            if inner is not None and (more := self._files.get(inner)) is not None:
                self._join(content, self.read(inner, more, (*chain, name)), spot)
        return content

    def _extended(self, href: object, name: str, chain: tuple[str, ...], spot: Spot) -> str | None:
        """The name of a file that another extends, if it is there and was not read yet; else it is told why not."""
        found = resolved(href, dirname(name))
        if isinstance(found, Message):
            self._trouble.say("TNS088", found, spot)
        elif found in chain:
            message = say("{file} extends itself, by way of others or at once; break the circle", file=found)
            self._trouble.say("TNS088", message, spot)
        elif self._files.get(found) is None:
            self._trouble.say("TNS088", missing(found), spot)
        elif len(self._done) >= MAX_FILES:
            message = say("more than {count} files of metadata extend each other; put them together", count=MAX_FILES)
            self._trouble.say("TNS088", message, spot)
        elif found not in self._done:  # what is extended twice is read once
            return found
        return None

    def _join(self, content: dict[str, Any], other: Mapping[str, Any], spot: Spot) -> None:
        """Add to a file what another says that it extends."""
        own, its = content[_INFO], other[_INFO]
        self._grow(own, its, _GROWING, spot)
        self._grow(content, other, _GROWING_BELOW, spot)
        taxonomy = [*_list(own.get("taxonomy")), *_list(its.get("taxonomy"))]
        if taxonomy:
            own["taxonomy"] = list(dict.fromkeys(one for one in taxonomy if isinstance(one, str)))
        for name, value in other.items():
            if name != _INFO and name not in _GROWING_BELOW:
                self._set(content, name, value, spot)

    def _grow(self, own: dict[str, Any], other: Mapping[str, Any], names: tuple[str, ...], spot: Spot) -> None:
        for name in names:
            added = other.get(name)
            if isinstance(added, dict) and isinstance(own.setdefault(name, {}), dict):
                for key, value in added.items():
                    self._set(own[name], key, value, spot)

    def _set(self, own: dict[str, Any], name: str, value: object, spot: Spot) -> None:
        if own.setdefault(name, value) != value:
            message = say(
                "{name!r} is said otherwise in the metadata that is extended; what stands here is read. Take one away",
                name=shown(name),
            )
            self._trouble.say("TNS088", message, spot)


def _spot(text: Text, *path: str) -> Spot:
    return partial(text.source, place_of(text, 0, path))


def _list(given: object) -> list[object]:
    return given if isinstance(given, list) else []


def resolved(href: object, folder: str) -> str | Message:
    """The name of the file that an address in a file of a folder leads to, or why it leads to none that is ours."""
    if not isinstance(href, str) or not href:
        return say("the location of a file is missing; give it as a text")
    path = unquote(href)
    if ":" in path or path.startswith("/") or "\\" in path or "\0" in path:
        return say(
            "{href!r} is not a place within the report, and nothing is fetched; put the file beside the others and "
            "name it by a relative path",
            href=shown(href),
        )
    name = normpath(join(folder, path))
    if name.startswith("../") or name == "..":
        return say("{href!r} leads out of the folder of the report; put the file in there", href=shown(href))
    return name


def extended_by(data: bytes, folder: str) -> tuple[str, ...]:
    """The files that the metadata in a file of a folder extends, by their names, as far as it can be read at all."""
    with suppress(InputError):
        content = Scanner(Text(data, ""), Trouble("")).value()
        info = content.get(_INFO) if isinstance(content, dict) else None
        hrefs = _list(info.get("extends")) if isinstance(info, dict) else []
        return tuple(name for href in hrefs if not isinstance(name := resolved(href, folder), Message))
    return ()


def missing(name: str) -> Message:
    """What is said of a file that is not there."""
    return say("{name} is not there; put it beside the others, or correct what names it", name=shown(name))
