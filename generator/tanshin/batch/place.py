"""What there is to work on below some paths: filings, workbooks, and reports that others published."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source

#: What holds a report by itself, by its ending. Schemas, linkbases and tables are parts of others.
_REPORTS = frozenset((".xbrl", ".xbri", ".xbr", ".zip", ".xlsx", ".xlsm"))
_INLINE = ("-ixbrl.htm", ".xhtml")
_CANONICAL = "filing.yaml"


class Place(Struct, frozen=True, order=True):
    """One thing to work on; ``name`` is its path below the paths that were named, with ``/`` between parts."""

    name: str
    path: str


def places(paths: Iterable[Path], besides: Path | None = None) -> tuple[Place, ...]:
    """What the paths hold, each once, sorted by name; nothing of what lies in the folder ``besides``.

    A folder with ``filing.yaml`` is a filing, and what lies in it belongs to it; so does a folder with Inline XBRL
    documents, which are one report. Any other folder is looked through.

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
        if _CANONICAL in files or any(name.endswith(_INLINE) for name in files):
            yield here
            inner.clear()
            continue
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        yield from (here / name for name in sorted(files) if Path(name).suffix.lower() in _REPORTS and name[0] != ".")


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
        self._known: dict[Path, str] = {}
        self._around: dict[Path, tuple[tuple[Path, ...], str]] = {}

    def of(self, path: Path, packages: Iterable[Path] = ()) -> str:
        """The SHA-256 of what is to be read at a place: the names and contents of its files, in hexadecimal.

        What a filing is compared with, the issuer and the filings before it, lies in the folder around it and counts
        too, and so do taxonomy packages. What cannot be read counts as such: whoever works on it will tell.
        """
        around, told = self._beside(path.parent)
        found = hashlib.sha256(told.encode())
        for root in (*(() if path in around else (path,)), *packages):
            found.update(self._line(root))
        return found.hexdigest()

    def issuer_of(self, place: Place) -> str:
        """The name of the issuer's folder that a filing lies in; nothing where it lies in none."""
        around, _ = self._beside(Path(place.path).parent)
        return place.name.rpartition("/")[0] if around else ""

    def _beside(self, folder: Path) -> tuple[tuple[Path, ...], str]:
        """What the filings of a folder share, and its digest: however many there are, it is made once."""
        if folder not in self._around:
            roots = tuple(sorted(_around(folder)))
            found = hashlib.sha256()
            for root in roots:
                found.update(self._line(root))
            self._around[folder] = roots, found.hexdigest()
        return self._around[folder]

    def _line(self, root: Path) -> bytes:
        return f"{root.name}\0{self._whole(root)}\0".encode(errors="surrogateescape")

    def _whole(self, root: Path) -> str:
        if root not in self._known:
            found = hashlib.sha256()
            for file in _files(root):
                found.update(f"{file.relative_to(root).as_posix()}\0".encode(errors="surrogateescape"))
                found.update(_content(file))
            self._known[root] = found.hexdigest()
        return self._known[root]


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except OSError as error:
        return f"cannot be read: {error.errno}".encode()


def _around(folder: Path) -> Iterator[Path]:
    if (folder / "issuer.yaml").is_file():
        yield from (folder / "issuer.yaml", folder / "taxonomy")
        yield from (filing.parent for filing in folder.glob(f"*/{_CANONICAL}"))


def _files(root: Path) -> Iterator[Path]:
    """The files of a folder in order, links to other folders and hidden folders left out."""
    if root.is_file():
        yield root
        return
    for folder, inner, files in os.walk(root):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        yield from (path for name in sorted(files) if (path := Path(folder, name)).is_file())
