"""An issuer's own rules, on the published sample and on the example of the gallery."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from tanshin.report.filing import Filing
from tanshin.report.profile import OwnRule, Profile
from tanshin.validate.check import CheckResult, check
from tanshin.validate.own import Reading, read_own
from tanshin.values.finding import Finding, Severity
from tanshin.values.source import Source
from tests.release import TABLE, lay_out, read
from tests.validate.sample import figures, filing

PLACE = Source("issuer.yaml", 9, 5)


def rule(left: str, operator: str, right: str, tolerance: int = 0, severity: Severity = Severity.ERROR) -> OwnRule:
    titles = {"en": "Our own", "ja": "自社"}
    text = f"{left} {operator} {right}"
    return OwnRule("OWN001", titles, text, left, operator, right, severity, PLACE, Decimal(tolerance))


def owning(one: Filing, *rules: OwnRule) -> Filing:
    return replace(one, issuer=replace(one.issuer, profile=Profile(own=rules)))


def checked(*rules: OwnRule) -> CheckResult:
    return check(owning(filing(), *rules), figures())


def own(result: CheckResult) -> list[Finding]:
    return [one for one in result.findings if one.code == "OWN001"]


def reading(one: OwnRule) -> Reading:
    (found,) = read_own(owning(filing(), one), figures(), ())
    return found


def test_an_equation_is_checked_in_every_period() -> None:
    sound = checked(rule("Assets", "=", "LiabilitiesAndEquity"))
    assert own(sound) == []
    assert sound.checked["OWN001"] == 2


def test_an_equation_that_does_not_hold_is_a_finding_with_its_numbers() -> None:
    result = checked(rule("OperatingIncome * 14", "<=", "Revenues"))
    found = own(result)
    assert {one.severity for one in found} == {Severity.ERROR}
    assert result.checked["OWN001"] > len(found) > 0
    first = next(one for one in found if "2012-04-01/2013-03-31" in one.message)
    assert first.message.startswith(
        "Our own for 2012-04-01/2013-03-31: OperatingIncome * 14 <= Revenues does not hold, 108,536,988,000 is not <= "
        "106,248,486,000 with OperatingIncome 2012-04-01/2013-03-31 = 7,752,642,000, Revenues"
    )
    assert (first.expected, first.actual) == (Decimal(106_248_486_000), Decimal(108_536_988_000))
    assert first.sources[0].file.endswith("income-statement.csv")


@pytest.mark.parametrize(
    ("operator", "tolerance", "holds"),
    [("=", 0, False), ("=", 1000, True), ("<", 0, False), (">", 0, True), (">=", 0, True), ("<=", 999, False)],
)
def test_a_tolerance_is_allowed_on_both_sides(operator: str, tolerance: int, holds: bool) -> None:
    found = reading(rule("Assets + 1000", operator, "Assets", tolerance))
    assert {one.holds for one in found.equations} == {holds}


def test_balances_are_asked_at_their_days_and_movements_over_periods() -> None:
    assert {str(one.period) for one in reading(rule("Assets", "=", "Assets")).equations} == {"2012-03-31", "2013-03-31"}
    moved = reading(rule("Assets - opening(Assets)", "<", "Assets")).equations
    assert [str(one.period) for one in moved] == ["2012-04-01/2013-03-31"]


def test_what_this_filing_does_not_report_is_told() -> None:
    result = checked(rule("prior(prior(Assets))", "=", "Assets"))
    assert own(result) == []
    assert result.checked["OWN001"] == 0
    (told,) = [one for one in result.findings if one.code == "TNS035"]
    assert told.message == "OWN001 Our own: not checkable, needs Assets 2010-03-31"
    assert told.message in result.not_checkable


def test_an_equation_that_cannot_be_read_is_an_error_at_its_place() -> None:
    (told,) = [one for one in checked(rule("Asets", "=", "Assets")).findings if one.code == "TNS034"]
    assert told.message == "OWN001: iij has no concept Asets; did you mean Assets?, at character 1 of `Asets`"
    assert told.sources == (PLACE,)


def test_what_is_known_only_rounded_may_be_anything_that_rounds_to_it(tmp_path: Path) -> None:
    """Shops are counted and exact; floor space is printed with one decimal, so twice 1.8 may be 3.65."""
    lay_out(tmp_path, TABLE)
    one = read(tmp_path)
    (near,) = read_own(owning(one, rule("Space * 20", "=", "37")), (), ())
    (far,) = read_own(owning(one, rule("Space * 20", "=", "38")), (), ())
    (exact,) = read_own(owning(one, rule("Shops", "=", "16")), (), ())
    assert [str(one.period) for one in near.equations if one.holds] == ["2013-03-31"]
    assert [one for one in far.equations if one.holds] == []
    assert [one for one in exact.equations if one.holds] == []
