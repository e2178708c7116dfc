"""A warm Python process beside this one: it answers each line with a line, and can be killed without harm."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

import tanshin


class ProcessError(Exception):
    """A process ended or did not answer in time; ``is_late`` tells which, the message what it said last."""

    def __init__(self, message: str, *, is_late: bool) -> None:
        super().__init__(message)
        self.is_late = is_late


class LineProcess:
    """One process that runs a module of this package, and the folder that everything it leaves behind goes to.

    Not for several threads at once. After a `ProcessError` it is of no more use: end it and start another.
    """

    def __init__(self, module: str, arguments: Sequence[str] = (), without: str = "") -> None:
        """Start it; variables of the environment that begin with ``without`` are kept from it."""
        self._folder = tempfile.TemporaryDirectory(prefix="tanshin-", ignore_cleanup_errors=True)
        self._errors = Path(self._folder.name) / "stderr.txt"
        with self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                encoding="utf-8",
                env=_environment(self._folder.name, without),
            )

    def ask(self, request: str, timeout: float) -> str:
        """Send a line and wait for the line that answers it, at most ``timeout`` seconds.

        Raises:
            ProcessError: the process has ended, or was killed because it took longer.
        """
        late = threading.Event()

        def give_up() -> None:
            late.set()
            self._process.kill()

        # Killing from a timer ends the blocking read on every platform; there is no portable read with a timeout.
        timer = threading.Timer(timeout, give_up)
        timer.start()
        try:
            answer = self._exchange(request)
        finally:
            timer.cancel()
        if answer.endswith("\n"):
            return answer
        if late.is_set():
            raise ProcessError(f"no answer within {timeout:g} seconds", is_late=True)
        status = self._process.wait()
        trace = self._errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        raise ProcessError("; ".join([f"the process ended with status {status}", *trace]), is_late=False)

    def _exchange(self, request: str) -> str:
        requests, answers = (
            cast("IO[str]", self._process.stdin),
            cast("IO[str]", self._process.stdout),
        )  # both are pipes
        try:
            requests.write(request + "\n")
            requests.flush()
        except OSError:  # the process is gone; what it last wrote may say why
            return ""
        return answers.readline()

    def end(self) -> None:
        """Kill the process, whatever it is doing, and clean up."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # closing writes what the dead process did not take
                    pipe.close()
        self._process.wait()
        self._folder.cleanup()


def _environment(folder: str, without: str) -> dict[str, str]:
    """The caller's environment, with everything the process would write led into one folder.

    This package is put on the path by its place, for a caller that runs from a checkout; the working directory is
    kept off it, for it may hold anything.
    """
    root = str(Path(tanshin.__file__).resolve().parent.parent)
    own = {name: value for name, value in os.environ.items() if not (without and name.startswith(without))}
    path = os.pathsep.join(part for part in (root, own.get("PYTHONPATH", "")) if part)
    return own | {
        "PYTHONPATH": path,
        "PYTHONSAFEPATH": "1",
        "PYTHONUTF8": "1",
        "TMPDIR": folder,
        "TEMP": folder,
        "TMP": folder,
    }
