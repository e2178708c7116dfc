"""A notice that revises forecasts: what was announced last stands in it, what is now is blank, and moves follow."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tanshin import new
from tanshin.api import check, earlier_filings, read_filing
from tanshin.report.fact import Key
from tanshin.report.filing import Filing
from tanshin.values.finding import InputError, Severity
from tanshin.values.yaml import parse_yaml
from tanshin.write.records import records_of

KAKUU = Path(__file__).resolve().parents[3] / "samples" / "kakuu"

#: The notices of the sample, what each follows, and whether it revises dividends.
NOTICES = [("revision-2015-10", "1q-fy2015", False), ("revision-2016-01", "2q-fy2015", True)]

REASONS = "".join(
    f"  {day}: {{day}}\n  {reason}: {{{{ja: 需要, en: Demand}}}}\n"
    for day, reason in (
        ("ReportingDateOfFinancialForecastCorrection", "ReasonForForecastCorrection"),
        ("ReportingDateOfDividendForecastCorrection", "ReasonForDividendForecastCorrection"),
    )
)


@pytest.fixture
def company(tmp_path: Path) -> Path:
    place = tmp_path / "kakuu"
    shutil.copytree(KAKUU, place)
    return place


def announce(out: Path, day: str, *, dividends: bool) -> Filing:
    """Fill in the head of a notice, list it, and read it."""
    said = REASONS.format(day=day).splitlines(keepends=True)
    text = (out / "filing.yaml").read_text(encoding="utf-8")
    text = text.replace("announced: ~", f"announced: {day}").replace(
        "number: ~", f"number: '{day.replace('-', '')}000000'"
    )
    text = text.replace("summary:", "".join(said[2:] if dividends else said[:2]) + "summary:")
    (out / "filing.yaml").write_text(text, encoding="utf-8")
    issuer = out.parent / "issuer.yaml"
    named = issuer.read_text(encoding="utf-8").replace("fy2015-annual]", f"fy2015-annual, {out.name}]")
    issuer.write_text(named, encoding="utf-8")
    return read_filing(out)


def fill(out: Path, table: str, cells: Mapping[str, str]) -> None:
    """Write figures into rows that are blank."""
    path = out / f"summary-{table}.csv"
    text = path.read_text(encoding="utf-8")
    for row, figures in cells.items():
        assert f"{row},,,,," in text
        text = text.replace(f"{row},,,,,", f"{row},{figures}")
    path.write_text(text, encoding="utf-8")


def of(filing: Filing, member: str) -> Iterator[tuple[Key, object]]:
    """The printed figures with a member."""
    for one in filing.prints:
        if any(each.local == member for _, each in one.key.dimensions):
            yield one.key, one.value


def worse(filing: Filing, place: Path) -> list[str]:
    found = check(filing, earlier_filings(filing, place)).findings
    return [str(one.message) for one in found if one.severity > Severity.INFO]


@pytest.mark.parametrize(("name", "last", "dividends"), NOTICES)
def test_what_was_announced_last_is_that_of_the_real_notice(
    name: str, last: str, dividends: bool, company: Path
) -> None:
    started = new.revising(company / last, company / "next", dividends=dividends)
    notice = read_filing(company / name)
    assert dict(of(started.filing, "PreviousMember")) == dict(of(notice, "PreviousMember")) != {}
    # Of what is announced now only results of the past are there, and they are those of the real notice.
    now = dict(of(started.filing, "CurrentMember"))
    assert now.items() <= dict(of(notice, "ResultMember")).items()
    assert bool(now) == dividends
    filled = {(one.table, one.row, one.column) for one in started.filing.prints}
    assert filled == {*started.locked}
    assert started.filing.calendar.quarter == notice.calendar.quarter
    given = parse_yaml(started.files["filing.yaml"], "f").data
    before = parse_yaml((company / name / "filing.yaml").read_text(encoding="utf-8"), "f").data
    assert isinstance(given, dict)
    assert isinstance(before, dict)
    anew = {one for one in before["information"] if one.startswith(("ReasonFor", "ReportingDate"))}
    assert given["information"] == {key: value for key, value in before["information"].items() if key not in anew}


def test_how_far_forecasts_move_follows_from_them(company: Path) -> None:
    out = company / "next"
    started = new.revising(company / "1q-fy2015", out, dividends=False)
    new.write(started, out)
    assert not [name for name in started.files if "amounts" in name or "changes" in name]
    with pytest.raises(InputError) as error:
        read_filing(out)
    told = [one for one in error.value.findings if one.code == "TNS036"]
    assert sum("今回修正予想（Ｂ）" in one.message for one in told) == 2
    fill(out, "year", {"今回修正予想（Ｂ）": '"7,600",20,25,5,1.25'})
    fill(out, "half", {"今回修正予想（Ｂ）": '"3,820",10,12,5,1.25'})
    fill(out, "year-result", {"（参考）前期実績（平成27年3月期）": '"8,412",402,415,263,65.95'})
    fill(out, "half-result", {"（参考）前年同期実績": '"4,130",216,222,153,38.33'})
    # It stands before the later filings, as the real one does.
    shutil.rmtree(company / "revision-2015-10")
    out.rename(company / "revision-2015-10")
    filing = announce(company / "revision-2015-10", "2015-10-23", dividends=False)
    figures = {fact.key: fact.value for fact in filing.report if fact.key.unit}
    real = {fact.key: fact.value for fact in read_filing(KAKUU / "revision-2015-10").report if fact.key.unit}
    assert figures == real
    assert worse(filing, company / "revision-2015-10") == []


def test_what_follows_a_notice_carries_what_it_revised(company: Path) -> None:
    rows = {}
    for (name, _, _), after in zip(NOTICES, ("2q-fy2015", "3q-fy2015"), strict=True):
        started = new.following(company / name, company / "next", annual=False)
        real = {one.key: one.value for one in read_filing(company / after).prints}
        ahead = dict(of(started.filing, "ForecastMember"))
        assert len(ahead) > 5
        same = {key: value for key, value in ahead.items() if real.get(key) == value}
        # The loss of the third quarter was not yet forecast in January.
        assert same == (ahead if name == "revision-2015-10" else {k: v for k, v in ahead.items() if _is_dividend(k)})
        rows[name] = records_of(started.files["summary-forecasts.csv"])[1]
    # How far the year is from the last is another figure after a revision, and is not known from the notice.
    assert rows["revision-2015-10"][1:] == ("7,600", "", "20", "", "25", "", "5", "", "1.25")
    assert rows["revision-2016-01"][1:3] == ("7,600", "(9.7)")


def _is_dividend(key: Key) -> bool:
    return key.concept.local == "DividendPerShare"


def test_a_range_moves_at_each_end(company: Path) -> None:
    out = company / "revision-2016-07"
    new.write(new.revising(company / "fy2015-annual", out, dividends=False), out)
    assert not (out / "summary-half.csv").exists()  # nothing was forecast of it
    fill(
        out,
        "year",
        {"今回修正予想（Ｂ）（上限）": '"7,900",70,75,50,12.50', "今回修正予想（Ｂ）（下限）": '"7,300",10,12,5,1.25'},
    )
    filing = announce(out, "2016-07-13", dividends=False)
    assert worse(filing, out) == []
    moves = {fact.value for fact in filing.report if fact.concept.local == "AmountChangeOperatingIncome"}
    assert moves == {10_000_000, 50_000_000}


def test_one_figure_takes_the_place_of_a_range(company: Path) -> None:
    out = company / "revision-2016-07"
    new.write(new.revising(company / "fy2015-annual", out, dividends=False), out)
    year = out / "summary-year.csv"
    kept = year.read_text(encoding="utf-8").splitlines()[:3]
    year.write_text("\n".join((*kept, '今回修正予想（Ｂ）,"7,600",30,35,10,2.50', "")), encoding="utf-8")
    announce(out, "2016-07-13", dividends=False)
    started = new.following(out, company / "1q-fy2016", annual=False)
    (row,) = records_of(started.files["summary-forecasts.csv"])[1:]
    assert row[1:] == ("7,600", "", "30", "", "35", "", "10", "", "2.50")
    again = new.revising(out, company / "again", dividends=False)
    assert {value for _, value in of(again.filing, "PreviousMember")} > {30_000_000, 35_000_000, 10_000_000}
    assert not dict(of(again.filing, "UpperMember"))
    assert again.filing.calendar.quarter == 1


def test_a_dividend_notice_is_filled_in_and_clean(company: Path) -> None:
    out = company / "revision-2016-07"
    new.write(new.revising(company / "fy2015-annual", out, dividends=True), out)
    fill(out, "dividends", {"今回修正予想": ",5.00,-,10.00,15.00"})
    assert worse(announce(out, "2016-07-13", dividends=True), out) == []


def test_moves_that_do_not_follow_are_left_to_a_person(tmp_path: Path) -> None:
    started = new.revising("iij/1h-fy2012", tmp_path / "iij" / "next", dividends=False)
    heading, row = records_of(started.files["summary-year-amounts.csv"])
    assert len({*heading}) == len(row) > 4
    assert row == ("Change (B - A)", *[""] * (len(row) - 1))
    assert any("figures.yaml" in one for one in started.todo)
    assert records_of(started.files["summary-year.csv"])[1][1:3] == ("107,000", "7,500")


@pytest.mark.parametrize("name", ["next", "next.xlsx"])
def test_a_place_from_which_the_taxonomy_is_not_found_is_refused(name: str, company: Path, tmp_path: Path) -> None:
    out = tmp_path / "elsewhere" / name
    for start in (
        lambda: new.following(company / "1q-fy2015", out, annual=False),
        lambda: new.revising(company / "1q-fy2015", out, dividends=True),
        lambda: new.write(new.same(company / "1q-fy2015"), out),
    ):
        with pytest.raises(InputError) as error:
            start()
        (found,) = error.value.findings
        assert found.code == "TNS019"
        assert str(company) in found.message
    assert not out.parent.exists()
    shutil.copytree(company / "taxonomy", out.parent / "taxonomy")
    new.write(new.same(company / "1q-fy2015"), out)
    assert read_filing(out).name.startswith("elsewhere/next")
