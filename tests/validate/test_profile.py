"""A profile in force; what it does to a check as a whole is in test_check."""

from __future__ import annotations

import pytest

from tanshin.report.profile import Profile, Setting
from tanshin.validate.profile import as_read, severities, unknown
from tanshin.values.finding import Finding, Severity
from tanshin.values.source import Source

HERE = Source("issuer.yaml", 5, 3)


def setting(code: str, severity: Severity | None = None) -> Setting:
    return Setting(code, "why", HERE, severity, off=severity is None)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("TNS499", "no rule has the code TNS499; `tanshin rules` lists them"),
        ("TNS005", "TNS005 is about input that cannot be used, and stays an error; take it out"),
        ("TNS801", "TNS801 is about taxonomies, and not part of a filing's check; take it out"),
    ],
)
def test_a_code_that_is_no_rule_of_a_filing_is_told(code: str, words: str) -> None:
    (found,) = unknown(Profile((setting(code),)), {"TNS101"})
    assert (found.code, found.severity, found.message, found.sources) == ("TNS033", Severity.ERROR, words, (HERE,))


def test_codes_that_are_rules_are_not_told() -> None:
    assert list(unknown(Profile((setting("TNS101"), setting("TNS016"))), {"TNS101"})) == []


def test_what_reading_says_is_weighed_too_but_for_errors() -> None:
    profile = Profile((setting("TNS003"), setting("TNS016", Severity.INFO), setting("TNS010")))
    assert severities(profile) == {"TNS003": None, "TNS016": Severity.INFO, "TNS010": None}
    said = [
        Finding("TNS003", Severity.INFO, "encoding"),
        Finding("TNS016", Severity.WARNING, "digits"),
        Finding("TNS010", Severity.ERROR, "no figure"),
        Finding("TNS011", Severity.INFO, "wide"),
    ]
    assert [(one.code, one.severity) for one in as_read(said, profile)] == [
        ("TNS016", Severity.INFO),
        ("TNS010", Severity.ERROR),
        ("TNS011", Severity.INFO),
    ]
