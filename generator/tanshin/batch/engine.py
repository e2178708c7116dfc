"""Jobs done by Dask: by a worker on each core of this machine, or by those of a cluster.

Jobs are handed over in order, a few for each worker ahead, so that neither their number nor that of their outcomes
takes memory here or on the scheduler.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from asyncio import CancelledError
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError as FutureCancelled
from contextlib import contextmanager
from itertools import count, islice
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING
from uuid import uuid4

import msgspec

from tanshin.batch.job import Job, Outcome, Status, encoded
from tanshin.batch.refusal import not_installed, refused
from tanshin.batch.work import given_up
from tanshin.batch.worker import perform_apart
from tanshin.values.finding import InputError
from tanshin.values.message import say

if TYPE_CHECKING:
    from distributed import Client, Future

#: Jobs handed over for each thread that works: enough that none waits for the next.
_AHEAD = 4
#: Seconds to wait for a scheduler to answer, and for it to have a worker; and between two looks at the workers.
_PATIENCE, _LOOK = 10.0, 2.0


@contextmanager
def cluster(scheduler: str | None, workers: int | None) -> Iterator[Client]:
    """A client of the scheduler, or of as many workers on this machine as it has cores.

    Raises:
        InputError: Dask is not installed (TNS024), workers cannot be started here, the scheduler does not answer, or
            it has no worker (TNS097).
    """
    try:
        import dask
        import distributed
    except ImportError:
        message = say("a batch needs the package dask: pip install 'tanshin[batch]'")
        raise not_installed(message, "dask") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters of it is told here, in a line
    quiet = {
        "distributed.worker.daemon": False,
        "distributed.comm.timeouts.connect": f"{_PATIENCE}s",
        "distributed.nanny.pre-spawn-environ.DASK_LOGGING__DISTRIBUTED": "critical",
        # Dask looks at itself fifty times a second and more: five times what a batch needs of it otherwise.
        "distributed.worker.profile.enabled": False,
        "distributed.admin.tick.interval": "1s",
        "distributed.admin.system-monitor.interval": "5s",
    }
    with dask.config.set(quiet):
        if scheduler is None:
            try:
                with _uninterrupted():
                    local = distributed.LocalCluster(
                        n_workers=workers,
                        threads_per_worker=1,
                        host="127.0.0.1",
                        dashboard_address="127.0.0.1:0",
                        memory_limit=0,
                    )
            except (OSError, RuntimeError) as error:
                message = say("no workers can be started on this machine ({reason})", reason=_first(error))
                raise refused(message, "dask") from None
            with local, distributed.Client(local) as client:
                yield client
            return
        try:
            connected = distributed.Client(scheduler, timeout=_PATIENCE)
        except (OSError, ValueError, ImportError) as error:
            message = say(
                "no scheduler answers at {address} ({reason}); start one with `dask scheduler`, and workers with "
                "`dask worker`, or leave --scheduler out",
                address=scheduler,
                reason=_first(error),
            )
            raise refused(message, scheduler) from None
        with connected as client:
            yield client


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Processes that start within this leave Ctrl-C on the terminal to us, who end them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def perform_all(jobs: Iterable[Job], client: Client) -> Iterator[Outcome]:
    """The outcomes of jobs, as they are done. A worker that is lost loses nothing: its jobs are done by another.

    Raises:
        InputError: the scheduler is gone, or has had no worker for some seconds (TNS097).
    """
    crew = _Crew(client)
    ready: SimpleQueue[Future[bytes]] = SimpleQueue()
    waiting, number, batch = iter(jobs), count(), uuid4().hex
    known: dict[str, tuple[Job, Future[bytes]]] = {}

    def hand_over() -> None:
        for job in islice(waiting, max(crew.threads() * _AHEAD - len(known), 0)):
            # The scheduler knows jobs by key alone, whoever sent them: no other batch may have the same.
            key = f"tanshin-{batch}-{next(number)}"
            future = client.submit(perform_apart, encoded(job), pure=False, key=key)
            known[key] = job, future
            future.add_done_callback(ready.put)

    while not crew.threads():  # the first may be about to come
        time.sleep(_LOOK / 10)
    hand_over()
    while known:
        try:
            future = ready.get(timeout=_LOOK)
        except Empty:
            hand_over()
            continue
        job, _ = known[str(future.key)]
        try:
            outcome = _outcome(job, future, client)
        except TimeoutError:  # the worker that had it is gone, and another does it again
            crew.threads()
            ready.put(future)
            continue
        del known[str(future.key)]
        future.release()
        hand_over()
        yield outcome


class _Crew:
    """The workers of a scheduler, counted now and then; that there are none is borne for a while."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._threads = 0
        self._looked = float("-inf")
        self._seen = time.monotonic()

    def threads(self) -> int:
        """How many jobs are done at once.

        Raises:
            InputError: none, for longer than our patience, or the scheduler is gone.
        """
        now = time.monotonic()
        if now - self._looked >= _LOOK:
            try:
                self._threads = sum(self._client.nthreads().values())
            except (OSError, TimeoutError, ValueError, RuntimeError):
                raise _gone(self._client) from None
            self._looked = now
        if self._threads:
            self._seen = now
        elif now - self._seen >= _PATIENCE:
            address = _address(self._client)
            message = say(
                "the scheduler at {address} has no workers; start some with `dask worker {address}`, then the same "
                "command goes on",
                address=address,
            )
            raise refused(message, address)
        return self._threads


def _outcome(job: Job, future: Future[bytes], client: Client) -> Outcome:
    match future.status:
        case "error":
            error = type(future.exception()).__name__
            lost = say("no worker could do it ({error}); look at the workers' own output", error=error)
            return given_up(job, Status.BROKEN, lost)
        case "cancelled":
            raise _gone(client)
        case status:  # of what is lost the result comes when another worker has done it
            try:
                answer = future.result(timeout=_LOOK if status == "lost" else _PATIENCE)
            except (CancelledError, FutureCancelled):
                raise _gone(client) from None
            return msgspec.json.decode(answer, type=Outcome)


def _gone(client: Client) -> InputError:
    address = _address(client)
    message = say("the scheduler at {address} is gone; start it again, then the same command goes on", address=address)
    return refused(message, address)


def _address(client: Client) -> str:
    return str(client.scheduler.address) if client.scheduler else "dask"


def _first(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
