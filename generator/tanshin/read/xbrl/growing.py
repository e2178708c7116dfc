"""An instance document as it grows: the root after each chunk of the file, so that what is complete can be taken out.

Looking at the new children of the root between two chunks costs less than an event for each element would.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from tanshin.report.aspect import XBRLI
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import Message, say
from tanshin.values.source import Source

_ROOT = f"{{{XBRLI}}}xbrl"
_CHUNK = 1 << 16
_MAX_PROLOG = 1 << 22
#: How much of a file may be read before something is complete. A tree in memory is many times larger than its text.
MAX_ELEMENT = 1 << 24


class Growing:
    """The root after each chunk, and how many of its last children may not be complete: one, and at the end none.

    Whoever iterates removes what is complete and says so with :meth:`taken`; what stays is bounded.

    Raises:
        InputError: while it is iterated over: the file cannot be read (TNS001), is not well-formed or has a DOCTYPE
            (TNS017), is no instance (TNS041), or has an element that is larger than ``MAX_ELEMENT`` bytes (TNS047).
    """

    def __init__(self, source: bytes | Path, name: str) -> None:
        self._source = source
        self._name = name
        self._held = 0

    def taken(self) -> None:
        """Something was complete and has been removed."""
        self._held = 0

    def __iter__(self) -> Iterator[tuple[etree._Element, int]]:
        root: Any = None
        try:
            with _opened(self._source, self._name) as file:
                read = _prolog(file, self._name)
                parser = _parser(_ROOT)
                while read or (chunk := file.read(_CHUNK)):
                    parser.feed(read or chunk)
                    self._held += len(read or chunk)
                    read = b""
                    if root is None:
                        events: Any = parser.read_events()
                        root = next(element for _, element in events)
                    yield root, 1
                    if self._held > MAX_ELEMENT:
                        raise self._too_large(root)
                parser.close()
        except etree.XMLSyntaxError as error:
            raise _malformed(error, self._name) from None
        if root is not None:
            yield root, 0

    def _too_large(self, root: etree._Element) -> InputError:
        message = say(
            "one element is larger than {size:,} bytes, and nothing that large is read; is the file damaged?",
            size=MAX_ELEMENT,
        )
        return _refused("TNS047", message, self._name, line_of(root[-1] if len(root) else root))


def line_of(element: etree._Element) -> int:
    """The line at which an element begins."""
    line: Any = element.sourceline
    return line or 0


def _opened(source: bytes | Path, name: str) -> BinaryIO:
    if isinstance(source, bytes):
        return BytesIO(source)
    try:
        if not stat.S_ISREG(source.stat().st_mode):  # a pipe would be waited for
            raise _refused("TNS001", say("{name} is not a regular file", name=name), name)
        return source.open("rb")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        message = say("{name} cannot be read: {reason}", name=name, reason=reason)
        raise _refused("TNS001", message, name) from None


def _prolog(file: BinaryIO, name: str) -> bytes:
    """What of the file stands before its root ends to begin, read; the root is that of an instance."""
    parser, read = _parser(), bytearray()
    while chunk := file.read(_CHUNK):
        parser.feed(chunk)
        read += chunk
        roots: Any = parser.read_events()
        for _, root in roots:
            _check_root(root, name)
            return bytes(read)
        if len(read) > _MAX_PROLOG:
            break
    else:
        parser.close()
    raise _refused("TNS041", say("this is no XBRL instance: no element begins where one should"), name, 1)


def _check_root(root: etree._Element, name: str) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused("TNS017", say("a DOCTYPE is not accepted here; remove it"), name, 1)
    if root.tag != _ROOT:
        message = say("this is no XBRL instance: its root is {tag}, not xbrli:xbrl", tag=str(root.tag)[:200])
        raise _refused("TNS041", message, name, line_of(root))


def _malformed(error: etree.XMLSyntaxError, name: str) -> InputError:
    line, column = error.position
    reason = (error.msg or "no XML").partition(", line ")[0]
    message = say("this is not well-formed XML: {reason}", reason=reason)
    return InputError(Finding("TNS017", Severity.ERROR, message, (Source(name, line or 1, column or 1),)))


def _refused(code: str, message: Message, name: str, line: int = 0) -> InputError:
    return InputError(Finding(code, Severity.ERROR, message, (Source(name, line),)))


def _parser(tag: str | None = None) -> etree.XMLPullParser:
    """A parser that does nothing a file tells it, and reports where elements of a name begin."""
    return etree.XMLPullParser(
        events=("start",),
        tag=tag,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
    )
