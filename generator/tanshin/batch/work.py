"""One job, done: the filing is read, checked and, where that is asked, built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from tanshin.batch.job import FactRow, FilingRow, FindingRow, Job, Outcome, Status, Verb
from tanshin.report.aspect import Duration
from tanshin.report.fact import Fact
from tanshin.report.filing import Filing
from tanshin.report.instance import Instance
from tanshin.report.listing import fact_row
from tanshin.taxonomy.dts import Dts
from tanshin.tell.language import language
from tanshin.values.finding import Finding, InputError, Severity, sort_findings, tally
from tanshin.values.message import Message
from tanshin.values.source import Source

#: The elements in which a report of the exchange says when it was announced.
_ANNOUNCED = ("FilingDate",)


def perform(job: Job) -> Outcome:
    """Do a job. Input that cannot be used is an outcome as well, with its findings."""
    from tanshin.published import is_published

    try:
        work = _published if is_published(job.place) else _canonical
        return work(job)
    except InputError as error:
        # That the documents could not be written is no fault of the filing: another run does it again.
        is_unwritten = any(one.code == "TNS019" for one in error.findings)
        return _nothing(job, Status.BROKEN if is_unwritten else Status.REFUSED, sort_findings(error.findings))


def given_up(job: Job, status: Status, message: Message) -> Outcome:
    """The outcome of a job that could not be done, and why."""
    return _nothing(job, status, (Finding("TNS096", Severity.ERROR, message, (Source(job.name),)),))


def _nothing(job: Job, status: Status, told: tuple[Finding, ...]) -> Outcome:
    row = _filing_row(job, job.name, status, "", (), told)
    return Outcome(job.name, job.digest, (row,), (), tuple(_finding_rows(job, job.name, told)))


def _canonical(job: Job) -> Outcome:
    from tanshin import api
    from tanshin.inputs import opened, read_opened

    if job.verb is Verb.FACTS:  # nobody asks for it again: to remember it takes longer than it saves
        filing = read_opened(opened(Path(job.place)))
        return _outcome(job, filing, filing.findings)
    filing = api.read_filing(job.place)
    earlier, unusable = api.usable_before(filing, job.place)
    if job.verb is Verb.BUILD and job.out is not None:
        built = api.build(filing, Path(job.out), earlier=earlier, lang=job.lang)
        found = built.check.findings if built.check else built.errors
        return _outcome(job, filing, (*found, *built.faults, *unusable))
    return _outcome(job, filing, (*api.check(filing, earlier).findings, *unusable))


def _published(job: Job) -> Outcome:
    from tanshin.inputs import read_forms
    from tanshin.opening import open_published
    from tanshin.validate.instance import check_instance

    merged = Outcome(job.name, job.digest, ())
    for instance in open_published(job.place, job.packages):
        found = instance.findings if job.verb is Verb.FACTS else check_instance(instance, *read_forms()).findings
        one = _outcome(job, instance, found)
        merged = Outcome(
            job.name,
            job.digest,
            (*merged.filings, *one.filings),
            (*merged.facts, *one.facts),
            (*merged.findings, *one.findings),
        )
    return merged


def _outcome(job: Job, report: Filing | Instance, findings: Iterable[Finding]) -> Outcome:
    told = sort_findings(findings)
    if isinstance(report, Filing):
        facts, dts, kind, name = tuple(report.report), report.dts, "canonical", job.name
    else:
        facts, kind, name = (*report.report, *report.repeated), "published", report.name
        dts = report.dts or Dts({}, {}, (), {})
    row = _filing_row(job, name, Status.OK, kind, facts, told)
    if isinstance(report, Filing):
        own = report.calendar.reported
        row = _dated(row, report.announced, own)
    rows = () if job.verb is Verb.CHECK else tuple(_fact_row(job, name, fact, dts) for fact in facts)
    return Outcome(job.name, job.digest, (row,), rows, tuple(_finding_rows(job, name, told)))


def _dated(row: FilingRow, announced: date, own: Duration) -> FilingRow:
    from msgspec.structs import replace

    return replace(row, announced=announced, start=own.first, end=own.last)


def _filing_row(
    job: Job, name: str, status: Status, kind: str, facts: tuple[Fact, ...], findings: tuple[Finding, ...]
) -> FilingRow:
    counts = tally(findings)
    days = [fact.value for fact in facts if fact.concept.local in _ANNOUNCED and isinstance(fact.value, date)]
    ends = [fact.key.period for fact in facts if isinstance(fact.key.period, Duration)]
    return FilingRow(
        job.name,
        name,
        job.digest,
        status.value,
        kind,
        facts[0].key.entity.identifier if facts else None,
        days[0] if days else None,
        None,
        None if not ends or not days else max((one.last for one in ends if one.last <= days[0]), default=None),
        len(facts),
        counts[Severity.ERROR],
        counts[Severity.INCONSISTENCY],
        counts[Severity.WARNING],
    )


def _fact_row(job: Job, name: str, fact: Fact, dts: Dts) -> FactRow:
    told, period = fact_row(fact, dts, job.lang), fact.key.period
    return FactRow(
        job.name,
        name,
        fact.key.entity.identifier,
        told["concept"],
        told["label"],
        told["value"],
        fact.value if isinstance(fact.value, Decimal) else None,
        told["decimals"],
        told["unit"],
        period.first if isinstance(period, Duration) else None,
        period.last if isinstance(period, Duration) else period.day,
        told["dimensions"],
        told["lang"],
        told["table"],
        told["source"],
    )


def _finding_rows(job: Job, name: str, findings: Iterable[Finding]) -> Iterator[FindingRow]:
    for one in language(job.lang).all_told(findings):
        yield FindingRow(
            job.name,
            name,
            one.code,
            one.severity.name,
            one.message,
            one.concept,
            str(one.sources[0]) if one.sources else None,
            one.expected,
            one.actual,
        )
