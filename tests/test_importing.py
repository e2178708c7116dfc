"""Releases of others are imported as far as they are sure, and no further."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from benchmarks.release_import.measure import RELEASES, compared, release_of
from tanshin.cli import main

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
    assert "leave out --from and --form" in result.output


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


def test_an_annual_release_comes_out_as_the_sample_has_it(reference: Path, tmp_path: Path) -> None:
    found = compared(release_of(reference, "000"), RELEASES["000"], tmp_path / "a")
    assert found.wrong == ()
    by_name = {one.statement: one for one in found.statements}
    for name in ("BalanceSheet", "StatementOfIncome", "StatementOfCashFlows"):
        assert by_name[name].found == by_name[name].sample
    total = found.total()
    assert 100 * total.found >= 79 * total.sample
