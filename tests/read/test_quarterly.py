"""A quarter's form: which rows it has, and what belongs into which."""

from __future__ import annotations

from pathlib import Path

import pytest

from tanshin import api
from tanshin.values.finding import InputError
from tests.quarterly import quarterly, write
from tests.read.example import refused, shown


def refusal(folder: Path, quarter: int, file: str, old: str, new: str) -> list[str]:
    home = write(folder / "iij", quarter)
    text = (home / file).read_text("utf-8")
    assert text.count(old) == 1
    (home / file).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(InputError) as caught:
        api.read_filing(home)
    return refused(caught)


@pytest.mark.parametrize(
    ("quarter", "settled"),
    [(1, ["First"]), (2, ["First", "Second"]), (3, ["First", "Second", "Third"])],
)
def test_dividends_of_past_quarters_are_results_and_others_forecasts(
    tmp_path: Path, quarter: int, settled: list[str]
) -> None:
    filing = quarterly(tmp_path / "iij", quarter)
    year = str(filing.calendar.period("CurrentYear"))
    facts = [fact for fact in shown(filing.report) if fact.startswith(f"DividendPerShare {year}")]
    assert [fact.split()[3].removesuffix("QuarterMember") for fact in facts if "ResultMember" in fact] == settled
    assert len(facts) == 5
    assert any("AnnualMember NonConsolidatedMember ForecastMember = 22.50" in fact for fact in facts)


def test_a_dividend_in_the_row_of_the_other_half_is_refused(tmp_path: Path) -> None:
    [message] = refusal(tmp_path / "a", 2, "summary-dividends.csv", '"10.00","","",""', '"10.00","-","",""')
    assert message == (
        "iij/q2/summary-dividends.csv:3:4 TNS015 `-`: what stands under `3Q-end` is not settled yet in quarter 2; "
        "move it to the other row of that year"
    )
    [message] = refusal(tmp_path / "b", 2, "summary-dividends.csv", '"","","-","12.50"', '"-","","-","12.50"')
    assert message.startswith(
        "iij/q2/summary-dividends.csv:4:2 TNS015 `-`: what stands under `1Q-end` is settled already in quarter 2;"
    )


def test_half_a_year_is_forecast_only_before_it_ends(tmp_path: Path) -> None:
    year = "Fiscal Year Ending March 31, 2014"
    half = "Interim Period Ending September 30, 2013"
    rows = f"`{year}`, `{year} (upper limit)`, `{year} (lower limit)`"
    assert refusal(tmp_path, 2, "summary-forecasts.csv", year, half) == [
        f"iij/q2/summary-forecasts.csv:2:1 TNS015 `{half}` is no row of the form's forecasts; it has {rows}"
    ]


def test_a_form_is_for_its_quarters(tmp_path: Path) -> None:
    home = write(tmp_path / "iij", 3)
    text = (home / "filing.yaml").read_text("utf-8")
    (home / "filing.yaml").write_text(text.replace("quarter: 3", "quarter: 4", 1), "utf-8")
    with pytest.raises(InputError) as caught:
        api.read_filing(home)
    assert refused(caught) == ["iij/q3/filing.yaml:3:10 TNS005 the form qcedussm reports quarter 1 or 2 or 3, not 4"]


def test_the_quarter_is_told_once_and_the_same_everywhere(tmp_path: Path) -> None:
    old, new = 'QuarterlyPeriod: "3"', 'QuarterlyPeriod: "2"'
    [message] = refusal(tmp_path, 3, "filing.yaml", old, new)
    assert "TNS005 QuarterlyPeriod is 2, but quarter above says 3; correct one" in message
    [message] = refusal(tmp_path / "b", 3, "filing.yaml", old, "QuarterlyPeriod: third")
    assert "TNS005 QuarterlyPeriod is a whole number, not `third`" in message


def test_what_a_later_form_has_no_more_is_not_derived(tmp_path: Path) -> None:
    filing = quarterly(tmp_path / "iij", 2)
    reported = {fact.concept.local for fact in filing.report}
    assert "ShareholdersEquityRatioUS" in reported
    assert "ShareholdersEquityPerShareUS" not in reported


def test_a_column_left_out_is_derived_where_the_form_has_it(tmp_path: Path) -> None:
    home = write(tmp_path / "iij", 2)
    path = home / "summary-dividends.csv"
    rows = [line.rpartition(",")[0] for line in path.read_text("utf-8").splitlines()]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    year = [fact for fact in shown(api.read_filing(home).report) if fact.startswith("DividendPerShare 2013")]
    assert [fact.rpartition(" JPY/shares ")[2] for fact in year if "AnnualMember" in fact] == [
        "AnnualMember NonConsolidatedMember ForecastMember = 22.50 (2)"
    ]


def test_japanese_headings_may_name_the_quarter_or_the_element(tmp_path: Path) -> None:
    for folder, heading in (("a", "税引前四半期純利益"), ("b", "税引前当期純利益")):
        home = write(tmp_path / folder, 2)
        path = home / "summary-operating-results.csv"
        text = path.read_text("utf-8").replace("Income before Income Tax Expense", heading)
        path.write_text(text, "utf-8")
        assert any(fact.startswith("IncomeBeforeIncomeTaxesUS") for fact in shown(api.read_filing(home).report))
