"""An issuer's profile in force: what its findings weigh, what is off, and whether it names rules that exist."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from msgspec.structs import replace

from tanshin.report.deviation import milder
from tanshin.report.profile import Profile
from tanshin.validate.registry import Issue
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import say
from tanshin.values.source import Source

#: What an issue of a rule weighs: its code, the issue, the severity so far -> the issue as it is told, its severity.
Weigh = Callable[[str, Issue, Severity], tuple[Issue, Severity]]


def severities(profile: Profile) -> Mapping[str, Severity | None]:
    """What findings of a code weigh for the issuer, ``None`` switching a rule off."""
    return {one.code: one.severity for one in profile.settings if one.off or one.severity is not None}


def weigher(profile: Profile) -> Weigh | None:
    """What makes findings below the issuer's materiality weigh one step less; nothing where it has none."""
    limits = {one.code: one for one in profile.settings if one.materiality}
    if not limits:
        return None

    def weigh(code: str, issue: Issue, severity: Severity) -> tuple[Issue, Severity]:
        setting = limits.get(code)
        unit = str(issue.facts[0].key.unit) if issue.facts else None
        if setting is None or not setting.materiality or severity is Severity.INFO:
            return issue, severity
        if not setting.materiality.covers(issue.expected, issue.actual, unit):
            return issue, severity
        message = say(
            "{message}. Below the materiality of {limit} in {source}: {reason}",
            message=issue.message,
            limit=setting.materiality,
            source=setting.source,
            reason=setting.reason,
        )
        return replace(issue, message=message), milder(severity)

    return weigh


def as_read(findings: Iterable[Finding], profile: Profile) -> Iterator[Finding]:
    """What reading had to say, as the profile weighs it; errors of input stay errors."""
    own = severities(profile)
    for finding in findings:
        severity = own.get(finding.code, finding.severity)
        if finding.severity is Severity.ERROR or finding.deviation:
            yield finding
        elif severity is not None:
            yield finding if severity is finding.severity else replace(finding, severity=severity)


def unknown(profile: Profile, rules: Collection[str]) -> Iterator[Finding]:
    """A finding for each code of a profile that no rule has; ``rules`` are those that were run."""
    for setting in profile.settings:
        if setting.code not in rules:
            yield from _unknown(setting.code, setting.source)


def _unknown(code: str, source: Source) -> Iterator[Finding]:
    # Only a code that is none of a filing's rules is worth importing all others for.
    from tanshin.validate.every_rule import RULES
    from tanshin.validate.manual import pages

    known = {page.code: page for page in pages(RULES)}
    page = known.get(code)
    if code.startswith("TNS7"):
        message = say("{code} proves what was produced, and cannot be changed; take it out", code=code)
    elif page is None:
        message = say("no rule has the code {code}; `tanshin rules` lists them", code=code)
    elif code.startswith("TNS0") and page.severity is Severity.ERROR:
        message = say("{code} is about input that cannot be used, and stays an error; take it out", code=code)
    elif code.startswith("TNS8"):
        message = say("{code} is about taxonomies, and not part of a filing's check; take it out", code=code)
    else:
        return
    yield Finding("TNS033", Severity.ERROR, message, (source,))
