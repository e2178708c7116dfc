"""What a worker of the cluster does with a job: hands it to a process of its own, and outlives whatever comes of it."""

from __future__ import annotations

import atexit
import threading

import msgspec

import tanshin
from tanshin.batch.job import Job, Status, encoded
from tanshin.batch.work import given_up
from tanshin.values.message import say
from tanshin.values.process import LineProcess, ProcessError

#: A thread of a worker does one job at a time, and keeps its process warm for the next.
_kept = threading.local()


class _Row(msgspec.Struct):
    status: str


class _Told(msgspec.Struct):
    """Of an outcome, how it went."""

    filings: list[_Row]


def perform_apart(request: bytes) -> bytes:
    """The outcome of a job, both as JSON, whatever the filing does to the process that works on it."""
    job = msgspec.json.decode(request, type=Job)
    if job.version != tanshin.__version__:
        message = say(
            "the worker has tanshin {theirs}, this is {ours}; install the same version everywhere",
            theirs=tanshin.__version__,
            ours=job.version,
        )
        return encoded(given_up(job, Status.BROKEN, message))
    was_warm = getattr(_kept, "child", None) is not None
    answer = _answer(request, job)
    # What other filings have left in a process is no reason to give this one up: a new process has the last word.
    return _answer(request, job) if was_warm and _is_starved(answer) else answer


def _is_starved(answer: bytes) -> bool:
    """Whether a process broke down or had too little memory; it has ended, or is of no more use."""
    if not {Status.MEMORY, Status.BROKEN} & {row.status for row in msgspec.json.decode(answer, type=_Told).filings}:
        return False
    _end()
    return True


def _answer(request: bytes, job: Job) -> bytes:
    try:
        return _child(job.limits.memory).ask(request.decode(), job.limits.seconds).encode()
    except ProcessError as error:
        _end()
        if error.is_late:
            late = say("it was not done within {seconds:g} seconds", seconds=job.limits.seconds)
            return encoded(given_up(job, Status.LATE, late))
        broken = say("the process that worked on it broke down: {reason}", reason=str(error))
        return encoded(given_up(job, Status.BROKEN, broken))


def _child(memory: int) -> LineProcess:
    kept: tuple[int, LineProcess] | None = getattr(_kept, "child", None)
    if kept is None or kept[0] != memory:
        _end()
        process = LineProcess("tanshin.batch.child", [str(memory)])
        kept = _kept.child = memory, process
        atexit.register(process.end)
    return kept[1]


def _end() -> None:
    kept: tuple[int, LineProcess] | None = getattr(_kept, "child", None)
    if kept is not None:
        _kept.child = None
        atexit.unregister(kept[1].end)
        kept[1].end()
