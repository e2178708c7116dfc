"""Progress on standard error: only on a terminal, and only of what takes over a second."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.status import Status

#: For how long nothing is shown, in seconds.
PATIENCE = 1.0


class Progress:
    """Steps of one command. Between them the line is gone, so that results can be printed."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._lock = threading.Lock()
        self._status: Status | None = None

    @contextmanager
    def step(self, words: str) -> Iterator[None]:
        """Show what is being done, once the command has taken its second."""
        if not sys.stderr.isatty():
            yield
            return
        waiting = max(self._started + PATIENCE - time.monotonic(), 0)
        is_over = threading.Event()
        timer = threading.Timer(waiting, self._show, (words, is_over))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            is_over.set()
            timer.cancel()
            with self._lock:
                if self._status:
                    self._status.stop()
                    self._status = None

    def _show(self, words: str, is_over: threading.Event) -> None:
        from rich.console import Console
        from rich.markup import escape

        with self._lock:
            if not is_over.is_set():
                self._status = Console(stderr=True).status(escape(words))
                self._status.start()
