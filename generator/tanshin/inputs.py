"""Filings and taxonomies as functions: where they are, what is read of them, and what is remembered between runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tanshin import resources
from tanshin.read.material import files_of, inputs_of, is_book
from tanshin.report.book import COVER, ISSUER, PRESENTATION, RELEASE, TAXONOMIES
from tanshin.report.filing import Filing
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.memory import recall_made_of
from tanshin.values.message import listed, say
from tanshin.values.source import Source

# What reads YAML takes longer to import than a filing to check, and a filing that is remembered needs none of it.
if TYPE_CHECKING:
    from tanshin.derive.figure import Figure
    from tanshin.derive.summary import SummaryFigure
    from tanshin.read.canonical.folder import Folder
    from tanshin.report.form import Form
    from tanshin.report.older_form import OlderForm
    from tanshin.report.summary import Forms
    from tanshin.taxonomy.era import Eras
    from tanshin.values.qname import QName

#: The quarter that an annual form reports.
_ANNUAL = 4


def read_filing(place: str | Path) -> Filing:
    """The filing in a folder, or the packaged sample of a name such as ``iij/fy2012-annual``.

    What the canonical tables leave out and what can be derived is in its report.

    Raises:
        InputError: the input cannot be used.
    """
    folder = place_of(place)
    home = folder.absolute()
    return recall_made_of(
        ("filing", str(home)),
        inputs_of(home),
        lambda: read_opened(opened(folder)),
        files_of,
    )


def read_opened(home: Folder) -> Filing:
    """The filing in an opened folder or workbook, with all that can be derived and is told.

    Raises:
        InputError: the input cannot be used.
    """
    from tanshin.derive.complete import complete
    from tanshin.read.canonical.filing import read_filing as read_canonical

    filing = read_canonical(home, resources.taxonomy_dir())
    figures = cache(partial(figures_of, filing))
    filing = replace(filing, inputs=_digest(home, filing))
    return with_release(home, complete(filing, figures), figures)


def blank(described: str, year_end: date, quarter: int) -> dict[str, str]:
    """The files of a filing of which nothing is known but its company, its fiscal year and its quarter."""
    return {ISSUER: described, COVER: f"fiscal_year_end: {year_end.isoformat()}\nquarter: {quarter}\n"}


def provisional(files: Mapping[str, str], out: Path, name: str) -> Filing:
    """The filing that files for ``out`` will be, with something in the places that are still blank.

    Raises:
        InputError: the files cannot be used.
    """
    from tanshin.read.canonical.filing import read_filing as read_canonical
    from tanshin.read.canonical.folder import Bundle, Folder
    from tanshin.read.canonical.provisional import filled

    bundle = Bundle({**files, COVER: filled(files[COVER])})
    return read_canonical(Folder(out.absolute(), name, bundle), resources.taxonomy_dir())


def _digest(home: Folder, filing: Filing) -> str:
    """A digest of what a filing is read from, the same wherever the folders lie.

    It is that of a list with a line for each file, sorted: its SHA-256, two spaces, its name from the folder of the
    issuer or of the taxonomies. Of a workbook the files are those that its sheets stand for.

    Raises:
        InputError: a file cannot be read (TNS001).
    """
    from tanshin.read.canonical.source import names_in
    from tanshin.values.text import read_bytes

    folder = home.path.absolute()
    places = {ISSUER: folder.parent / ISSUER}
    if home.bundle is None:
        places |= {f"{folder.name}/{name}": home.file(name) for name in names_in(home)}
    for place in (filing.taxonomy_folder.absolute(), resources.taxonomy_dir() / resources.FORM_TAXONOMY):
        files = {path.relative_to(place).as_posix(): path for path in files_of(place)}
        places |= {f"{TAXONOMIES}/{place.name}/{name}": path for name, path in files.items()}
    contents = {name: read_bytes(path, name) for name, path in places.items() if path.is_file()}
    if home.bundle is not None:
        contents |= {f"{folder.stem}/{name}": text.encode() for name, text in home.bundle.files.items()}
    lines = [f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(contents.items())]
    return sha256("".join(lines).encode()).hexdigest()


def place_of(place: str | Path) -> Path:
    """The workbook or the folder that is meant; of a packaged sample the name is enough.

    Raises:
        InputError: there is none (TNS001).
    """
    if is_book(place) and Path(place).is_file():
        return Path(place)
    return folder_of(Path(place), (resources.samples_dir(),), COVER)


def opened(place: Path) -> Folder:
    """A folder, or the files of a workbook as if they lay in one.

    Raises:
        InputError: the workbook cannot be read (TNS001, TNS017, TNS021, TNS037, TNS038, TNS040).
    """
    from tanshin.read.canonical.filing import folder_at

    home = folder_at(place)
    if not is_book(place) or place.is_dir():
        return home
    from tanshin.read.workbook.book import read_book
    from tanshin.values.text import read_bytes

    return replace(home, bundle=read_book(read_bytes(place, home.name), home.name))


def with_release(folder: Path | Folder, filing: Filing, figures: Callable[[], tuple[Figure, ...]]) -> Filing:
    """The filing with the release and the slides that lie in its folder, and with the facts its notes are.

    Raises:
        InputError: the release or the presentation cannot be used.
    """
    has = (lambda name: (folder / name).exists()) if isinstance(folder, Path) else folder.has
    has_release, has_slides = has(RELEASE), has(PRESENTATION)
    if not has_release and not has_slides:
        return filing
    from tanshin.derive.binding import bind
    from tanshin.document.release import note_facts
    from tanshin.read.canonical.release import read_presentation, read_release
    from tanshin.report.report import Report

    binder = bind(filing, figures())
    if has_release:
        filing = read_release(folder, filing, binder)
        filing = replace(filing, report=Report((*filing.report, *note_facts(filing, binder))))
    return read_presentation(folder, filing, binder) if has_slides else filing


def earlier_filings(filing: Filing, place: str | Path) -> tuple[Filing, ...]:
    """The filings of the issuer that stand before this one in ``issuer.yaml``, as far as their folders are there.

    Raises:
        InputError: one of them cannot be used.
    """
    return tuple(map(read_filing, places_before(filing, place)))


def places_before(filing: Filing, place: str | Path) -> tuple[Path, ...]:
    """Where the filings before one are, in order of announcement, as far as they are there."""
    home = place_of(place).resolve()
    names, own = filing.issuer.filings, home.stem if is_book(home) else home.name
    before = names[: names.index(own)] if own in names else ()
    if own not in names and filing.follows:  # started, and not yet listed
        last = filing.follows
        before = names[: names.index(last) + 1] if last in names else (last,)
    return tuple(found for name in before if (found := _beside(home.parent, name)))


def _beside(folder: Path, name: str) -> Path | None:
    """The filing of a name in the folder of an issuer: a folder, or else a workbook; or else a packaged sample."""
    packaged = resources.samples_dir() / name
    for place, file in (
        (folder / name, folder / name / COVER),
        (folder / f"{name}.xlsx",) * 2,
        (packaged, packaged / COVER),
    ):
        if file.is_file():
            return place
    return None


def usable_before(filing: Filing, place: str | Path) -> tuple[tuple[Filing, ...], tuple[Finding, ...]]:
    """Those of the earlier filings that can be used, and a finding for each that cannot.

    A slip in last year's folder must not stop the check of this year's; that nothing could be compared is told.
    """
    found: list[Filing] = []
    unusable: list[Finding] = []
    for folder in places_before(filing, place):
        try:
            found.append(read_filing(folder))
        except InputError as error:
            message = say(
                "{filing}, which was announced before, cannot be read and is compared with nothing: {reason}",
                filing=folder.name,
                reason=error.findings[0].message,
            )
            unusable.append(Finding("TNS340", Severity.WARNING, message, error.findings[0].sources[:1]))
    return tuple(found), tuple(unusable)


def figures_of(filing: Filing) -> tuple[Figure, ...]:
    """What can be derived under the taxonomy of the filing's issuer."""

    def make() -> tuple[Figure, ...]:
        from tanshin.derive.source import read_figures

        return read_figures(filing.taxonomy_folder, filing.taxonomy, filing.form_taxonomy)

    taxonomy = filing.taxonomy
    return recall_made_of(("figures", taxonomy.namespace, taxonomy.era), taxonomy_places(filing), make, files_of)


