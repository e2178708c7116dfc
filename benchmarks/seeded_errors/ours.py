"""What our own check says of a mutation: whether it tells something that it did not tell before."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from benchmarks.seeded_errors.desk import Desk
from benchmarks.seeded_errors.mutation import Mutation
from tanshin.report.filing import Filing
from tanshin.report.profile import Profile, Setting
from tanshin.validate.check import check
from tanshin.validate.filing_rules import FILING_RULES
from tanshin.validate.tie import unconfirmed
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.source import Source

#: Sums and identities cost little and find most; where they speak up, the other rules need not be asked.
_QUICK = ("TNS1", "TNS2")
_WITHOUT = tuple(
    Setting(rule.code, "asked later", Source("issuer.yaml"), off=True)
    for rule in FILING_RULES
    if not rule.code.startswith(_QUICK)
)

_Said = tuple[object, ...]


class Verdict(Struct, frozen=True):
    """What was said: the worst new finding, ``None`` where there is none; ``crash`` is the end of a traceback."""

    severity: Severity | None = None
    code: str = ""
    crash: str = ""

    @property
    def is_found(self) -> bool:
        """Whether the mistake was found: told as a warning, or worse."""
        return self.severity is not None and self.severity >= Severity.WARNING

    @property
    def is_mentioned(self) -> bool:
        """Whether there is a new finding, which is only worth knowing."""
        return self.severity is Severity.INFO


class Ours(Struct, frozen=True, dict=True):
    """Our check of one filing."""

    desk: Desk

    @cached_property
    def before(self) -> tuple[Finding, ...]:
        """What is told of the filing as it is."""
        return self._check(self.desk.read())

    @cached_property
    def _known(self) -> Counter[_Said]:
        return Counter(map(_said, self.before))

    @cached_property
    def unbound(self) -> frozenset[object]:
        """The facts of the filing that no sum, identity, figure or translation has to do with."""
        paper = Workpaper(self.desk.filing, self.desk.figures, self.desk.earlier)
        return frozenset(fact.key for fact in unconfirmed(paper))

    def verdict(self, mutation: Mutation) -> Verdict:
        """What is new with a mistake in the filing."""
        assert self._known is not None  # looked at before anything is changed
        with self.desk.mutated(mutation):
            try:
                return self._judge()
            except InputError as error:
                return self._worst(error.findings)
            except Exception:  # noqa: BLE001 - a crash is a result here, and must not end the measurement
                return Verdict(crash=traceback.format_exc(limit=-2))

    def _judge(self) -> Verdict:
        filing = self.desk.read()
        verdict = self._worst(filing.findings)
        if not verdict.is_found:
            quick = replace(filing, issuer=replace(filing.issuer, profile=Profile(_WITHOUT)))
            verdict = self._worst(one for one in self._check(quick) if one.code.startswith(_QUICK))
        if not verdict.is_found:
            verdict = self._worst(self._check(filing))
        return verdict

    def _check(self, filing: Filing) -> tuple[Finding, ...]:
        return check(filing, self.desk.figures, self.desk.earlier).findings

    def _worst(self, findings: Iterable[Finding]) -> Verdict:
        """The worst finding that was not there before.

        One that stood there before, at the same place and of the same weight, with other numbers in it, is not new:
        who has seen it would not look again.
        """
        seen: Counter[_Said] = Counter()
        new: list[Finding] = []
        for finding in findings:
            said = _said(finding)
            seen[said] += 1
            if seen[said] > self._known[said]:
                new.append(finding)
        if not new:
            return Verdict()
        worst = max(new, key=lambda finding: finding.severity)
        return Verdict(worst.severity, worst.code)


def _said(finding: Finding) -> _Said:
    return finding.code, finding.severity, finding.sources, finding.facts, finding.role
