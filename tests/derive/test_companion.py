"""Figures that accompany others: members, targets, quarters, and what rounding leaves open."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tanshin.derive.derived import Derived, derive
from tanshin.derive.source import read_figures
from tanshin.values.finding import InputError
from tests.release import COLUMNS, lay_out, read

BY_TARGET = """\
  - table: targets
    statement: Results
    scale: 6
    unit: JPY
    columns:
      "2013": {period: CurrentYear}
      Target: {period: NextYear, variant: target}
      Change: {period: NextYear, variant: target-change}
"""


def derived(folder: Path) -> dict[str, Derived]:
    """What follows for each companion, by its name and members."""
    filing = read(folder)
    figures = read_figures(folder / "taxonomy" / "example", filing.taxonomy, filing.form_taxonomy)
    found = {}
    for one in derive(filing, figures):
        members = "".join(f" {member.local}" for _, member in one.key.dimensions)
        found[f"{one.figure} {one.key.period}{members}"] = one
    return found


def test_a_change_follows_from_the_most_precise_figures(tmp_path: Path) -> None:
    lay_out(tmp_path)
    found = derived(tmp_path)["CashChange 2013-03-31"]
    assert (found.value, found.bounds, found.expression) == (Decimal("0.201"), None, "change(Cash, prior(Cash))")
    assert [name for name, _ in found.inputs] == ["Cash 2013-03-31", "Cash 2012-03-31"]


def test_what_is_counted_is_exact_and_what_is_measured_is_not(tmp_path: Path) -> None:
    columns = COLUMNS + "      Increase: {period: CurrentYear, variant: increase}\n"
    lay_out(
        tmp_path, "caption,2012,2013,Change,Increase\nNumber of shops,12,15,,3\nFloor space,1.5,1.8,,0.3\n", columns
    )
    found = derived(tmp_path)
    shops, space = found["ShopsIncrease 2013-03-31"], found["SpaceIncrease 2013-03-31"]
    assert (shops.value, shops.bounds) == (Decimal(3), None)
    assert (space.value, space.bounds) == (Decimal("0.3"), (Decimal("0.2"), Decimal("0.4")))


def test_a_target_is_compared_with_the_result(tmp_path: Path) -> None:
    table = "caption,2013,Target,Change\nProfit,10,12,19%\n"
    lay_out(tmp_path, columns=COLUMNS + BY_TARGET, files={"targets.csv": table})
    found = derived(tmp_path)
    change = found["NetIncomeTargetChange 2013-04-01/2014-03-31"]
    assert [name for name, _ in change.inputs] == [
        "NetIncomeTarget 2013-04-01/2014-03-31",
        "NetIncome 2012-04-01/2013-03-31",
    ]
    # The target is between 11.5 and 12.5 million, the result is 10,051 thousand.
    assert (change.value, change.bounds) == (Decimal("0.19"), (Decimal("0.14"), Decimal("0.24")))
    assert change.allows(Decimal("0.24"))
    assert not change.allows(Decimal("0.25"))
    assert change.expression == "change(NetIncomeTarget, prior(NetIncome))"
    assert "NetIncomeTarget 2013-04-01/2014-03-31" not in found, "a target follows from nothing"


def test_what_figures_yaml_declares_takes_the_place_of_a_companion(tmp_path: Path) -> None:
    lay_out(tmp_path)
    own = tmp_path / "taxonomy" / "example" / "figures.yaml"
    figure = '  - {figure: cash_change, concept: CashChange, title: {en: C, ja: C}, value: "Cash / prior(Cash) - 1"}\n'
    own.write_text(own.read_text(encoding="utf-8") + figure, encoding="utf-8")
    found = derived(tmp_path)
    assert "CashChange 2013-03-31" not in found
    assert found["cash_change 2013-03-31"].value == Decimal("0.201")


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("change(X, before(X))", "change: there is no function before"),
        ("X[TargetMember]", "change: X has the members of the figure, and takes no others"),
        ("X / Debts", "change: ex has no concept Debts"),
        ("opening(X)", "NetIncomeChange: opening takes what is measured at an instant, not over a period"),
    ],
)
def test_a_companion_that_says_nothing_is_refused(tmp_path: Path, expression: str, said: str) -> None:
    lay_out(tmp_path)
    head = tmp_path / "taxonomy" / "example" / "taxonomy.yaml"
    text = head.read_text(encoding="utf-8").replace("value: change(X, prior(X))", f'value: "{expression}"')
    head.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        derived(tmp_path)
    assert any(finding.message.startswith(said) for finding in caught.value.findings), caught.value.findings
    assert {finding.code for finding in caught.value.findings} == {"TNS020"}


def test_the_quarter_before_is_three_months_earlier(tmp_path: Path) -> None:
    columns = """\
  - table: quarters
    statement: Results
    scale: 6
    unit: JPY
    columns:
      3Q: {period: CurrentQuarter3}
      4Q: {period: CurrentQuarter4}
      QoQ: {period: CurrentQuarter4, variant: change}
"""
    lay_out(
        tmp_path,
        columns=COLUMNS + columns,
        files={"quarters.csv": "caption,3Q,4Q,QoQ\nProfit,2,4,100%\nNumber of shops,14,15,\n"},
    )
    head = tmp_path / "taxonomy" / "example" / "taxonomy.yaml"
    text = head.read_text(encoding="utf-8").replace("value: change(X, prior(X))", "value: change(X, previous(X))")
    head.write_text(text, encoding="utf-8")
    change = derived(tmp_path)["NetIncomeChange 2013-01-01/2013-03-31"]
    assert [name for name, _ in change.inputs] == [
        "NetIncome 2013-01-01/2013-03-31",
        "NetIncome 2012-10-01/2012-12-31",
    ]
    assert change.bounds == (Decimal("0.4"), Decimal(2))
