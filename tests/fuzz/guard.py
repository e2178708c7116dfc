"""What a reader must not do, whatever it reads: ask a network, start a program, touch a file that is not its own.

Python tells an audit hook of all that before it is done (PEP 578). A hook cannot be taken away again, so it is only
ever set in a process of its own. What libraries in C do by themselves it is not told of: that libxml2 opens nothing,
the hostile input of `tests/read` shows.
"""

from __future__ import annotations

import os
import resource
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_NETWORK = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostby", "socket.sendto", "urllib.")
_PROGRAMS = ("subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "pty.", "webbrowser.")
#: What changes a file system, each with paths as its first arguments.
_CHANGES = frozenset(
    f"os.{name}"
    for name in (
        *("mkdir", "rename", "remove", "rmdir", "link", "symlink", "truncate"),
        *("chmod", "chown", "utime", "setxattr", "removexattr", "chflags"),
    )
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
#: Where Python, its packages and the data of the program lie.
_OWN = tuple(
    dict.fromkeys(
        os.path.realpath(place)
        for place in (str(ROOT), sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), "/usr/share/zoneinfo")
    )
)
_DEVICES = ("/dev/null", "/dev/urandom")


class Forbidden(BaseException):
    """Something that no input may lead to; no `except Exception` keeps it from being seen."""


class Guard:
    """Watches over this process from now on, while it is told to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._place = os.path.realpath(folder)
        self._active = False
        #: What was tried, for whoever swallows what is raised.
        self.tried: list[str] = []
        sys.addaudithook(self._hook)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Within this, nothing may be done that a reader must not do; where nothing else is named, it is done here.

        Raises:
            Forbidden: something was, also where that was kept quiet.
        """
        usual, tempfile.tempdir = tempfile.tempdir, self._place
        # What is imported on the way would be compiled into a file beside it.
        compiled, sys.dont_write_bytecode = sys.dont_write_bytecode, True
        try:
            with chdir(self.folder):
                self._active = True
                try:
                    yield
                finally:
                    self._active = False
        finally:
            tempfile.tempdir = usual
            sys.dont_write_bytecode = compiled
            if self.tried:
                tried, self.tried = self.tried, []
                raise Forbidden(*tried)

    def _hook(self, event: str, args: tuple[object, ...]) -> None:
        if not self._active:
            return
        if event == "open":
            path, mode, flags = args
            is_writing = bool(isinstance(flags, int) and flags & _WRITING) or bool(set(str(mode or "")) & set("wax+"))
            self._check_path(event, path, is_writing=is_writing)
        elif event in _CHANGES:
            for path in args[: 2 if event in ("os.rename", "os.link") else 1]:
                self._check_path(event, path, is_writing=True)
        elif event.startswith((*_NETWORK, *_PROGRAMS)):
            self._refuse(f"{event} {args}")

    def _check_path(self, event: str, path: object, *, is_writing: bool) -> None:
        if not isinstance(path, str | bytes | os.PathLike):
            return  # a descriptor that is open already
        self._active = False  # to look where a link leads is no deed of the reader
        try:
            place = os.path.realpath(os.fsdecode(path))
        except (ValueError, OSError):
            return  # no file has such a name
        finally:
            self._active = True
        allowed = (self._place,) if is_writing else (self._place, *_OWN)
        if place not in _DEVICES and not any(place == one or place.startswith(f"{one}{os.sep}") for one in allowed):
            self._refuse(f"{event} {place}")

    def _refuse(self, what: str) -> None:
        self.tried.append(what)
        raise Forbidden(what)


@contextmanager
def guarded() -> Iterator[Guard]:
    """A guard with a folder to write in, which is in memory where the system has such a place."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    with tempfile.TemporaryDirectory(prefix="tanshin-fuzz-", dir=memory if memory.is_dir() else None) as folder:
        yield Guard(Path(folder))


def bound(memory: int, seconds: int) -> None:
    """Hold this process to some bytes of addresses and some seconds of a processor."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
