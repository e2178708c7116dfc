"""An import beside the sample of the same release: what was placed, and what of that is right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from tanshin import new
from tanshin.inputs import read_filing
from tanshin.report.fact import Key
from tanshin.report.filing import Filing

#: The text of each release, by the start of its file's name, and the sample made of it.
RELEASES: Mapping[str, str] = {
    "004": "iij/fy2009-annual",
    "002": "iij/1h-fy2012",
    "000": "iij/fy2012-annual",
    "001": "iij/1q-fy2013",
}
#: What a figure says: the fact it is, and its value.
Said = tuple[Key, object]


class Measured(Struct, frozen=True):
    """The figures of one statement: placed by the import, right among them, in the sample, and found again of those.

    A figure is right where the sample prints the same value of the same fact, in whatever table.
    """

    statement: str
    placed: int
    right: int
    sample: int
    found: int


class Compared(Struct, frozen=True):
    """A release: its sample, its statements, the figures that are wrong, with their places, and how much is listed."""

    sample: str
    statements: tuple[Measured, ...]
    wrong: tuple[str, ...]
    unplaced: int

    def total(self) -> Measured:
        """All statements as one."""
        return total(self.statements)


def total(of: Iterable[Measured]) -> Measured:
    """Several statements as one."""
    rows = tuple(of)
    return Measured(
        "total",
        sum(one.placed for one in rows),
        sum(one.right for one in rows),
        sum(one.sample for one in rows),
        sum(one.found for one in rows),
    )


def release_of(folder: Path, name: str) -> Path:
    """The text of a release in the folder of published material."""
    return next((folder / "releases").glob(f"{name}_*.txt"))


def compared(text: Path, sample: str, out: Path) -> Compared:
    """Import a release for writing to ``out``, which is not written, and compare it with a sample."""
    started, found = new.imported(text, sample.split("/", maxsplit=1)[0], out)
    mine, theirs = _said(started.filing), _said(read_filing(sample))
    known = frozenset(one for group in theirs.values() for one in group)
    rows = []
    for name in sorted({*mine, *theirs}):
        placed, printed = mine.get(name, frozenset()), theirs.get(name, frozenset())
        rows.append(Measured(name, len(placed), len(placed & known), len(printed), len(placed & printed)))
    wrong = {
        f"{one.source}: {one.key} is {one.value}" for one in started.filing.prints if (one.key, one.value) not in known
    }
    return Compared(sample, tuple(rows), tuple(sorted(wrong)), len(found.unplaced))


def _said(filing: Filing) -> dict[str, frozenset[Said]]:
    """What is printed, by the statement, or the table of the form, in which it stands."""
    trees = {table.id: table.statement for table in filing.printed_tables}
    found: dict[str, set[Said]] = {}
    for one in filing.prints:
        name = trees.get(one.table) or f"summary: {one.table}"
        found.setdefault(name, set()).add((one.key, one.value))
    return {name: frozenset(said) for name, said in found.items()}
