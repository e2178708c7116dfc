"""A reader with input from outside, as something that can be fuzzed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from tanshin.values.archive import name_fault
from tanshin.values.finding import Finding, InputError

CORPUS = Path(__file__).resolve().parent / "corpus"

_LONGEST_NAME = 200
#: A line that begins a file in input that is several: ``=== name``.
_HEAD = re.compile(rb"(?:\A|\n)=== ([^\n]*)\n")


class Target(Struct, frozen=True):
    """A reader: ``read`` takes any bytes, and a folder that is its own and empty, and may refuse them.

    ``what`` says in the documentation what is read.
    """

    name: str
    what: str
    read: Callable[[bytes, Path], None]

    def __call__(self, data: bytes, folder: Path) -> None:
        """Read some bytes; that they are refused with findings is as it should be."""
        try:
            self.read(data, folder)
        except InputError as error:
            look_at(error.findings)

    @property
    def corpus(self) -> tuple[Path, ...]:
        """The input that is kept, by name."""
        return tuple(sorted((CORPUS / self.name).iterdir()))


def look_at(findings: Iterable[Finding]) -> None:
    """Hold findings to what every finding is: words that can be printed, at a place, and none of a broken rule."""
    for one in findings:
        assert one.code != "TNS791", one.message  # a rule raised
        assert one.message
        "".join((one.message, *map(str, one.sources), *one.facts)).encode()


def unbundled(data: bytes) -> dict[str, bytes]:
    """The files in input that is several; without a head it is one without a name."""
    parts = _HEAD.split(data)
    names = (part.decode(errors="replace") for part in parts[1::2])
    found = dict(zip(names, parts[2::2], strict=True))
    return found or {"": data}


def bundled(files: Mapping[str, bytes]) -> bytes:
    """Files as one input."""
    return b"\n".join(b"=== %s\n%s" % (name.encode(), data) for name, data in files.items())


def apart(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that a folder or an archive can hold beside each other."""
    sound = {name: data for name, data in files.items() if name_fault(name) is None}
    return {name: data for name, data in sound.items() if not any(one.startswith(f"{name}/") for one in sound)}


def laid_out(files: Mapping[str, bytes], folder: Path) -> Path:
    """Write files into a folder, as far as a system takes such names; gives it back."""
    for name, data in apart(files).items():
        if max(len(part.encode()) for part in name.split("/")) < _LONGEST_NAME:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return folder
