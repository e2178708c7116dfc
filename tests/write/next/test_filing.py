"""The filing that follows: what was published stands in it, all else is blank, and filled in it is clean."""

from __future__ import annotations

from pathlib import Path

import pytest

from tanshin import new
from tanshin.api import check, read_filing, usable_before
from tanshin.read.workbook.sheet import read_sheets
from tanshin.report.filing import Filing, Print
from tanshin.values.finding import InputError, Severity
from tanshin.values.yaml import parse_yaml
from tanshin.write.records import records_of, text_of
from tests.samples.filings import sample

ROLLS = [
    ("iij/fy2012-annual", True),
    ("iij/fy2012-annual", False),
    ("iij/1h-fy2012", True),
    ("iij/1h-fy2012", False),
    ("iij/fy2009-annual", True),
]


@pytest.fixture(scope="module", params=ROLLS, ids=lambda one: f"{one[0]}-{'annual' if one[1] else 'quarterly'}")
def rolled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[new.Started, Path, Filing]:
    last, annual = request.param
    out = tmp_path_factory.mktemp("next") / "iij" / "next"
    started = new.following(last, out, annual=annual)
    new.write(started, out)
    new.write(started, out.with_suffix(".xlsx"))
    return started, out, read_filing(last)


def test_the_check_says_what_is_to_be_filled_in(rolled: tuple[new.Started, Path, Filing]) -> None:
    _, out, _ = rolled
    for place in (out, out.with_suffix(".xlsx")):
        with pytest.raises(InputError) as error:
            read_filing(place)
        found = {finding.code for finding in error.value.findings}
        assert found >= {"TNS005", "TNS036"}, found
        assert found <= {"TNS005", "TNS036", "TNS039", "TNS040"}, error.value.findings
        words = " ".join(finding.message for finding in error.value.findings)
        assert "announced" in words
        assert "number" in words


def test_what_was_published_stands_there_and_nothing_else(rolled: tuple[new.Started, Path, Filing]) -> None:
    started, _, last = rolled
    before = last.calendar.period("CurrentAccumulated").last
    figures = {(one.key, one.value) for name in ("fy2009-annual", "1h-fy2012", "fy2012-annual") for one in prints(name)}
    assert started.filing.prints
    for one in started.filing.prints:
        if not one.column.startswith("caption"):
            assert (one.key, one.value) in figures, one
    own = started.filing.calendar.period("CurrentQuarter")
    assert own.last > before
    # The dividend of an interim that is over is settled, though the year is not.
    of_period = [one for one in started.filing.prints if str(one.key.period).endswith(str(own.last))]
    assert not [one for one in of_period if _is_result(one) and one.table != "dividends"]


def prints(name: str) -> tuple[Print, ...]:
    return sample(name).prints


def _is_result(one: Print) -> bool:
    text = str(one)
    return "ForecastMember" not in text and "Target" not in text


def test_settled_cells_are_locked_in_the_workbook(rolled: tuple[new.Started, Path, Filing]) -> None:
    started, out, _ = rolled
    assert started.locked
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(out.with_suffix(".xlsx"))
    sheets = {sheet["A1"].value: sheet for sheet in book}
    seen = 0
    for table, row, column in started.locked:
        sheet = sheets.get(f"{table}.csv")
        if sheet is None:
            continue
        at = next(cell.column for cell in sheet[5] if cell.value == column)
        line = [cell.row for cell in sheet["A"] if cell.value == row]
        if len(line) == 1:
            assert sheet.cell(line[0], at).protection.locked
            assert sheet.cell(line[0], at).value is not None
            seen += 1
    assert seen > 10
    assert len(read_sheets(out.with_suffix(".xlsx").read_bytes(), "b")) > 20


def test_forecasts_go_on_and_are_not_locked(tmp_path: Path) -> None:
    started = new.following("iij/1h-fy2012", tmp_path / "iij" / "3q-fy2012", annual=False)
    _, row = records_of(started.files["summary-forecasts.csv"])
    assert row[:4] == ("Fiscal Year Ending March 31, 2013", "107,000", "10.0", "7,500")
    assert "107,000" in started.files["targets.csv"]
    assert not [cell for cell in started.locked if cell[0] in ("forecasts", "targets")]


