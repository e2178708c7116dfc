"""The check of a report that somebody else made: what holds for any, and what holds for the exchange's summaries."""

from __future__ import annotations

from collections.abc import Iterable

from tanshin.derive.summary import SummaryFigure
from tanshin.report.instance import Instance
from tanshin.report.summary import Forms, foreign_of
from tanshin.validate.check import CheckResult
from tanshin.validate.instance_paper import InstancePaper
from tanshin.validate.instance_rules import FORM_RULES, INSTANCE_RULES, SUMMARY_RULES
from tanshin.validate.registry import Examination, examine
from tanshin.validate.summary import SummaryPaper
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import sort_findings

#: The rules that tell what could not be judged.
NOT_JUDGED = frozenset({"TNS110", "TNS422", "TNS630"})


def check_instance(report: Instance, forms: Forms | None = None, figures: Iterable[SummaryFigure] = ()) -> CheckResult:
    """Check a report by what holds for any, and a summary of the exchange's form by the rules of the form.

    ``forms`` are the exchange's forms, without which no summary is looked at as one; ``figures`` are what follows
    within one (:func:`tanshin.derive.summary_source.read_summary_figures`). What reading had to say is among the
    findings.
    """
    examinations = [examine(INSTANCE_RULES, InstancePaper(report))]
    foreign = foreign_of(report, forms) if forms else None
    if foreign:
        examinations += (
            examine(FORM_RULES, Workpaper(foreign.filing)),
            examine(SUMMARY_RULES, SummaryPaper(foreign, tuple(figures))),
        )
    return _result(report, examinations)


def _result(report: Instance, examinations: Iterable[Examination]) -> CheckResult:
    done = tuple(examinations)
    findings = tuple(finding for one in done for finding in one.findings)
    return CheckResult(
        sort_findings((*report.findings, *findings)),
        {code: number for one in done for code, number in one.checked.items()},
        tuple(finding.message for finding in findings if finding.code in NOT_JUDGED),
    )
