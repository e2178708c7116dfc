"""A batch over places of every kind, good, bad and hostile, killed on its way: it tells of each what is known before.

``TANSHIN_FILINGS`` is how many there are (`make bench`); more than a hundred are made of the four real releases, fewer
of a small company. Without it this file is passed over: it takes minutes.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import duckdb
import pytest
from pyarrow import parquet

from benchmarks.batch.mixed import Expected, mixed
from tanshin.batch.job import Limits, Verb
from tanshin.batch.run import run
from tanshin.values.memory import VARIABLE

_FILINGS = int(os.environ.get("TANSHIN_FILINGS", "40"))
_ISSUER = "iij" if _FILINGS > 100 else "mihon"
#: So many are done when the batch is killed, at least.
_KILLED = _FILINGS // 2 if _FILINGS > 100 else 5
_HOUR = 3600.0


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Expected]]:
    folder = tmp_path_factory.mktemp("mixed")
    list(run(Verb.BUILD, [Path(__file__).parents[2] / "samples" / _ISSUER], folder / "built", limits=Limits(_HOUR)))
    told = mixed(folder / "filings", _ISSUER, folder / "built" / "documents" / _ISSUER, _FILINGS)
    return folder / "filings", told


@pytest.mark.parametrize("verb", [Verb.FACTS, Verb.CHECK] if _FILINGS > 100 else [Verb.FACTS])
def test_what_is_told_of_each_is_known_before(
    places: tuple[Path, dict[str, Expected]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: Verb
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "memory"))
    folder, told = places
    out = tmp_path / "dataset"
    command = [sys.executable, "-m", "tanshin", "batch", verb, str(folder), "--out", str(out), "--time-limit", "3600"]
    batch = subprocess.Popen(command, start_new_session=True)
    while batch.poll() is None and _done(out) < _KILLED:
        time.sleep(0.05)
    assert batch.returncode is None
    os.killpg(batch.pid, signal.SIGKILL)
    batch.wait()
    first, *rest = run(verb, [folder], out, limits=Limits(_HOUR))
    assert _KILLED <= first.done < first.total == _FILINGS
    assert len(rest) == _FILINGS - first.done
    assert not list(out.glob(".journal-*"))
    statuses, codes, facts = _told(out)
    assert statuses == {name: one.status for name, one in told.items()}
    assert {name for name, one in told.items() if one.code and one.code not in codes.get(name, ())} == set()
    counted = {name: one.facts for name, one in told.items() if one.facts}
    assert facts == (counted if verb is Verb.FACTS else {})
    told_of = f"{verb}: killed after {first.done}; {dict(Counter(statuses.values()))}, {sum(facts.values())} facts\n"
    sys.stdout.write(told_of)


def _done(out: Path) -> int:
    """How many places are done: those in journals, and those in the files of whole parts."""
    try:
        journals = sum(path.read_bytes().count(b"\n") for path in out.glob(".journal-*"))
        tables = [parquet.read_table(path, columns=["filing"]) for path in out.glob("filings/part-*")]
        return journals + sum(len(set(table["filing"].to_pylist())) for table in tables)
    except OSError:  # a journal that has become files meanwhile
        return 0


def _told(out: Path) -> tuple[dict[str, str], dict[str, set[str]], dict[str, int]]:
    """How each went, the codes of its findings, and how many facts there are of it."""
    with duckdb.connect() as connection:
        for table in ("filings", "findings", "facts"):
            connection.read_parquet(f"{out}/{table}/*.parquet").create_view(table)
        rows = connection.sql("SELECT DISTINCT filing, status FROM filings").fetchall()
        codes = connection.sql("SELECT filing, list(DISTINCT code) FROM findings GROUP BY ALL").fetchall()
        facts = connection.sql("SELECT filing, count(*) FROM facts GROUP BY ALL").fetchall()
        assert len(rows) == len(dict(rows))
        return dict(rows), {name: set(found) for name, found in codes}, dict(facts)
