"""The verb diff: what it prints, where, and how it exits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.test_cli import alter, copy, run

__all__ = ["copy"]

FILING = "iij/fy2012-annual"


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
