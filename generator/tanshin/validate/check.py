"""The check of a filing and of a taxonomy: all rules, and the count of what they looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from tanshin.derive.figure import Figure
from tanshin.report.deviation import milder, settle
from tanshin.report.filing import CAPTION, Filing, Mark, MarkKind
from tanshin.report.profile import Profile
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.validate.filing_rules import FILING_RULES
from tanshin.validate.profile import as_read, severities, unknown, weigher
from tanshin.validate.registry import Examination, examine
from tanshin.validate.rules.own import own_rules
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Finding, Severity, sort_findings
from tanshin.values.message import say
from tanshin.values.source import Source

if TYPE_CHECKING:
    from tanshin.document.model import Document
    from tanshin.report.draft import Draft

#: The rules that tell what could not be compared.
NOT_CHECKABLE = frozenset({"TNS035", "TNS204", "TNS304", "TNS314", "TNS323", "TNS332", "TNS402"})

#: Findings about words: of those a mark of the caption they stand in says something.
_WORDS = "TNS5"


class CheckResult(Struct, frozen=True):
    """What a check gave.

    ``checked`` counts, by code, what each rule has compared: a rule that compared nothing proves nothing.
    ``not_checkable`` says in words what could not be compared, and what it would need. ``profile`` is what the issuer
    says of the rules: which are off, and why. ``drafts`` counts, by file, what became of the figures of drafts that
    were read beside the filing.
    """

    findings: tuple[Finding, ...]
    checked: Mapping[str, int]
    not_checkable: tuple[str, ...] = ()
    profile: Profile = Profile()
    drafts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def check(filing: Filing, figures: Iterable[Figure] = (), earlier: Iterable[Filing] = ()) -> CheckResult:
    """Check a filing by every rule, its issuer's own among them; what reading it had to say is among the findings.

    ``figures`` are what can be derived under the issuer's taxonomy, ``earlier`` filings that may be asked for what this
    one does not have. What findings weigh is as the issuer's profile says, and the filing's deviations.
    """
    paper = Workpaper(filing, tuple(figures), tuple(earlier))
    profile = filing.issuer.profile
    rules = (*FILING_RULES, *own_rules(profile))
    examination = examine(rules, paper, severities(profile), weigher(profile))
    found = (*as_read(filing.findings, profile), *examination.findings)
    findings = (
        *unknown(profile, {one.code for one in FILING_RULES}),
        *settle(_marked(found, filing), filing.deviations, {one.source for one in filing.prints}),
    )
    open_ = tuple(finding.message for finding in examination.findings if finding.code in NOT_CHECKABLE)
    return CheckResult(sort_findings(findings), examination.checked, open_, profile)


def check_taxonomy(taxonomy: Taxonomy) -> Examination:
    """Check a taxonomy by every rule; of an official one only our labels are ours to answer for."""
    # A filing is checked far more often than a taxonomy and needs none of these.
    from tanshin.validate.taxonomy_rules import LABEL_RULES, TAXONOMY_RULES

    return examine(LABEL_RULES if taxonomy.official else TAXONOMY_RULES, taxonomy)


def check_taxonomies(taxonomies: Iterable[Taxonomy]) -> CheckResult:
    """Check a taxonomy in several eras; of a file that they share everything is told once."""
    findings: dict[tuple[str, str, tuple[Source, ...]], Finding] = {}
    checked: Counter[str] = Counter()
    for taxonomy in taxonomies:
        examination = check_taxonomy(taxonomy)
        checked.update(examination.checked)
        for finding in examination.findings:
            findings.setdefault((finding.code, finding.message, finding.sources), finding)
    return CheckResult(sort_findings(findings.values()), checked)


def with_documents(result: CheckResult, filing: Filing, pairs: Iterable[tuple[Document, Document]]) -> CheckResult:
    """A check with what the rules say about the filing's documents, each in two languages."""
    from tanshin.validate.document_rules import DOCUMENT_RULES
    from tanshin.validate.rules.language import Bilingual

    own = severities(filing.issuer.profile)
    examination = examine(DOCUMENT_RULES, Bilingual(filing, tuple(pairs)), own)
    return replace(
        result,
        findings=sort_findings((*result.findings, *examination.findings)),
        checked={**result.checked, **examination.checked},
    )


def with_drafts(
    result: CheckResult,
    filing: Filing,
    figures: Iterable[Figure],
    earlier: Iterable[Filing],
    drafts: Iterable[Draft],
) -> CheckResult:
    """A check with what drafts of the release state that the filing and those before it do not."""
    from tanshin.validate.draft import DraftPaper
    from tanshin.validate.draft_rules import DRAFT_RULES

    paper = DraftPaper(Workpaper(filing, tuple(figures), tuple(earlier)), tuple(drafts), result.findings)
    examination = examine(DRAFT_RULES, paper, severities(filing.issuer.profile))
    return replace(
        result,
        findings=sort_findings((*result.findings, *examination.findings)),
        checked={**result.checked, **examination.checked},
        drafts=paper.counts,
    )


def _marked(findings: Iterable[Finding], filing: Filing) -> Iterator[Finding]:
    """The findings with what marks of captions say: a slip that is known weighs less."""
    marks = {(one.table, one.row): one for one in filing.marks if _is_slip(one)}
    captions = {one.source: marks[one.table, one.row] for one in filing.captions if (one.table, one.row) in marks}
    for finding in findings:
        mark = captions.get(finding.sources[0]) if finding.sources else None
        if mark is None or not finding.code.startswith(_WORDS) or finding.severity is Severity.INFO:
            yield finding
        else:
            message = say(
                "{message}. Published-wrong in {source}: {reason}",
                message=finding.message,
                source=mark.source,
                reason=mark.reason,
            )
            yield replace(finding, severity=milder(finding.severity), message=message)


def _is_slip(mark: Mark) -> bool:
    return mark.column == CAPTION and mark.kind is MarkKind.PUBLISHED_WRONG