def read_taxonomy(place: str | Path, on: date | None = None) -> Taxonomy:
    """The taxonomy in a folder, or the packaged one of a name such as ``iij``, in force on a day; else the newest.

    Raises:
        InputError: the source cannot be used.
    """
    from tanshin.taxonomy.build import read_taxonomy as read_source

    return read_source(_taxonomy_of(Path(place)), on=on)


def read_forms() -> tuple[Forms, tuple[SummaryFigure, ...]]:
    """The exchange's forms, and what follows within a summary from what it prints itself.

    Raises:
        InputError: the packaged taxonomy of the exchange cannot be used.
    """

    def make() -> tuple[Forms, tuple[SummaryFigure, ...]]:
        from tanshin.derive.summary_source import read_summary_figures
        from tanshin.read.form import read_form
        from tanshin.report.summary import Forms
        from tanshin.taxonomy.build import read_taxonomy as read_source

        taxonomy = read_source(folder)
        names = sorted(path.name.removesuffix("-form.yaml") for path in folder.glob("*-form.yaml"))
        forms = Forms(taxonomy, tuple(read_form(folder, name, taxonomy) for name in names))
        return forms, read_summary_figures(folder, taxonomy)

    folder = resources.taxonomy_dir() / resources.FORM_TAXONOMY
    return recall_made_of(("forms",), (resources.taxonomy_dir(),), make, files_of)


