"""What a build makes of a filing: every file, read back and proved before anything is written."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from tanshin.derive.binding import Binder, bind
from tanshin.derive.figure import Figure
from tanshin.derive.past import Past
from tanshin.document.build import documents as build_documents
from tanshin.document.model import Document
from tanshin.document.release import release_document
from tanshin.proof.output import INDEX, Output
from tanshin.proof.prove import PROOF_RULES, prove, prove_folder, prove_index
from tanshin.report.filing import Filing
from tanshin.validate.check import CheckResult
from tanshin.validate.filing_rules import FILING_RULES
from tanshin.values.finding import Finding, sort_findings
from tanshin.write.contents import contents
from tanshin.write.index import Comparison
from tanshin.write.ixbrl import InlineVersion
from tanshin.write.release import release
from tanshin.write.tdnet import submission

_LANGUAGES = ("ja", "en")
_CURRENT = b"http://www.xbrl.org/2013/inlineXBRL"


class Product(Struct, frozen=True):
    """The files of a build; ``faults`` is what is wrong with them, ``output`` what was read back."""

    files: dict[str, bytes]
    faults: tuple[Finding, ...]
    output: Output


def make(
    filing: Filing,
    figures: tuple[Figure, ...],
    result: CheckResult,
    packages: Mapping[str, bytes],
    inline: str = "1.0",
    earlier: tuple[Filing, ...] = (),
) -> Product:
    """Every file of a filing, with the taxonomy packages; the index, which tells of the proof, comes last.

    ``figures`` is what can be derived, ``result`` what was checked, ``earlier`` the filings before, for charts.
    """
    version: InlineVersion = "1.1" if inline == "1.1" else "1.0"
    printed = {lang: build_documents(filing, lang) for lang in _LANGUAGES}
    files = submission(filing, printed, version=version)
    binder = bind(filing, figures)
    released = [page for lang in _LANGUAGES if (page := release_document(filing, binder, lang))]
    files |= release(filing, released, files, version)
    past = Past(filing, earlier, binder.figures) if filing.presentation else None
    shown = _slides(filing, binder, past) if past else []
    if shown:
        from tanshin.write.presentation import presentation

        files |= presentation(shown)
    files |= packages
    every = (*(page for lang in _LANGUAGES for page in printed[lang]), *released, *shown)
    output = Output(filing, dict(files), every, binder, past)
    proof = prove(output)
    proved = replace(result, checked={**result.checked, **proof.checked})
    compared = tuple(
        Comparison(rule.code, rule.page.summary, proved.checked.get(rule.code, 0))
        for rule in (*FILING_RULES, *(rule for rule in PROOF_RULES if proof.checked.get(rule.code)))
    )
    files[INDEX] = contents(filing, printed, files, result.findings, compared, (*released, *shown))
    faults = sort_findings((*proof.findings, *prove_index(output, files[INDEX], proved)))
    return Product(files, faults, replace(output, result=proved))


def _slides(filing: Filing, binder: Binder, past: Past) -> list[Document]:
    from tanshin.document.presentation import presentation_document

    return [page for lang in _LANGUAGES if (page := presentation_document(filing, binder, past, lang))]


def inline_version(files: Mapping[str, bytes]) -> InlineVersion:
    """The version of Inline XBRL that the pages of a build are in; they say so by their namespace."""
    return "1.1" if any(_CURRENT in data for path, data in files.items() if path.endswith((".htm", ".html"))) else "1.0"


def prove_files(made: Product, files: Mapping[str, bytes], home: str, result: CheckResult) -> CheckResult:
    """The result of a check, with what files of an earlier build say that they should not; ``made`` is a fresh one."""
    proof = prove_folder(replace(made.output, files=files, home=home, expected=made.files))
    findings = sort_findings((*result.findings, *proof.findings))
    return replace(result, findings=findings, checked={**result.checked, **proof.checked})
