"""The check of a filing and of a taxonomy: all rules, and the count of what they looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from tanshin.derive.figure import Figure
from tanshin.report.filing import CAPTION, Filing, Mark, MarkKind
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.validate.filing_rules import FILING_RULES
from tanshin.validate.registry import Examination, examine
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Finding, Severity, sort_findings
from tanshin.values.message import say
from tanshin.values.source import Source

if TYPE_CHECKING:
    from tanshin.document.model import Document

#: The rules that tell what could not be compared.
NOT_CHECKABLE = frozenset({"TNS204", "TNS304", "TNS314", "TNS323", "TNS332", "TNS402"})

_ADVICE = say("if it was published so, mark it in marks.csv as accepted")

_KINDS = {
    MarkKind.RECOMPUTED: say("Recomputed"),
    MarkKind.ILLEGIBLE: say("Illegible"),
    MarkKind.PUBLISHED_WRONG: say("Published-wrong"),
    MarkKind.ACCEPTED: say("Accepted"),
}

#: Findings about words: of those a mark of the caption they stand in says something, and no mark of a figure.
_WORDS = "TNS5"

#: What findings of a code weigh for an issuer, ``None`` switching a rule off.
Severities = Mapping[str, Severity | None]


class CheckResult(Struct, frozen=True):
    """What a check gave.

    ``checked`` counts, by code, what each rule has compared: a rule that compared nothing proves nothing.
    ``not_checkable`` says in words what could not be compared, and what it would need.
    """

    findings: tuple[Finding, ...]
    checked: Mapping[str, int]
    not_checkable: tuple[str, ...] = ()


def check(
    filing: Filing,
    figures: Iterable[Figure] = (),
    earlier: Iterable[Filing] = (),
    severities: Severities | None = None,
) -> CheckResult:
    """Check a filing by every rule; what reading it had to say is among the findings.

    ``figures`` are what can be derived under the issuer's taxonomy, ``earlier`` filings that may be asked for what this
    one does not have, ``severities`` the issuer's profile.
    """
    paper = Workpaper(filing, tuple(figures), tuple(earlier))
    examination = examine(FILING_RULES, paper, severities)
    findings = (*filing.findings, *settled(examination.findings, filing))
    unknown = tuple(finding.message for finding in examination.findings if finding.code in NOT_CHECKABLE)
    return CheckResult(sort_findings(findings), examination.checked, unknown)


def check_taxonomy(taxonomy: Taxonomy, severities: Severities | None = None) -> Examination:
    """Check a taxonomy by every rule; of an official one only our labels are ours to answer for."""
    # A filing is checked far more often than a taxonomy and needs none of these.
    from tanshin.validate.taxonomy_rules import LABEL_RULES, TAXONOMY_RULES

    return examine(LABEL_RULES if taxonomy.official else TAXONOMY_RULES, taxonomy, severities)


def with_documents(
    result: CheckResult,
    filing: Filing,
    pairs: Iterable[tuple[Document, Document]],
    severities: Severities | None = None,
) -> CheckResult:
    """A check with what the rules say about the filing's documents, each in two languages."""
    from tanshin.validate.document_rules import DOCUMENT_RULES
    from tanshin.validate.rules.language import Bilingual

    examination = examine(DOCUMENT_RULES, Bilingual(filing, tuple(pairs)), severities)
    return CheckResult(
        sort_findings((*result.findings, *examination.findings)),
        {**result.checked, **examination.checked},
        result.not_checkable,
    )


def settled(findings: Iterable[Finding], filing: Filing) -> Iterator[Finding]:
    """The findings with what the filing's marks say about them.

    What was published so, and is marked, stays as it is and weighs less: an error becomes a warning, a warning is only
    worth knowing. A finding without a mark says how to set one.
    """
    marks, captions = _deviations(filing), _marked_captions(filing)
    for finding in findings:
        if is_of_words := finding.code.startswith(_WORDS):
            mark = next((captions[source] for source in finding.sources[:1] if source in captions), None)
        else:
            mark = next((marks[fact] for fact in finding.facts if fact in marks), None)
        has_no_mark = mark is None and (is_of_words or not finding.facts)
        if finding.severity is Severity.INFO or not finding.sources or has_no_mark:
            yield finding
        elif mark is None:
            yield replace(finding, message=say("{message}; {advice}", message=finding.message, advice=_ADVICE))
        else:
            weight = Severity.INFO if finding.severity is Severity.WARNING else Severity.WARNING
            message = say(
                "{message}. {kind} in {source}: {reason}",
                message=finding.message,
                kind=_KINDS[mark.kind],
                source=mark.source,
                reason=mark.reason,
            )
            yield replace(finding, severity=weight, message=message)


def _deviations(filing: Filing) -> Mapping[str, Mark]:
    """The marks of figures that stay as they are printed, by the fact."""
    facts = {(one.table, one.row, one.column): str(one.key) for one in filing.prints}
    kept = (mark for mark in filing.marks if mark.kind is MarkKind.ACCEPTED or not mark.value)
    cells = ((facts.get((mark.table, mark.row, mark.column)), mark) for mark in kept)
    return {fact: mark for fact, mark in cells if fact}


def _marked_captions(filing: Filing) -> Mapping[Source, Mark]:
    """The marks of captions that were published so, by where the caption stands."""
    kinds = (MarkKind.ACCEPTED, MarkKind.PUBLISHED_WRONG)
    marks = {(mark.table, mark.row): mark for mark in filing.marks if mark.column == CAPTION and mark.kind in kinds}
    return {one.source: marks[one.table, one.row] for one in filing.captions if (one.table, one.row) in marks}
