"""The verbs, as functions: what the command line does, a program can do with these."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from tanshin import resources
from tanshin.differences import correction, diff, notice
from tanshin.inputs import (
    earlier_filings,
    figures_of,
    input_roots,
    read_eras,
    read_filing,
    read_older_form,
    read_taxonomy,
    taxonomy_places,
    usable_before,
    with_release,
)
from tanshin.read.material import files_of
from tanshin.report.filing import Filing
from tanshin.validate.check import CheckResult
from tanshin.validate.check import check as check_filing
from tanshin.validate.check import check_taxonomies as check_sources
from tanshin.values.finding import Finding, Severity
from tanshin.values.memory import recall_made_of
from tanshin.values.message import say

# What reads YAML takes longer to import than a filing to check, and a filing that is remembered needs none of it.
if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from tanshin.product import Extra, Product
    from tanshin.report.fact import Fact
    from tanshin.report.listing import FactRow, PrintRow
    from tanshin.taxonomy.era import Eras
    from tanshin.validate.lineage import Lineage
    from tanshin.validate.printing import Printing
    from tanshin.validate.tie_out import TieOut
    from tanshin.write.ixbrl import InlineVersion
    from tanshin.write.signature import Signer

#: What is read is a verb as well.
__all__ = [
    "BuildResult",
    "asked",
    "build",
    "build_taxonomy",
    "check",
    "check_json",
    "check_taxonomy",
    "correction",
    "deviation_lines",
    "diff",
    "earlier_filings",
    "explain",
    "fact_rows",
    "figures_of",
    "input_roots",
    "notice",
    "print_rows",
    "printings",
    "produce",
    "prove",
    "read_eras",
    "read_filing",
    "read_taxonomy",
    "rule_lines",
    "show_history",
    "show_taxonomy",
    "tie_out",
    "usable_before",
    "why",
    "with_release",
]


class BuildResult(Struct, frozen=True):
    """What a build gave: the files by path, or the errors for which there are none.

    ``faults`` are errors too: files that do not say what the data say, which is for us to mend. ``notes`` is about the
    older form, where that was asked for.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    errors: tuple[Finding, ...] = ()
    check: CheckResult | None = None
    faults: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()


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
    return check_sources(era.taxonomy for era in reversed(eras.eras))


def check_json(result: CheckResult, filing: str | None = None, lang: str = "en") -> str:
    """A check as JSON: ``findings`` (an array of objects) and ``summary`` (counts by severity, what was checked).

    ``filing`` comes first where it is to be told apart from others.
    """
    from tanshin.tell.data import as_json
    from tanshin.tell.language import language

    return as_json(result, filing, language(lang))


def deviation_lines(filing: Filing, result: CheckResult) -> str:
    """The records with which ``deviations.csv`` would accept what a check found; what is left to say is the reason."""
    from tanshin.report.deviation import as_records

    places = {one.source: (one.table, one.row, one.column) for one in reversed(filing.prints)}
    return as_records(result.findings, places)


def build(
    filing: Filing,
    out: Path,
    inline: InlineVersion = "1.0",
    earlier: tuple[Filing, ...] = (),
    older: bool = False,
    extras: Collection[Extra] = (),
    signer: Signer | None = None,
    lang: str = "en",
) -> BuildResult:
    """Build every document of a filing into a folder, which is replaced as a whole.

    ``earlier`` are those before it (:func:`earlier_filings`): the charts of a presentation take figures from them.
    With ``older`` the summary is made in the form until 2013, too; ``extras`` are made only where they are asked for.
    A ``signer`` (:func:`tanshin.write.signature.read_signer`) signs the manifest. The index is in ``lang``.

    A filing with an error that no mark accepts is not built, nor is one whose files, read back, do not say what the
    data say; then the folder stays as it was.

    Raises:
        InputError: the folder cannot be written, or what an extra needs is not installed (TNS024, TNS037, TNS098).
    """
    from tanshin.values.output import write_tree

    result = check(filing, earlier)
    if errors := _errors(result.findings):
        return BuildResult(errors=errors, check=result)
    made = produce(filing, result, inline, earlier, older, extras, lang=lang)
    result = made.result
    if errors := _errors(result.findings):
        return BuildResult(errors=errors, check=result)
    if faults := _errors(made.faults):
        return BuildResult(check=result, faults=faults)
    if signer is not None:
        from tanshin.product import signed

        made, wrong = signed(made, signer)
        if errors := _errors(wrong):
            return BuildResult(errors=errors, check=result)
    write_tree(out, made.files)
    return BuildResult(made.files, check=result, notes=made.notes)


def _errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def prove(
    filing: Filing,
    folder: Path,
    result: CheckResult,
    earlier: tuple[Filing, ...] = (),
    certificate: Certificate | None = None,
) -> CheckResult:
    """The result of a check, with what the files of an earlier build in a folder say that they should not.

    With a ``certificate`` (:func:`tanshin.values.certificate.read_certificate`) they have to be signed by its owner.

    Raises:
        InputError: the folder cannot be read, or no build is there.
    """
    from tanshin.values.output import read_tree

    files = read_tree(folder)
    if any(finding.severity is Severity.ERROR for finding in result.findings):
        unknown = say("the files in {folder}: no documents follow from a filing with errors", folder=folder.as_posix())
        return replace(result, not_checkable=(*result.not_checkable, unknown))
    from tanshin.product import extras_of, has_older, index_language, inline_version, papers_of, prove_files

    told = (inline_version(files), earlier, has_older(files), extras_of(files))
    made = produce(filing, result, *told, printed=papers_of(files), lang=index_language(files))
    return prove_files(made, files, folder.as_posix(), result, certificate)


def produce(
    filing: Filing,
    result: CheckResult,
    inline: InlineVersion = "1.0",
    earlier: tuple[Filing, ...] = (),
    older: bool = False,
    extras: Collection[Extra] = (),
    printed: Mapping[str, bytes] | None = None,
    lang: str = "en",
) -> Product:
    """Every file of a filing, read back and proved.

    With ``older`` that is the summary in the form until 2013 as well; ``extras`` are made only where they are asked
    for. ``printed`` is PDF that is there already, ``lang`` the language of the index.

    Raises:
        InputError: what an extra needs is not installed (TNS024, TNS037, TNS098).
    """
    from tanshin.product import Asked, make

    form = read_older_form(filing.form_taxonomy) if older else None
    given = {**_packages(filing), **(printed or {})}
    return make(filing, figures_of(filing), result, given, Asked(inline, extras, lang), earlier, form)


def _packages(filing: Filing) -> dict[str, bytes]:
    """The taxonomy packages; beside every filing they are the same: whatever its era, the company's has them all."""

    def make() -> dict[str, bytes]:
        from tanshin.taxonomy.history import read_eras
        from tanshin.write.package import company_package, offline_package

        files = company_package(read_eras(filing.taxonomy_folder, namespace), publisher)
        return {**files, f"taxonomy/{resources.FORM_TAXONOMY}-offline.zip": offline_package(filing.form_taxonomy)}

    namespace, publisher = filing.taxonomy.namespace, filing.issuer.names["en"]
    return recall_made_of(("packages", namespace, publisher), taxonomy_places(filing), make, files_of)


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
    from tanshin.tell.taxonomy import show

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
    from tanshin.tell.taxonomy_history import show_history as show

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
