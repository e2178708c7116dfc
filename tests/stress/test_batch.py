"""A batch that is killed or cannot write leaves a dataset that is whole or says that it is not, and it goes on."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

from msgspec.structs import replace
from pyarrow import parquet

from tanshin.batch.dataset import is_finished, open_dataset
from tanshin.batch.history import broken, concept_through_time
from tanshin.values.finding import InputError
from tests.batch.filings import write_hostile, write_instance
from tests.stress.record import record
from tests.stress.scenes import KILLS, LONG, Content, content, done, litter, orders
from tests.stress.victim import BATCH, PATIENCE, Moments, Victims

FILINGS = 3
#: What the system says of a full disk and of a damaged one, whether always from then on, and what is to be done.
FAULTS = (
    (errno.ENOSPC, True, "make room there, or name a place on another disk", 9),
    (errno.EIO, False, "name a place on another disk; this one may be damaged", 17),
)

Rows = dict[str, list[dict[str, Any]]]


def lay_out(folder: Path, sales: int = 1) -> Path:
    """A few instances, and what nobody can read; what they say hangs on ``sales``."""
    for entity in range(1, FILINGS + 1):
        write_instance(folder / f"{entity}.xbrl", f"{entity}", 2012, sales * 10**7 * entity, 10**7)
    shutil.rmtree(folder / "hostile", ignore_errors=True)
    write_hostile(folder / "hostile")
    return folder


def dataset(folder: Path) -> Content:
    """The files of a dataset, without its lock."""
    return {path: data for path, data in content(folder).items() if path != ".lock"}


def rows(folder: Path) -> Rows:
    """The rows of each filing in a dataset, of all its tables."""
    found: Rows = {}
    for table in ("filings", "facts", "findings"):
        for path in sorted((folder / table).glob("part-*.parquet")):
            for row in parquet.ParquetFile(path).read().to_pylist():
                found.setdefault(row["filing"], []).append({"table": table, **row})
    return found


def assert_sound(folder: Path, known: list[Rows]) -> bool:
    """A dataset opens; what it tells of each filing is what an undisturbed batch does. Whether it answers."""
    with open_dataset(folder):
        pass
    try:
        answers = [*concept_through_time(folder, "Sales"), *broken(folder, "TNS002")]
    except InputError as error:
        (told,) = error.findings
        assert told.code == "TNS097"
        assert told.message.endswith(("run the batch again, to its end", "the folder that `tanshin batch` has written"))
        return False
    assert is_finished(folder)
    for filing, found in rows(folder).items():
        assert any(found == one[filing] for one in known)
    assert answers
    return True


def test_killed_at_any_moment_it_goes_on(victims: Victims, tmp_path: Path) -> None:
    filings, out = lay_out(tmp_path / "filings"), tmp_path / "work" / "dataset"
    order = orders(tmp_path, (BATCH, "facts", str(filings), str(out)))
    versions: list[tuple[Content, Rows]] = []
    victims.run(replace(order, warming=True))
    moments = Moments(1, done(victims, order))
    for sales in (1, 2):
        lay_out(filings, sales)
        done(victims, order)
        versions.append((dataset(out), rows(out)))
    assert versions[0][0] != versions[1][0]
    known, now, counts = [one for _, one in versions], 1, Counter[str]()
    for _ in range(KILLS * 10):
        if dataset(out) == versions[now][0]:  # it is done; now the filings change, or none is there yet
            now = 1 - now
            lay_out(filings, 1 + now)
            if counts["done"] % 3 == 2:
                shutil.rmtree(out)
            counts["done"] += 1
        wait, from_writing = moments.next()
        end = victims.run(replace(order, wait=wait, from_writing=from_writing))
        if not end.is_killed:
            assert dataset(out) == versions[now][0]
            continue
        counts["moments"] += 1
        assert len(litter(out)) <= 3  # one in each table at most
        counts["litter"] += len(litter(out))
        counts["answering" if out.exists() and assert_sound(out, known) else "refusing"] += 1
        record("batch: killed", counts)
        if counts["moments"] == KILLS:
            break
    assert counts["moments"] == KILLS
    done(victims, order)
    assert dataset(out) == versions[now][0]
    assert litter(out) == []


def test_killed_at_any_call_it_goes_on(victims: Victims, tmp_path: Path) -> None:
    filings, out = lay_out(tmp_path / "filings"), tmp_path / "work" / "dataset"
    order = orders(tmp_path, (BATCH, "facts", str(filings), str(out)))
    calls = done(victims, order).calls
    whole, known = dataset(out), [rows(out)]
    answered = Counter[bool]()
    for number in range(2, len(calls), 1 if KILLS >= LONG else 11):
        shutil.rmtree(out)
        assert victims.run(replace(order, killed_at=number)).is_killed
        answered[out.exists() and assert_sound(out, known)] += 1
        done(victims, order)
        assert dataset(out) == whole
        assert litter(out) == []
    assert answered[False] > 1


def test_a_batch_may_fail_at_any_call_and_goes_on(victims: Victims, tmp_path: Path) -> None:
    filings, out = lay_out(tmp_path / "filings"), tmp_path / "work" / "dataset"
    order = orders(tmp_path, (BATCH, "facts", str(filings), str(out)))
    calls = done(victims, order).calls
    whole = dataset(out)
    assert len(whole) == 3
    for code, lasting, remedy, step in FAULTS:
        for number in range(0, len(calls), 1 if KILLS >= LONG else step):
            shutil.rmtree(out)
            faulty = replace(order, failing=number, code=code, lasting=lasting, spared=lasting)
            end = victims.run(faulty)
            if end.code:
                assert end.code == 2
                assert end.told.count("\n") == 1
                assert end.told.startswith(("TNS019", "TNS097"))
                assert os.strerror(code).lower() in end.told
                assert remedy in end.told
            else:
                assert calls[number][0] in {"os.remove", "os.rmdir", "os.mkdir", "fsync"}
            done(victims, order)
            assert dataset(out) == whole
            assert litter(out) == []


#: How often the whole command is killed with all its workers.
WHOLE = KILLS // 10 if KILLS >= LONG else 1


def test_the_whole_command_is_killed_with_its_workers(tmp_path: Path) -> None:
    filings, out = lay_out(tmp_path / "filings"), tmp_path / "dataset"
    command = [sys.executable, "-m", "tanshin", "batch", "facts", str(filings), "--out", str(out), "--workers", "1"]
    environ = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, start_new_session=True, env=environ, stdout=subprocess.DEVNULL)

    began = time.monotonic()
    assert start().wait(PATIENCE) == 1  # some of them nobody can read
    seconds = time.monotonic() - began
    whole, known, random = dataset(out), [rows(out)], Random(7)  # noqa: S311 - it has to be the same each time
    counts = Counter[str]()
    while counts["moments"] < WHOLE:
        if dataset(out) == whole:
            shutil.rmtree(out)
            counts["done"] += 1
        process = start()
        # Much of the time goes into starting workers: the later half is where it writes.
        time.sleep(random.uniform(seconds / 3, seconds))
        is_over = process.poll() is not None
        with suppress(ProcessLookupError):  # it is over, and so are its workers
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)
        if is_over:
            assert dataset(out) == whole
            continue
        counts["moments"] += 1
        counts["answering" if out.exists() and assert_sound(out, known) else "refusing"] += 1
        counts["litter"] += len(litter(out))
    record("batch, the whole command: killed", counts)
    assert start().wait(PATIENCE) == 1
    assert dataset(out) == whole
    assert litter(out) == []


def test_two_batches_into_one_dataset(tmp_path: Path) -> None:
    """One works, the other is told to wait; what comes of it is what the first does."""
    filings, out = lay_out(tmp_path / "filings"), tmp_path / "dataset"
    command = [sys.executable, "-m", "tanshin", "batch", "facts", str(filings), "--out", str(out), "--workers", "1"]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) for _ in "ab"]
    told = [process.communicate(timeout=PATIENCE)[1] for process in both]
    assert sorted(process.returncode for process in both) == [1, 2]
    (words,) = (said for process, said in zip(both, told, strict=True) if process.returncode == 2)
    assert words.count("\n") == 1
    assert "TNS097 another batch is writing into" in words
    assert len(rows(out)) == FILINGS + 3
    assert litter(out) == []
