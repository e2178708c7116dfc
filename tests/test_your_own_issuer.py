"""The guide makes an issuer: its blocks are written as files, and its commands are run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from tanshin.cli import main

GUIDE = Path(__file__).resolve().parents[1] / "docs" / "your-own-issuer.md"
FENCED = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_guide_makes_an_issuer_without_findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = []
    for language, name, text in FENCED.findall(GUIDE.read_text(encoding="utf-8")):
        if language == "sh":
            commands += [shlex.split(line) for line in text.splitlines()]
            continue
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    checked = []
    for program, *arguments in commands:
        assert program == "tanshin"
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
        if "check" in arguments:
            checked.append(result.output.splitlines()[-1].partition(";")[0])
    assert checked == ["no findings", "no findings"]
    assert (tmp_path / "blank.xlsx").is_file()
    assert (tmp_path / "out" / "index.html").is_file()
    assert list((tmp_path / "out" / "XBRLData" / "Summary").glob("tse-qcedjpsm-00000-*-ixbrl.htm"))
