"""What reading has to say: a few findings of each kind, however often something is wrong."""

from __future__ import annotations

from collections import Counter

from tanshin.values.finding import Finding, Severity
from tanshin.values.message import Message, say
from tanshin.values.source import Source

#: How many findings of one kind are told in full; a broken file may have a hundred thousand of them.
_FULL = 10
#: The same of what is missing: each has to be found somewhere.
_FULL_OF = {"TNS051": 100}


class Notes:
    """The findings of one reading while they are collected."""

    def __init__(self) -> None:
        self._findings: dict[Finding, tuple[str, str] | None] = {}
        self._counts: Counter[tuple[str, str]] = Counter()
        self._last: dict[tuple[str, str], Finding] = {}

    def add(self, code: str, severity: Severity, message: Message, source: Source) -> None:
        """Say something, in full or as one of many."""
        self._add(Finding(code, severity, message, (source,)), (code, message.template))

    def _add(self, finding: Finding, kind: tuple[str, str]) -> None:
        if finding in self._findings:
            return
        self._counts[kind] += 1
        if self._counts[kind] <= _FULL_OF.get(finding.code, _FULL):
            self._findings[finding] = kind
        else:
            self._last[kind] = finding

    def error(self, code: str, message: Message, source: Source) -> None:
        """Say that something cannot be used."""
        self.add(code, Severity.ERROR, message, source)

    def extend(self, findings: tuple[Finding, ...]) -> None:
        """What others have found."""
        self._findings.update(dict.fromkeys(findings))

    def take_over(self, other: Notes) -> None:
        """Say what was said in another place, as if it had been said here."""
        for finding, kind in other._findings.items():
            if kind is None:
                self._findings[finding] = None
            else:
                self._add(finding, kind)
        for kind, last in other._last.items():
            self._counts[kind] += other._counts[kind] - _FULL_OF.get(last.code, _FULL)
            self._last[kind] = last

    def findings(self) -> tuple[Finding, ...]:
        """Everything, in the order of its discovery, then how many more there are of each kind."""
        more = [
            Finding(one.code, one.severity, say("the same is so in {count:,} more places", count=count), one.sources)
            for kind, one in self._last.items()
            for count in (self._counts[kind] - _FULL_OF.get(one.code, _FULL),)
        ]
        return (*self._findings, *more)
