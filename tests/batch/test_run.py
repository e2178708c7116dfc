"""Whole batches, on this machine and on a cluster that the test starts."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas
import polars
import pytest
from pyarrow import parquet

from tanshin.batch import engine
from tanshin.batch.engine import cluster
from tanshin.batch.job import Limits, Verb
from tanshin.batch.run import Step, run
from tanshin.values.finding import InputError
from tests.batch.filings import write_canonical, write_hostile, write_instance

_ENTITIES = range(1, 7)


@pytest.fixture(scope="module")
def filings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a company's filing, instances of six companies in three years, and what nobody can read."""
    folder = tmp_path_factory.mktemp("batch") / "filings"
    write_canonical(folder / "company")
    for entity in _ENTITIES:
        for year in (2010, 2011, 2012):
            path = folder / f"entity-{entity}" / f"{year}.xbrl"
            write_instance(path, f"{entity}", year, (year - 2000) * 10**7 * entity, (year - 2001) * 10**7 * entity)
    write_hostile(folder / "hostile")
    return folder


@pytest.fixture(scope="module")
def whole(filings: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Step]]:
    """The dataset of a batch on this machine, and its steps."""
    out = tmp_path_factory.mktemp("whole") / "dataset"
    return out, list(run(Verb.FACTS, [filings], out, workers=2, limits=Limits(120, 1 << 30)))


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.parquet")}


def statuses(dataset: Path) -> dict[str, str]:
    rows = parquet.read_table(dataset / "filings").to_pylist()
    return {row["filing"]: row["status"] for row in rows}


def test_a_bad_filing_never_stops_the_others(whole: tuple[Path, list[Step]]) -> None:
    dataset, steps = whole
    found = statuses(dataset)
    bad = {f"filings/hostile/{name}" for name in ("bomb.xbrl", "cut.xbrl", "noise.zip")}
    assert {name: status for name, status in found.items() if status != "ok"} == dict.fromkeys(bad, "refused")
    assert len(found) == 2 + 3 * len(_ENTITIES) + len(bad)
    findings = parquet.read_table(dataset / "findings").to_pylist()
    assert bad <= {row["filing"] for row in findings if row["severity"] == "ERROR"}
    assert [step.done for step in steps] == list(range(len(found) + 1))
    assert {step.total for step in steps} == {len(found)}


def test_every_fact_is_there(whole: tuple[Path, list[Step]]) -> None:
    facts = parquet.read_table(whole[0] / "facts").to_pylist()
    counted = {row["filing"]: row["facts"] for row in parquet.read_table(whole[0] / "filings").to_pylist()}
    for filing, count in counted.items():
        assert sum(row["filing"] == filing for row in facts) == count
    (one,) = (row for row in facts if row["filing"] == "filings/entity-3/2012.xbrl" and row["period_end"].year == 2013)
    assert (one["concept"], one["value"], int(one["number"]), one["decimals"], one["unit"], one["entity"]) == (
        "e:Sales",
        "360000000",
        360000000,
        -6,
        "JPY",
        "3",
    )
    assert counted["filings/company/fy2015-annual"] > 10


def test_other_programs_read_it(whole: tuple[Path, list[Step]]) -> None:
    query = "SELECT count(*), sum(number) FROM read_parquet($files) WHERE concept = 'e:Sales'"
    files = f"{whole[0]}/facts/*.parquet"
    table = parquet.read_table(whole[0] / "facts", columns=["concept", "number"]).to_pylist()
    numbers = [row["number"] for row in table if row["concept"] == "e:Sales"]
    with duckdb.connect() as connection:
        answer = connection.execute(query, {"files": files}).fetchall()
    assert answer == [(len(numbers), sum(numbers))]
    sales = polars.read_parquet(files).filter(polars.col("concept") == "e:Sales")
    assert (sales.height, sales["number"].sum()) == answer[0]
    frame = pandas.read_parquet(whole[0] / "facts")
    known = frame[frame["concept"] == "e:Sales"]
    assert (len(known), sum(known["number"])) == answer[0]
    assert list(frame.columns) == parquet.read_schema(next(whole[0].glob("facts/*.parquet"))).names


def test_the_same_filings_on_a_cluster_give_the_same_bytes_though_a_worker_is_killed(
    filings: Path, whole: tuple[Path, list[Step]], tmp_path: Path
) -> None:
    with _scheduler(tmp_path) as (address, workers, _):
        steps = run(Verb.FACTS, [filings], tmp_path / "dataset", scheduler=address, limits=Limits(120, 1 << 30))
        for step in steps:
            if step.done == 3:
                os.kill(workers[0].pid, signal.SIGKILL)
                workers[0].wait()
    assert files(tmp_path / "dataset") == files(whole[0])


