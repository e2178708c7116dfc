"""The YAML files of a taxonomy, as they lie in its folder."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source
from tanshin.values.text import decode_text, read_bytes
from tanshin.values.yaml import Document, parse_yaml


class Sources(Struct, frozen=True):
    """The content of a folder: what two taxonomies are read from is the same when these are equal."""

    folder: str
    files: tuple[tuple[str, bytes], ...]

    def text(self, file: str) -> str:
        """One of the files.

        Raises:
            InputError: there is no such file (TNS001), or it is no text (TNS002).
        """
        name = f"{self.folder}/{file}"
        data = dict(self.files).get(file)
        if data is None:
            raise InputError(Finding("TNS001", Severity.ERROR, say("{name} is missing", name=name), (Source(name),)))
        return decode_text(data, name).text

    def read(self, file: str) -> Document:
        """The YAML document in one of the files.

        Raises:
            InputError: there is no such file (TNS001), it is no text (TNS002) or no YAML (TNS004).
        """
        return parse_yaml(self.text(file), f"{self.folder}/{file}")


def read_sources(folder: Path) -> Sources:
    """The YAML files in a folder and in the folders inside it.

    Raises:
        InputError: one of them cannot be read, or is a link to a place outside (TNS001).
    """
    inside = folder.resolve()
    files = []
    for path in sorted(folder.rglob("*.yaml")):
        file = path.relative_to(folder).as_posix()
        name = f"{folder.name}/{file}"
        if not path.resolve().is_relative_to(inside):
            message = say("{name} is a link that leads out of its folder; put the file itself there", name=name)
            raise InputError(Finding("TNS001", Severity.ERROR, message, (Source(name),)))
        files.append((file, read_bytes(path, name)))
    return Sources(folder.name, tuple(files))
