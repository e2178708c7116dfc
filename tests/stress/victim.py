"""A warm process that runs a command in a child of its own and kills it, or has its calls to the system fail.

What takes long, importing the program, is done once; a child is forked for each command. ``Victims`` is the side of the
tests, ``python -m tests.stress.victim`` that of the process.
"""

from __future__ import annotations

import json
import os
import random
import resource
import select
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Mapping
from contextlib import nullcontext, redirect_stdout, suppress
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Struct

ROOT = Path(__file__).resolve().parents[2]
#: Seconds that a command may take.
PATIENCE = 120.0
#: Commands that are not those of the program: a folder, or a file, with what stands in a file of JSON; a batch whose
#: jobs are done in its own process; a view, which makes everything anew for each change, until it is killed.
TREE, FILE, BATCH, VIEW = "@tree", "@file", "@batch", "@view"
_REMOVING = frozenset({"os.remove", "os.rmdir"})
_CHANGING = frozenset({"os.chmod", "os.link", "os.mkdir", "os.rename", "os.symlink", "os.truncate"}) | _REMOVING
_PATHS_OF = {"os.rename": 2, "os.link": 2}


class Order(Struct, frozen=True):
    """A command, what it says going to the file ``told``, and what befalls it.

    It is killed ``wait`` seconds after it began, or after it began to write; or at its call number ``killed_at`` that
    changes something below ``under``. Call number ``failing`` of those fails with ``code``; with ``lasting`` so do
    those after it, and ``spared`` are then the ones that remove.
    """

    command: tuple[str, ...]
    told: str
    under: str
    wait: float | None = None
    from_writing: bool = False
    killed_at: int | None = None
    failing: int | None = None
    code: int = 0
    lasting: bool = False
    spared: bool = False
    #: Bytes that a file may have.
    most: int | None = None
    #: Change places in two renames, as where the system knows no other way.
    in_two: bool = False
    #: Run it in the warm process itself, which from then on holds what was made, and so do the children.
    warming: bool = False


class End(Struct, frozen=True):
    """How it ended: the exit code, negative where a signal ended it; the seconds it took and those since it wrote.

    ``calls`` are those that change something, in order: their names and paths.
    """

    code: int
    seconds: float
    writing: float
    calls: tuple[tuple[str, str], ...]
    told: str

    @property
    def is_killed(self) -> bool:
        """Whether it was killed before it ended."""
        return self.code == -signal.SIGKILL


class Victims:
    """The warm process; ``environ`` is added to the environment of its commands."""

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        environ = {**os.environ, **(environ or {})}
        environ["PYTHONPATH"] = os.pathsep.join((str(ROOT), str(ROOT / "generator"), environ.get("PYTHONPATH", "")))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.stress.victim"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=environ,
        )

    def run(self, order: Order) -> End:
        """Have a command run."""
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        asked.write(msgspec.json.encode(order) + b"\n")
        asked.flush()
        return msgspec.json.decode(answers.readline(), type=End)

    def close(self) -> None:
        """End the process; its children have ended."""
        self._process.communicate(timeout=PATIENCE)


class Moments:
    """Seeded moments at which a command is killed: by turns within all it does, and within its writing."""

    def __init__(self, seed: int, undisturbed: End) -> None:
        self._random = random.Random(seed)  # noqa: S311 - it has to be the same each time
        self._turn = 0
        self.undisturbed = undisturbed

    def next(self) -> tuple[float, bool]:
        """Seconds, and whether they count from the first file that is written."""
        self._turn += 1
        is_writing = bool(self._turn % 2)
        longest = self.undisturbed.writing if is_writing else self.undisturbed.seconds
        return self._random.uniform(0, longest), is_writing


def main() -> None:
    """Answer each line with a line."""
    import tanshin.product
    import tanshin.proof.prove
    import tanshin.write.workbook.finished
    from tanshin.values.memory import holding

    with holding():
        for line in sys.stdin.buffer:
            order = msgspec.json.decode(line, type=Order)
            if order.command[0] == BATCH:
                import tanshin.batch.run  # noqa: F401 - once, as above
            end = _warmed(order) if order.warming else _run(order)
            sys.stdout.buffer.write(msgspec.json.encode(end) + b"\n")
            sys.stdout.buffer.flush()


def _warmed(order: Order) -> End:
    if order.command[0] == BATCH:  # what writes Parquet has threads, which would be lost in a child
        from tanshin.batch.job import Limits, Verb
        from tanshin.batch.place import places
        from tanshin.batch.run import jobs_of
        from tanshin.batch.work import perform

        _, verb, filings, out = order.command
        for job in jobs_of(Verb(verb), places([Path(filings)], Path(out)), Path(out), Limits(), (), "en"):
            perform(job)
        return End(0, 0, 0, (), "")
    if order.command[0] == VIEW:
        _view(Path(order.command[1]), Path(order.command[2]), order.command[3], times=1)
        return End(0, 0, 0, (), "")
    with redirect_stdout(StringIO()) as said:
        code = _done(order.command)
    return End(code, 0, 0, (), said.getvalue())


