"""Filings in the shape in which people fill them in: a folder or a workbook, of one the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from msgspec import Struct

from tanshin.inputs import home_of, is_book, place_of, read_filing
from tanshin.report.book import COVER, ISSUER, RECORDS, TEXTS
from tanshin.report.filing import Filing
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import Message, say
from tanshin.values.output import MARKER, write_file, write_tree
from tanshin.values.source import Source


class Started(Struct, frozen=True):
    """What is to be written: the texts of the files by name, and the filing that they are, as far as it is known.

    ``locked`` are the cells (table, row, column) of figures that were published before. ``todo`` says what is left to
    a person.
    """

    files: Mapping[str, str]
    filing: Filing
    locked: Collection[tuple[str, str, str]] = ()
    todo: tuple[Message, ...] = ()


def same(place: str | Path) -> Started:
    """A filing as it is, for the other shape.

    Raises:
        InputError: it cannot be used.
    """
    return Started(files_of(place_of(place)), read_filing(place))


def files_of(place: Path) -> dict[str, str]:
    """The files of a filing by name, with the description of its issuer, which may lie beside the filing.

    Raises:
        InputError: one of them cannot be read.
    """
    home = home_of(place)
    if home.bundle:
        files = dict(home.bundle.files)
    else:
        document = home.read_yaml(COVER).data
        data = document if isinstance(document, dict) else {}
        tables = [f"{one['table']}.csv" for part in ("statements", "tables") for one in data.get(part) or ()]
        names = [COVER, *tables, *(data.get("summary") or {}).values()]
        names += [name for name in (*RECORDS, *TEXTS, ISSUER) if home.has(name)]
        files = {name: home.read_text(name).text for name in names}
    if (home.path.parent / ISSUER).is_file():
        from tanshin.read.canonical.folder import Folder

        files[ISSUER] = Folder(home.path.parent, home.path.parent.name).read_text(ISSUER).text
    return files


def write(started: Started, out: Path, lang: str = "en") -> None:
    """Write a filing: as a workbook where ``out`` is called like one, else as a folder.

    The description of the issuer is left out of a folder beside which it lies.

    Raises:
        InputError: there is something in that place already, or it cannot be written (TNS019).
    """
    if out.is_file() or (out.is_dir() and any(out.iterdir())):
        message = say("{path} is there already, and nothing of it is replaced; name a new place", path=out)
        raise InputError(Finding("TNS019", Severity.ERROR, message, (Source(str(out)),)))
    if is_book(out):
        from tanshin.write.workbook.book import workbook

        write_file(out, workbook(started.filing, started.files, lang, started.locked))
        return
    beside = (out.absolute().parent / ISSUER).is_file()
    files = {
        name: text.encode()
        for name, text in started.files.items()
        if not (name == ISSUER and beside) and not (name in RECORDS and text.count("\n") < 2)
    }
    write_tree(out, files)
    (out / MARKER).unlink()  # from now on it is a person's
