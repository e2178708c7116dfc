"""The verbs, as functions: what the command line does, a program can do with these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from tanshin import resources
from tanshin.report.filing import Filing
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.validate.check import CheckResult
from tanshin.validate.check import check as check_filing
from tanshin.validate.check import check_taxonomy as check_source
from tanshin.values.finding import Finding, InputError, Severity, sort_findings
from tanshin.values.memory import recall_made_of
from tanshin.values.message import listed, say
from tanshin.values.source import Source

# What reads YAML takes longer to import than a filing to check, and a filing that is remembered needs none of it.
if TYPE_CHECKING:
    from tanshin.derive.figure import Figure
    from tanshin.product import Product
    from tanshin.report.fact import Fact
    from tanshin.report.listing import FactRow, PrintRow
    from tanshin.taxonomy.era import Eras
    from tanshin.validate.lineage import Lineage
    from tanshin.validate.printing import Printing
    from tanshin.validate.tie_out import TieOut

T = TypeVar("T")


class BuildResult(Struct, frozen=True):
    """What a build gave: the files by path, or the errors for which there are none.

    ``faults`` are errors too: files that do not say what the data say, which is for us to mend.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    errors: tuple[Finding, ...] = ()
    check: CheckResult | None = None
    faults: tuple[Finding, ...] = ()


def read_filing(place: str | Path) -> Filing:
    """The filing in a folder, or the packaged sample of a name such as ``iij/fy2012-annual``.

    What the canonical tables leave out and what can be derived is in its report.

    Raises:
        InputError: the input cannot be used.
    """
    folder = _folder(Path(place), resources.samples_dir(), "filing.yaml")
    home = folder.absolute()
    return recall_made_of(
        ("filing", str(home)),
        (home, home.parent / "issuer.yaml", home.parent / "taxonomy", resources.taxonomy_dir()),
        partial(_read, folder),
    )


def _read(folder: Path) -> Filing:
    from tanshin.derive.complete import complete
    from tanshin.read.canonical.filing import read_filing as read_canonical

    filing = read_canonical(folder, resources.taxonomy_dir())
    figures = cache(partial(figures_of, filing))
    return with_release(folder, complete(filing, figures), figures)


def with_release(folder: Path, filing: Filing, figures: Callable[[], tuple[Figure, ...]]) -> Filing:
    """The filing with the release and the slides that lie in its folder, and with the facts its notes are.

    Raises:
        InputError: the release or the presentation cannot be used.
    """
    has_release, has_slides = ((folder / name).exists() for name in ("release.yaml", "presentation.yaml"))
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
    return tuple(map(read_filing, _before(filing, place)))


def _before(filing: Filing, place: str | Path) -> tuple[Path, ...]:
    home = _folder(Path(place), resources.samples_dir(), "filing.yaml").resolve()
    names = filing.issuer.filings
    before = names[: names.index(home.name)] if home.name in names else ()
    return tuple(home.parent / name for name in before if (home.parent / name / "filing.yaml").is_file())


def usable_before(filing: Filing, place: str | Path) -> tuple[tuple[Filing, ...], tuple[Finding, ...]]:
    """Those of the earlier filings that can be used, and a finding for each that cannot.

    A slip in last year's folder must not stop the check of this year's; that nothing could be compared is told.
    """
    found: list[Filing] = []
    unusable: list[Finding] = []
    for folder in _before(filing, place):
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
    return recall_made_of(("figures", taxonomy.namespace, taxonomy.era), _taxonomy_places(filing), make)


def read_taxonomy(place: str | Path, on: date | None = None) -> Taxonomy:
    """The taxonomy in a folder, or the packaged one of a name such as ``iij``, in force on a day; else the newest.

    Raises:
        InputError: the source cannot be used.
    """
    from tanshin.taxonomy.build import read_taxonomy as read_source

    return read_source(_folder(Path(place), resources.taxonomy_dir(), "taxonomy.yaml"), on=on)


def read_eras(place: str | Path) -> Eras:
    """The taxonomy in a folder, or the packaged one of a name such as ``iij``, in all its eras.

    Raises:
        InputError: the source cannot be used, or the eras contradict each other.
    """
    from tanshin.taxonomy.history import read_eras as read_all

    return read_all(_folder(Path(place), resources.taxonomy_dir(), "taxonomy.yaml"))


def _folder(place: Path, packaged: Path, file: str) -> Path:
    """The folder that is meant: the one given, else the packaged one of that name."""
    if (place / file).is_file():
        return place
    inside = packaged / place
    if not place.is_absolute() and ".." not in place.parts and (inside / file).is_file():
        return inside
    known = sorted(found.parent.relative_to(packaged).as_posix() for found in packaged.glob(f"**/{file}"))
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


def fact_rows(filing: Filing, lang: str = "en") -> list[FactRow]:
    """Every fact of a filing as a row; the shape is that of :class:`tanshin.report.listing.FactRow`."""
    from tanshin.report.listing import fact_row

    return [fact_row(fact, filing.dts, lang) for fact in filing.report]


