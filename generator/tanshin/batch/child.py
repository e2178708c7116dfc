"""The process in which jobs are done, one after the other: ``python -m tanshin.batch.child BYTES``.

It reads a job from each line of its input and answers with a line: the outcome. What a filing does to it, a time
without end or all the memory, is the end of this process and of nothing else.
"""

from __future__ import annotations

import sys
from contextlib import suppress

import msgspec

from tanshin.batch.job import Job, Status, encoded
from tanshin.batch.work import given_up, perform
from tanshin.values.memory import remember
from tanshin.values.message import say


def main() -> None:
    """Answer until there is nothing more to read."""
    _bound(int(sys.argv[1]))
    remember()
    read = msgspec.json.Decoder(Job)
    out = sys.stdout
    sys.stdout = sys.stderr  # whatever prints must not stand among the answers
    for line in sys.stdin:
        job = read.decode(line)
        try:
            outcome = perform(job)
        except MemoryError:
            message = say("it needs more than {memory:,} bytes of memory", memory=job.limits.memory)
            outcome = given_up(job, Status.MEMORY, message)
        out.write(encoded(outcome).decode() + "\n")
        out.flush()


def _bound(memory: int) -> None:
    """Hold this process to an amount of memory, where the system can."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    main()
