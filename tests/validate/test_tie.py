"""What binds the figures of the example of the gallery."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from tanshin.derive.source import read_figures
from tanshin.report.profile import OwnRule, Profile, Setting
from tanshin.tell.tie_out import unbound
from tanshin.validate.tie import Binding, Grip, unconfirmed
from tanshin.validate.tie_out import tie_out, together
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tanshin.values.source import Source
from tests.release import lay_out, read

HERE = Source("issuer.yaml", 5, 3)


@pytest.fixture
def paper(tmp_path: Path) -> Workpaper:
    lay_out(tmp_path)
    filing = read(tmp_path)
    folder = tmp_path / "taxonomy" / "example"
    return Workpaper(filing, read_figures(folder, filing.taxonomy, filing.form_taxonomy))


def grips(paper: Workpaper) -> dict[str, Grip]:
    return {f"{one.printed.table}/{one.printed.row}/{one.printed.column}": one.grip for one in Binding(paper).tied}


def with_profile(paper: Workpaper, profile: Profile) -> Workpaper:
    return replace(paper, filing=replace(paper.filing, issuer=replace(paper.filing.issuer, profile=profile)))


def test_each_figure_is_held_as_fast_as_what_it_takes_part_in(paper: Workpaper) -> None:
    found = grips(paper)
    assert found["balance-sheet/Cash/2013 JPY"] is Grip.EXACT  # a sum
    assert found["balance-sheet/Cash/2013 USD"] is Grip.EXACT
    assert found["results/Cash/2013"] is Grip.EXACT  # restates the balance sheet
    assert found["results/Profit/2013"] is Grip.EXACT  # restates the statement of equity
    assert found["results/Number of shops/Change"] is Grip.EXACT  # follows from the two counts
    assert found["results/Number of shops/2013"] is Grip.EXACT  # one more shop is another percentage
    assert found["results/Floor space/2013"] is Grip.NONE
    assert found["position/As of March 31, 2013/Assets"] is Grip.EXACT


def test_a_figure_that_only_a_rounded_one_follows_from_is_bound_within_rounding(paper: Workpaper) -> None:
    """Without sums and without a table of its own, nothing but a percentage holds the count of shops."""
    many = [
        replace(one, value=one.value * 1000) if one.key.concept.local == "Shops" and one.value else one
        for one in paper.filing.prints
    ]
    facts = [
        replace(one, value=one.value * 1000) if one.concept.local == "Shops" and isinstance(one.value, Decimal) else one
        for one in paper.filing.report
    ]
    filing = replace(paper.filing, prints=tuple(many), report=type(paper.filing.report)(tuple(facts)))
    assert grips(replace(paper, filing=filing))["results/Number of shops/2013"] is Grip.ROUNDED


@pytest.mark.parametrize("weight", [None, Severity.INFO])
def test_a_rule_that_is_off_or_only_worth_knowing_binds_nothing(paper: Workpaper, weight: Severity | None) -> None:
    silent = Setting("TNS407", "why", HERE, weight, off=weight is None)
    changed = with_profile(paper, Profile((silent,)))
    assert grips(changed)["results/Number of shops/Change"] is Grip.NONE
    assert grips(changed)["balance-sheet/Cash/2013 JPY"] is Grip.EXACT


def test_a_rule_of_the_company_binds(paper: Workpaper) -> None:
    titles = {"en": "T", "ja": "U"}
    own = OwnRule("OWN001", titles, "Space * 5 <= 9", "Space * 5", "<=", "9", Severity.WARNING, HERE)
    changed = with_profile(paper, Profile(own=(own,)))
    assert grips(changed)["results/Floor space/2013"] is Grip.ROUNDED  # more would be noticed, less would not
    mild = with_profile(paper, Profile(own=(replace(own, severity=Severity.INFO),)))
    assert grips(mild)["results/Floor space/2013"] is Grip.NONE


def test_what_is_unconfirmed_is_what_is_unbound(paper: Workpaper) -> None:
    assert {fact.concept.local for fact in unconfirmed(paper)} == {"Space"}


def test_coverage_counts_every_figure_once(paper: Workpaper) -> None:
    found = tie_out(Binding(paper))
    assert found.total.figures == sum(one.value is not None for one in paper.filing.prints)
    assert found.total.unbound == sum(one.grip is Grip.NONE for one in found.loose) == 2
    assert together("x", ()).percentages == ("0.0", "0.0")
    assert list(unbound(found)) == ["results / Floor space: 2012, 2013"]