def stated_by(filing: Filing) -> frozenset[QName]:
    """The elements of the form that the company's figures explain."""
    return frozenset(figure.concept for figure in figures_of(filing) if figure.concept)


def form_of(filing: Filing) -> Form:
    """The form that a company fills in after the quarter of a filing; where its figures explain none, there is none.

    It is the one with the most columns that the company's figures explain.
    """
    from tanshin.report.form import NO_FORM

    stated = stated_by(filing)
    kind = "a" if filing.calendar.quarter == _ANNUAL else "q"
    forms = [one for one in read_forms()[0].forms if one.name[:1] == kind]
    counts = [
        sum(not stated.isdisjoint(column.concepts) for table in one.tables for column in table.columns) for one in forms
    ]
    most = max(counts, default=0)
    return forms[counts.index(most)] if most else NO_FORM


def read_older_form(today: Taxonomy) -> OlderForm:
    """The form in force until the end of 2013, in terms of today's taxonomy.

    Raises:
        InputError: its table cannot be used.
    """

    def make() -> OlderForm:
        from tanshin.read.older_form import read_older_form as read_table

        return read_table(resources.taxonomy_dir() / resources.OLDER_FORM, today)

    return recall_made_of(("older form", today.namespace, today.era), (resources.taxonomy_dir(),), make, files_of)


def read_eras(place: str | Path) -> Eras:
    """The taxonomy in a folder, or the packaged one of a name such as ``iij``, in all its eras.

    Raises:
        InputError: the source cannot be used, or the eras contradict each other.
    """
    from tanshin.taxonomy.history import read_eras as read_all

    return read_all(_taxonomy_of(Path(place)))


def _taxonomy_of(place: Path) -> Path:
    """The folder of the taxonomy that is meant; packaged are those of all filings, and those of the samples' issuers.

    Raises:
        InputError: there is none (TNS001).
    """
    from tanshin.taxonomy.head import FILE

    return folder_of(place, (resources.taxonomy_dir(), *resources.sample_taxonomies()), FILE)


def folder_of(place: Path, packaged: Sequence[Path], file: str) -> Path:
    """The folder that is meant: the one given, else the first of that name in one of the ``packaged`` folders.

    Raises:
        InputError: there is none that holds the file (TNS001).
    """
    if (place / file).is_file():
        return place
    if not place.is_absolute() and ".." not in place.parts:
        for folder in packaged:
            if (folder / place / file).is_file():
                return folder / place
    known = sorted(
        found.parent.relative_to(folder).as_posix() for folder in packaged for found in folder.glob(f"**/{file}")
    )
    raise InputError(
        Finding(
            "TNS001",
            Severity.ERROR,
            say(
                "there is no {file} in {place}, and nothing packaged has that name; packaged: {known}",
                file=file,
                place=place,
                known=listed(known),
            ),
            (Source(place.as_posix()),),
        )
    )


def taxonomy_places(filing: Filing) -> tuple[Path, ...]:
    """The folders of the issuer's taxonomy and of the form's."""
    return filing.taxonomy_folder.absolute(), resources.taxonomy_dir()


def input_roots(place: str | Path, filing: Filing | None = None) -> tuple[Path, ...]:
    """The folders from which positions in a filing and its taxonomies are named, whether they are there or not."""
    home = Path(place)
    if not home.exists():
        home = resources.samples_dir() / place
    home, _, *taxonomies = inputs_of(home)
    own = [filing.taxonomy_folder.absolute().parent] if filing else []
    return tuple(dict.fromkeys((home.parent.parent, *own, *taxonomies)))
