"""Files of a folder of canonical data: they lie in it, are text, and hold nothing that XML has no place for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from tanshin.values.complaint import KeyPath
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source
from tanshin.values.yaml import Document, read_yaml

# A text file has none of these (read_text sees to it), but YAML can spell them: "\x07". XML 1.0, section 2.2.
_UNUSABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Folder(Struct, frozen=True):
    """A folder and the name that positions give it."""

    path: Path
    name: str

    def named(self, file: str) -> str:
        """How positions name a file of this folder."""
        return f"{self.name}/{file}"

    def file(self, file: str) -> Path:
        """The path of a file of this folder.

        Raises:
            InputError: it is a link to a place outside (TNS001).
        """
        path = self.path / file
        try:
            inside = path.resolve().is_relative_to(self.path.resolve())
        except (OSError, RuntimeError, ValueError):  # links in a circle, a name no system takes: reading will say so
            inside = True
        if not inside:
            message = say(
                "{named} is a link that leads out of its folder; put the file itself there", named=self.named(file)
            )
            raise InputError(Finding("TNS001", Severity.ERROR, message, (Source(self.named(file)),)))
        return path

    def has(self, file: str) -> bool:
        """Whether there is anything of that name, usable or not."""
        try:
            (self.path / file).lstat()
        except FileNotFoundError:
            return False
        except OSError:
            return True
        return True

    def read_yaml(self, file: str) -> Document:
        """The YAML document in a file of this folder.

        Raises:
            InputError: the file cannot be read (TNS001, TNS002, TNS004), or spells what is no text (TNS005).
        """
        document = read_yaml(self.file(file), self.named(file))
        problems = [
            Finding(
                "TNS005",
                Severity.ERROR,
                say("U+{found:04X} has no place in a text; remove it", found=ord(found)),
                (source,),
            )
            for path, found in _unusable(document.data, ())
            for source in (document.position(path),)
        ]
        if problems:
            raise InputError(*dict.fromkeys(problems))
        return document


def _unusable(data: object, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """The characters that are no text, and where they stand."""
    match data:
        case str():
            if found := _UNUSABLE.search(data):
                yield path, found[0]
        case list():
            for index, item in enumerate(data):
                yield from _unusable(item, (*path, index))
        case dict():
            for key, value in data.items():
                yield from _unusable(key, (*path, key))
                yield from _unusable(value, (*path, key))
