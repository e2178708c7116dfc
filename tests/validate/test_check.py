"""The check as a whole: findings, counts, marks, profiles, taxonomies."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from tanshin.report.deviation import Deviation
from tanshin.report.filing import Filing
from tanshin.report.profile import Materiality, Profile, Setting
from tanshin.taxonomy.build import read_taxonomy
from tanshin.validate.check import check, check_taxonomy
from tanshin.validate.taxonomy_rules import LABEL_RULES, TAXONOMY_RULES
from tanshin.values.finding import Finding, Severity
from tanshin.values.source import Source
from tests.validate.sample import TAXONOMIES, figures, filing, planted


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Filing:
    """The sample with one line of the balance sheet wrong by one."""
    changes = {("Inventories", "2012-03-31 JPY"): "752,076"}
    return planted(tmp_path_factory.mktemp("wrong"), "balance-sheet", changes)


def sums(one: Filing) -> list[Finding]:
    return [finding for finding in check(one, figures()).findings if finding.code == "TNS101"]


def recorded(one: Filing, code: str = "TNS101", *, off_by: int = 0, row: str = "Inventories") -> Filing:
    """The filing with a deviation of the line; ``off_by`` makes it one of other values."""
    (finding,) = sums(one)
    assert finding.expected is not None
    cell = next(one.source for one in one.prints if (one.row, one.column) == (row, "2012-03-31 JPY"))
    expected, here = finding.expected + off_by, Source("d.csv", 3, 1)
    deviation = Deviation(
        code, "balance-sheet", row, "2012-03-31 JPY", expected, finding.actual, "", "as published", here, cell
    )
    return replace(one, deviations=(*one.deviations, deviation))


def test_an_error_says_how_to_keep_what_was_published(wrong: Filing) -> None:
    (finding,) = sums(wrong)
    assert finding.severity is Severity.ERROR
    assert finding.message.endswith("; if it was published so, record it in deviations.csv")


def test_a_deviation_turns_an_error_into_a_warning(wrong: Filing) -> None:
    (finding,) = sums(recorded(wrong))
    assert finding.severity is Severity.WARNING
    assert finding.deviation == Source("d.csv", 3, 1)
    assert finding.message.endswith("Accepted in d.csv:3:1: as published")


def test_a_deviation_lapses_with_its_values(wrong: Filing) -> None:
    (finding,) = sums(recorded(wrong, off_by=1000))
    assert finding.severity is Severity.ERROR
    assert "The deviation recorded in d.csv:3:1 has lapsed" in finding.message
    assert [one for one in check(recorded(wrong, off_by=1000), figures()).findings if one.code == "TNS032"] == []


@pytest.mark.parametrize("change", [{"code": "TNS102"}, {"row": "GOODWILL"}])
def test_a_deviation_of_another_rule_or_cell_accepts_nothing(wrong: Filing, change: dict[str, str]) -> None:
    one = recorded(wrong, **change)  # type: ignore[arg-type]
    (finding,) = sums(one)
    assert finding.severity is Severity.ERROR
    assert "lapsed" not in finding.message
    (unneeded,) = [one for one in check(one, figures()).findings if one.code == "TNS032"]
    assert (unneeded.severity, unneeded.sources) == (Severity.WARNING, (Source("d.csv", 3, 1),))


def test_a_warning_that_is_accepted_is_only_worth_knowing() -> None:
    finding = next(one for one in check(filing(), figures()).findings if one.deviation)
    assert (finding.code, finding.severity) == ("TNS407", Severity.INFO)


def test_what_reading_said_is_among_the_findings() -> None:
    said = Finding("TNS011", Severity.INFO, "read", (Source("a.csv", 1, 1),))
    assert said in check(replace(filing(), findings=(said,)), figures()).findings


def test_what_is_not_checkable_is_listed_and_counted() -> None:
    result = check(filing(), figures())
    assert result.checked["TNS402"] == 17
    # What needs an earlier filing is told once for each table, and for each statement of a quarter.
    assert len(result.not_checkable) == 17 + 25 + 4
    assert sum("interim" in text or "2013-09-30" in text for text in result.not_checkable) == 4
    assert all("needs" in text for text in result.not_checkable)


def test_without_figures_nothing_is_derived_and_the_count_says_so() -> None:
    assert check(filing()).checked["TNS401"] == 0


def test_an_issuer_switches_a_rule_off() -> None:
    off = Setting("TNS402", "checked by hand", Source("issuer.yaml", 9), off=True)
    result = check(profiled(filing(), off), figures())
    assert "TNS402" not in result.checked
    assert len(result.not_checkable) == 25 + 4  # what needs an earlier filing
    assert result.profile.settings == (off,)


def test_an_issuer_says_what_a_rule_weighs(wrong: Filing) -> None:
    setting = Setting("TNS101", "known", Source("issuer.yaml", 9), Severity.INFO)
    assert [one.severity for one in sums(profiled(wrong, setting))] == [Severity.INFO]


@pytest.mark.parametrize(
    ("limit", "severity"),
    [
        (Materiality(Decimal(1001), "JPY"), Severity.WARNING),
        (Materiality(Decimal(1000), "JPY"), Severity.ERROR),
        (Materiality(Decimal(5000), "USD"), Severity.ERROR),
        (Materiality(Decimal("0.01")), Severity.WARNING),
        (Materiality(Decimal("0.00000001")), Severity.ERROR),
    ],
)
def test_below_the_materiality_a_finding_weighs_one_step_less(
    wrong: Filing, limit: Materiality, severity: Severity
) -> None:
    setting = Setting("TNS101", "trifles", Source("issuer.yaml", 9), materiality=limit)
    (finding,) = sums(profiled(wrong, setting))
    assert finding.severity is severity
    assert (": trifles" in finding.message) is (severity is Severity.WARNING)


def profiled(one: Filing, *settings: Setting) -> Filing:
    return replace(one, issuer=replace(one.issuer, profile=Profile(settings)))


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
