"""What is refused before anything is looked up: whoever is not the reader at this machine, and whatever would write.

A server on the loopback interface is reached by every page that the reader's browser has open: one of another site may
send requests to it, or have its own name lead here (DNS rebinding). So the name that was asked for and the page that
asks have to be this server's own.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_METHODS = ("GET", "HEAD")

#: No page may be shown within one of another site, ask another for anything, or be taken for what it is not.
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}


def policy(inline: Iterable[bytes] = ()) -> str:
    """What a page may do: run scripts of this server and those of these that stand within it, and ask no one else.

    Pages, and the program of the viewer, put styles, pictures and fonts of their own into the document.
    """
    known = "".join(f" 'sha256-{b64encode(sha256(one).digest()).decode()}'" for one in inline)
    return (
        f"default-src 'none'; script-src 'self'{known}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self' data:; connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; "
        "base-uri 'none'; form-action 'none'"
    )


_POLICY = policy()


class Guard:
    """Lets requests through to an application that ask for this server by its own name, from its own pages."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = frozenset((f"127.0.0.1:{port}", f"localhost:{port}"))
        self._origins = frozenset(f"http://{host}" for host in self._hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it; every answer has the headers, and the policy of all where it has none."""
        if scope["type"] != "http":  # the server neither speaks WebSocket nor tells of its own beginning and end
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("Content-Security-Policy", _POLICY)
            await send(message)

        app = self._refusal(scope) or self._app
        await app(scope, receive, with_headers)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        headers = Headers(scope=scope)
        if headers.getlist("host") != headers.getlist("host")[:1] or headers.get("host") not in self._hosts:
            return PlainTextResponse("This server has another name.\n", 421)
        if set(headers.getlist("origin")) - self._origins:
            return PlainTextResponse("Pages of other sites are not answered.\n", 403)
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return PlainTextResponse("Pages of other sites are not answered.\n", 403)
        if scope["method"] not in _METHODS:
            return PlainTextResponse("Nothing is written here.\n", 405, {"Allow": ", ".join(_METHODS)})
        return None
