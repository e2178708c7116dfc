"""Filings in the shape in which people fill them in: a folder or a workbook, of one the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from tanshin import resources
from tanshin.inputs import (
    blank,
    figures_of,
    folder_of,
    form_of,
    opened,
    place_of,
    places_before,
    provisional,
    read_filing,
    read_taxonomy,
    stated_by,
)
from tanshin.read.form import read_form
from tanshin.read.material import is_book
from tanshin.report.book import ISSUER, RECORDS, TAXONOMIES
from tanshin.report.filing import Filing
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import Message, say
from tanshin.values.output import write_file, write_tree
from tanshin.values.source import Source

if TYPE_CHECKING:
    from tanshin.report.imported import Imported
    from tanshin.write.next.filing import Next
    from tanshin.write.next.published import Source as Former

#: The form of a company under US GAAP, where the last filing fills in none; the first letter says annual or quarterly.
_FORM = "cedussm"

#: The forms that are no summaries of results, by what they revise.
_NOTICE_OF = {"results": "rvfc", "dividends": "rvdf"}


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
    filing = read_filing(place)
    return Started(files_of(place_of(place)), filing)


def following(place: str | Path, out: Path, *, annual: bool, lang: str | None = None) -> Started:
    """The filing that follows one, annual or of the next quarter, for writing to ``out``.

    Its tables are those of the last filing of that form under the same captions, or with ``lang`` under those of
    the taxonomy in that language; what the filings at hand have published for its periods stands in it.

    Raises:
        InputError: the filing, or one before it, cannot be used.
    """
    from tanshin.read.canonical.provisional import announcement
    from tanshin.write.next.filing import next_filing
    from tanshin.write.next.period import next_calendar
    from tanshin.write.next.published import Published

    known, last, former = _known(place)
    filing = last.filing
    _beside_its_taxonomy(filing, out)
    after = next_calendar(filing.calendar, annual=annual)
    name = f"{'a' if annual else 'q'}{filing.form.name[1:] or _FORM}"
    base = next((one for one in (last, *former) if one.filing.form.name == name and _is_alike(one, last)), last)
    form = read_form(resources.taxonomy_dir() / resources.FORM_TAXONOMY, name, filing.form_taxonomy)
    target = read_taxonomy(filing.taxonomy_folder, on=announcement(after.period("CurrentAccumulated").last))
    return _started(next_filing(last, base, Published(known), form, after, target, _follows(place, out), lang), out)


def revising(place: str | Path, out: Path, *, dividends: bool) -> Started:
    """The notice that revises what a filing and those before it forecast, for writing to ``out``.

    The forecasts announced last stand in it, and are settled; the revised ones are blank.

    Raises:
        InputError: the filing, or one before it, cannot be used.
    """
    from tanshin.write.next.notice import next_notice, notice_calendar
    from tanshin.write.next.published import BEFORE, Published

    known, last, _ = _known(place)
    filing = known[0].filing
    _beside_its_taxonomy(filing, out)
    name = _NOTICE_OF["dividends" if dividends else "results"]
    base = next((one for one in known if one.filing.form.name == name), last)
    form = read_form(resources.taxonomy_dir() / resources.FORM_TAXONOMY, name, filing.form_taxonomy)
    derived = {one.concept for one in figures_of(last.filing) if one.concept and BEFORE in one.expression}
    after = notice_calendar(filing.calendar)
    return _started(next_notice(base, Published(known), form, after, _follows(place, out), derived), out)


def _known(place: str | Path) -> tuple[tuple[Former, ...], Former, tuple[Former, ...]]:
    """A filing and those before it, the latest first; the last results among them, and what comes before those."""
    from tanshin.write.next.published import Source as Former

    given = read_filing(place)
    known = [Former(given, files_of(place_of(place)))]
    known += [Former(read_filing(one), files_of(one)) for one in reversed(places_before(given, place))]
    # After a notice of revision comes what follows the results before it.
    at = next((index for index, one in enumerate(known) if one.filing.form.name not in _NOTICE_OF.values()), 0)
    return tuple(known), known[at], tuple(known[at + 1 :])


def _follows(place: str | Path, out: Path) -> str:
    """How the filing in ``out`` names the one it follows."""
    home = place_of(place)
    if home.absolute().parent != out.absolute().parent and home.is_relative_to(resources.samples_dir()):
        return home.relative_to(resources.samples_dir()).as_posix()
    return home.stem if is_book(home) else home.absolute().name


def _started(made: Next, out: Path) -> Started:
    return Started(made.files, provisional(made.files, out, _title(out)), made.locked, made.todo)


def _title(out: Path) -> str:
    """What the filing in ``out`` is called in findings."""
    return f"{out.absolute().parent.name}/{out.stem if is_book(out) else out.name}"


def first(issuer: str | Path, year_end: date, quarter: int, out: Path, lang: str = "en") -> Started:
    """A filing from the taxonomy alone, blank, for writing to ``out``: of the year (quarter 4) or of a quarter.

    Every line of each statement in force then is a row with its caption in ``lang``. The form is the one whose elements
    the company's figures explain; where they explain none, there is none.

    Raises:
        InputError: the issuer or its taxonomy cannot be used (TNS001 to TNS005, TNS020), or lies elsewhere (TNS005).
    """
    from tanshin.read.canonical.folder import Folder
    from tanshin.write.next.first import first_filing
    from tanshin.write.next.published import Source as Former

    home = folder_of(Path(issuer), (resources.samples_dir(),), ISSUER)
    files = blank(Folder(home, home.name).read_text(ISSUER).text, year_end, quarter)
    bare = provisional(files, out, _title(out))
    return _started(first_filing(Former(bare, files), form_of(bare), stated_by(bare), lang), out)


def imported(path: str | Path, issuer: str | Path | None, out: Path) -> tuple[Started, Imported]:
    """A filing of what a release or a workbook of others prints, for writing to ``out``, and what could be placed.

    Without a name the company is that of the folder in which ``out`` lies, or the one packaged whose name the release
    has in it.

    Raises:
        InputError: the file or the issuer cannot be used (TNS001, TNS002, TNS021, TNS550), or nothing in it is a table
            of the issuer's (TNS048).
    """
    from tanshin.importing import draft_of, home_of, import_release
    from tanshin.read.canonical.folder import Folder
    from tanshin.write.imported import files_of as written

    draft = draft_of(Path(path))
    home = folder_of(Path(issuer), (resources.samples_dir(),), ISSUER) if issuer else home_of(draft, out)
    described = Folder(home, home.name).read_text(ISSUER).text
    found = import_release(draft, home, described, out)
    files = {ISSUER: described, **written(found)}
    return Started(files, provisional(files, out, _title(out))), found


def last_of(issuer: str | Path) -> Path:
    """The last filing of an issuer that fills in a form: in its folder, or the packaged one of that name.

    Raises:
        InputError: there is no such issuer (TNS001), or it has none (TNS022).
    """
    from tanshin.read.canonical.issuer import read_issuer

    folder = folder_of(Path(issuer), (resources.samples_dir(),), ISSUER)
    names = read_issuer(folder, folder.name).filings
    for name in reversed(names):
        for place in (folder / name, folder / f"{name}.xlsx"):
            if place.exists() and read_filing(place).form.name:
                return place
    message = say(
        "{issuer} has no filing to go on from; name one with --from, or give the last day of the fiscal year with "
        "--year-end to start from the taxonomy alone",
        issuer=issuer,
    )
    raise InputError(Finding("TNS022", Severity.ERROR, message, (Source(f"{folder.name}/{ISSUER}"),)))


def _beside_its_taxonomy(filing: Filing, out: Path) -> None:
    """See to it that a filing in ``out`` finds the taxonomy of its company.

    Raises:
        InputError: the taxonomy lies beside the company's other filings, and ``out`` elsewhere (TNS019).
    """
    folder = filing.taxonomy_folder.absolute()
    beside = out.absolute().parent / TAXONOMIES / folder.name
    if folder.is_relative_to(resources.taxonomy_dir()) or beside.is_dir():
        return
    message = say(
        "{path} is not in the folder of the company, where its taxonomy {taxonomy} is found; name a place in {folder} "
        "or a copy of it",
        path=out,
        taxonomy=folder.name,
        folder=folder.parent.parent,
    )
    raise InputError(Finding("TNS019", Severity.ERROR, message, (Source(str(out)),)))


def _is_alike(one: Former, last: Former) -> bool:
    return one.filing.taxonomy.era == last.filing.taxonomy.era


def files_of(place: Path) -> dict[str, str]:
    """The files of a filing by name, with the description of its issuer, which may lie beside the filing.

    Raises:
        InputError: one of them cannot be read, or ``filing.yaml`` is not as it has to be (TNS005).
    """
    from tanshin.read.canonical.source import names_in

    home = opened(place)
    files = {name: home.read_text(name).text for name in names_in(home)}
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
    _beside_its_taxonomy(started.filing, out)
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
    write_tree(out, files, is_ours=False)
