"""Files of a folder of canonical data: they lie in it, are text, and hold nothing that XML has no place for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from tanshin.read.canonical.grid import Grid, grid_of
from tanshin.values.complaint import KeyPath
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source
from tanshin.values.text import Decoded, decode_text, read_text
from tanshin.values.yaml import Document, parse_yaml

# A text file has none of these (read_text sees to it), but YAML can spell them: "\x07". XML 1.0, section 2.2.
_UNUSABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Line(Struct, frozen=True):
    """Where a line of a text really stands: a row of a sheet, and the columns of its cells.

    Of a table each cell has its column; of other texts there is one for all.
    """

    sheet: str
    row: int
    columns: tuple[int, ...] = (1,)


class Bundle(Struct, frozen=True):
    """The files of a filing that lie in no folder: their texts by name, and where each line of them really stands.

    ``findings`` is what there was to say while they were made.
    """

    files: Mapping[str, str]
    lines: Mapping[str, Sequence[Line]] = MappingProxyType({})
    findings: tuple[Finding, ...] = ()

    def place(self, file: str, source: Source) -> Source:
        """Where a position in a file really is; as it is where nothing else is known."""
        lines = self.lines.get(file)
        if not lines:
            return source
        line = lines[min(max(source.line, 1), len(lines)) - 1]
        if not source.line:
            return Source(line.sheet)
        return Source(line.sheet, line.row, line.columns[min(max(source.column, 1), len(line.columns)) - 1])


class Folder(Struct, frozen=True):
    """A folder and the name that positions give it; its files may be in a ``bundle`` and not on the disk."""

    path: Path
    name: str
    bundle: Bundle | None = None

    @property
    def title(self) -> str:
        """What the filing in it is called: a workbook like the folder it could be."""
        return self.name.removesuffix(self.path.suffix) if self.bundle and self.bundle.lines else self.name

    def named(self, file: str) -> str:
        """How positions name a file of this folder."""
        return f"{self.name}:{file}" if self.bundle and self.bundle.lines else f"{self.name}/{file}"

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
        if self.bundle:
            return file in self.bundle.files
        try:
            (self.path / file).lstat()
        except FileNotFoundError:
            return False
        except OSError:
            return True
        return True

    def read_text(self, file: str) -> Decoded:
        """The text of a file of this folder.

        Raises:
            InputError: the file cannot be read (TNS001, TNS002).
        """
        name = self.named(file)
        if self.bundle is None:
            return read_text(self.file(file), name)
        if file not in self.bundle.files:
            message = say("{name} is missing; put it there, or correct what names it", name=name)
            raise InputError(Finding("TNS001", Severity.ERROR, message, (Source(name),)))
        return decode_text(self.bundle.files[file].encode(), name)

    def _place(self, file: str, source: Source) -> Source:
        return self.bundle.place(file, source) if self.bundle else source

    def read_grid(self, file: str) -> Grid:
        """The table in a CSV file of this folder.

        Raises:
            InputError: the file cannot be read (TNS001, TNS002), or is not a table (TNS006, TNS007).
        """
        return grid_of(self.read_text(file), self.named(file), lambda source: self._place(file, source))

    def read_yaml(self, file: str) -> Document:
        """The YAML document in a file of this folder.

        Raises:
            InputError: the file cannot be read (TNS001, TNS002, TNS004), or spells what is no text (TNS005).
        """
        text = self.read_text(file).text
        try:
            document = parse_yaml(text, self.named(file))
        except InputError as error:
            raise InputError(
                *(
                    replace(one, sources=tuple(self._place(file, source) for source in one.sources))
                    for one in error.findings
                )
            ) from None
        if self.bundle and self.bundle.lines:
            document = replace(
                document,
                file=self._place(file, Source(document.file)).file,
                positions={path: self._place(file, source) for path, source in document.positions.items()},
                keys={path: self._place(file, source) for path, source in document.keys.items()},
            )
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
