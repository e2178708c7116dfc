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


def places(paths: Iterable[Path]) -> tuple[Place, ...]:
    """What the paths hold, each once, sorted by name.

    A folder with ``filing.yaml`` is a filing, and what lies in it belongs to it; so does a folder with Inline XBRL
    documents, which are one report. Any other folder is looked through.

    Raises:
        InputError: a path does not exist, or nothing is there to work on (TNS001).
    """
    found: dict[str, Place] = {}
    for path in paths:
        if not path.exists():
            message = say("{path} does not exist; correct the path", path=path.as_posix())
            raise InputError(Finding("TNS001", Severity.ERROR, message, (Source(path.as_posix()),)))
        for one in _below(path):
            relative = one.relative_to(path).as_posix()
            name = path.name if relative == "." else f"{path.name}/{relative}"
            absolute = str(one.resolve())
            found.setdefault(absolute, Place(_unused(name, {kept.name for kept in found.values()}), absolute))
    if not found:
        message = say("there is nothing to work on: no filing, workbook or report")
        raise InputError(Finding("TNS001", Severity.ERROR, message, tuple(Source(path.as_posix()) for path in paths)))
    return tuple(sorted(found.values()))


def _below(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for folder, inner, files in os.walk(path):
        here = Path(folder)
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


def digest_of(place: Place) -> str:
    """The SHA-256 of what is to be read at a place: the names and contents of its files, in hexadecimal.

    What a filing is compared with, the issuer and the filings before it, lies in the folder around it and counts too.
    """
    path, found = Path(place.path), hashlib.sha256()
    for file in sorted({file for root in _roots(path) for file in _files(root)}):
        found.update(f"{file.relative_to(path.parent).as_posix()}\0".encode())
        found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


def _roots(path: Path) -> Iterator[Path]:
    yield path
    around = path.parent
    if (around / "issuer.yaml").is_file():
        yield from (around / "issuer.yaml", around / "taxonomy")
        yield from (filing.parent for filing in around.glob(f"*/{_CANONICAL}"))


def _files(root: Path) -> Iterator[Path]:
    return iter((root,)) if root.is_file() else (file for file in root.rglob("*") if file.is_file())