#: The program, which hears Ctrl-C though the tests may run in the background, where nobody does.
_HEARING = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from tanshin.cli import main; "
    "__name__ == '__main__' and main()"
)


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_a_batch_that_is_killed_or_interrupted_goes_on(
    filings: Path, whole: tuple[Path, list[Step]], tmp_path: Path, ending: signal.Signals
) -> None:
    command = [sys.executable, "-c", _HEARING, "batch", "facts", str(filings), "--out", str(tmp_path / "dataset")]
    command += ["--workers", "1", "--memory-limit", "1024"]
    batch = subprocess.Popen(command, start_new_session=True, stderr=subprocess.PIPE, text=True)
    journal = tmp_path / "dataset" / ".journal-all.jsonl"
    while batch.poll() is None and (not journal.exists() or journal.read_bytes().count(b"\n") < 5):
        pass
    os.killpg(batch.pid, ending)
    _, told = batch.communicate()
    if ending is signal.SIGINT:
        assert (batch.returncode, told) == (130, "interrupted; the same command goes on\n")
    done = journal.read_bytes().count(b"\n")
    assert done >= 5
    first, *rest = run(Verb.FACTS, [filings], tmp_path / "dataset", workers=1, limits=Limits(120, 1 << 30))
    assert first.done == done
    assert len(rest) == first.total - done
    assert files(tmp_path / "dataset") == files(whole[0])
    assert [step.done for step in run(Verb.FACTS, [filings], tmp_path / "dataset")] == [first.total]


@pytest.mark.parametrize(
    ("limits", "ways"),
    [
        (Limits(0.01, 1 << 30), {"late": "it was not done within 0.01 seconds"}),
        # The process may have no memory left to say that it has none.
        (Limits(120, 40 << 20), {"memory": "it needs more than 41,943,040 bytes", "broken": "broke down"}),
    ],
)
def test_limits_are_kept(tmp_path: Path, limits: Limits, ways: dict[str, str]) -> None:
    write_instance(tmp_path / "a.xbrl", "1", 2012, 1, 1)
    list(run(Verb.FACTS, [tmp_path / "a.xbrl"], tmp_path / "out", workers=1, limits=limits))
    (status,) = statuses(tmp_path / "out").values()
    (row,) = parquet.read_table(tmp_path / "out" / "findings").to_pylist()
    assert row["code"] == "TNS096"
    assert ways[status] in row["message"]


def test_a_scheduler_that_does_not_answer_is_told(tmp_path: Path) -> None:
    write_instance(tmp_path / "a.xbrl", "1", 2012, 1, 1)
    with pytest.raises(InputError, match="no scheduler answers") as caught:
        list(run(Verb.FACTS, [tmp_path / "a.xbrl"], tmp_path / "out", scheduler="tcp://127.0.0.1:9"))
    assert [finding.code for finding in caught.value.findings] == ["TNS097"]


def test_a_cluster_that_goes_is_told_and_the_batch_goes_on(
    filings: Path, whole: tuple[Path, list[Step]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_PATIENCE", 1.0)
    monkeypatch.setattr(engine, "_LOOK", 0.2)
    limits = Limits(120, 1 << 30)

    def work(address: str, most: int, ended: list[subprocess.Popen[bytes]]) -> None:
        for step in run(Verb.FACTS, [filings], tmp_path / "dataset", scheduler=address, limits=limits):
            if step.done == most:
                for process in ended:
                    process.kill()
                    process.wait()

    with _scheduler(tmp_path) as (address, workers, scheduler):
        with pytest.raises(InputError, match="has no workers; start some") as caught:
            work(address, 2, workers)
        assert [finding.code for finding in caught.value.findings] == ["TNS097"]
        with pytest.raises(InputError, match="has no workers"):
            work(address, 0, [])
        workers.append(_worker(tmp_path, "late"))
        monkeypatch.setattr(engine, "_PATIENCE", 60.0)
        with pytest.raises(InputError, match="is gone; start it again"):
            work(address, 4, [scheduler])
    first, *_ = run(Verb.FACTS, [filings], tmp_path / "dataset", workers=2, limits=limits)
    assert 4 <= first.done < first.total
    assert files(tmp_path / "dataset") == files(whole[0])


def test_documents_are_built_below_the_dataset(filings: Path, tmp_path: Path) -> None:
    list(run(Verb.BUILD, [filings / "company" / "fy2015-annual"], tmp_path, workers=1))
    assert statuses(tmp_path) == {"fy2015-annual": "ok"}
    assert (tmp_path / "documents" / "fy2015-annual" / "index.html").is_file()


_DASK = [sys.executable, "-m", "dask"]
_HERE = ["--host", "127.0.0.1", "--no-dashboard"]


@contextmanager
def _scheduler(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]], subprocess.Popen[bytes]]]:
    """A scheduler and two workers on loopback, as a person starts them."""
    file = folder / "scheduler.json"
    scheduler = subprocess.Popen([*_DASK, "scheduler", *_HERE, "--port", "0", "--scheduler-file", str(file)])
    workers: list[subprocess.Popen[bytes]] = []
    try:
        while not file.exists() or not file.read_text().rstrip().endswith("}"):  # it may be there and not yet whole
            assert scheduler.poll() is None
        address = json.loads(file.read_text())["address"]
        workers += [_worker(folder, f"{number}") for number in range(2)]
        with cluster(address, None) as client:
            client.wait_for_workers(2, timeout=60)
        yield address, workers, scheduler
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def _worker(folder: Path, name: str) -> subprocess.Popen[bytes]:
    one = ["worker", *_HERE, "--nthreads", "1", "--no-nanny", "--memory-limit", "0", "--local-directory"]
    return subprocess.Popen([*_DASK, *one, str(folder / name), "--scheduler-file", str(folder / "scheduler.json")])
