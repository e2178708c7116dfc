"""The process in which jobs are done, one after the other: ``python -m tanshin.batch.child BYTES``.

It reads a job from each line of its input and answers with a line: the outcome. What a filing does to it, a time
without end or all the memory, is the end of this process and of nothing else.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import msgspec

from tanshin import resources
from tanshin.batch.job import Job, Status, encoded
from tanshin.batch.work import given_up, perform
from tanshin.values.memory import holding, remember
from tanshin.values.message import say

#: What is held from one filing to the next, taxonomies above all: so many values, made of so many bytes.
_HELD, _HELD_BYTES = 48, 32 * 1024 * 1024
#: Seconds after which a process that should have been ended ends by itself.
_GRACE = 10.0


def main() -> None:
    """Answer until there is nothing more to read."""
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the batch is interrupted, and ends its processes itself
    _bound(int(sys.argv[1]))
    read = msgspec.json.Decoder(Job)
    out = sys.stdout
    sys.stdout = sys.stderr  # whatever prints must not stand among the answers
    with warm():
        for line in sys.stdin:
            job = read.decode(line)
            try:
                with _alone(job.limits.seconds):
                    outcome = perform(job)
            except MemoryError:
                message = say("it needs more than {memory:,} bytes of memory", memory=job.limits.memory)
                outcome = given_up(job, Status.MEMORY, message)
            out.write(encoded(outcome).decode() + "\n")
            out.flush()


@contextmanager
def warm() -> Iterator[None]:
    """Within this, what a filing shares with those before it, taxonomies above all, is not read again."""
    remember()
    with holding(_HELD, _HELD_BYTES, [resources.taxonomy_dir()], has_stages=False):
        yield


def _bound(memory: int) -> None:
    """Hold this process to an amount of memory, where the system can."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        own = memory if most == resource.RLIM_INFINITY else min(memory, most)
        resource.setrlimit(resource.RLIMIT_AS, (own, most))


@contextmanager
def _alone(seconds: float) -> Iterator[None]:
    """Let the system end this process when it is long past its time: who watches over it may have been killed."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    main()
