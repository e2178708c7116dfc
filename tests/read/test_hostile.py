"""Whatever means harm gives one clear finding, in bounded time and memory: every reader, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.read.hostile import SECONDS

ROOT = Path(__file__).resolve().parents[2]
_XML = {
    "entity expansion": "TNS017",
    "external entity": "TNS017",
    "deep nesting": "TNS017",
    "invalid encoding": "TNS017",
    "unknown encoding": "TNS017",
    "truncated": "TNS017",
}
#: The finding on each case; ``None`` where there is nothing to object to, and no end would be the fault.
DUE: Mapping[str, Mapping[str, str | None]] = {
    "xbrl": {**_XML, "10 MB number": "TNS046", "every note on every fact": "TNS047"},
    "inline": {
        **_XML,
        "10 MB number": "TNS062",
        "a text in many pieces": "TNS064",
        "tuples in a circle": "TNS067",
        "a report for each fact": "TNS069",
        "every note on every fact": "TNS069",
    },
    "json": {
        "entity expansion": "TNS087",
        "external entity": "TNS087",
        "deep nesting": "TNS081",
        "10 MB number": "TNS086",
        "10 MB number without quotes": "TNS083",
        "10 MB decimals": "TNS086",
        "invalid encoding": "TNS081",
        "truncated": "TNS081",
    },
    "csv": {
        "deep nesting": "TNS081",
        "cyclic imports": "TNS088",
        "path tricks": "TNS088",
        "absolute path": "TNS088",
        "10 MB number": "TNS086",
        "invalid encoding": "TNS089",
        "truncated": "TNS089",
    },
    "dts": {
        **_XML,
        "cyclic linkbases": "TNS059",
        "cyclic imports (sound)": None,
        "path tricks": "TNS052",
        "absolute path": "TNS052",
        "10 MB number": "TNS017",
    },
    "package": {
        "zip bomb": "TNS021",
        "path tricks": "TNS021",
        "absolute path": "TNS021",
        "truncated": "TNS021",
        "deep nesting": "TNS071",
        "invalid encoding": "TNS071",
        "entity expansion": "TNS017",
    },
    "written": {
        "spaces in a cell": "TNS010",
        "one caption on all rows": "TNS010",
        "marks of footnotes": "TNS048",
        "digits in a cell": "TNS048",
        "tags without an end": "TNS550",
        "comments without an end": "TNS550",
        "rows without an end": "TNS037",
        "columns without an end": "TNS037",
    },
}


@pytest.mark.parametrize("reader", DUE)
def test_one_finding_in_bounded_time_and_memory(reader: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.read.hostile", reader, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=20 * SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {name: codes for name, (codes, _) in told.items()} == {
        name: [code] if code else [] for name, code in DUE[reader].items()
    }
    assert all(seconds < 5 for _, seconds in told.values())
