"""What the check finds in the published releases: all of it stands in the documentation, and nothing else is found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tanshin import api
from tanshin.values.finding import Finding, Severity
from tests.samples.filings import NAMES, SAMPLES, sample

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "findings-in-the-releases.md"

HEAD = """\
# Findings in the releases

What `tanshin check` says of the four published releases, each with those announced before it: everything from WARNING
up, and what a mark or a recorded deviation has softened to INFO. Rounding, footing and what cannot be compared are not
among them. This file is generated; `make golden` writes it anew.

A **published error** is wrong in the release itself. A **practice** is the company's way of rounding, footing or
naming, which a reader should know. What text recognition has damaged is not here: it is mended in `marks.csv`, with the
reason.
"""

#: Findings that are no slip: the company computes or names so on purpose, or could not do otherwise.
PRACTICE = frozenset({"TNS405"})


@cache
def told(name: str) -> tuple[Finding, ...]:
    """The findings on a release that a person has to know."""
    filing = sample(name)
    found = api.check(filing, api.earlier_filings(filing, SAMPLES / name)).findings
    return tuple(one for one in found if one.severity >= Severity.WARNING or kind_of(one))


def kind_of(finding: Finding) -> str:
    """What the data say of a finding: that it was published wrong, that it is accepted, or nothing."""
    return next((kind for kind in ("Published-wrong in", "Accepted in") if kind in finding.message), "")


def class_of(finding: Finding) -> str:
    """Whether a finding is an error or a practice."""
    is_practice = finding.code in PRACTICE or kind_of(finding) == "Accepted in"
    return "practice" if is_practice else "published error"


def document() -> Iterator[str]:
    """The document, line by line."""
    yield HEAD
    yield "| release | published errors | practices |"
    yield "|---|--:|--:|"
    for name in NAMES:
        classes = [class_of(finding) for finding in told(name)]
        yield f"| [{name}](#{name}) | {classes.count('published error')} | {classes.count('practice')} |"
    for name in NAMES:
        found = told(name)
        yield f"\n## {name}\n"
        if not found:
            yield "Nothing.\n"
        for finding in found:
            place = finding.sources[0] if finding.sources else finding.concept
            text = finding.message.replace("|", "\\|").replace("*", "\\*")
            yield f"- `{place}` **{finding.severity.name} {finding.code}**, {class_of(finding)}: {text}"


def test_document_is_current(*, regenerate: bool) -> None:
    text = "\n".join(document()) + "\n"
    if regenerate:
        DOCUMENT.write_text(text, encoding="utf-8")
    assert DOCUMENT.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", NAMES)
def test_no_release_has_an_error_that_nobody_accepts(name: str) -> None:
    assert [finding.message for finding in told(name) if finding.severity > Severity.WARNING] == []
