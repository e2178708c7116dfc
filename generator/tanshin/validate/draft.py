"""A draft against a filing: which figure of the filing each figure of the draft is, by its value and its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from tanshin.report.draft import Draft
from tanshin.report.filing import Filing
from tanshin.validate.draft_context import Heard, hear
from tanshin.validate.draft_match import Matcher, Reading, Verdict
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Finding
from tanshin.values.source import Source

#: So many figures are needed before a heading, and not the figures, is called wrong.
_SEVERAL = 3
_WORDS = "TNS5"


class DraftPaper(Struct, frozen=True, dict=True):
    """Drafts beside a filing: what the rules about drafts look at. ``findings`` are those of the filing's check."""

    paper: Workpaper
    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def filing(self) -> Filing:
        """The filing."""
        return self.paper.filing

    @cached_property
    def heard(self) -> tuple[Heard, ...]:
        """What each draft states."""
        names = {one for told in self.filing.told for one in told.literals} | {self.filing.entity.identifier[:4]}
        literals = tuple(sorted(names, key=lambda one: (-len(one), one)))
        return tuple(hear(draft, self.filing.calendar, literals) for draft in self.drafts)

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Every figure of the drafts, in their order."""
        return tuple(one for ones in self._by_draft for one in ones)

    @cached_property
    def _by_draft(self) -> tuple[list[Reading], ...]:
        matcher = Matcher(self.paper)
        return tuple(_by_heading([matcher.read(at) for at in heard.contexts]) for heard in self.heard)

    @cached_property
    def doubted(self) -> Mapping[tuple[str, str, str], tuple[Finding, ...]]:
        """What the check of the filing says of single cells, comparing numbers; by table, row and column."""
        about: dict[Source, list[Finding]] = {}
        for finding in self.findings:
            if finding.actual is not None and not finding.code.startswith(_WORDS):
                for source in finding.sources:
                    about.setdefault(source, []).append(finding)
        cells = (((one.table, one.row, one.column), one.source) for one in self.filing.prints)
        return {cell: tuple(about[source]) for cell, source in cells if source in about}

    @cached_property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """By draft, how many figures came to which end, and how many numerals are none."""
        return {
            draft.file: _counts(readings, len(heard.no_figures))
            for draft, readings, heard in zip(self.drafts, self._by_draft, self.heard, strict=True)
        }


def _counts(readings: list[Reading], others: int) -> dict[str, int]:
    found = Counter(one.verdict for one in readings)
    return {"stated": len(readings), **{one.value: found[one] for one in Verdict}, "not figures": others}


Lane = tuple[str, int, int]


def lanes(reading: Reading) -> tuple[Lane, ...]:
    """The column and the row of a figure."""
    if reading.context.place is None:
        return ()
    table, row, column = reading.context.place
    return ("column", table, column), ("row", table, row)


def _by_heading(readings: list[Reading]) -> list[Reading]:
    """The readings of a draft; where most of a column or row is of another period, that is said of its heading."""
    found: dict[Lane, list[Reading]] = {}
    for one in readings:
        for lane in lanes(one):
            found.setdefault(lane, []).append(one)
    wrong = {lane for lane, ones in found.items() if _is_wrong(ones)}
    return [
        replace(one, verdict=Verdict.HEADING)
        if one.verdict is Verdict.PERIOD and wrong.intersection(lanes(one))
        else one
        for one in readings
    ]


def _is_wrong(ones: list[Reading]) -> bool:
    count = sum(one.verdict is Verdict.PERIOD for one in ones)
    return count >= _SEVERAL and 2 * count > len(ones)
