"""What a build makes of a filing: every file, read back and proved before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from tanshin.derive.binding import Binder, bind
from tanshin.derive.figure import Figure
from tanshin.derive.past import Past
from tanshin.document.model import Document
from tanshin.document.pages import page, pages
from tanshin.document.statement import title_of
from tanshin.proof.output import INDEX, Output
from tanshin.proof.prove import PROOF_RULES, prove, prove_folder, prove_last, prove_signature
from tanshin.proof.reading import read_files
from tanshin.report.filing import Filing
from tanshin.report.older_form import OlderForm
from tanshin.tell.language import language as language_of
from tanshin.validate.check import CheckResult, with_documents
from tanshin.validate.document_rules import DOCUMENT_RULES
from tanshin.validate.filing_rules import FILING_RULES
from tanshin.values.finding import Finding, sort_findings
from tanshin.values.message import say
from tanshin.write.contents import VIEWER, contents
from tanshin.write.index import Comparison
from tanshin.write.interchange import interchange
from tanshin.write.ixbrl import InlineVersion
from tanshin.write.manifest import MANIFEST, manifest
from tanshin.write.older import FOLDER, older_files
from tanshin.write.pdf.papers import FOLDER as PAPERS
from tanshin.write.release import release_sheets
from tanshin.write.report_package import report_packages
from tanshin.write.sheet import Sheet
from tanshin.write.signature import SIGNATURE, Signer, sign
from tanshin.write.tdnet import submission, submitted_sheets

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_LANGUAGES = ("ja", "en")

#: What is made only where it is asked for: the documents in print and in the viewer, workbooks for readers.
Extra: TypeAlias = Literal["pdf", "viewer", "xlsx"]
_CURRENT = b"http://www.xbrl.org/2013/inlineXBRL"


class Asked(Struct, frozen=True):
    """What a build is asked for: a version of Inline XBRL, what else to make, the language of the index."""

    inline: InlineVersion = "1.0"
    extras: Collection[Extra] = ()
    lang: str = "en"


#: What a build is where nothing is asked for.
PLAIN = Asked()


class Product(Struct, frozen=True):
    """The files of a build.

    ``result`` is the check, with what the documents gave rise to and what was proved; ``faults`` is what is wrong with
    the files, ``output`` what was read back, with the result as the index tells it. ``notes`` is what the older form
    could not take up, where it was asked for; it is in the result, too.
    """

    files: dict[str, bytes]
    result: CheckResult
    faults: tuple[Finding, ...]
    output: Output
    notes: tuple[Finding, ...] = ()


def make(
    filing: Filing,
    figures: tuple[Figure, ...],
    result: CheckResult,
    packages: Mapping[str, bytes],
    asked: Asked = PLAIN,
    earlier: tuple[Filing, ...] = (),
    older: OlderForm | None = None,
) -> Product:
    """Every file of a filing, with the taxonomy packages; what tells of the proof and of them comes last.

    ``figures`` is what can be derived, ``result`` what was checked, ``earlier`` the filings before, for charts.
    What the documents themselves give rise to joins what was checked. With an ``older`` form the summary is made in
    that one as well. Of what is ``asked`` for, the ``viewer`` has the documents, too: proved they are where they were
    made. With ``xlsx`` there is a workbook for readers in each language, with ``pdf`` what a browser prints. Beside
    ``packages`` may stand what an earlier build has printed.

    Raises:
        InputError: what an extra needs is not installed (TNS024, TNS037, TNS098).
    """
    binder = bind(filing, figures)
    past = Past(filing, earlier, binder.figures)
    shown = pages(filing, binder, past, _LANGUAGES)
    result = with_documents(result, filing, shown.pairs())
    notes = shown.notes(filing)
    files = submission(filing, shown.printed, version=asked.inline, notes=notes)
    files |= interchange(filing, notes)
    told = {(one.lang, one.name): one for one in (*shown.released, *shown.slides)}
    files |= {path: one.write(told[one.lang, one.name]) for path, one in told_sheets(filing, asked.inline).items()}
    files |= {**packages, **report_packages(filing, files)}
    if "xlsx" in asked.extras:
        from tanshin.write.workbook.finished import finished

        files |= finished(filing, shown, _LANGUAGES)
    if "pdf" in asked.extras:
        from tanshin.write.pdf.papers import print_papers

        files |= print_papers(filing, shown)
    said: tuple[Finding, ...] = ()
    if older is not None:
        made = older_files(filing, older)
        files, said = {**files, **made.files}, made.findings
        result = replace(result, findings=sort_findings((*result.findings, *said)))
    output = Output(filing, dict(files), tuple(shown), binder, past, older=older)
    proof = prove(output)
    proved = replace(result, checked={**result.checked, **proof.checked})
    if "viewer" in asked.extras:
        from tanshin.viewer.folder import viewer_files

        viewed = viewer_files(files, filing, result.findings)
        files |= {f"{VIEWER}/{name}": data for name, data in viewed.items()}
    language = language_of(asked.lang)
    told_of = replace(proved, findings=sort_findings(language.all_told(proved.findings)))
    compared = tuple(
        Comparison(rule.code, language.page(rule.page).summary, proved.checked.get(rule.code, 0))
        for rule in (*FILING_RULES, *DOCUMENT_RULES, *(rule for rule in PROOF_RULES if proof.checked.get(rule.code)))
    )
    files[INDEX] = contents(
        filing,
        shown.printed,
        (*files, MANIFEST),
        told_of.findings,
        compared,
        (*shown.released, *shown.slides),
        asked.lang,
    )
    files[MANIFEST] = manifest((filing, *(earlier if shown.slides else ())), files)
    faults = sort_findings((*proof.findings, *prove_last(output, files, told_of)))
    return Product(files, proved, faults, replace(output, result=told_of), said)


def signed(made: Product, signer: Signer) -> tuple[Product, tuple[Finding, ...]]:
    """A product with the signature of its manifest, and what is wrong with that."""
    signature = sign(made.files[MANIFEST], signer)
    output = replace(made.output, files=made.files, signature=signature, certificate=signer.certificate)
    files = {**made.files, SIGNATURE: signature}
    return replace(made, files=files), prove_signature(output).findings


def told_sheets(filing: Filing, version: InlineVersion) -> dict[str, Sheet]:
    """The pages of the release and of the slides, by their paths."""
    if filing.presentation is None:
        return release_sheets(filing, version)
    from tanshin.write.presentation import presentation_sheets

    return {**release_sheets(filing, version), **presentation_sheets(filing)}


class Desk(Struct, frozen=True, dict=True):
    """The pages of a filing, each made by itself when it is asked for; the same as in a build, and not proved."""

    filing: Filing
    figures: tuple[Figure, ...]
    earlier: tuple[Filing, ...] = ()
    version: InlineVersion = "1.0"

    @cached_property
    def sheets(self) -> Mapping[str, Sheet]:
        """Every page but the index, by its path."""
        return {**submitted_sheets(self.filing, self.version), **told_sheets(self.filing, self.version)}

    def page(self, path: str) -> bytes | None:
        """The page of a path; ``None`` where the filing has none there."""
        sheet = self.sheets.get(path)
        document = self.document(sheet.lang, sheet.name) if sheet else None
        return sheet.write(document) if sheet and document else None

    def document(self, lang: str, name: str) -> Document | None:
        """The document of a language and a name."""
        return page(self.filing, self._binder, self._past, lang, name)

    def title(self, lang: str, name: str) -> str:
        """What the document of a statement is called."""
        return next((title_of(self.filing, one, lang) for one in self.filing.tables if one.id == name), name)

    @cached_property
    def _binder(self) -> Binder:
        return bind(self.filing, self.figures)

    @cached_property
    def _past(self) -> Past:
        return Past(self.filing, self.earlier, self._binder.figures)


def inline_version(files: Mapping[str, bytes]) -> InlineVersion:
    """The version of Inline XBRL that the pages of a build are in; they say so by their namespace."""
    return "1.1" if any(_CURRENT in data for path, data in files.items() if path.endswith((".htm", ".html"))) else "1.0"


def index_language(files: Mapping[str, bytes]) -> str:
    """The language of the index of a build, as it says itself."""
    return "ja" if b'<html lang="ja">' in files.get(INDEX, b"") else "en"


def papers_of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What a build has printed to PDF: no other browser prints the same bytes, so it is proved as it is."""
    return {path: data for path, data in files.items() if path.startswith(f"{PAPERS}/")}


