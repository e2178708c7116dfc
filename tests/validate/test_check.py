"""The check as a whole: findings, counts, marks, profiles, taxonomies."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from tanshin.report.filing import Filing, Mark, MarkKind
from tanshin.taxonomy.build import read_taxonomy
from tanshin.validate.check import check, check_taxonomy
from tanshin.validate.taxonomy_rules import LABEL_RULES, TAXONOMY_RULES
from tanshin.values.finding import Finding, Severity
from tanshin.values.source import Source
from tests.validate.sample import TAXONOMIES, figures, filing, planted

MARK = Source("iij/fy2012-annual/marks.csv", 3, 1)


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Filing:
    """The sample with one line of the balance sheet wrong by one."""
    changes = {("Inventories", "2012-03-31 JPY"): "752,076"}
    return planted(tmp_path_factory.mktemp("wrong"), "balance-sheet", changes)


def mark(kind: MarkKind, value: str = "") -> Mark:
    return Mark("balance-sheet", "Inventories", "2012-03-31 JPY", kind, value, "as published", MARK)


def sums(one: Filing) -> list[Finding]:
    return [finding for finding in check(one, figures()).findings if finding.code == "TNS101"]


def test_an_error_says_how_to_keep_what_was_published(wrong: Filing) -> None:
    (finding,) = sums(wrong)
    assert finding.severity is Severity.ERROR
    assert finding.message.endswith("; if it was published so, mark it in marks.csv as accepted")


@pytest.mark.parametrize(
    ("one", "severity"),
    [
        (mark(MarkKind.ACCEPTED), Severity.WARNING),
        (mark(MarkKind.PUBLISHED_WRONG), Severity.WARNING),
        (mark(MarkKind.PUBLISHED_WRONG, "752,075"), Severity.ERROR),  # reading has mended the figure by then
        (replace(mark(MarkKind.ACCEPTED), row="GOODWILL"), Severity.ERROR),
    ],
)
def test_a_mark_turns_an_error_into_a_warning(wrong: Filing, one: Mark, severity: Severity) -> None:
    (finding,) = sums(replace(wrong, marks=(*wrong.marks, one)))
    assert finding.severity is severity
    assert (": as published" in finding.message) is (severity is Severity.WARNING)


def test_what_reading_said_is_among_the_findings() -> None:
    said = Finding("TNS011", Severity.INFO, "read", (Source("a.csv", 1, 1),))
    assert said in check(replace(filing(), findings=(said,)), figures()).findings


def test_what_is_not_checkable_is_listed_and_counted() -> None:
    result = check(filing(), figures())
    assert len(result.not_checkable) == result.checked["TNS402"] == 16
    assert sum("interim" in text or "2013-09-30" in text for text in result.not_checkable) == 4
    assert all("needs" in text for text in result.not_checkable)


def test_without_figures_nothing_is_derived_and_the_count_says_so() -> None:
    assert check(filing()).checked["TNS401"] == 0


def test_an_issuer_switches_a_rule_off() -> None:
    result = check(filing(), figures(), severities={"TNS402": None})
    assert "TNS402" not in result.checked
    assert result.not_checkable == ()


def test_our_taxonomy_is_clean() -> None:
    result = check_taxonomy(filing().taxonomy)
    assert [(finding.code, finding.concept) for finding in result.findings] == [
        ("TNS828", "iij:NetCashProvidedByOperatingActivitiesIncrease"),
        ("TNS828", "iij:NetCashProvidedByOperatingActivities"),  # adds credits and debits with one sign
        ("TNS828", "iij:AcquisitionCashPaid"),
    ]
    assert set(result.checked) == {one.code for one in TAXONOMY_RULES}
    assert all(result.checked.values())


def test_our_labels_of_the_form_are_clean() -> None:
    result = check_taxonomy(filing().form_taxonomy)
    assert result.findings == ()
    assert set(result.checked) == {one.code for one in LABEL_RULES}
    assert all(result.checked.values())


def test_every_packaged_taxonomy_is_clean() -> None:
    folders = sorted(path.parent for path in TAXONOMIES.glob("*/taxonomy.yaml"))
    assert folders
    for folder in folders:
        findings = check_taxonomy(read_taxonomy(Path(folder))).findings
        assert [finding for finding in findings if finding.severity > Severity.INFO] == [], folder.name


def test_a_marked_caption_weighs_less() -> None:
    """What a caption says wrongly is a warning, and only worth knowing once the caption is marked."""
    (marked,) = (one for one in check(filing(), figures()).findings if one.code == "TNS509")
    assert marked.severity is Severity.INFO
    assert "marks.csv" in marked.message
    (plain,) = (one for one in check(replace(filing(), marks=()), figures()).findings if one.code == "TNS509")
    assert plain.severity is Severity.WARNING
    assert marked.message.startswith(plain.message)
