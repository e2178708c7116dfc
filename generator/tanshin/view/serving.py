"""The view of a filing while it is written: the engine, the watch over its files, and the server, until it is ended."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import copy_context
from pathlib import Path
from threading import Event, Thread

import uvicorn

from tanshin.inputs import place_of
from tanshin.tell.language import Language
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.memory import holding
from tanshin.values.message import say
from tanshin.values.patience import SupersededError, patience
from tanshin.values.source import Source
from tanshin.view.engine import Engine
from tanshin.view.server import Room, application
from tanshin.view.state import Shown
from tanshin.view.watch import watch_for

HOST = "127.0.0.1"


class View:
    """A filing that is shown: ``url`` is where. :meth:`serve` answers until :meth:`end` is called or Ctrl-C pressed."""

    def __init__(self, place: str | Path, language: Language, port: int = 0) -> None:
        """Take the port.

        Raises:
            InputError: there is no such filing (TNS001), or the port is taken (TNS049).
        """
        self._place = place_of(place)
        self._room = Room()
        self._changed, self._ended = Event(), Event()
        self._engine = Engine(self._place, self._room.put, language, self._room.looked_at)
        self._socket = _bound(port)
        taken = self._socket.getsockname()[1]
        self.url = f"http://{HOST}:{taken}/"
        config = uvicorn.Config(
            application(self._room, lambda: self._engine.language, taken),
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)

    @property
    def shown(self) -> Shown:
        """What is shown now."""
        return self._room.shown

    def serve(self) -> None:
        """Answer requests, and make the pages anew when something changes."""
        with self._working():
            self._server.run([self._socket])

    def end(self) -> None:
        """Stop answering."""
        self._server.should_exit = True

    def close(self) -> None:
        """Give the port back without having served."""
        self._socket.close()

    @contextmanager
    def _working(self) -> Iterator[None]:
        self._changed.set()
        works = [
            Thread(target=copy_context().run, args=(self._work,), daemon=True),
            Thread(target=watch_for, args=(lambda: self._engine.places, self._changed.set, self._ended), daemon=True),
        ]
        for one in works:
            one.start()
        try:
            yield
        finally:
            self._ended.set()
            self._changed.set()
            for one in works:
                one.join(5)

    def _work(self) -> None:
        with holding(), patience(self._changed.is_set):
            while True:
                self._changed.wait()
                self._changed.clear()
                if self._ended.is_set():
                    return
                with suppress(SupersededError):
                    self._engine.rebuild()


def _bound(port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
        found.listen()  # from now on it is taken, and who asks early waits
    except OSError as error:
        found.close()
        raise cannot_be_used(port, error) from error
    return found


def cannot_be_used(port: int, error: OSError) -> InputError:
    """What is said of a port that the system does not give."""
    message = say(
        "port {port} cannot be used: {reason}; name another with --port, or leave it out",
        port=port,
        reason=(error.strerror or str(error)).lower(),
    )
    return InputError(Finding("TNS049", Severity.ERROR, message, (Source(f"{HOST}:{port}"),)))


def open_browser(url: str) -> bool:
    """Open an address in the reader's browser; False where there is none with a window."""
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return False
    # A browser for the terminal would take the place of what is printed there.
    if type(found) is webbrowser.GenericBrowser:
        return False
    return found.open(url)
