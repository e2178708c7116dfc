"""The results of a batch on disk: a folder for each table, in it a file for each part of the filings.

A filing belongs to the part that a digest of its name says, or of its issuer's: what is in a part does not hang on
which others there are, the same filings give the same bytes, and those that are compared with one another are worked on
one after the other. What is done of a part that is not yet whole stands in a journal: a batch that is killed goes on
where it was, and at every moment each file is whole. Where only some filings of a part have changed, or there are more
parts than before, what is known of the others is taken over from the files.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import msgspec
from msgspec import Struct

from tanshin.batch.job import Job, Outcome, Status, encoded
from tanshin.batch.refusal import not_installed, refused
from tanshin.batch.schema import TABLES, rows_of, table_of
from tanshin.values.message import say
from tanshin.values.output import remedy, write_file
from tanshin.values.stage import sweep

#: Of how many filings a part is, about.
_IN_A_PART = 64
_JOURNAL, _LOCK = ".journal-", ".lock"
_KEYS = b"tanshin.jobs"
#: The table whose file is written last: with it the part is there.
_LAST = "filings"
#: The key of what another run may do better: no worker could do it, or not with this version.
_AGAIN = ""


class Part(Struct, frozen=True):
    """The jobs that give one file in each table."""

    name: str
    jobs: tuple[Job, ...]


def key_of(job: Job, *, with_limits: bool = False) -> str:
    """A digest of what the outcome of a job follows from; of one that was given up its limits are part."""
    parts = (job.verb, job.name, job.digest, job.version, *job.packages, job.out or "", job.lang)
    limits = (f"{job.limits.seconds}", f"{job.limits.memory}") if with_limits else ()
    return hashlib.sha256("\0".join((*parts, *limits)).encode()).hexdigest()


def _key_kept(job: Job, outcome: Outcome) -> str:
    """Under which key an outcome is known to later runs."""
    statuses = {row.status for row in outcome.filings}
    if Status.BROKEN in statuses:
        return _AGAIN
    return key_of(job, with_limits=bool(statuses & {Status.LATE, Status.MEMORY}))


def _keys(job: Job) -> tuple[str, str]:
    return key_of(job), key_of(job, with_limits=True)


def parts_of(jobs: Sequence[Job]) -> tuple[Part, ...]:
    """Jobs in parts, which follow one another; how many parts there are hangs on the number of jobs alone."""
    digits = 0
    while len(jobs) > _IN_A_PART * 16**digits:
        digits += 1
    found: dict[str, list[Job]] = {}
    for job in jobs:
        home = job.issuer or job.name
        found.setdefault(hashlib.sha256(home.encode()).hexdigest()[:digits] or "all", []).append(job)
    return tuple(Part(name, tuple(found[name])) for name in sorted(found))


class Dataset:
    """A dataset that a batch is writing; one batch at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._fresh: dict[str, dict[str, tuple[str, Outcome]]] = {}
        #: Of each file that was there before: the keys of what it holds, by the name of the job.
        self._before: dict[str, Mapping[str, str]] = dict(whole_parts(folder))
        self._where = {pair: name for name, keys in self._before.items() for pair in keys.items()}

    def to_do(self, parts: Iterable[Part]) -> Iterator[Job]:
        """The jobs that have no outcome yet, part by part; a part that lacked nothing but its files gets them."""
        for part in parts:
            if not self._is_there(part):
                fresh = self._of(part)
                waiting = [job for job in part.jobs if job.name not in fresh and self._earlier(job) is None]
                yield from waiting
                if not waiting:
                    self._close(part)

    def keep(self, part: Part, job: Job, outcome: Outcome) -> None:
        """Note what came of a job of a part; when it was the last, the files of the part are written.

        Raises:
            InputError: the folder cannot be written any more (TNS019, TNS097).
        """
        key = _key_kept(job, outcome)
        self._of(part)[job.name] = key, outcome
        with _telling(self._folder), self._journal(part).open("ab") as journal:
            journal.write(encoded((job.name, key, outcome)) + b"\n")
        self._close(part)

    def statuses(self, parts: Iterable[Part]) -> Iterator[str]:
        """How the reports went that are there already."""
        wanted: dict[str, set[str]] = {}
        for part in parts:
            fresh = {} if self._is_there(part) else self._of(part)
            for job in part.jobs:
                if job.name in fresh:
                    yield from (row.status for row in fresh[job.name][1].filings)
                elif found := self._earlier(job):
                    wanted.setdefault(found[1], set()).add(job.name)
        for place, names in wanted.items():
            rows = self._read(place, _LAST)
            yield from (row.status for row in rows if row.filing in names)

    def finish(self, parts: Iterable[Part]) -> None:
        """Leave nothing but the files of these parts."""
        kept = {self._file(table, part.name) for table in TABLES for part in parts}
        there = (path for table in TABLES for path in (self._folder / table).glob("part-*.parquet"))
        with _telling(self._folder):
            for path in (*(path for path in there if path not in kept), *self._folder.glob(f"{_JOURNAL}*")):
                path.unlink()

    def _close(self, part: Part) -> None:
        """Write the files of a part, if all its jobs are done."""
        fresh = self._of(part)
        keys: dict[str, str] = {}
        places: dict[str, str] = {}
        for job in part.jobs:
            if job.name in fresh:
                keys[job.name] = fresh[job.name][0]
            elif found := self._earlier(job):
                keys[job.name], places[job.name] = found
            else:
                return
        for table in (*(name for name in TABLES if name != _LAST), _LAST):
            earlier: dict[str, list[Struct]] = {}
            for place in sorted(set(places.values())):
                for row in self._read(place, table):
                    if places.get(row.filing) == place:
                        earlier.setdefault(row.filing, []).append(row)
            rows = [
                row
                for job in part.jobs
                for row in (getattr(fresh[job.name][1], table) if job.name in fresh else earlier.get(job.name, ()))
            ]
            write_file(self._file(table, part.name), _parquet(table, rows, keys))
        with _telling(self._folder):
            self._journal(part).unlink(missing_ok=True)
        self._before[part.name] = keys
        self._where.update(dict.fromkeys(keys.items(), part.name))
        del self._fresh[part.name]

    def _of(self, part: Part) -> dict[str, tuple[str, Outcome]]:
        """What this run did of a part that is not whole, and what the journal tells of an earlier one."""
        if part.name not in self._fresh:
            with _telling(self._folder):
                known = {name: (key, outcome) for name, key, outcome in _recovered(self._journal(part))}
            jobs = {job.name: _keys(job) for job in part.jobs}
            self._fresh[part.name] = {name: one for name, one in known.items() if one[0] in jobs.get(name, ())}
        return self._fresh[part.name]

    def _earlier(self, job: Job) -> tuple[str, str] | None:
        """Where an earlier run left the outcome of a job: the key that it has there, and the part."""
        return next(((key, self._where[job.name, key]) for key in _keys(job) if (job.name, key) in self._where), None)

    def _is_there(self, part: Part) -> bool:
        keys = self._before.get(part.name, {})
        return len(keys) == len(part.jobs) and all(keys.get(job.name) in _keys(job) for job in part.jobs)

    def _read(self, name: str, table: str) -> Iterator[Any]:
        """The rows of a file.

        Raises:
            InputError: it is damaged, and was removed so that another run makes it again (TNS097).
        """
        import pyarrow.parquet as pq

        path = self._file(table, name)
        try:
            yield from rows_of(TABLES[table], pq.ParquetFile(path).read())
        except (OSError, ValueError) as error:
            with _telling(self._folder):
                path.unlink(missing_ok=True)
            message = say(
                "{folder} cannot be read ({reason}); run the batch again",
                folder=path.as_posix(),
                reason=str(error).splitlines()[0],
            )
            raise refused(message, path.as_posix()) from None

    def _file(self, table: str, name: str) -> Path:
        return _file(self._folder, table, name)

    def _journal(self, part: Part) -> Path:
        return self._folder / f"{_JOURNAL}{part.name}.jsonl"


