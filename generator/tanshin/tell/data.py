"""A check as JSON, in a shape that is documented and keeps."""

from __future__ import annotations

import json

from tanshin.report.profile import Profile
from tanshin.tell.language import ENGLISH, Language
from tanshin.validate.check import CheckResult
from tanshin.values.finding import Finding, tally


def as_json(result: CheckResult, filing: str | None = None, language: Language = ENGLISH) -> str:
    """``findings`` (an array of objects) and ``summary`` (counts by severity, what was checked).

    ``filing`` comes first where it is to be told apart from others.
    """
    counts = {severity.name.lower(): count for severity, count in tally(result.findings).items()}
    unknown = [language.say(words) for words in result.not_checkable]
    summary: dict[str, object] = {**counts, "checked": dict(sorted(result.checked.items())), "not_checkable": unknown}
    summary["profile"] = _profile(result.profile)
    if result.drafts:
        summary["drafts"] = {file: dict(counts) for file, counts in result.drafts.items()}
    named = {} if filing is None else {"filing": filing}
    findings = [_finding(finding) for finding in language.all_told(result.findings)]
    return json.dumps({**named, "findings": findings, "summary": summary}, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, object]:
    numbers = {name: getattr(finding, name) for name in ("expected", "actual", "tolerance")}
    return {
        "code": finding.code,
        "severity": finding.severity.name,
        "message": finding.message,
        "sources": [str(source) for source in finding.sources],
        "facts": list(finding.facts),
        "concept": finding.concept,
        "role": finding.role,
        **{name: None if value is None else f"{value:f}" for name, value in numbers.items()},
        "deviation": str(finding.deviation) if finding.deviation else None,
    }


def _profile(profile: Profile) -> list[dict[str, object]]:
    """What the issuer says of the rules: settings with their reasons, then equations of its own."""
    settings: list[dict[str, object]] = [
        {
            "code": one.code,
            "severity": "off" if one.off else None if one.severity is None else one.severity.name.lower(),
            "materiality": str(one.materiality) if one.materiality else None,
            "reason": one.reason,
            "source": str(one.source),
        }
        for one in profile.settings
    ]
    own: list[dict[str, object]] = [
        {"code": one.code, "severity": one.severity.name.lower(), "title": one.titles["en"], "equation": one.equation}
        for one in profile.own
    ]
    return [*settings, *own]