def _run(order: Order) -> End:
    reading, telling = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _suffer(order, telling)
    os.close(telling)
    with suppress(OSError):  # it may have done so itself
        os.setpgid(child, child)
    ends = began + order.wait if order.wait is not None and not order.from_writing else None
    first, heard = None, b""
    while True:
        now = time.monotonic()
        ready, _, _ = select.select([reading], [], [], max(0.0, (ends or now + PATIENCE) - now))
        if not ready:
            os.killpg(child, signal.SIGKILL)
            break
        more = os.read(reading, 1 << 16)
        if not more:
            break
        heard += more
        if first is None:
            first = time.monotonic()
            if order.from_writing and order.wait is not None:
                ends = first + order.wait
    _, status = os.waitpid(child, 0)
    ended = time.monotonic()
    os.close(reading)
    lines = heard.decode().split("\n")[:-1]
    return End(
        os.waitstatus_to_exitcode(status),
        ended - began,
        ended - (first or ended),
        tuple((name, path) for name, _, path in (line.partition(" ") for line in lines)),
        Path(order.told).read_text(encoding="utf-8", errors="replace") if Path(order.told).exists() else "",
    )


def _suffer(order: Order, telling: int) -> None:
    """In the child: what was ordered, to the end."""
    code = 70
    try:
        os.setpgid(0, 0)
        said = os.open(order.told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(said, 1)
        os.dup2(said, 2)
        if order.most is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (order.most, order.most))
        _watch(order, telling)
        code = _done(order.command)
    except BaseException:  # noqa: BLE001 - it is told, and the child ends
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _done(command: tuple[str, ...]) -> int:
    from tanshin.values.finding import InputError
    from tanshin.values.output import write_file, write_tree

    verb, *rest = command
    try:
        match verb:
            case "@tree":
                files = json.loads(Path(rest[1]).read_text(encoding="utf-8"))
                write_tree(Path(rest[0]), {name: text.encode() for name, text in files.items()})
            case "@file":
                write_file(Path(rest[0]), Path(rest[1]).read_bytes())
            case "@batch":
                _batch(rest[0], Path(rest[1]), Path(rest[2]))
            case "@view":
                _view(Path(rest[0]), Path(rest[1]), rest[2])
            case _:
                from tanshin.cli import main as program

                program(list(command), "tanshin")
    except InputError as error:
        sys.stderr.write("".join(f"{one.code} {one.message}\n" for one in error.findings))
        return 2
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def _batch(verb: str, filings: Path, out: Path) -> None:
    """A batch as it is, but that its jobs are done here, one after the other."""
    from tanshin.batch import run
    from tanshin.batch.job import Verb
    from tanshin.batch.work import perform

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "cluster", lambda *_: nullcontext())
        patch.setattr(run, "perform_all", lambda jobs, _: map(perform, jobs))
        list(run.run(Verb(verb), [filings], out))


def _view(place: Path, edited: Path, text: str, times: int | None = None) -> None:
    """What a view does: everything is made anew and proved whenever a file was edited; without end."""
    from tanshin.tell.language import ENGLISH
    from tanshin.view.engine import Engine
    from tanshin.view.state import Phase

    given = edited.read_text(encoding="utf-8")
    assert text in given
    engine = Engine(place, lambda _: None, ENGLISH)
    for turn in count() if times is None else range(times):
        if times is None:
            edited.write_text(given.replace(text, f"{text} {os.getpid()} {turn}"), encoding="utf-8")
        engine.rebuild()
        assert engine.shown.phase is Phase.PROVED
        if times is None:
            os.write(1, b"proved\n")


class _Watch:
    """Tells every call that changes something in the folder, and has one of them fail or be the last."""

    def __init__(self, order: Order, telling: int) -> None:
        self._order = order
        self._telling = telling
        self._numbers = count()

    def call(self, name: str, *paths: str) -> None:
        order = self._order
        if not any(os.path.normpath(path).startswith(order.under) for path in paths):
            return
        number = next(self._numbers)
        os.write(self._telling, f"{name} {paths[-1]}\n".encode())
        if number == order.killed_at:
            os.kill(os.getpid(), signal.SIGKILL)
        if order.failing is None or number < order.failing or (order.spared and name in _REMOVING):
            return
        if number == order.failing or order.lasting:
            raise OSError(order.code, os.strerror(order.code), paths[-1])

    def audit(self, name: str, arguments: tuple[Any, ...]) -> None:
        """What the interpreter tells of itself."""
        if name == "open":
            path, _, flags = arguments
            if not isinstance(path, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                self.call(name, os.fsdecode(path))
        elif name in _CHANGING:
            paths = [os.fsdecode(one) for one in arguments[: _PATHS_OF.get(name, 1)]]
            # What is named as seen from an open folder is a part of a tree that is removed, and that is a stage.
            is_part = name in _REMOVING and not Path(paths[0]).is_absolute()
            self.call(name, *(f"{self._order.under}/{one}" if is_part else one for one in paths))


def _watch(order: Order, telling: int) -> None:
    from tanshin.values import stage

    watch = _Watch(order, telling)
    sync, exchange = os.fsync, stage._exchange  # noqa: SLF001 - these two calls the interpreter does not tell

    def synced(descriptor: Any) -> None:
        watch.call("fsync", str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        sync(descriptor)

    def exchanged(one: Path, other: Path) -> bool:
        if order.in_two:
            return False
        watch.call("exchange", str(one), str(other))
        return exchange(one, other)

    os.fsync, stage._exchange = synced, exchanged  # type: ignore[assignment]  # noqa: SLF001
    sys.addaudithook(watch.audit)


if __name__ == "__main__":
    main()