def whole_parts(folder: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The parts whose files are all there and belong together: the keys of what each holds, by the name of the job."""
    import pyarrow.parquet as pq

    for path in sorted((folder / _LAST).glob("part-*.parquet")):
        name = path.stem.removeprefix("part-")
        try:
            found = {(pq.read_schema(_file(folder, table, name)).metadata or {}).get(_KEYS, b"") for table in TABLES}
            (keys,) = found
            yield name, msgspec.json.decode(keys, type=dict[str, str])
        except (OSError, ValueError):
            continue


def is_finished(folder: Path) -> bool:
    """Whether no batch is, or was ended, in the middle of replacing a part.

    Then every file is of a part that is whole, and no filing is in two parts, as it is while their number grows.
    """
    whole = dict(whole_parts(folder))
    there = {path for table in TABLES for path in (folder / table).glob("part-*.parquet")}
    names = [name for keys in whole.values() for name in keys]
    return there == {_file(folder, table, name) for table in TABLES for name in whole} and len(names) == len(set(names))


def _file(folder: Path, table: str, name: str) -> Path:
    return folder / table / f"part-{name}.parquet"


@contextmanager
def open_dataset(folder: Path) -> Iterator[Dataset]:
    """The dataset in a folder, which is made if it is not there, with what an earlier batch has done.

    Raises:
        InputError: the folder cannot be written, or another batch is writing into it (TNS097); Parquet cannot be
            written, because an extra is not installed (TNS024).
    """
    try:
        import pyarrow.parquet  # noqa: F401 - asked for now, not after the first part is done
    except ImportError:
        message = say("a batch needs the package pyarrow: pip install 'tanshin[batch]'")
        raise not_installed(message, "pyarrow") from None
    with _telling(folder):
        for table in TABLES:
            (folder / table).mkdir(parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("ab")
    with lock:
        _hold(lock, folder)
        for table in TABLES:  # where all is done nothing is written any more that would remove what is left over
            sweep(folder / table)
        yield Dataset(folder)


def _hold(lock: IO[bytes], folder: Path) -> None:
    """Keep other batches from the folder while this one runs, where the system can; a killed one lets go of it."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        message = say("another batch is writing into {folder}; wait for it", folder=folder.as_posix())
        raise refused(message, folder.as_posix()) from None
    except OSError:  # a file system without locks
        return


@contextmanager
def _telling(folder: Path) -> Iterator[None]:
    """What the system refuses is told: no right, no room, a folder that is gone."""
    try:
        yield
    except OSError as error:
        message = say(
            "{folder} cannot be written ({reason}); {remedy}; the same command then goes on",
            folder=folder.as_posix(),
            reason=(error.strerror or str(error)).lower(),
            remedy=remedy(error),
        )
        raise refused(message, folder.as_posix()) from None


def _recovered(journal: Path) -> Iterator[tuple[str, str, Outcome]]:
    """What stands in a journal; a line that was being written when the batch was killed is cut off."""
    try:
        lines = journal.read_bytes().splitlines(keepends=True)
    except FileNotFoundError:
        return
    decoder, end = msgspec.json.Decoder(tuple[str, str, Outcome]), 0
    for line in lines:
        try:
            read = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            break
        if not line.endswith(b"\n"):
            break
        end += len(line)
        yield read
    os.truncate(journal, end)


def _parquet(table: str, rows: Sequence[Struct], keys: Mapping[str, str]) -> bytes:
    import pyarrow.parquet as pq

    made = table_of(TABLES[table], rows)
    made = made.replace_schema_metadata({_KEYS: msgspec.json.encode(keys)})
    out = BytesIO()
    pq.write_table(made, out, compression="zstd")
    return out.getvalue()
