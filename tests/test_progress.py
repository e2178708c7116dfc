"""Progress: on a terminal, after a while, on standard error, and gone when the step is over."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable

import pytest

from tanshin import progress
from tanshin.progress import Progress


class Terminal(io.StringIO):
    """A standard error that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, patience: float, is_over: Callable[[], bool]) -> str:
    monkeypatch.setattr(progress, "PATIENCE", patience)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    ends = time.monotonic() + 60
    with Progress().step("Building [it]"):
        while not is_over() and time.monotonic() < ends:
            time.sleep(0.01)
    return stream.getvalue()


def test_what_takes_long_is_shown_and_taken_away_again(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    written = shown(monkeypatch, stream, 0.05, lambda: "Building [it]" in stream.getvalue())
    assert "Building [it]" in written
    assert written.endswith("\x1b[2K")  # the line is erased


def test_what_is_quick_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, Terminal(), 600, lambda: True) == ""


def test_nothing_is_shown_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = time.monotonic() + 0.3
    assert shown(monkeypatch, io.StringIO(), 0.05, lambda: time.monotonic() > ends) == ""
