"""Asking Arelle: a worker process for as long as a ``with`` block lasts."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from tanshin.arelle.result import ArelleFact, Message, Result, as_arelle, result_of
from tanshin.values.message import say
from tanshin.values.process import LineProcess, ProcessError

__all__ = ["Arelle", "ArelleError", "ArelleFact", "Message", "Result", "as_arelle", "available"]

#: XBRL 2.1 sums without and with de-duplication, Calculations 1.1 in rounding and in truncation mode.
Calculations = Literal["none", "c10", "c10d", "c11r", "c11t"]


class ArelleError(Exception):
    """The worker is not there, ended or did not answer in time; says nothing about the file asked about.

    ``reason`` is what happened, ``remedy`` what a person can do; ``was_asked`` tells whether there is an Arelle at all.
    """

    def __init__(self, reason: str, remedy: str, *, was_asked: bool = True) -> None:
        super().__init__(f"Arelle: {reason}")
        self.reason = reason
        self.remedy = remedy
        self.was_asked = was_asked


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
        self._worker: LineProcess | None = None

    def __enter__(self) -> Self:
        if available():  # otherwise the first question says so
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
        calculations: Calculations | Sequence[Calculations] = "none",
        *,
        validate: bool = True,
        facts: bool = True,
        timeout: float | None = None,
    ) -> Result:
        """Load one file, or several as one Inline XBRL document set, and say what Arelle makes of it.

        The file may be an instance, an Inline XBRL document, a schema, a linkbase, or a report or taxonomy package.
        Nothing is known to Arelle but the ``packages`` of this call, what the file itself points to on this machine,
        and the standard schemas that Arelle brings along. Of several ways to judge ``calculations`` each is taken.

        Raises:
            ArelleError: Arelle is not installed, its process ended, or it took longer than the timeout (seconds).
        """
        modes = [calculations] if isinstance(calculations, str) else list(calculations)
        modes = [mode for mode in modes if mode != "none"]
        request: dict[str, Any] = {
            "packages": [str(path.resolve()) for path in packages],
            "calculations": modes,
            "validate": validate,
            "facts": facts,
            "bindings": validate and bool(modes),
        }
        if isinstance(entry, Path):
            request["entry"] = str(entry.resolve())
        else:
            request["documents"] = [str(path.resolve()) for path in entry]
        limit = self.timeout if timeout is None else timeout
        try:
            answer = self._warm().ask(json.dumps(request), limit)
        except ProcessError as error:
            self.close()
            raise _error(error, limit) from error
        return result_of(json.loads(answer))

    def close(self) -> None:
        """End the process and remove its folder."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()

    def _warm(self) -> LineProcess:
        if self._worker is None:
            if not available():
                remedy = say("install it: pip install arelle-release")
                raise ArelleError(say("it is not installed"), remedy, was_asked=False)
            self._worker = LineProcess("tanshin.arelle.worker", without="ARELLE")
        return self._worker


def _error(error: ProcessError, limit: float) -> ArelleError:
    if error.is_late:
        return ArelleError(
            say("it has given no answer within {seconds} seconds", seconds=f"{limit:g}"),
            say("name a part of the report, or check it while the machine has less to do"),
        )
    return ArelleError(
        say("it broke off ({reason})", reason=error),
        say("try it again, and if it breaks off again, report it with the documents"),
    )