def printings(filing: Filing, earlier: tuple[Filing, ...] = ()) -> tuple[Printing, ...]:
    """Where each printed figure of a filing comes from: derived, moved by the display policy, or given, and why.

    ``earlier`` are filings that may be asked; they only tell what is known from them alone.
    """
    from tanshin.validate.printing import printings as judge
    from tanshin.validate.workpaper import Workpaper

    return judge(Workpaper(filing, figures_of(filing), earlier))


def tie_out(filing: Filing, earlier: tuple[Filing, ...] = ()) -> TieOut:
    """How many printed figures of each table some check holds fast, and which are not held."""
    from tanshin.validate.tie import Binding
    from tanshin.validate.tie_out import tie_out as count
    from tanshin.validate.workpaper import Workpaper

    return count(Binding(Workpaper(filing, figures_of(filing), earlier)))


def asked(
    filing: Filing, figure: str, period: str | None = None, unit: str | None = None, member: str | None = None
) -> tuple[Fact, ...]:
    """The facts that a person means by a name or a figure, of a period, a unit and a member.

    Raises:
        InputError: there is none (TNS022).
    """
    from tanshin.validate.asked import filtered, select

    return filtered(select(filing, figure), filing, period, unit, member)


def why(filing: Filing, facts: tuple[Fact, ...], earlier: tuple[Filing, ...] = ()) -> tuple[Lineage, ...]:
    """Where facts come from, where they are printed and shown, and every check that bound them.

    ``earlier`` are the filings before it that may be asked, and from which charts of a presentation take figures.
    """
    from tanshin.derive.binding import bind
    from tanshin.derive.past import Past
    from tanshin.document.pages import pages
    from tanshin.validate.lineage import Tracer
    from tanshin.validate.workpaper import Workpaper

    figures = figures_of(filing)
    binder = bind(filing, figures)
    shown = pages(filing, binder, Past(filing, earlier, binder.figures), ("ja", "en"))
    tracer = Tracer(Workpaper(filing, figures, earlier), tuple(shown), check(filing, earlier).findings)
    return tuple(tracer.trace(fact) for fact in facts)


def print_rows(filing: Filing) -> list[PrintRow]:
    """Every printed figure of a filing; the shape is that of :class:`tanshin.report.listing.PrintRow`."""
    from tanshin.report.listing import print_row

    return [print_row(one, filing.report.get(one.key)) for one in filing.prints]


def check(filing: Filing, earlier: tuple[Filing, ...] = ()) -> CheckResult:
    """Everything the rules have to say about a filing.

    ``earlier`` are filings before it, which are asked for what it does not have (:func:`usable_before`).
    """
    return check_filing(filing, figures_of(filing), earlier)


def check_drafts(
    filing: Filing, texts: Iterable[str | Path], result: CheckResult, earlier: tuple[Filing, ...] = ()
) -> CheckResult:
    """The result of a check, with what drafts of the release state that the filing does not.

    ``texts`` are files: plain text, HTML, PDF. ``earlier`` are the filings before this one (:func:`earlier_filings`).

    Raises:
        InputError: one of the files cannot be used.
    """
    from tanshin.read.draft.draft import read_draft
    from tanshin.validate.check import with_drafts

    return with_drafts(result, filing, figures_of(filing), earlier, [read_draft(one) for one in texts])


def check_taxonomy(eras: Eras) -> CheckResult:
    """Everything the rules have to say about a taxonomy in all its eras; a file that eras share is told once."""
    findings: dict[tuple[str, str, tuple[Source, ...]], Finding] = {}
    checked: Counter[str] = Counter()
    for era in reversed(eras.eras):
        examination = check_source(era.taxonomy)
        checked.update(examination.checked)
        for finding in examination.findings:
            findings.setdefault((finding.code, finding.message, finding.sources), finding)
    return CheckResult(sort_findings(findings.values()), checked)


def check_json(result: CheckResult, filing: str | None = None, lang: str = "en") -> str:
    """A check as JSON: ``findings`` (an array of objects) and ``summary`` (counts by severity, what was checked).

    ``filing`` comes first where it is to be told apart from others.
    """
    from tanshin.tell.data import as_json
    from tanshin.tell.language import language

    return as_json(result, filing, language(lang))


def deviation_lines(filing: Filing, result: CheckResult) -> str:
    """The records with which ``deviations.csv`` would accept what a check found; what is left to say is the reason."""
    import csv
    import io

    from tanshin.report.deviation import COLUMNS, recordable

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    places = {one.source: (one.table, one.row, one.column) for one in reversed(filing.prints)}
    lines = dict.fromkeys(recordable(result.findings, places))
    writer.writerows([("caption", *COLUMNS), *(("", *line) for line in lines)])
    return out.getvalue()


def input_roots(place: str | Path, filing: Filing | None = None) -> tuple[Path, ...]:
    """The folders from which positions in a filing and its taxonomies are named; those that are there."""
    home = Path(place)
    if not home.exists():
        home = resources.samples_dir() / place
    home = home.absolute()
    taxonomies = [filing.taxonomy_folder.absolute().parent] if filing else []
    return tuple(dict.fromkeys((home.parent.parent, *taxonomies, home.parent / "taxonomy", resources.taxonomy_dir())))


