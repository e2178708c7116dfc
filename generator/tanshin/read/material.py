"""What filings are read from and printed with: in which places it lies, and which files there count.

Whoever remembers, watches or compares input asks here, so that all of them mean the same files.
"""

from __future__ import annotations

from pathlib import Path

from tanshin import resources
from tanshin.report.book import BOOKS, COVER, ISSUER, TAXONOMIES

#: How the names of files end that count in a folder: data and taxonomies, templates, and the words of other languages.
KINDS = frozenset((".csv", ".yaml", ".css", ".j2", ".js", ".tsv"))


def inputs_of(place: Path) -> tuple[Path, ...]:
    """The files and folders that the filing in a folder or a workbook is read from, whether they are there or not.

    They are the place itself, the description of the issuer beside it, and the taxonomies of the issuer and the
    packaged ones.
    """
    home = place.absolute()
    return (home, home.parent / ISSUER, home.parent / TAXONOMIES, resources.taxonomy_dir())


def is_filing(folder: Path) -> bool:
    """Whether a folder holds a filing; of one that cannot be looked into nobody knows."""
    try:
        return (folder / COVER).is_file()
    except OSError:
        return False


def files_of(place: Path) -> tuple[Path, ...]:
    """The files that count in a place, sorted.

    In the folder of a filing they lie directly in it: what is below, or is of another kind, such as a build or a film,
    is not read. In any other folder all below counts. A file counts whatever its name is.

    Raises:
        OSError: a folder cannot be looked through.
    """
    if place.is_file():
        return (place,)
    paths = place.iterdir() if is_filing(place) else place.rglob("*")
    return tuple(
        sorted(path for path in paths if path.suffix in KINDS and not path.name.startswith(".") and path.is_file())
    )


def folders_in(place: Path) -> tuple[Path, ...]:
    """The folders in which such files lie or may come to lie, sorted; none where the place is no folder.

    Raises:
        OSError: a folder cannot be looked through.
    """
    if not place.is_dir():
        return ()
    return (place,) if is_filing(place) else (place, *sorted(path for path in place.rglob("*") if path.is_dir()))


def may_count(name: str) -> bool:
    """Whether a file of this name may count, or it is the name of a folder."""
    return not name.startswith(".") and Path(name).suffix.lower() in {*KINDS, *BOOKS, ""}


def is_book(place: str | Path) -> bool:
    """Whether a place is called like a workbook."""
    return Path(place).suffix.lower() in BOOKS
