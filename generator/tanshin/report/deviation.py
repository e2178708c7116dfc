"""Accepted deviations: what a company has published so, exactly as it was published, and why it stays.

A deviation is of one rule, one cell and the very values that the rule compared. When one of them changes it covers
nothing any more, and the finding is what it was.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from tanshin.report.book import DEVIATIONS, RECORDS
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import say
from tanshin.values.source import Source

#: The column of a caption, where a caption is what deviates.
CAPTION = "caption"

#: Findings about words are many, and hardly ever published so on purpose: they do not say how to keep what they found.
_WORDS = "TNS5"


class DeviationKind(StrEnum):
    """Why a deviation stays: it is a slip that was published, or the company's way of rounding or footing."""

    PUBLISHED_WRONG = "published-wrong"
    ACCEPTED = "accepted"


class Deviation(Struct, frozen=True):
    """What is accepted of one cell: that a rule finds ``actual`` there and expects something else.

    ``text`` is ``actual`` as it is written. A rule that compares no numbers accepts the text of the cell, which is
    ``said``. ``cell`` is where the cell stands, ``source`` where the deviation does.
    """

    code: str
    table: str
    row: str
    column: str
    expected: Decimal | None
    actual: Decimal | None
    text: str
    reason: str
    source: Source
    cell: Source
    said: str = ""
    kind: DeviationKind = DeviationKind.ACCEPTED

    def concerns(self, finding: Finding) -> bool:
        """Whether a finding is of the rule and the cell, whatever its values."""
        return finding.code == self.code and self.cell in finding.sources

    def accepts(self, finding: Finding) -> bool:
        """Whether a finding is the one that is accepted, in its values too."""
        if not self.concerns(finding):
            return False
        if finding.expected is None and finding.actual is None:
            return self.expected is None and self.text == self.said
        return (finding.expected, finding.actual) == (self.expected, self.actual)


def accepted(finding: Finding, deviation: Deviation) -> Finding:
    """A finding that a deviation accepts: it weighs less, and says why it stays."""
    words = {"message": finding.message, "source": deviation.source, "reason": deviation.reason}
    if deviation.kind is DeviationKind.PUBLISHED_WRONG:
        message = say("{message}. Published-wrong in {source}: {reason}", **words)
    else:
        message = say("{message}. Accepted in {source}: {reason}", **words)
    return replace(finding, severity=milder(finding.severity), message=message, deviation=deviation.source)


def milder(severity: Severity) -> Severity:
    """One step less: what would stop a build is told, what is told is only worth knowing."""
    return Severity.WARNING if severity > Severity.WARNING else Severity.INFO


def settle(
    findings: Iterable[Finding], deviations: Iterable[Deviation], cells: Collection[Source] = ()
) -> Iterator[Finding]:
    """The findings as the deviations of a filing leave them, and a finding for each deviation that none needs.

    A finding that a deviation was recorded for, with other values, says so and weighs what it weighs. One in a cell
    of ``cells`` that nothing was recorded for says how to record it.
    """
    left = tuple(findings)
    own = tuple(deviations)
    used = {one.source for one in own for finding in left if _needs(finding, one)}
    open_ = [one for one in own if one.source not in used]
    for finding in left:
        yield _settled(finding, own, open_, cells)
    for one in open_:
        if not any(one.concerns(finding) and finding.severity > Severity.INFO for finding in left):
            yield _unneeded(one)


def _needs(finding: Finding, deviation: Deviation) -> bool:
    return finding.deviation == deviation.source or (
        finding.severity > Severity.INFO and finding.deviation is None and deviation.accepts(finding)
    )


def _settled(
    finding: Finding, own: Iterable[Deviation], former: Iterable[Deviation], cells: Collection[Source]
) -> Finding:
    if finding.deviation or finding.severity is Severity.INFO or not finding.sources:
        return finding
    if found := next((one for one in own if one.accepts(finding)), None):
        return accepted(finding, found)
    if other := next((one for one in former if one.concerns(finding)), None):
        return replace(finding, message=lapsed(finding, other))
    if finding.sources[0] in cells and not finding.code.startswith(_WORDS):
        return replace(finding, message=say("{message}; {advice}", message=finding.message, advice=_ADVICE))
    return finding


_ADVICE = say("if it was published so, record it in deviations.csv")


def lapsed(finding: Finding, former: Deviation) -> str:
    """What a finding says whose deviation accepts other values."""
    if finding.expected is None and finding.actual is None:
        return say(
            "{message}. The deviation recorded in {source} has lapsed, for it accepts `{text}`; correct the text, or "
            "record it as it is now",
            message=finding.message,
            source=former.source,
            text=former.text,
        )
    return say(
        "{message}. The deviation recorded in {source} has lapsed, for it accepts {actual} where {expected} was "
        "expected, and now it is {now} where {wanted} is; correct the figure, or record the values as they are now",
        message=finding.message,
        source=former.source,
        actual=_shown(former.actual),
        expected=_shown(former.expected),
        now=_shown(finding.actual),
        wanted=_shown(finding.expected),
    )


def _unneeded(deviation: Deviation) -> Finding:
    return Finding(
        "TNS032",
        Severity.WARNING,
        say(
            "{code} finds nothing any more in {table} / {row} / {column}; take the deviation out",
            code=deviation.code,
            table=deviation.table,
            row=deviation.row,
            column=deviation.column,
        ),
        (deviation.source,),
    )


def _shown(value: Decimal | None) -> str:
    return "-" if value is None else f"{value:,f}"


def recordable(findings: Iterable[Finding], places: Mapping[Source, tuple[str, str, str]]) -> Iterator[tuple[str, ...]]:
    """The cells of a record for each finding that could be accepted: the reason is left to be said.

    ``places`` say of each cell its table, row and column.
    """
    for finding in findings:
        place = places.get(finding.sources[0]) if finding.sources else None
        numbers = finding.expected, finding.actual
        if place and finding.severity > Severity.INFO and finding.deviation is None and numbers != (None, None):
            values = ("-" if value is None else f"{value:f}" for value in numbers)
            yield (*place, finding.code, *values, DeviationKind.PUBLISHED_WRONG.value, "")


def as_records(findings: Iterable[Finding], places: Mapping[Source, tuple[str, str, str]]) -> str:
    """The file that would accept findings, as CSV; ``places`` say of each cell its table, row and column."""
    out = io.StringIO()
    lines = dict.fromkeys(recordable(findings, places))
    csv.writer(out, lineterminator="\n").writerows([(CAPTION, *RECORDS[DEVIATIONS]), *(("", *line) for line in lines)])
    return out.getvalue()
