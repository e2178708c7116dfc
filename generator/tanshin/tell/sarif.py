"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote as encode

from tanshin import __version__
from tanshin.tell.checked import Checked, page
from tanshin.tell.language import ENGLISH, Language
from tanshin.tell.quote import Quoter
from tanshin.validate.registry import Page
from tanshin.values.finding import Finding, Severity
from tanshin.values.source import Source

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

#: SARIF has three levels of what is wrong; an inconsistency is what a processor would refuse.
LEVELS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.INCONSISTENCY: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}


def as_sarif(some: Iterable[Checked], quoter: Quoter, language: Language = ENGLISH) -> str:
    """The findings of filings as one run; every rule that looked at one is described, whether it found something."""
    filings = tuple(some)
    used = {code for one in filings for code in one.compared} | {
        finding.code for one in filings for finding in one.findings
    }
    codes = sorted(used)
    rules = [_rule(language.page(page(code))) for code in codes]
    results = [
        _result(language.told(finding), codes.index(finding.code), one.name, quoter)
        for one in filings
        for finding in one.findings
    ]
    driver = {"name": "tanshin", "version": __version__, "semanticVersion": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "language": language.code,
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(about: Page) -> dict[str, object]:
    return {
        "id": about.code,
        "shortDescription": {"text": about.summary},
        "fullDescription": {"text": about.summary},
        "help": {"text": about.body or about.summary, "markdown": about.body or about.summary},
        "defaultConfiguration": {"level": LEVELS[about.severity]},
    }


def _result(finding: Finding, index: int, filing: str, quoter: Quoter) -> dict[str, object]:
    numbers = {name: getattr(finding, name) for name in ("expected", "actual", "tolerance")}
    first, others = next(iter(finding.sources), None), finding.sources[1:]
    named = [name for name in (finding.concept, finding.role) if name]
    location: dict[str, object] = {}
    if first:
        location["physicalLocation"] = _place(first, quoter)
    if named:
        location["logicalLocations"] = [{"fullyQualifiedName": name} for name in named]
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [location] if location else [],
        **({"relatedLocations": [{"physicalLocation": _place(one, quoter)} for one in others]} if others else {}),
        "partialFingerprints": {"tanshin/v1": _fingerprint(finding, filing)},
        "properties": {
            "filing": filing,
            "severity": finding.severity.name,
            "facts": list(finding.facts),
            **{name: f"{value:f}" for name, value in numbers.items() if value is not None},
        },
    }


def _place(source: Source, quoter: Quoter) -> dict[str, object]:
    quote = quoter.quote(source)
    region: dict[str, object] = {}
    if source.line:
        region["startLine"] = source.line
    if quote:
        # In a table a position counts cells; here columns are characters.
        if quote.end > quote.start:
            region |= {"startColumn": quote.start + 1, "endColumn": quote.end + 1}
        region["snippet"] = {"text": quote.text}
    place: dict[str, object] = {"artifactLocation": {"uri": _address(source, quoter.path(source))}}
    return place | {"region": region} if region else place


def _address(source: Source, path: Path | None) -> str:
    """The file relative to the current folder, where it lies below; else as the input is called."""
    here = Path.cwd()
    inside = path is not None and path.absolute().is_relative_to(here)
    name = path.absolute().relative_to(here).as_posix() if path is not None and inside else source.file
    return encode(name, safe="/")


def _fingerprint(finding: Finding, filing: str) -> str:
    """What stays the same while lines above it come and go."""
    parts = (finding.code, filing, *finding.facts, finding.concept or "", finding.role or "")
    # Without a fact the words tell findings apart.
    words = () if finding.facts else (finding.message,)
    return sha256("\n".join((*parts, *words)).encode()).hexdigest()[:32]
