"""The results of a batch on disk: a folder for each table, in it a file for each part of the filings.

A filing belongs to the part that a digest of its name says, so what is in a part does not hang on which others there
are, and the same filings give the same bytes. What is done of a part that is not yet whole stands in a journal: a
batch that is killed goes on where it was, and at every moment each file is whole.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct

from tanshin.batch.job import Job, Outcome, encoded
from tanshin.batch.schema import TABLES, table_of
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.output import write_file
from tanshin.values.source import Source

#: Of how many filings a part is, about.
_IN_A_PART = 64
_JOURNAL, _LOCK = ".journal-", ".lock"
_KEYS = b"tanshin.jobs"
#: The table whose file is written last: with it the part is there.
_LAST = "filings"


class Part(Struct, frozen=True):
    """The jobs that give one file in each table."""

    name: str
    jobs: tuple[Job, ...]

    @property
    def key(self) -> str:
        """A digest of everything the files are made of."""
        return hashlib.sha256(b"\n".join(key_of(job).encode() for job in self.jobs)).hexdigest()


def key_of(job: Job) -> str:
    """A digest of what the outcome of a job follows from."""
    parts = (job.verb, job.name, job.digest, job.version, *job.packages, job.out or "", job.lang)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def parts_of(jobs: Sequence[Job]) -> tuple[Part, ...]:
    """Jobs in parts, which follow one another; how many parts there are hangs on the number of jobs alone."""
    digits = 0
    while len(jobs) > _IN_A_PART * 16**digits:
        digits += 1
    found: dict[str, list[Job]] = {}
    for job in jobs:
        found.setdefault(hashlib.sha256(job.name.encode()).hexdigest()[:digits] or "all", []).append(job)
    return tuple(Part(name, tuple(found[name])) for name in sorted(found))


class Dataset:
    """A dataset that a batch is writing; one batch at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, dict[str, Outcome]] = {}

    def to_do(self, parts: Iterable[Part]) -> Iterator[Job]:
        """The jobs that have no outcome yet, part by part; a part that lacked nothing but its files gets them."""
        for part in parts:
            if not self._is_there(part):
                done = self._done(part)
                waiting = [job for job in part.jobs if key_of(job) not in done]
                yield from waiting
                if not waiting:
                    self._close(part)

    def keep(self, part: Part, job: Job, outcome: Outcome) -> None:
        """Note what came of a job of a part; when it was the last, the files of the part are written."""
        done = self._done(part)
        done[key_of(job)] = outcome
        with self._journal(part).open("ab") as journal:
            journal.write(encoded((key_of(job), outcome)) + b"\n")
        self._close(part)

    def statuses(self, parts: Iterable[Part]) -> Iterator[str]:
        """How the reports went that are there already."""
        import pyarrow.parquet as pq

        for part in parts:
            if self._is_there(part):
                yield from pq.read_table(self._file(_LAST, part), columns=["status"])["status"].to_pylist()
            else:
                done = self._done(part)
                yield from (row.status for job in part.jobs if key_of(job) in done for row in done[key_of(job)].filings)

    def finish(self, parts: Iterable[Part]) -> None:
        """Leave nothing but the files of these parts."""
        kept = {self._file(table, part) for table in TABLES for part in parts}
        there = (path for table in TABLES for path in (self._folder / table).glob("part-*.parquet"))
        for path in (*(path for path in there if path not in kept), *self._folder.glob(f"{_JOURNAL}*")):
            path.unlink()

    def _close(self, part: Part) -> None:
        """Write the files of a part, if all its jobs are done."""
        keys = [key_of(job) for job in part.jobs]
        done = self._done(part)
        if any(key not in done for key in keys):
            return
        for table in (*(name for name in TABLES if name != _LAST), _LAST):
            rows = [row for key in keys for row in getattr(done[key], table)]
            write_file(self._file(table, part), _parquet(table, rows, part.key))
        self._journal(part).unlink(missing_ok=True)
        del self._open[part.name]

    def _done(self, part: Part) -> dict[str, Outcome]:
        """What is known of a part that is not whole; of an earlier batch, what its journal tells."""
        if part.name not in self._open:
            self._open[part.name] = dict(_recovered(self._journal(part)))
        return self._open[part.name]

    def _is_there(self, part: Part) -> bool:
        import pyarrow.parquet as pq

        path = self._file(_LAST, part)
        try:
            metadata = pq.read_schema(path).metadata or {}
        except (OSError, ValueError):  # not there, or damaged: it is made again
            return False
        return bool(metadata.get(_KEYS) == part.key.encode())

    def _file(self, table: str, part: Part) -> Path:
        return self._folder / table / f"part-{part.name}.parquet"

    def _journal(self, part: Part) -> Path:
        return self._folder / f"{_JOURNAL}{part.name}.jsonl"


@contextmanager
def open_dataset(folder: Path) -> Iterator[Dataset]:
    """The dataset in a folder, which is made if it is not there, with what an earlier batch has done.

    Raises:
        InputError: the folder cannot be written, or another batch is writing into it (TNS097).
    """
    try:
        for table in TABLES:
            (folder / table).mkdir(parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("ab")
    except OSError as error:
        message = say("{folder} cannot be written ({reason})", folder=folder.as_posix(), reason=error.strerror or "")
        raise InputError(Finding("TNS097", Severity.ERROR, message, (Source(folder.as_posix()),))) from None
    with lock:
        _hold(lock, folder)
        yield Dataset(folder)


def _hold(lock: IO[bytes], folder: Path) -> None:
    """Keep other batches from the folder while this one runs, where the system can; a killed one lets go of it."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        message = say("another batch is writing into {folder}; wait for it", folder=folder.as_posix())
        raise InputError(Finding("TNS097", Severity.ERROR, message, (Source(folder.as_posix()),))) from None


def _recovered(journal: Path) -> Iterator[tuple[str, Outcome]]:
    """What stands in a journal; a line that was being written when the batch was killed is cut off."""
    try:
        lines = journal.read_bytes().splitlines(keepends=True)
    except FileNotFoundError:
        return
    decoder, end = msgspec.json.Decoder(tuple[str, Outcome]), 0
    for line in lines:
        try:
            read = decoder.decode(line)
        except msgspec.DecodeError:
            break
        if not line.endswith(b"\n"):
            break
        end += len(line)
        yield read
    os.truncate(journal, end)


def _parquet(table: str, rows: Sequence[Struct], key: str) -> bytes:
    import pyarrow.parquet as pq

    made = table_of(TABLES[table], rows)
    made = made.replace_schema_metadata({_KEYS: key.encode()})
    out = BytesIO()
    pq.write_table(made, out, compression="zstd")
    return out.getvalue()
