"""A release or a workbook of others -> what of it can be placed, proved by reading it as a filing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath

from msgspec import Struct
from msgspec.structs import replace

from tanshin.inputs import blank, form_of, provisional
from tanshin.read.canonical.folder import Bundle, Folder
from tanshin.read.canonical.issuer import issuer_of, read_issuer
from tanshin.read.canonical.provisional import announcement
from tanshin.read.canonical.statement import Context
from tanshin.read.draft.draft import read_draft
from tanshin.read.material import is_book
from tanshin.read.release_text.form import FormReading
from tanshin.read.release_text.printed import tables_of
from tanshin.read.release_text.read import read_release
from tanshin.read.release_text.reported import calendar_of
from tanshin.report.book import ISSUER, TAXONOMIES
from tanshin.report.calendar import Calendar
from tanshin.report.caption import Caption
from tanshin.report.draft import Draft
from tanshin.report.filing import Filing
from tanshin.report.imported import Imported, Placed, PlacedTable, Unplaced
from tanshin.report.issuer import Issuer
from tanshin.resources import samples_dir, taxonomy_dir
from tanshin.taxonomy.build import read_taxonomy
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import Message, say
from tanshin.values.source import Source
from tanshin.values.text import caption_key, read_bytes
from tanshin.write.imported import files_of

#: Rows that cannot be read back are taken out; what then cannot be read goes next, and so on a few times.
_ROUNDS = 5
#: A release has a thousand rows or two.
MAX_ROWS = 5_000
_CONTRADICTION = "TNS014"


def draft_of(path: Path) -> Draft:
    """The texts and tables of a release, or of a workbook of others.

    Raises:
        InputError: the file cannot be used (TNS001, TNS002, TNS021, TNS037, TNS550).
    """
    if is_book(path):
        from tanshin.read.release_text.workbook import draft_of as draft_of_book

        return draft_of_book(read_bytes(path, path.as_posix()), path.as_posix())
    return read_draft(path)


def home_of(draft: Draft, out: Path) -> Path:
    """The folder of the company of a release: that in which the filing is to lie, or of the one packaged that it names.

    Raises:
        InputError: there is none, or more than one (TNS048).
    """
    beside = out.absolute().parent
    if (beside / ISSUER).is_file():
        return beside
    said = caption_key(" ".join(text.text for text in draft.texts()))
    homes = sorted(path.parent for path in samples_dir().glob(f"*/{ISSUER}"))
    found = [
        home for home in homes if any(caption_key(name) in said for name in read_issuer(home, home.name).names.values())
    ]
    if len(found) != 1:
        message = say("{file} does not say which company it is of; name it with --issuer", file=draft.file)
        raise _refuse(message, draft)
    return found[0]


def import_release(draft: Draft, home: Path, described: str, out: Path) -> Imported:
    """What of a release or a workbook can be placed in the taxonomy of an issuer.

    ``home`` is the folder of the issuer, ``described`` the text of its description, ``out`` where the filing is to lie.

    Raises:
        InputError: nothing in it could be placed (TNS048), or the issuer cannot be used.
    """
    tables = tuple(tables_of(draft))
    if not tables:
        raise _refuse(say("{file} has no table with figures; give the release with its tables", file=draft.file), draft)
    if sum(len(table.rows) for table in tables) > MAX_ROWS:
        message = say(
            "{file} has more than {most:,} rows in its tables; give the release alone", file=draft.file, most=MAX_ROWS
        )
        raise _refuse(message, draft)
    calendar = calendar_of(draft, tables)
    if calendar is None:
        message = say(
            "{file} does not say which period it reports: no heading names a year or months that have ended",
            file=draft.file,
        )
        raise _refuse(message, draft)
    issuer = issuer_of(Folder(home, home.name, Bundle({ISSUER: described})).read_yaml(ISSUER))
    own = home / TAXONOMIES / issuer.taxonomy
    place = own if own.is_dir() else taxonomy_dir() / issuer.taxonomy
    taxonomy = read_taxonomy(place, on=announcement(calendar.reported.last))
    form = _form(draft, calendar, issuer, described, out)
    found = _read_back(read_release(draft.file, tables, taxonomy, calendar, form), described, out)
    if not found.tables:
        message = say(
            "nothing in {file} could be placed: none of its tables has the captions of this issuer", file=draft.file
        )
        raise _refuse(message, draft)
    return found


def _form(draft: Draft, calendar: Calendar, issuer: Issuer, described: str, out: Path) -> FormReading:
    """The form that the company fills in, with what the release says of it in lines of text."""
    bare = provisional(blank(described, calendar.year_end, calendar.quarter), out, out.name)
    reading = FormReading(form_of(bare), issuer, Context(bare.form_taxonomy, calendar, issuer.entity))
    reading.lines(draft)
    return reading


def _refuse(message: Message, draft: Draft) -> InputError:
    return InputError(Finding("TNS048", Severity.ERROR, message, (Source(draft.file),)))


def _read_back(found: Imported, described: str, out: Path) -> Imported:
    """The same without the rows that are wrong, or something else, when they are read as a filing."""
    for _ in range(_ROUNDS):
        if not found.tables:
            break
        captions: Mapping[str, Mapping[int, Caption]] | None = None
        try:
            filing = provisional({ISSUER: described, **files_of(found)}, out, out.name)
            captions, findings = _captions(filing), filing.findings
        except InputError as error:
            findings = error.findings
        wrong = _Wrong({}, {})
        for one in findings:
            if one.severity is Severity.ERROR:
                wrong.note(one)
        kept = [_kept(table, wrong, captions) for table in found.tables]
        tables = tuple(table for table, _ in kept if any(any(row.cells) for row in table.rows))
        unplaced = tuple(one for _, lost in kept for one in lost)
        if captions is not None and not unplaced and len(tables) == len(found.tables):
            break
        found = replace(found, tables=tables, unplaced=(*found.unplaced, *unplaced))
    return replace(found, unplaced=tuple(sorted(found.unplaced, key=lambda one: (one.source, one.caption))))


class _Wrong(Struct, frozen=True):
    """What is wrong in the files, by the file: of a row by its line, of a cell by its line and column."""

    rows: dict[tuple[str, int], Message]
    cells: dict[tuple[str, int, int], Message]

    def note(self, finding: Finding) -> None:
        """Note a finding; of two cells that contradict each other the later one is at fault."""
        reason = say("read back, it is wrong: {reason}", reason=finding.message)
        if finding.code == _CONTRADICTION:
            one = finding.sources[-1]
            self.cells[PurePath(one.file).name, one.line, one.column] = reason
            return
        for one in finding.sources:
            self.rows.setdefault((PurePath(one.file).name, one.line), reason)


def _captions(filing: Filing) -> Mapping[str, Mapping[int, Caption]]:
    """The captions of a filing by table and line."""
    found: dict[str, dict[int, Caption]] = {}
    for one in filing.captions:
        found.setdefault(one.table, {})[one.source.line] = one
    return found


def _kept(
    table: PlacedTable, wrong: _Wrong, captions: Mapping[str, Mapping[int, Caption]] | None
) -> tuple[PlacedTable, list[Unplaced]]:
    """A table without the rows and cells that cannot be read back, and those."""
    file, first = table.file, 3 if table.has_periods else 2
    kept: list[Placed] = []
    lost: list[Unplaced] = []
    for line, row in enumerate(table.rows, 2):
        why = wrong.rows.get((file, line))
        read = captions.get(table.id, {}).get(line) if captions is not None else None
        if (
            why is None
            and captions is not None
            and (read is None or (read.line.id if read.line else read.period) != row.line)
        ):
            why = say("read back, its caption means another line")
        if why is not None:
            if any(row.cells):
                lost.append(Unplaced(row.source, row.caption, tuple(filter(None, row.cells)), why, table.id))
            continue
        told = ((at, wrong.cells.get((file, line, at + first))) for at in range(len(row.cells)))
        reasons = {at: reason for at, reason in told if reason}
        lost += (Unplaced(row.source, row.caption, (row.cells[at],), why, table.id) for at, why in reasons.items())
        kept.append(replace(row, cells=tuple("" if at in reasons else cell for at, cell in enumerate(row.cells))))
    return replace(table, rows=tuple(kept)), lost
