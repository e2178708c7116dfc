from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tanshin import new
from tanshin.cli import main
from tanshin.write.workbook.book import workbook
from tests.batch.filings import write_canonical


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


pytestmark = pytest.mark.usefixtures("memory_of_the_run")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "iij" / "1q-fy2013.xlsx"
    result = run("new", "--from", "iij/1q-fy2013", "--out", path)
    assert (result.exit_code, result.output) == (0, f"{path} is written\n")
    return path


def test_a_workbook_is_checked_like_a_folder(book: Path) -> None:
    result = run("check", book, "--verbose")
    assert result.exit_code == 0
    assert "iij/1q-fy2013.xlsx:" in result.output


def test_a_workbook_is_built_like_a_folder(book: Path, tmp_path: Path) -> None:
    assert run("build", book, "--out", tmp_path / "a").exit_code == 0
    assert (tmp_path / "a" / "index.html").is_file()


def test_a_slip_is_told_at_its_cell(tmp_path: Path) -> None:
    started = new.same("iij/1q-fy2013")
    files = {**started.files, "atms.csv": started.files["atms.csv"].replace("652", "6S2")}
    assert files != started.files
    (tmp_path / "b.xlsx").write_bytes(workbook(started.filing, files))
    result = run("check", tmp_path / "b.xlsx")
    assert result.exit_code == 2
    assert "/b.xlsx:ATMs!C6: ERROR TNS010" in result.output


def test_nothing_is_replaced(book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()
    (tmp_path / "mine.txt").write_text("x")
    for place in (book, tmp_path):
        result = run("new", "--from", "iij/1q-fy2013", "--out", place)
        assert result.exit_code == 2
        assert "TNS019" in result.output
    assert book.read_bytes() == before


@pytest.mark.parametrize(
    ("broken", "at"),
    [
        ("statements: 5", "statements"),
        ("statements:\n  - statement: x\n    columns: {a: {}}", "table"),
        ("summary: [a]", "summary"),
    ],
    ids=["number", "nameless", "list"],
)
def test_a_filing_that_is_none_is_told_and_nothing_is_written(tmp_path: Path, broken: str, at: str) -> None:
    home = write_canonical(tmp_path / "mihon")
    cover = home / "filing.yaml"
    kept = cover.read_text(encoding="utf-8").partition("statements:")[0]
    cover.write_text(f"{kept}\n{broken}\n", encoding="utf-8")
    result = run("new", "--from", home, "--out", tmp_path / "out")
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 2
    assert "TNS00" in result.output
    assert at in result.output
    assert not (tmp_path / "out").exists()


def test_a_folder_is_written_where_no_workbook_is_named(book: Path, tmp_path: Path) -> None:
    assert run("new", "--from", book, "--out", tmp_path / "iij" / "folder").exit_code == 0
    names = {path.name for path in (tmp_path / "iij" / "folder").iterdir()}
    assert {"filing.yaml", "issuer.yaml", "presentation.yaml", "targets.csv"} < names
    assert not {name for name in names if name.startswith(".")}
    assert run("check", tmp_path / "iij" / "folder").exit_code == 0


def test_the_next_filing_is_started_and_says_what_is_left(tmp_path: Path) -> None:
    out = tmp_path / "fy2013-annual.xlsx"
    result = run("new", "--issuer", "iij", "--form", "annual", "--lang", "ja", "-o", out)
    assert result.exit_code == 0
    assert "残りの作業" in result.output
    checked = run("check", out, "--lang", "ja")
    assert checked.exit_code == 2
    assert "表紙!C8" in checked.output
    assert "Traceback" not in checked.output


def test_a_notice_of_revision_is_started(tmp_path: Path) -> None:
    out = tmp_path / "notice.xlsx"
    result = run("new", "--issuer", "iij", "--form", "dividend-revision", "--lang", "ja", "-o", out)
    assert result.exit_code == 0
    assert "修正後の予想" in result.output
    checked = run("check", out)
    assert checked.exit_code == 2
    assert "`Revised forecast`" in checked.output
    assert "TNS036" in checked.output


def test_either_a_filing_or_an_issuer_is_named(tmp_path: Path) -> None:
    for arguments in ((), ("--from", "iij/1h-fy2012", "--issuer", "iij"), ("--issuer", "iij")):
        assert run("new", *arguments, "-o", tmp_path / "x.xlsx").exit_code == 2
    assert not (tmp_path / "x.xlsx").exists()
