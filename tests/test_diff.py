"""The verb diff: what it prints, where, and how it exits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.compare.corrected import INVENTORIES, copied
from tests.test_cli import alter, copy, run

__all__ = ["copy"]

FILING = "iij/fy2012-annual"

pytestmark = pytest.mark.usefixtures("memory_of_the_run")


def test_the_verb_has_help_with_an_example() -> None:
    assert "Example: tanshin diff" in " ".join(run("diff", "--help").output.split())


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_the_exit_code_says_whether_anything_differs(form: str, copy: Path) -> None:
    assert run("diff", FILING, FILING, "--format", form).exit_code == 0
    alter(copy, "balance-sheet.csv", "752,075", "752,076")
    assert run("diff", FILING, copy, "--format", form).exit_code == 1
    alter(copy, "balance-sheet.csv", "752,076", "752,O75")
    result = run("diff", FILING, copy, "--format", form)
    assert result.exit_code == 2
    assert "TNS010" in result.stderr
    assert result.stdout == ""


def test_one_digit_is_one_difference(copy: Path) -> None:
    alter(copy, "balance-sheet.csv", "752,075", "752,076")
    lines = run("diff", FILING, copy).stdout.splitlines()
    assert lines[0] == "Changed (1)"
    assert lines[1:3] == [
        "  Inventories (iij:Inventories)",
        "    2012-03-31 JPY  752,075,000 -> 752,076,000  +1,000  <0.01%",
    ]
    assert lines[-1] == "Changed: 1"


def test_a_page_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "diff.json"
    result = run("diff", FILING, "iij/1h-fy2012", "--format", "json", "--out", out)
    assert (result.exit_code, result.output) == (1, "")
    assert json.loads(out.read_text(encoding="utf-8"))["summary"]["label"] == 23


def test_a_notice_is_written_beside_the_differences(tmp_path: Path) -> None:
    copy, out = copied(tmp_path, INVENTORIES), tmp_path / "notice.html"
    result = run("diff", FILING, copy, "--notice", out, "--reason", "Counted <again>.", "--lang", "ja")
    assert (result.exit_code, result.stderr) == (1, "")
    assert "変更 8 件" in result.stdout
    page = out.read_text(encoding="utf-8")
    assert "訂正の理由" in page
    assert "Counted &lt;again&gt;." in page


def test_what_a_correction_forgets_is_told_on_the_error_stream(tmp_path: Path) -> None:
    copy, out = copied(tmp_path, {("balance-sheet", "Inventories", "2013-03-31 JPY"): "1,401,684"}), tmp_path / "n.html"
    result = run("diff", FILING, copy, "--notice", out)
    assert "Inventories 2013-03-31: 14,886 Thousands of U.S. Dollars follows" in result.stderr
    assert result.exit_code == 1


def test_a_notice_of_two_filings_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "notice.html"
    result = run("diff", FILING, "iij/1h-fy2012", "--notice", out)
    assert (result.exit_code, out.exists()) == (2, False)
    assert "two versions of one filing" in result.stderr
    assert run("diff", FILING, FILING, "--reason", "none").exit_code == 2