def build(filing: Filing, out: Path, inline: str = "1.0", earlier: tuple[Filing, ...] = ()) -> BuildResult:
    """Build every document of a filing into a folder, which is replaced as a whole.

    ``earlier`` are those before it (:func:`earlier_filings`): the charts of a presentation take figures from them.

    A filing with an error that no mark accepts is not built, nor is one whose files, read back, do not say what the
    data say; then the folder stays as it was.

    Raises:
        InputError: the folder cannot be written.
    """
    from tanshin.values.output import write_tree

    result = check(filing, earlier)
    if errors := _errors(result.findings):
        return BuildResult(errors=errors, check=result)
    made = produce(filing, result, inline, earlier)
    result = made.result
    if errors := _errors(result.findings):
        return BuildResult(errors=errors, check=result)
    if faults := _errors(made.faults):
        return BuildResult(check=result, faults=faults)
    write_tree(out, made.files)
    return BuildResult(made.files, check=result)


def _errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def documents(
    filing: Filing, result: CheckResult, inline: str = "1.0", earlier: tuple[Filing, ...] = ()
) -> dict[str, bytes]:
    """Every file of a filing by its path, and an index that links them and shows the result of the check.

    ``earlier`` are the filings before it, for the charts of a presentation.
    """
    return produce(filing, result, inline, earlier).files


def prove(filing: Filing, folder: Path, result: CheckResult, earlier: tuple[Filing, ...] = ()) -> CheckResult:
    """The result of a check, with what the files of an earlier build in a folder say that they should not.

    Raises:
        InputError: the folder cannot be read, or no build is there.
    """
    from tanshin.values.message import say
    from tanshin.values.output import read_tree

    files = read_tree(folder)
    if any(finding.severity is Severity.ERROR for finding in result.findings):
        unknown = say("the files in {folder}: no documents follow from a filing with errors", folder=folder.as_posix())
        return replace(result, not_checkable=(*result.not_checkable, unknown))
    from tanshin.product import inline_version, prove_files

    made = produce(filing, result, inline_version(files), earlier)
    return prove_files(made, files, folder.as_posix(), result)


def produce(filing: Filing, result: CheckResult, inline: str = "1.0", earlier: tuple[Filing, ...] = ()) -> Product:
    """Every file of a filing, read back and proved."""
    from tanshin.product import make

    return make(filing, figures_of(filing), result, _packages(filing), inline, earlier)


def _packages(filing: Filing) -> dict[str, bytes]:
    """The taxonomy packages; beside every filing they are the same: whatever its era, the company's has them all."""

    def make() -> dict[str, bytes]:
        from tanshin.taxonomy.history import read_eras
        from tanshin.write.package import company_package, offline_package

        files = company_package(read_eras(filing.taxonomy_folder, namespace), publisher)
        return {**files, f"taxonomy/{resources.FORM_TAXONOMY}-offline.zip": offline_package(filing.form_taxonomy)}

    namespace, publisher = filing.taxonomy.namespace, filing.issuer.names["en"]
    return recall_made_of(("packages", namespace, publisher), _taxonomy_places(filing), make)


def _taxonomy_places(filing: Filing) -> tuple[Path, ...]:
    """The folders of the issuer's taxonomy and of the form's."""
    return filing.taxonomy_folder.absolute(), resources.taxonomy_dir()


def build_taxonomy(eras: Eras, out: Path) -> None:
    """Write a taxonomy in all its eras as a taxonomy package.

    Raises:
        InputError: the file cannot be written.
    """
    from tanshin.values.output import write_file
    from tanshin.write.package import company_package, offline_package

    taxonomy = eras.newest
    if taxonomy.official:
        write_file(out, offline_package(taxonomy))
    else:
        (content,) = company_package(eras, taxonomy.titles["en"]).values()
        write_file(out, content)


def show_taxonomy(eras: Eras, concept: str | None = None, lang: str = "en", era: str | None = None) -> str:
    """A taxonomy's statements, or one concept, in words: in an era, or in the newest that has the concept.

    Raises:
        InputError: there is no such concept or era (TNS022).
    """
    from tanshin.taxonomy.show import show

    if era is not None:
        taxonomy = eras.named(era)
    else:
        taxonomy = eras.having(concept.rpartition(":")[2]) if concept else eras.newest
    return show(taxonomy, concept, lang)


def show_history(eras: Eras, concept: str, lang: str = "en") -> str:
    """What a concept was called in each era of a taxonomy, and what it gave way to, in words.

    Raises:
        InputError: no era has such a concept (TNS022).
    """
    from tanshin.taxonomy.show_history import show_history as show

    return show(eras, concept, lang)


def explain(code: str, lang: str = "en") -> str:
    """The manual page of a finding.

    Raises:
        InputError: no finding has that code (TNS022).
    """
    from tanshin.tell.manual import explain as told

    return told(code, lang)


def rule_lines(lang: str = "en") -> Iterator[str]:
    """Each rule on a line: code, severity, one sentence."""
    from tanshin.tell.manual import rule_lines as told

    return told(lang)
