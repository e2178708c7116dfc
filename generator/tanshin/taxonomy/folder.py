"""The YAML files of a taxonomy, as they lie in its folder."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.source import Source
from tanshin.values.text import decode_text, read_bytes
from tanshin.values.yaml import Document, parse_yaml


class Sources(Struct, frozen=True):
    """The content of a folder: what two taxonomies are read from is the same when these are equal."""

    folder: str
    files: tuple[tuple[str, bytes], ...]

    def read(self, file: str) -> Document:
        """The YAML document in one of the files.

        Raises:
            InputError: there is no such file (TNS001), it is no text (TNS002) or no YAML (TNS004).
        """
        name = f"{self.folder}/{file}"
        data = dict(self.files).get(file)
        if data is None:
            raise InputError(Finding("TNS001", Severity.ERROR, f"{name} is missing", (Source(name),)))
        return parse_yaml(decode_text(data, name).text, name)


def read_sources(folder: Path) -> Sources:
    """The YAML files in a folder.

    Raises:
        InputError: one of them cannot be read (TNS001).
    """
    paths = sorted(folder.glob("*.yaml"))
    return Sources(folder.name, tuple((path.name, read_bytes(path, f"{folder.name}/{path.name}")) for path in paths))
