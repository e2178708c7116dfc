"""Asking Arelle: a worker process for as long as a ``with`` block lasts."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Literal, Self, cast

import tanshin
from tanshin.arelle.result import ArelleFact, Message, Result, as_arelle, findings, result_of

__all__ = ["Arelle", "ArelleError", "ArelleFact", "Message", "Result", "as_arelle", "available", "findings"]

#: XBRL 2.1 sums without and with de-duplication, Calculations 1.1 in rounding and in truncation mode.
Calculations = Literal["none", "c10", "c10d", "c11r", "c11t"]


class ArelleError(Exception):
    """The worker is not there, ended or did not answer in time; says nothing about the file asked about."""


def available() -> bool:
    """Whether Arelle is installed; does not import it."""
    return importlib.util.find_spec("arelle") is not None


class Arelle:
    """A warm Arelle, offline, that leaves nothing behind.

    ::

        with Arelle() as arelle:
            result = arelle.load(instance, packages=[package], calculations="c11r")

    The process starts with the block, so that it warms up while the caller still writes its files. After an
    `ArelleError` the next `load` starts a new one. Not for several threads at once.
    """

    def __init__(self, *, timeout: float = 300.0) -> None:
        self.timeout = timeout
        self._worker: _Worker | None = None

    def __enter__(self) -> Self:
        self._warm()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def load(
        self,
        entry: Path | Sequence[Path],
        packages: Iterable[Path] = (),
        calculations: Calculations = "none",
        *,
        validate: bool = True,
        facts: bool = True,
        timeout: float | None = None,
    ) -> Result:
        """Load one file, or several as one Inline XBRL document set, and say what Arelle makes of it.

        The file may be an instance, an Inline XBRL document, a schema, a linkbase, or a report or taxonomy package.
        Nothing is known to Arelle but the ``packages`` of this call, what the file itself points to on this machine,
        and the standard schemas that Arelle brings along.

        Raises:
            ArelleError: Arelle is not installed, its process ended, or it took longer than the timeout (seconds).
        """
        request: dict[str, Any] = {
            "packages": [str(path.resolve()) for path in packages],
            "calculations": calculations,
            "validate": validate,
            "facts": facts,
            "bindings": validate and calculations != "none",
        }
        if isinstance(entry, Path):
            request["entry"] = str(entry.resolve())
        else:
            request["documents"] = [str(path.resolve()) for path in entry]
        try:
            answer = self._warm().ask(json.dumps(request), self.timeout if timeout is None else timeout)
        except ArelleError:
            self.close()
            raise
        return result_of(json.loads(answer))

    def close(self) -> None:
        """End the process and remove its folder."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()

    def _warm(self) -> _Worker:
        if self._worker is None:
            if not available():
                raise ArelleError("Arelle is not installed: pip install arelle-release")
            self._worker = _Worker()
        return self._worker


class _Worker:
    """One process and the folder that everything it writes goes to."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="tanshin-", ignore_cleanup_errors=True)
        self.errors = Path(self.folder.name) / "stderr.txt"
        with self.errors.open("wb") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tanshin.arelle.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                encoding="utf-8",
                env=_environment(self.folder.name),
            )

    def ask(self, request: str, timeout: float) -> str:
        """Send a line and wait for the line that answers it."""
        late = threading.Event()

        def give_up() -> None:
            late.set()
            self.process.kill()

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
            raise ArelleError(f"Arelle did not answer within {timeout:g} seconds")
        status = self.process.wait()
        trace = self.errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        raise ArelleError("; ".join([f"Arelle's process ended with status {status}", *trace]))

    def _exchange(self, request: str) -> str:
        requests, answers = cast("IO[str]", self.process.stdin), cast("IO[str]", self.process.stdout)  # both are pipes
        try:
            requests.write(request + "\n")
            requests.flush()
        except OSError:  # the process is gone; what it last wrote may say why
            return ""
        return answers.readline()

    def end(self) -> None:
        """Kill the process, whatever it is doing, and clean up."""
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):  # closing writes what the dead process did not take
                    pipe.close()
        self.process.wait()
        self.folder.cleanup()


def _environment(folder: str) -> dict[str, str]:
    """The caller's environment, with everything Arelle would write led into one folder.

    This package is put on the path by its place, for a caller that runs from a checkout; the working directory is
    kept off it, for it may hold anything.
    """
    root = str(Path(tanshin.__file__).resolve().parent.parent)
    own = {name: value for name, value in os.environ.items() if not name.startswith("ARELLE")}
    path = os.pathsep.join(part for part in (root, own.get("PYTHONPATH", "")) if part)
    return own | {
        "PYTHONPATH": path,
        "PYTHONSAFEPATH": "1",
        "PYTHONUTF8": "1",
        "TMPDIR": folder,
        "TEMP": folder,
        "TMP": folder,
    }
