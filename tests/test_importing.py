"""Releases of others are imported as far as they are sure, and no further."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from benchmarks.release_import.measure import RELEASES, compared, release_of
from benchmarks.release_import.noise import NOISES, damaged
from benchmarks.release_import.report import page
from tanshin import new
from tanshin.cli import main
from tanshin.derive.binding import bind
from tanshin.derive.past import Past
from tanshin.document.pages import pages
from tanshin.importing import MAX_ROWS
from tanshin.inputs import figures_of, read_filing
from tanshin.write.release import release_sheets
from tests.read.test_draft import pdf
from tests.workbook import Number, book

#: A release of the packaged company, made up; one caption has a slip, one row is unknown, one column is torn.
RELEASE = """\
Internet Initiative Japan Inc.

Consolidated Balance Sheets
(As of March 31, 2012 and March 31, 2013)
Fiscal Year Ended March 31, 2013

\tAs of March 31, 2012\tAs of Mar\tch 31, 2013
\tThousands of JPY\tThousands of U.S. Dollars\tThousands of JPY
CURRENT ASSETS:\t\t\t
Cash and cash equivalents\t13,000\t1,400\t14,000
Invent0ries¹\t7,000\t800\t8,000
Prepaid expense and others\t500\t60\t600
Deferred tax assets—current\t-\t1,000\t10,000
Total current assets\t20,500\t3,260\t32,600
"""

#: What says the period in a part of a release.
YEAR = "\nResults for the Fiscal Year Ended March 31, 2013\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture
def release(tmp_path: Path) -> Path:
    path = tmp_path / "release.txt"
    path.write_text(RELEASE, encoding="utf-8")
    return path


def test_what_is_sure_is_placed_and_the_rest_is_listed(release: Path, tmp_path: Path) -> None:
    result = run("new", "--from-text", release, "--format", "json", "--out", tmp_path / "a")
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    assert (told["year_end"], told["quarter"]) == ("2013-03-31", 4)
    assert [(one["table"], one["figures"]) for one in told["tables"]] == [("balance-sheet", 12)]
    assert [(one["caption"], one["as"]) for one in told["read_as"]] == [("Invent0ries", "Inventories")]
    (left,) = told["unplaced"]
    assert left["caption"] == "Prepaid expense and others"
    assert (left["source"]["line"], left["cells"]) == (12, ["500", "60", "600"])
    assert left["candidates"][0]["caption"] == "Prepaid expenses"
    text = (tmp_path / "a" / "balance-sheet.csv").read_text(encoding="utf-8")
    assert text.splitlines()[:3] == [
        "caption,2012-03-31 JPY,2013-03-31 USD,2013-03-31 JPY",
        "CURRENT ASSETS:,,,",
        'Cash and cash equivalents,"13,000","1,400","14,000"',
    ]


def test_what_is_blank_is_told_by_a_check(release: Path, tmp_path: Path) -> None:
    assert run("new", "--from-text", release, "--issuer", "iij", "--out", tmp_path / "a").exit_code == 0
    result = run("check", tmp_path / "a")
    assert result.exit_code == 2
    assert "announced: expected a date" in result.output
    filing = tmp_path / "a" / "filing.yaml"
    said = filing.read_text(encoding="utf-8").replace("announced: ~", "announced: 2013-05-15")
    said = said.replace("number: ~", 'number: "20130515000000"').replace(
        "{rate: ~, date: ~}", "{rate: 94, date: 2013-03-29}"
    )
    filing.write_text(said, encoding="utf-8")
    result = run("check", tmp_path / "a")
    assert "ERROR TNS0" not in result.output
    assert result.exit_code in (0, 1)


@pytest.mark.parametrize("arguments", [("--from", "iij/1q-fy2013"), ("--form", "annual")])
def test_a_release_says_itself_what_it_is(release: Path, tmp_path: Path, arguments: tuple[str, str]) -> None:
    result = run("new", "--from-text", release, *arguments, "--out", tmp_path / "a")
    assert result.exit_code == 2
    assert "leave out --from, --form and days" in result.output


@pytest.mark.parametrize(
    ("content", "code"), [(b"\x00\x01\x02\xff", "TNS002"), (b"", "TNS550"), (b"%PDF-1.7 nothing", "TNS550")]
)
def test_what_is_no_release_is_one_clear_finding(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "release.bin"
    path.write_bytes(content)
    result = run("new", "--from-text", path, "--issuer", "iij", "--out", tmp_path / "a")
    assert result.exit_code == 2
    assert result.output.count(" ERROR ") == 1
    assert code in result.output
    assert not (tmp_path / "a").exists()


def tables_of(path: Path, tmp_path: Path) -> dict[str, str]:
    """The tables that a release gives, as CSV."""
    started, _ = new.imported(path, "iij", tmp_path / "out")
    return {name: text for name, text in started.files.items() if name.endswith(".csv") and name != "marks.csv"}


def test_a_workbook_of_others_gives_what_the_text_does(release: Path, tmp_path: Path) -> None:
    cells = {
        f"{chr(66 + column)}{row}": cell
        for row, line in enumerate(RELEASE.split("\n"), 2)
        for column, cell in enumerate(line.split("\t"))
        if cell
    }
    path = tmp_path / "theirs.xlsx"
    path.write_bytes(book({"Sheet1": cells}))
    assert tables_of(path, tmp_path) == tables_of(release, tmp_path)
    _, found = new.imported(path, "iij", tmp_path / "out")
    assert str(found.unplaced[0].source) == f"{path}:Sheet1!B13"


def test_a_blank_cell_of_a_pdf_is_known_by_its_place(tmp_path: Path) -> None:
    rows = [
        "Consolidated Balance Sheets",
        "Fiscal Year Ended March 31, 2013",
        "|As of March 31, 2012|As of March 31, 2013",
        "|Thousands of JPY|Thousands of JPY",
        "Inventories|7,000|8,000",
        "Prepaid expenses|500|600",
        "Goodwill||900",
    ]
    path = tmp_path / "release.pdf"
    places = [
        (50 + 200 * at, 800 - 20 * row, text)
        for row, line in enumerate(rows)
        for at, text in enumerate(line.split("|"))
        if text
    ]
    path.write_bytes(pdf(places))
    assert tables_of(path, tmp_path)["balance-sheet.csv"].splitlines()[1:] == [
        'Inventories,"7,000","8,000"',
        "Prepaid expenses,500,600",
        "Goodwill,,900",
    ]


def test_more_rows_than_any_release_has_are_refused(release: Path, tmp_path: Path) -> None:
    release.write_text(RELEASE + "Inventories\t1\t2\t3\n" * (MAX_ROWS + 1), encoding="utf-8")
    result = run("new", "--from-text", release, "--issuer", "iij", "--out", tmp_path / "a")
    assert result.exit_code == 2
    assert "TNS048" in result.output
    assert "5,000 rows" in result.output


@pytest.mark.parametrize("heads", ["FY2013 Target\tFY2013 Forecast", "Fiscal Year Ending March 31, 2014\tFY2013"])
def test_what_is_still_to_come_is_no_result(tmp_path: Path, heads: str) -> None:
    path = tmp_path / "release.txt"
    lines = ["Results for the Fiscal Year Ended March 31, 2013", "", "Operating Results Summary (JPY millions)", ""]
    rows = ["Total Revenues\t117,000\t118,000", "Operating Income\t9,400\t9,500"]
    path.write_text("\n".join([*lines, f"\t{heads}", *rows, ""]), encoding="utf-8")
    result = run("new", "--from-text", path, "--issuer", "iij", "--out", tmp_path / "a")
    assert result.exit_code == 2
    assert "nothing in" in result.output


def test_a_published_release_comes_out_as_the_sample_has_it(reference: Path, tmp_path: Path) -> None:
    found = compared(release_of(reference, "000"), RELEASES["000"], tmp_path / "a")
    assert found.wrong == ()
    by_name = {one.statement: one for one in found.statements}
    for name in ("BalanceSheet", "StatementOfIncome", "StatementOfCashFlows"):
        assert by_name[name].found == by_name[name].sample
    total = found.total()
    assert 100 * total.found >= 96 * total.sample
    # What docs/import.md says of the release is what is measured.
    said = (Path(__file__).parents[1] / "docs" / "import.md").read_text(encoding="utf-8")
    assert page([found], {}).partition("\n## iij")[2].partition("\n## ")[0] in said


@pytest.mark.parametrize("noise", NOISES)
def test_damaged_captions_are_found_again_or_left_out(reference: Path, tmp_path: Path, noise: str) -> None:
    lines = release_of(reference, "000").read_text(encoding="utf-8").split("\n")
    path = tmp_path / "release.txt"
    path.write_text(damaged("\n".join(lines[310:370]), noise, 1) + YEAR, encoding="utf-8")
    found = compared(path, RELEASES["000"], tmp_path / "a")
    assert found.wrong == ()
    (sheet,) = (one for one in found.statements if one.statement == "BalanceSheet")
    assert 100 * sheet.found >= 85 * sheet.sample


@pytest.fixture(scope="module")
def pages_printed() -> Mapping[str, bytes]:
    """The release that is printed of a sample, in both languages."""
    filing = read_filing(RELEASES["000"])
    binder = bind(filing, figures_of(filing))
    shown = pages(filing, binder, Past(filing, (), binder.figures), ("ja", "en"))
    released = {one.lang: one for one in shown.released}
    return {Path(path).stem: one.write(released[one.lang]) for path, one in release_sheets(filing).items()}


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_what_is_printed_of_a_sample_is_read_as_the_same_facts(
    pages_printed: Mapping[str, bytes], tmp_path: Path, lang: str
) -> None:
    path = tmp_path / "release.html"
    path.write_bytes(pages_printed[f"release-{lang}"])
    found = compared(path, RELEASES["000"], tmp_path / "a")
    assert found.wrong == ()
    by_name = {one.statement: one for one in found.statements}
    for name in ("BalanceSheet", "StatementOfIncome", "StatementOfCashFlows", "AdjustedEbitda", "SegmentSummary"):
        assert by_name[name].found == by_name[name].sample


#: Tables of other shapes: of the form, of targets, of components.
OTHERS = """\
Consolidated Financial Results for the Fiscal Year Ended March 31, 2013

