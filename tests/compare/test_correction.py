"""Two versions of a filing: the notice lists what was planted, what moved with it, and nothing else."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from tanshin import api
from tanshin.compare.correction import Correction, correction, obstacle
from tanshin.compare.excerpt import TableExcerpt
from tanshin.report.fact import Fact
from tanshin.report.report import Report
from tests.compare.corrected import INVENTORIES, copied, corrected, sample
from tests.quarterly import quarterly
from tests.samples import filings


def changed(found: Correction) -> tuple[set[str], set[str]]:
    """Every cell of a table that is shown as corrected, before and after."""
    before, after = (
        {
            piece.text
            for one in found.excerpts
            if isinstance(one, TableExcerpt)
            for row in getattr(one, which)
            for cell in row.cells
            for piece in cell.pieces
            if piece.is_changed
        }
        for which in ("before", "after")
    )
    return before, after


def test_what_was_planted_is_listed_and_nothing_else(tmp_path: Path) -> None:
    found = corrected(tmp_path, INVENTORIES)
    before, after = changed(found)
    assert before == {"1,301,684", "13,824", "37,440,969", "397,631", "82,111,266", "872,040", "82,111", "45.8"}
    assert after == set(INVENTORIES.values())
    assert [(one.document, one.title) for one in found.excerpts] == [
        ("summary", "(2) 連結財政状態"),
        ("balance-sheet", "連結貸借対照表"),
        ("release", "貸借対照表"),
    ]
    assert (found.others, found.is_whole, found.has_data) == ((), True, True)
    assert len(found.difference.entries) == len(INVENTORIES)


def test_the_figures_that_moved_are_listed_with_their_formula(tmp_path: Path) -> None:
    found = corrected(tmp_path, INVENTORIES)
    told = [
        (one.key.concept.local, str(one.key.unit), str(one.old), str(one.new), one.expression) for one in found.moved
    ]
    assert told == [
        ("TotalAssetsUS", "JPY", "82111000000", "82211000000", "Assets"),
        ("ShareholdersEquityRatioUS", "pure", "0.458", "0.457", "ratio(parent_equity, Assets)"),
        ("Inventories", "USD", "13824000", "14886000", "Inventories / exchange rate"),
        ("CurrentAssets", "USD", "397631000", "398693000", "CurrentAssets / exchange rate"),
        ("Assets", "USD", "872040000", "873102000", "Assets / exchange rate"),
    ]
    assert all(one.is_stated_so for one in found.moved)
    assert [(one.name, one.old, one.new) for one in found.moved[0].inputs] == [
        ("Assets 2013-03-31", Fraction(82111266000), Fraction(82211266000))
    ]


def test_what_was_forgotten_is_known(tmp_path: Path) -> None:
    """The summary still states the total assets and the ratio of before."""
    planted = {place: text for place, text in INVENTORIES.items() if place[0] == "balance-sheet"}
    found = corrected(tmp_path, planted)
    forgotten = [one.key.concept.local for one in found.moved if not one.is_stated_so]
    assert forgotten == ["TotalAssetsUS", "ShareholdersEquityRatioUS"]


def test_every_planted_figure_of_a_table_is_found(tmp_path: Path) -> None:
    planted = {
        ("segment-summary", "Elimination", "FY2012"): "560",
        ("contracts", "IIJ Mobile Service", "2013-03-31"): "99,999",
    }
    before, after = changed(corrected(tmp_path, planted, "en"))
    assert set(planted.values()) <= after
    assert "559" in before


def test_a_rounded_print_alone_is_no_data(tmp_path: Path) -> None:
    found = corrected(tmp_path, {("segment-summary", "Total Revenues", "FY2012"): "106,249"}, "en")
    assert changed(found) == ({"106,248"}, {"106,249"})
    assert [entry.table for entry in found.difference.entries] == ["segment-summary"]
    assert not found.has_data


def test_a_table_that_only_slides_show_is_shown(tmp_path: Path) -> None:
    one = filings.sample("1q-fy2013")
    cell = next(one for one in one.prints if one.table == "atms")
    assert cell.value is not None
    fact = one.report.by_key[cell.key]
    other = replace(
        one,
        report=Report(tuple(replace(each, value=cell.value + 1) if each is fact else each for each in one.report)),
        prints=tuple(replace(each, value=cell.value + 1) if each.key == cell.key else each for each in one.prints),
    )
    found = api.correction(one, other, "en")
    assert [each.document for each in found.excerpts] == ["atms"]
    assert found.others == ()
    assert found.excerpts[0].keys == {cell.key}


NUMBERS = [fact for fact in sample()[0].report if isinstance(fact.value, Decimal)]


@pytest.mark.parametrize("fact", NUMBERS[::120], ids=lambda fact: str(fact.concept))
def test_any_figure_that_is_corrected_is_shown(fact: Fact) -> None:
    """Alone, as it is printed where it is made; another print of it keeps its rounding."""
    old, earlier = sample()
    assert isinstance(fact.value, Decimal)
    value = fact.value + Decimal(1).scaleb(-(fact.decimals or 0))
    new = replace(
        old,
        report=Report(tuple(replace(one, value=value) if one is fact else one for one in old.report)),
        prints=tuple(
            replace(one, value=value) if (one.key, one.value) == (fact.key, fact.value) else one for one in old.prints
        ),
    )
    found = correction(old, new, api.figures_of(old), "en", earlier)
    assert found.is_whole
    assert fact.key in {key for one in found.excerpts for key in one.keys}
    in_tables = {key for one in found.excerpts if isinstance(one, TableExcerpt) for key in one.keys}
    assert in_tables <= {fact.key}


def test_a_version_corrects_nothing_of_itself() -> None:
    one = filings.sample("fy2012-annual")
    found = api.correction(one, one)
    assert (found.excerpts, found.others, found.moved, found.has_data) == ((), (), (), False)


def test_two_filings_are_no_versions_of_one(tmp_path: Path) -> None:
    annual, half = filings.sample("fy2012-annual"), filings.sample("1h-fy2012")
    assert str(obstacle(annual, half)) == "A fills in the form acedussm, B qcedussm"
    assert str(obstacle(annual, filings.sample("fy2009-annual"))).startswith("A is about 2012-04-01/2013-03-31, B")
    other = replace(annual, issuer=replace(annual.issuer, entity=replace(annual.entity, identifier="1")))
    assert "A is a filing of" in str(obstacle(annual, other))
    assert obstacle(annual, api.read_filing(copied(tmp_path, {}))) is None
    with pytest.raises(ValueError, match="the form"):
        correction(annual, half, (), "ja")


def test_a_filing_of_a_quarter_can_be_corrected(tmp_path: Path) -> None:
    one = quarterly(tmp_path, 2)
    (found,) = {fact.key for fact in one.report if fact.concept.local == "NameRepresentative" and fact.key.lang == "ja"}
    facts = tuple(replace(fact, value="例示　次郎") if fact.key == found else fact for fact in one.report)
    told = api.correction(one, replace(one, report=replace(one.report, facts=facts)))
    assert [one.document for one in told.excerpts] == ["summary"]
    assert told.excerpts[0].keys >= {found}
