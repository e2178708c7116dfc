"""The files of a place: a folder, an archive, or a single file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from tanshin.values.archive import MAX_FILES, MAX_SIZE, read_zip
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source
from tanshin.values.text import read_bytes


def contents(place: Path, name: str) -> Mapping[str, bytes]:
    """The files by their path in a folder or an archive; of a single file, by its name.

    Raises:
        InputError: a file cannot be read (TNS001), an archive is damaged or harmful (TNS021), a folder holds more than
            a report can (TNS071).
    """
    if place.is_dir():
        return _folder(place, name)
    data = read_bytes(place, name, MAX_SIZE)
    return read_zip(data, name) if is_zip(data) else {place.name: data}


def is_zip(data: bytes) -> bool:
    """Whether a file is an archive, or was meant to be one: it begins like one, or like an empty one."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _folder(place: Path, name: str) -> Mapping[str, bytes]:
    found: dict[str, bytes] = {}
    left = MAX_SIZE
    for folder, folders, files in os.walk(place):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for file in sorted(one for one in files if not one.startswith(".")):
            path = Path(folder) / file
            inner = path.relative_to(place).as_posix()
            data = read_bytes(path, f"{name}/{inner}", MAX_SIZE)
            left -= len(data)
            if left < 0 or len(found) >= MAX_FILES:
                message = say(
                    "{name} holds more than {files:,} files or {size:,} bytes, which is no report; name the folder of "
                    "one report",
                    name=name,
                    files=MAX_FILES,
                    size=MAX_SIZE,
                )
                raise InputError(Finding("TNS071", Severity.ERROR, message, (Source(name),)))
            found[inner] = data
    return found
