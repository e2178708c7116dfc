"""What there is to work on below some paths: filings, workbooks, and reports that others published."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from tanshin.read.material import files_of, inputs_of, is_book, is_filing
from tanshin.read.package.found import Kind
from tanshin.read.package.loose import extended
from tanshin.read.package.sniff import kind_at
from tanshin.report.book import BOOKS, COVER
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source
from tanshin.values.text import read_bytes

#: What is taken for a report by its ending, whatever is in it: who works on it tells what is wrong with it.
_REPORTS = frozenset((".xbrl", ".xbri", ".xbr", ".zip", *BOOKS))
_INLINE = ("-ixbrl.htm", ".xhtml")
#: What a report in one file may name and have beside it; and what the metadata of xBRL-CSV may, and below as well.
_PARTS = frozenset((".xsd", ".xml"))
_TABLES = frozenset((".csv", ".json"))

#: What looks into a place and gives paths.
_Look: TypeAlias = Callable[[Path], Iterable[Path]]


class Place(Struct, frozen=True, order=True):
    """One thing to work on; ``name`` is its path below the paths that were named, with ``/`` between parts."""

    name: str
    path: str


def places(paths: Iterable[Path], besides: Path | None = None) -> tuple[Place, ...]:
    """What the paths hold, each once, sorted by name; nothing of what lies in the folder ``besides``.

    A folder with ``filing.yaml`` is a filing, and what lies in it belongs to it; so does a folder with Inline XBRL
    documents, which are one report. Any other folder is looked through, for workbooks and archives by their names, and
    for reports by what is in them.

    Raises:
        InputError: a path does not exist or has no readable name, or nothing is there to work on (TNS001).
    """
    found: dict[Path, Place] = {}
    heads: dict[Path, str] = {}
    left_out = besides.resolve() if besides else None
    for path in paths:
        if not path.exists():
            message = say("{path} does not exist; correct the path", path=path.as_posix())
            raise InputError(Finding("TNS001", Severity.ERROR, message, (Source(path.as_posix()),)))
        home = path.resolve()
        head = heads.setdefault(home, _unused(home.name or "root", set(heads.values())))
        for one in _below(home, left_out):
            relative = one.relative_to(home).as_posix()
            name = head if relative == "." else f"{head}/{relative}"
            _check_readable(name)
            where = one.resolve()
            found.setdefault(where, Place(name, str(where)))
    if not found:
        message = say("there is nothing to work on: no filing, workbook or report")
        raise InputError(Finding("TNS001", Severity.ERROR, message, tuple(Source(path.as_posix()) for path in paths)))
    return tuple(sorted(found.values()))


def _below(path: Path, left_out: Path | None) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for folder, inner, files in os.walk(path):
        here = Path(folder)
        if here == left_out:
            inner.clear()
            continue
        files = sorted(name for name in files if not name.startswith("."))  # noqa: PLW2901
        named = [name for name in files if Path(name).suffix.lower() in _REPORTS]
        is_set = COVER in files or any(name.endswith(_INLINE) for name in files)
        kinds = {} if is_set else {name: kind_at(here / name) for name in files if name not in named}
        if is_set or Kind.INLINE in kinds.values():
            yield here
            inner.clear()
            continue
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        parts = _parts(here, kinds)
        yield from (here / name for name in files if name in named or (kinds[name] and name not in parts))


def _parts(folder: Path, kinds: Mapping[str, Kind | None]) -> frozenset[str]:
    """The metadata of xBRL-CSV in a folder that is extended by other metadata in it and is no report of its own."""
    own = {name: kind for name, kind in kinds.items() if kind is Kind.CSV}
    metadata: dict[str, bytes] = {}
    for name in own if len(own) > 1 else ():
        with suppress(InputError):
            metadata[name] = read_bytes(folder / name, name)
    return extended(metadata, {name: own[name] for name in metadata})


def _unused(name: str, used: set[str]) -> str:
    """The name, with a number where two paths end alike."""
    number, free = 1, name
    while free in used:
        number += 1
        free = f"{name}~{number}"
    return free


def _check_readable(name: str) -> None:
    """A name goes into tables and between processes as UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        shown = os.fsencode(name).decode(errors="backslashreplace")
        message = say("the name of {path} is not UTF-8; rename it", path=shown)
        raise InputError(Finding("TNS001", Severity.ERROR, message, (Source(shown),))) from None


