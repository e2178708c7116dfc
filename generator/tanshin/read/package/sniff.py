"""What a file is, by what stands in it; its name is not believed."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from lxml import etree

from tanshin.read.package.found import Kind
from tanshin.values.archive import MAX_SIZE
from tanshin.values.message import Message, say

_INLINE = re.compile(rb"http://www\.xbrl\.org/20(?:08|13)/inlineXBRL[\"']")
_INSTANCE = "{http://www.xbrl.org/2003/instance}xbrl"
_OIM = re.compile(rb'"documentType"\s*:\s*"https?:\\?/\\?/(?:www\.)?xbrl\.org[^"]*?/xbrl-(json|csv)"')
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_HEAD = 64 * 1024
#: The beginnings of files that are not text, and what people call them.
_KNOWN = {
    b"%PDF": say("a PDF document"),
    b"PK\x03\x04": say("a ZIP archive"),
    b"\xd0\xcf\x11\xe0": say("a document of an older Office"),
    b"\x89PNG": say("a picture"),
    b"\xff\xd8\xff": say("a picture"),
}


def kind_of(data: bytes) -> Kind | None:
    """In what a report is written, ``None`` where the file is no report."""
    if _XML.match(data) or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        root = _root(data)
        if root == _INSTANCE:
            return Kind.INSTANCE
        return Kind.INLINE if root is not None and root.endswith("html") and _INLINE.search(data) else None
    if _is_json(data) and (match := _OIM.search(data)):
        return Kind.JSON if match[1] == b"json" else Kind.CSV
    return None


def kind_at(path: Path) -> Kind | None:
    """In what the report in a file is written, by its head; of JSON, where what tells may come last, by all of it.

    ``None`` where the file is no report, or cannot be read.
    """
    try:
        if not path.is_file():  # opening a pipe would wait for its writer for ever
            return None
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            return kind_of(head + stream.read(MAX_SIZE) if _is_json(head) else head)
    except OSError:
        return None


def called(data: bytes) -> Message:
    """What a file that is no report is, for people."""
    for start, words in _KNOWN.items():
        if data.startswith(start):
            return words
    if not data:
        return say("an empty file")
    root = _root(data) if _XML.match(data) else None
    if root is not None:
        local = root.rpartition("}")[2]
        if local == "html":
            return say("a page without tagged facts")
        return say("an XML document that begins with {name}", name=local)
    if _XML.match(data):
        return say("a page or an XML document that is not well formed")
    return say("no report in a format that is known")


def _is_json(data: bytes) -> bool:
    return data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _root(data: bytes) -> str | None:
    """The name of the first element, in Clark notation; ``None`` where there is none or it comes too late."""
    parser = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True, load_dtd=False)
    with suppress(etree.XMLSyntaxError):  # what comes later may be wrong, or be cut off here
        parser.feed(data[:_HEAD])
    events: Any = parser.read_events()
    with suppress(etree.XMLSyntaxError):
        for _, element in events:
            return str(element.tag)
    return None