def test_flags_and_days_are_to_be_said_anew(tmp_path: Path) -> None:
    started = new.following("iij/fy2012-annual", tmp_path / "iij" / "next", annual=True)
    data = parse_yaml(started.files["filing.yaml"], "f").data
    assert isinstance(data, dict)
    information = data["information"]
    assert information["TokyoStockExchange1stSection"] == "yes"
    assert information["FiscalYearEnd"] == "2014-03-31"
    for gone in ("FilingDate", "ConveningBriefingOfAnnualResults", "ChangesBasedOnRevisionsOfAccountingStandardUS"):
        assert gone not in information
    assert data["announced"] is None
    assert data["follows"] == "iij/fy2012-annual"


def test_a_comparative_that_is_changed_is_told_by_what_it_follows(tmp_path: Path) -> None:
    """The company's year to March 2014, made of that to March 2013: every figure of the year is that of the last."""
    out = tmp_path / "iij" / "fy2013-annual"
    started = new.following("iij/fy2012-annual", out, annual=True)
    files = dict(started.files)
    sheet = records_of(files["balance-sheet.csv"])
    head = [*sheet[0]]
    filled = [head, *([*row[:3], row[1]] for row in sheet[1:])]
    files["balance-sheet.csv"] = text_of([[row[0], row[1], row[3]] for row in filled])
    data = files["filing.yaml"]
    data = data.replace("announced: ~", "announced: 2014-05-15").replace("number: ~", 'number: "20140515000000"')
    data = data.replace("exchange: {rate: ~, date: ~}\n", "").replace("form: acedussm\n", "")
    start, end = data.index("information:"), data.index("statements:")
    cut = data.index("  - table: income-statement\n")
    data = data[:start] + data[end:cut]
    files["filing.yaml"] = "\n".join(line for line in data.split("\n") if "unit: USD" not in line)
    keep = ("filing.yaml", "issuer.yaml", "balance-sheet.csv")
    out.mkdir(parents=True)
    for name in keep:
        (out / name).write_text(files[name], encoding="utf-8")
    filing = read_filing(out)
    earlier, unusable = usable_before(filing, out)
    assert not unusable
    assert [one.name for one in earlier][-1] == "iij/fy2012-annual"
    worst = [one for one in check(filing, earlier).findings if one.severity >= Severity.INCONSISTENCY]
    assert not worst, worst
    text = files["balance-sheet.csv"].replace('"12,258,872"', '"12,258,873"', 1)
    (out / "balance-sheet.csv").write_text(text, encoding="utf-8")
    filing = read_filing(out)
    assert "TNS301" in {one.code for one in check(filing, usable_before(filing, out)[0]).findings}


def test_the_last_filing_of_an_issuer_is_found() -> None:
    assert new.last_of("iij").name == "fy2012-annual"
    with pytest.raises(InputError):
        new.last_of("nobody")


@pytest.mark.parametrize(("last", "annual"), ROLLS[:2], ids=["annual", "quarterly"])
def test_japanese_captions_are_read_as_the_same_lines(last: str, annual: bool, tmp_path: Path) -> None:
    out = tmp_path / "iij" / "next"
    before, after = (new.following(last, out, annual=annual, lang=lang) for lang in (None, "ja"))
    assert lines(after.filing) == lines(before.filing)
    assert figures(after.filing) == figures(before.filing)
    assert len(after.locked) == len(before.locked)
    captions = [one.text for one in after.filing.captions]
    assert "営業利益（損失）" in captions
    assert len([text for text in captions if text.isascii()]) < len(captions) / 5
    assert "Accounts receivable, net" in captions  # a figure stands inside its Japanese caption


def lines(filing: Filing) -> list[tuple[str, str]]:
    return [(one.table, one.line.id if one.line else "") for one in filing.captions]


def figures(filing: Filing) -> set[tuple[object, ...]]:
    return {(one.table, one.column, one.key, one.value) for one in filing.prints}
