"""Finding documents: beside the report, in taxonomy packages, in what Arelle brings along. Never in the network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from tanshin.read.dts.place import is_url
from tanshin.values.archive import name_fault
from tanshin.values.text import read_bytes

#: The largest document read. The labels of the largest taxonomies in use are some 40 MB.
MAX_SIZE = 128 * 1024 * 1024


class Files(Protocol):
    """Files by name: a mapping, or a folder."""

    def get(self, name: str, /) -> bytes | None:
        """The content of a file, ``None`` where there is none."""


class Catalogued(Protocol):
    """Documents by URL: a taxonomy package."""

    def find(self, url: str) -> bytes | None:
        """The content of a document, ``None`` where it is not there."""


class Folder(Struct, frozen=True):
    """The files of a folder on disk, by their names relative to it; links that lead out of it do not count."""

    root: Path

    def get(self, name: str, /) -> bytes | None:
        """The content of a file, ``None`` where there is none.

        Raises:
            InputError: the file is there and cannot be read, or is larger than ``MAX_SIZE`` (TNS001).
        """
        if name_fault(name):
            return None
        path = (self.root / name).resolve()
        if not path.is_relative_to(self.root.resolve()) or not path.is_file():
            return None
        return read_bytes(path, name, MAX_SIZE)


class Resolver(Struct, frozen=True):
    """Where documents are looked for, in this order: ``files`` by name, ``packages`` by URL."""

    files: Files | None = None
    packages: Sequence[Catalogued] = ()

    def find(self, place: str) -> bytes | None:
        """The content of a document, ``None`` where it is not at hand.

        Raises:
            InputError: it is there and cannot be read (TNS001, TNS021).
        """
        if not is_url(place):
            return self.files.get(place) if self.files is not None else None
        found = (package.find(place) for package in self.packages)
        return next((content for content in found if content is not None), None)
