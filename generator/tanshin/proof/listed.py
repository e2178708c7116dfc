"""What a manifest says, read back."""

from __future__ import annotations

import json
from typing import Any

from msgspec import Struct

MANIFEST = "manifest.json"
SIGNATURE = "manifest.signature.xml"
PACKAGES = "packages/"
ARCHIVES = (".zip", ".xbri", ".xlsx")


class Listed(Struct, frozen=True):
    """A file in a manifest: the path, the size in bytes, the SHA-256."""

    path: str
    size: int
    sha256: str


class Listing(Struct, frozen=True):
    """A manifest: the program and its version, of each filing the digest of its input, and the files in their order."""

    program: tuple[str, str]
    inputs: tuple[tuple[str, str], ...]
    files: tuple[Listed, ...]


def read_listing(data: bytes) -> Listing | None:
    """What a manifest says; ``None`` where it is not made as one is."""
    try:
        told: Any = json.loads(data.decode())
        made, inputs, files = told["generator"], told["inputs"], told["files"]
        listing = Listing(
            (str(made["name"]), str(made["version"])),
            tuple((str(one["filing"]), str(one["sha256"])) for one in inputs),
            tuple(Listed(str(one["path"]), int(one["size"]), str(one["sha256"])) for one in files),
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    kept = {frozenset(told), *map(frozenset, (*inputs, *files, made))}
    known = {
        frozenset(("generator", "inputs", "files")),
        frozenset(("filing", "sha256")),
        frozenset(("path", "size", "sha256")),
        frozenset(("name", "version")),
    }
    return listing if kept <= known else None


def without_archives(data: bytes) -> Listing | bytes:
    """What a manifest says of all that does not depend on how tightly a machine packs archives."""
    listing = read_listing(data)
    if listing is None:
        return data
    files = tuple(Listed(one.path, 0, "") if one.path.endswith(ARCHIVES) else one for one in listing.files)
    return Listing(listing.program, listing.inputs, files)
