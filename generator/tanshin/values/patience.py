"""Work that is given up when nobody waits for its result any more.

A page is looked at while its filing is written: the proof of a version that has been superseded need not be brought to
its end. Long work says at its steps that it can stop there; whoever began it says when it shall.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_is_over: ContextVar[Callable[[], bool] | None] = ContextVar("patience", default=None)


class SupersededError(Exception):
    """The work was given up: its result is no longer wanted."""


@contextmanager
def patience(is_over: Callable[[], bool]) -> Iterator[None]:
    """Within this, work stops at its next step once ``is_over``."""
    token = _is_over.set(is_over)
    try:
        yield
    finally:
        _is_over.reset(token)


def checkpoint() -> None:
    """A step of long work.

    Raises:
        SupersededError: nobody waits for the result.
    """
    is_over = _is_over.get()
    if is_over is not None and is_over():
        raise SupersededError
