"""A file as an answer: its content with its type, or that there is none."""

from __future__ import annotations

from starlette.responses import PlainTextResponse, Response

_TYPES = {
    ".htm": "text/html; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".xsd": "application/xml",
    ".xbrl": "application/xml",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
}


def content(path: str, data: bytes | None) -> Response:
    """The answer to who asks for a file; ``data`` is ``None`` where there is none."""
    if data is None:
        return PlainTextResponse("There is no such page now.\n", 404)
    end = path[path.rfind(".") :]
    return Response(data, headers={"Content-Type": _TYPES.get(end, "application/octet-stream")})
