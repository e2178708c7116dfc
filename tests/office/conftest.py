"""LibreOffice, which opens what was written, computes it anew and saves a copy: one start for all workbooks."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tanshin.values.archive import read_zip, write_zip
from tests.strict import missing

#: Takes workbooks by name, and gives the copies that were saved.
Office = Callable[[Mapping[str, bytes]], dict[str, bytes]]

_XLSX = "xlsx:Calc MS Excel 2007 XML"
_CACHED = re.compile(rb"</f><v>[^<]*</v>|</f><v\s*/>")


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """What opens workbooks and saves a copy of each; it has a profile of its own, and no network."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        missing("LibreOffice is not installed: apt-get install libreoffice-calc-nogui")

    def save(books: Mapping[str, bytes]) -> dict[str, bytes]:
        home = tmp_path_factory.mktemp("office")
        (home / "in").mkdir()
        places: list[Path] = []
        for name, data in books.items():
            places.append(home / "in" / f"{name}.xlsx")
            places[-1].write_bytes(data)
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        convert = [program, profile, "--headless", "--convert-to", _XLSX, "--outdir", str(home / "out")]
        run = subprocess.run([*convert, *map(str, places)], capture_output=True, timeout=900, check=False)
        assert run.returncode == 0, run.stderr.decode(errors="replace")
        return {name: (home / "out" / f"{name}.xlsx").read_bytes() for name in books}

    return save


def without_values(data: bytes) -> bytes:
    """A workbook whose formulas have no values: whoever shows one has computed it."""
    parts = read_zip(data, "book")
    return write_zip({name: _CACHED.sub(b"</f>", part) for name, part in parts.items()})
