"""What is missing or refuses is told in one line that names the remedy, whatever the command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tanshin.cli import main
from tests.batch.filings import write_instance
from tests.certificates import certificate, pem, rsa_key

#: What may not be installed: the package, a command that asks for it, the extra that brings it.
EXTRAS = {
    "signxml": ("build mihon/fy2015-annual --out OUT --sign KEY --certificate CERTIFICATE", "sign"),
    "pyarrow": ("batch facts REPORT --out OUT", "batch"),
    "dask": ("batch facts REPORT --out OUT", "batch"),
    "duckdb": ("history OUT --rule TNS101", "batch"),
    "openpyxl": ("build mihon/fy2015-annual --out OUT --xlsx", "xlsx"),
    "fontTools": ("build mihon/fy2015-annual --out OUT --pdf", "pdf"),
    "pikepdf": ("build mihon/fy2015-annual --out OUT --pdf", "pdf"),
    "playwright": ("build mihon/fy2015-annual --out OUT --pdf", "pdf"),
    "pypdf": ("check mihon/fy2015-annual --text DRAFT", "pdf"),
    "uvicorn": ("view mihon/fy2015-annual --no-browser", "viewer"),
}


@pytest.mark.parametrize("package", EXTRAS)
def test_a_package_that_is_not_installed(package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command, extra = EXTRAS[package]
    (tmp_path / "key.pem").write_bytes(pem(rsa_key()))
    (tmp_path / "certificate.pem").write_bytes(pem(certificate(rsa_key())))
    (tmp_path / "draft.pdf").write_bytes(b"%PDF-1.7")
    places = {"OUT": "out", "KEY": "key.pem", "CERTIFICATE": "certificate.pem", "DRAFT": "draft.pdf"}
    places["REPORT"] = str(write_instance(tmp_path / "a.xbrl", "1", 2012, 1, 1))
    for name in [one for one in sys.modules if one.partition(".")[0] == package or one.startswith("tanshin.view.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, [places.get(part, part) for part in command.split()])
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert f"pip install 'tanshin[{extra}]'" in result.stderr
    assert not (tmp_path / "out" / "index.html").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["explain", "TNS001", "--lang", "ja"], "空き容量を増やすか、別のディスクの場所を指定してください\n"),
        (["--help"], "make room there, or name a place on another disk\n"),
    ],
)
def test_a_full_disk_below_the_standard_output(command: list[str], words: str) -> None:
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "tanshin", *command],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=os.environ,
        )
    told = run.stderr.decode()
    assert run.returncode == 2
    assert told.startswith("stdout: ")
    assert "TNS019" in told
    assert told.endswith(words)
    assert told.count("\n") == 1