class Digests:
    """Digests of what is to be read, for one run: what several filings share is read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[Path, _Look], str] = {}
        self._around: dict[tuple[Path, _Look], tuple[frozenset[Path], str]] = {}

    def of(self, path: Path, packages: Iterable[Path] = ()) -> str:
        """The SHA-256 of what is to be read at a place: the names and contents of its files, in hexadecimal.

        Of a filing that is what it is read from, and the filings around it, with which it is compared. Of a report in
        one file what it may name beside it counts, too, and so do taxonomy packages. What cannot be read counts as
        such: whoever works on it will tell.
        """
        is_ours = is_filing(path) or is_book(path)
        look = _counting if is_ours else _files
        around = _beside_filings if is_ours else _beside_metadata if kind_at(path) is Kind.CSV else _beside_reports
        shared, told = (frozenset[Path](), "") if path.is_dir() and not is_ours else self._shared(path, around, look)
        found = hashlib.sha256(told.encode())
        for root in (*(() if path in shared else (path,)), *packages):
            found.update(self._line(root, look))
        return found.hexdigest()

    def issuer_of(self, place: Place) -> str:
        """The name of the issuer's folder that a filing lies in; nothing for what is no filing."""
        path = Path(place.path)
        return place.name.rpartition("/")[0] if is_filing(path) or is_book(path) else ""

    def _shared(self, path: Path, around: _Look, look: _Look) -> tuple[frozenset[Path], str]:
        """What those in a folder share, and its digest: however many there are, it is made once."""
        folder = path.parent
        if (folder, around) not in self._around:
            roots = sorted(set(around(folder)))
            found = hashlib.sha256()
            for root in roots:
                found.update(self._line(root, look))
            self._around[folder, around] = frozenset(roots), found.hexdigest()
        return self._around[folder, around]

    def _line(self, root: Path, look: _Look) -> bytes:
        if (root, look) not in self._known:
            found = hashlib.sha256()
            for file in look(root):
                found.update(f"{file.relative_to(root).as_posix()}\0".encode(errors="surrogateescape"))
                found.update(_content(file))
            self._known[root, look] = found.hexdigest()
        return f"{root.name}\0{self._known[root, look]}\0".encode(errors="surrogateescape")


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except OSError as error:
        return f"cannot be read: {error.errno}".encode()


def _beside_filings(folder: Path) -> Iterator[Path]:
    """What else is read where the filings in a folder are."""
    _, *shared = inputs_of(folder / COVER)
    yield from shared
    yield from (one for one in folder.iterdir() if is_filing(one) or is_book(one))


def _beside_reports(folder: Path) -> Iterator[Path]:
    """What else may be read where reports in one file are; in a folder or an archive it is with the report."""
    yield from (one for one in folder.iterdir() if one.suffix.lower() in _PARTS)


def _beside_metadata(folder: Path) -> Iterator[Path]:
    """The same of reports whose tables lie beside them and below."""
    yield from _beside_reports(folder)
    yield from (one for one in _files(folder) if one.suffix.lower() in _TABLES)


def _counting(root: Path) -> Iterable[Path]:
    """The files that count of what a filing is read from."""
    try:
        return files_of(root)
    except OSError:
        return ()


def _files(root: Path) -> Iterator[Path]:
    """The files of a folder in order, links to other folders and hidden folders left out."""
    if root.is_file():
        yield root
        return
    for folder, inner, files in os.walk(root):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        yield from (path for name in sorted(files) if (path := Path(folder, name)).is_file())