def extras_of(files: Mapping[str, bytes]) -> frozenset[Extra]:
    """What of a build was asked for, and can be made again."""
    found: dict[Extra, bool] = {
        "viewer": any(_is_viewed(path) for path in files),
        "xlsx": any(path.endswith(".xlsx") for path in files),
    }
    return frozenset(extra for extra, is_there in found.items() if is_there)


def _is_viewed(path: str) -> bool:
    return path.startswith(f"{VIEWER}/")


def has_older(files: Mapping[str, bytes]) -> bool:
    """Whether a build has the summary in the older form, too."""
    return any(path.startswith(f"{FOLDER}/") for path in files)


def prove_files(
    made: Product,
    files: Mapping[str, bytes],
    home: str,
    result: CheckResult,
    certificate: Certificate | None = None,
) -> CheckResult:
    """The result of a check, with what files of an earlier build say that they should not; ``made`` is a fresh one.

    A signature among them is held against a ``certificate``; without one it is told that nobody looked at it.
    """
    signature = files.get(SIGNATURE)
    files = {path: data for path, data in files.items() if path != SIGNATURE}
    if signature is not None and certificate is None:
        unknown = say("the signature of {folder}: name with --certificate whose it has to be", folder=home)
        result = replace(result, not_checkable=(*result.not_checkable, unknown))
    # Pages of the viewer are no documents of their own: that they are those of a fresh build is enough.
    read = read_files({path: data for path, data in files.items() if not _is_viewed(path)})
    output = replace(
        made.output,
        files=files,
        read=read,
        home=home,
        expected=made.files,
        signature=signature,
        certificate=certificate,
    )
    proof = prove_folder(output)
    findings = sort_findings((*result.findings, *proof.findings))
    return replace(result, findings=findings, checked={**result.checked, **proof.checked})
