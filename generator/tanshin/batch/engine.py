"""Jobs done by Dask: by a worker on each core of this machine, or by those of a cluster.

Jobs are handed over in order, a few for each worker ahead, so that neither their number nor that of their outcomes
takes memory here or on the scheduler.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from tanshin.batch.job import Job, Outcome, Status, encoded
from tanshin.batch.work import given_up
from tanshin.batch.worker import perform_apart
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import Message, say
from tanshin.values.source import Source

if TYPE_CHECKING:
    from distributed import Client, as_completed

#: Jobs handed over for each thread that works: enough that none waits for the next.
_AHEAD = 4
#: How long to wait for a scheduler to answer.
_PATIENCE = "10s"


@contextmanager
def cluster(scheduler: str | None, workers: int | None) -> Iterator[Client]:
    """A client of the scheduler, or of as many workers on this machine as it has cores.

    Raises:
        InputError: Dask is not installed (TNS024), or the scheduler does not answer (TNS097).
    """
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError:
        message = say("a batch needs the package dask: pip install 'tanshin[batch]'")
        raise InputError(Finding("TNS024", Severity.ERROR, message, (Source("dask"),))) from None
    quiet = {"distributed.worker.daemon": False, "distributed.comm.timeouts.connect": _PATIENCE}
    with dask.config.set(quiet):
        if scheduler is None:
            with (
                LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    host="127.0.0.1",
                    dashboard_address="127.0.0.1:0",
                    memory_limit=0,
                ) as local,
                Client(local) as client,
            ):
                yield client
            return
        try:
            connected = Client(scheduler, timeout=_PATIENCE)
        except (OSError, ValueError) as error:
            message = say(
                "no scheduler answers at {address} ({reason}); start one with `dask scheduler`, and workers with "
                "`dask worker`, or leave --scheduler out",
                address=scheduler,
                reason=str(error).splitlines()[0] if str(error) else type(error).__name__,
            )
            raise InputError(Finding("TNS097", Severity.ERROR, message, (Source(scheduler),))) from None
        with connected as client:
            yield client


def perform_all(jobs: Iterable[Job], client: Client) -> Iterator[Outcome]:
    """The outcomes of jobs, as they are done. A worker that is lost loses nothing: its jobs are done by another."""
    from distributed import as_completed

    waiting = iter(jobs)
    threads = max(sum(client.nthreads().values()), 1)
    known: dict[str, Job] = {}
    done = as_completed()
    for job in islice(waiting, threads * _AHEAD):
        _submit(job, client, known, done)
    for future in done:
        job = known.pop(str(future.key))
        error = future.exception() if future.status == "error" else None
        outcome = (
            given_up(job, Status.BROKEN, _lost(error))
            if error is not None
            else msgspec.json.decode(future.result(), type=Outcome)
        )
        future.release()
        for following in islice(waiting, 1):
            _submit(following, client, known, done)
        yield outcome


def _submit(job: Job, client: Client, known: dict[str, Job], done: as_completed) -> None:
    future = client.submit(perform_apart, encoded(job), pure=False, key=f"{job.verb}-{job.name}")
    known[str(future.key)] = job
    done.add(future)


def _lost(error: BaseException) -> Message:
    return say("no worker could do it ({error}); look at the workers' own output", error=type(error).__name__)
