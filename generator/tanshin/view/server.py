"""The pages of a filing over HTTP: what is shown is held in memory, and nothing can be asked for that is not in it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from itertools import count
from typing import TYPE_CHECKING

import msgspec
from starlette.applications import Starlette
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from tanshin.resources import templates_dir
from tanshin.tell.language import Language
from tanshin.tell.text import NAMES
from tanshin.values.message import say
from tanshin.view.content import content
from tanshin.view.guard import Guard
from tanshin.view.shelf import Shelf, missing
from tanshin.view.state import STATUS, Shown
from tanshin.write.html import environment

if TYPE_CHECKING:
    from starlette.requests import Request

_WORDS = {
    "page": say("Page"),
    "findings": say("Findings"),
    "none": say("Nothing was found."),
    "gone": say("The program has ended; start it again with tanshin view."),
    "stale": say("This page could not be made anew and is as it was before."),
    "show": say("Show in the page"),
    "viewer": say("Viewer"),
    "first": say("The pages are being made."),
}

_encoder = msgspec.json.Encoder(enc_hook=lambda text: text[:])  # a Message is a str that remembers more


class Room:
    """What is shown now and who looks at it. The engine puts in what is new, from a thread of its own."""

    def __init__(self) -> None:
        self.shown = Shown()
        self._looks: dict[int, tuple[str, Callable[[], None]]] = {}
        self._numbers = count()

    def put(self, shown: Shown) -> None:
        """Show something else from now on."""
        self.shown = shown
        for _, wake in tuple(self._looks.values()):
            wake()

    def looked_at(self) -> Iterable[str]:
        """The pages that somebody looks at, the latest first."""
        return dict.fromkeys(path for path, _ in reversed(tuple(self._looks.values())))

    async def changes(self, path: str) -> AsyncIterator[Shown]:
        """What is shown, now and whenever it changes, to one who looks at a page."""
        loop, changed, number = asyncio.get_running_loop(), asyncio.Event(), next(self._numbers)

        def wake() -> None:
            # The loop may have ended, with nobody left who could look.
            if not loop.is_closed():
                loop.call_soon_threadsafe(changed.set)

        self._looks[number] = path, wake
        try:
            while True:
                changed.clear()
                yield self.shown
                await changed.wait()
        finally:
            del self._looks[number]


def application(room: Room, speaks: Callable[[], Language], port: int) -> Guard:
    """The server's answers: a frame with the list of pages and the findings, the pages, and what changes."""
    shelf = Shelf(lambda: room.shown, speaks)

    async def frame(_: Request) -> Response:
        language, template = speaks(), environment().get_template("view.html.j2")
        words, lacking = {name: language.say(text) for name, text in _WORDS.items()}, language.say(missing())
        text = template.render(words=words, lang=language.code, missing=lacking)
        return Response(text, media_type="text/html")

    async def asset(request: Request) -> Response:
        name = request.path_params["name"]
        data = (templates_dir() / name).read_bytes() if name in ("view.css", "view.js") else None
        return content(name, data)

    async def file(request: Request) -> Response:
        path = request.path_params["path"]
        return content(path, room.shown.files.get(path))

    async def fact(request: Request) -> Response:
        """The page in which a fact stands, in the language asked for where it can be."""
        anchor, lang = request.path_params["anchor"], request.query_params.get("lang", speaks().code)
        wanted = f'id="{anchor}"'.encode()
        shown = sorted(room.shown.entries, key=lambda one: one.lang != lang)
        for entry in shown:
            if wanted in room.shown.files.get(entry.path, b""):
                return RedirectResponse(f"/files/{entry.path}#{anchor}", 302)
        return content(anchor, None)

    async def events(request: Request) -> Response:
        async def lines() -> AsyncIterator[bytes]:
            async for shown in room.changes(request.query_params.get("page", "")):
                yield b"data: " + _encoder.encode(_told(shown, speaks())) + b"\n\n"

        return StreamingResponse(lines(), media_type="text/event-stream")

    routes = [
        Route("/", frame),
        Route("/assets/{name}", asset),
        Route("/files/{path:path}", file),
        Route("/viewer/{name:path}", shelf.answer),
        Route("/fact/{anchor}", fact),
        Route("/events", events),
    ]
    return Guard(Starlette(routes=routes), port)


def _told(shown: Shown, language: Language) -> dict[str, object]:
    return {
        "revision": shown.revision,
        "phase": shown.phase,
        "status": language.say(STATUS[shown.phase]),
        "title": shown.title,
        "pages": shown.entries,
        "summary": shown.summary,
        "settled": shown.settled,
        "findings": [
            {"severity": language.say(NAMES[one.severity]), "code": one.code, "text": one.text, "anchor": one.anchor}
            for one in shown.findings
        ],
    }
