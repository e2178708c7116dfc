"""What a check of one filing gave, with what is needed to tell people about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

from msgspec import Struct

from tanshin.report.filing import Filing
from tanshin.validate.check import CheckResult
from tanshin.validate.filing_rules import FILING_RULES
from tanshin.validate.registry import Page
from tanshin.values.finding import Finding, Severity, tally


class Checked(Struct, frozen=True, dict=True):
    """A filing by the name it was given, and the result; a filing that could not be read has findings alone.

    ``roots`` are the folders from which the files in positions are named.
    """

    name: str
    findings: tuple[Finding, ...]
    result: CheckResult | None = None
    filing: Filing | None = None
    roots: tuple[Path, ...] = ()

    @cached_property
    def compared(self) -> Mapping[str, int]:
        """What each rule has compared; nothing where the filing could not be read."""
        return dict(sorted(self.result.checked.items())) if self.result else {}

    def page(self, code: str) -> Page:
        """The page of the manual about a code; a rule of the issuer's own says what it is itself."""
        own = self.result.profile.own if self.result else ()
        found = next((one for one in own if one.code == code), None)
        return Page(code, found.severity, found.titles["en"]) if found else page(code)

    @cached_property
    def tally(self) -> Mapping[Severity, int]:
        """How many findings there are of each severity, worst first."""
        return tally(self.findings)

    def is_failed(self, threshold: Severity) -> bool:
        """Whether there is a finding at or above the threshold."""
        return any(finding.severity >= threshold for finding in self.findings)

    def statement(self, finding: Finding, lang: str = "en") -> str:
        """The table or file a finding is about, as its document is called; empty where it has no place."""
        if not finding.sources:
            return ""
        path = PurePosixPath(finding.sources[0].file)
        return self._titles(lang).get(path.stem, path.stem) if path.suffix == ".csv" else path.name

    def _titles(self, lang: str) -> Mapping[str, str]:
        return {"en": self._english, "ja": self._japanese}[lang]

    @cached_property
    def _english(self) -> Mapping[str, str]:
        return dict(self._titled("en"))

    @cached_property
    def _japanese(self) -> Mapping[str, str]:
        return dict(self._titled("ja"))

    def _titled(self, lang: str) -> Iterator[tuple[str, str]]:
        """The titles of the statements by the names of their tables; a table that shares its title keeps its name."""
        if self.filing is None:
            return
        roles = self.filing.dts.roles
        titles = {table.id: roles[self.filing.statement(table).role].title(lang) for table in self.filing.tables}
        shared = list(titles.values())
        yield from (
            (name, title if shared.count(title) == 1 else f"{title} ({name})") for name, title in titles.items()
        )


class Group(Struct, frozen=True):
    """The findings of one rule that weigh the same, by position."""

    severity: Severity
    code: str
    findings: tuple[Finding, ...]


def groups(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """Findings by severity, worst first, then by rule; within a rule by position."""
    found: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.severity, finding.code), []).append(finding)
    ordered = sorted(found.items(), key=lambda item: (-item[0][0], item[0][1]))
    return tuple(Group(*key, tuple(sorted(some, key=lambda one: one.sort_key))) for key, some in ordered)


def page(code: str) -> Page:
    """The page of the manual about a code; a code without one is its own page."""
    return _of_filings().get(code) or _all().get(code) or Page(code, Severity.INFO, code)


@cache
def _of_filings() -> Mapping[str, Page]:
    # The rules of taxonomies take as long to import as a filing to check.
    return {rule.code: rule.page for rule in FILING_RULES}


@cache
def _all() -> Mapping[str, Page]:
    from tanshin.proof.prove import EVERY_RULE
    from tanshin.validate.manual import pages

    return {one.code: one for one in pages(EVERY_RULE)}
