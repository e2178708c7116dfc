"""The check of a filing and of a taxonomy: all rules, and the count of what they looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tanshin.derive.figure import Figure
from tanshin.report.filing import Filing, Mark, MarkKind
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.validate.registry import Examination, examine
from tanshin.validate.rules import FILING_RULES, LABEL_RULES, TAXONOMY_RULES
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Finding, Severity, sort_findings
from tanshin.values.source import Source

#: The rules that tell what could not be compared.
NOT_CHECKABLE = frozenset({"TNS204", "TNS402"})

#: What findings of a code weigh for an issuer, ``None`` switching a rule off.
Severities = Mapping[str, Severity | None]


@dataclass(frozen=True)
class CheckResult:
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
    findings = (*filing.findings, *accepted(examination.findings, filing))
    open_ = (finding.message for finding in examination.findings if finding.code in NOT_CHECKABLE)
    return CheckResult(sort_findings(findings), examination.checked, tuple(open_))


def check_taxonomy(taxonomy: Taxonomy, severities: Severities | None = None) -> Examination:
    """Check a taxonomy by every rule; of an official one only our labels are ours to answer for."""
    return examine(LABEL_RULES if taxonomy.official else TAXONOMY_RULES, taxonomy, severities)


def accepted(findings: tuple[Finding, ...], filing: Filing) -> tuple[Finding, ...]:
    """The findings, those about a figure that is marked as published so being warnings that give the reason."""
    marks = _deviations(filing)
    return tuple(_accepted(finding, marks) for finding in findings)


def _accepted(finding: Finding, marks: Mapping[Source, Mark]) -> Finding:
    mark = next((marks[source] for source in finding.sources if source in marks), None)
    if mark is None or finding.severity <= Severity.WARNING:
        return finding
    message = f"{finding.message}. {str(mark.kind).capitalize()} in {mark.source}: {mark.reason}"
    return replace(finding, severity=Severity.WARNING, message=message)


def _deviations(filing: Filing) -> Mapping[Source, Mark]:
    """The marked cells whose figure stays as it is printed, by their position."""
    cells = {(one.table, one.row, one.column): one.source for one in filing.prints}
    found: dict[Source, Mark] = {}
    for mark in filing.marks:
        kept = mark.kind is MarkKind.ACCEPTED or not mark.value
        cell = cells.get((mark.table, mark.row, mark.column))
        if kept and cell:
            found[cell] = mark
    return found