\tBasic Net Income attributable to IIJ per Share\tDiluted Net Income attributable to IIJ per Share
\tJPY\tJPY
Fiscal Year Ended March 31, 2013\t130.70\t130.60
Fiscal Year Ended March 31, 2012\t89.80\t89.70

Financial Targets (JPY in millions)

\tRevenues\tOperating Income
1H FY2013 Target\t54,000\t3,100

Dividends Adjusted for the Stock Split

\t2Q-end\tYear-end\tTotal
\tJPY\tJPY\tJPY
Fiscal Year Ended March 31, 2012\t7.50\t8.00\t15.50
Fiscal Year Ended March 31, 2013\t8.00\t9.00\t18.00
"""


@pytest.mark.parametrize("kind", ["text", "workbook", "layout"])
def test_tables_of_other_shapes_come_out_of_every_kind_of_file(tmp_path: Path, kind: str) -> None:
    rows = [line.split("\t") for line in OTHERS.split("\n")]
    path = tmp_path / ("release.txt" if kind in ("text", "layout") else "release.xlsx")
    if kind == "text":
        path.write_text(OTHERS, encoding="utf-8")
    elif kind == "layout":
        lines = (
            row[0] if len(row) == 1 else f"{row[0]:<40}" + "".join(f"{cell:>52}" for cell in row[1:]) for row in rows
        )
        path.write_text("\n".join(lines), encoding="utf-8")
    else:
        places = {f"{'ABCDEF'[at]}{number}": cell for number, row in enumerate(rows, 1) for at, cell in enumerate(row)}
        path.write_bytes(book({"Sheet1": {at: _cell(cell) for at, cell in places.items() if cell}}))
    started, found = new.imported(path, "iij", tmp_path / "out")
    files = started.files
    assert files["summary-per-share.csv"].splitlines()[1:] == [
        '"Fiscal Year Ended March 31, 2013",130.70,130.60',
        '"Fiscal Year Ended March 31, 2012",89.80,89.70',
    ]
    assert files["financial-targets.csv"].splitlines()[1:] == ['1H FY2013 Target,"54,000","3,100"']
    assert files["dividends-adjusted-for-stock-split.csv"].splitlines() == [
        "caption,@period,2Q-end,Year-end,Total",
        '"Fiscal Year Ended March 31, 2012",PriorYear,7.50,8.00,15.50',
        '"Fiscal Year Ended March 31, 2013",CurrentYear,,,',
    ]
    assert {str(one.why) for one in found.unplaced} == {"the components of its row are not their total"}
    assert "form: acedussm" in files["filing.yaml"]


def _cell(text: str) -> str | Number:
    """A cell as text, or a figure as the number that it is."""
    plain = text.replace(",", "")
    if plain.replace(".", "").isdigit():
        return Number(plain, "0.00" if "." in plain else "#,##0")
    return text
