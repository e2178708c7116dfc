"""What Arelle need not say again: that a taxonomy is valid.

Three quarters of the time that Arelle takes for a report go into the documents of its taxonomy, element by element, and
many reports in a row use the same taxonomy. What Arelle says of these documents follows from them alone: facts play no
part in it. So documents in which it found nothing, be it no more than a remark, are not gone through again as long as
all documents of the taxonomy are the same to the last byte and lie in the same places, seen from the report. A single
remark in one of them, and the next report with them is told all of it again.

Documents of links that are not of XBRL 2.1 are gone through every time: the formula processor works with what Arelle
notes down on the way.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

_LINK = "http://www.xbrl.org/2003/linkbase"


class Settled:
    """The taxonomies of a process in which Arelle found nothing."""

    def __init__(self, dts: Any, kinds: Collection[int], said: Callable[[], Sequence[object]]) -> None:
        """With Arelle's module ``ValidateXbrlDTS``, the types of documents that make a taxonomy, and what was said.

        ``said`` gives all that Arelle has said so far of the present report.
        """
        self._dts = dts
        self._kinds = kinds
        self._said = said
        self._found: set[bytes] = set()

    @contextmanager
    def of(self, model: Any) -> Iterator[None]:
        """Within this the taxonomy of a report is validated, or not if that is settled."""
        own = [one for one in model.urlDocs.values() if one.type in self._kinds]
        digest = _digest(own, model.uriDir)
        is_settled, remarks = digest in self._found, 0
        original = self._dts.checkElements

        def check(validation: Any, document: Any, parent: Any) -> None:
            nonlocal remarks
            if parent is not document.xmlDocument or document.type not in self._kinds:
                original(validation, document, parent)
            elif not is_settled or _is_of_others(document):
                before = len(self._said())
                original(validation, document, parent)
                remarks += len(self._said()) - before

        self._dts.checkElements = check
        try:
            yield
        finally:
            self._dts.checkElements = original
        if not remarks:
            self._found.add(digest)


def _digest(documents: Sequence[Any], folder: str) -> bytes:
    """All that documents say, and where they lie as seen from a folder."""
    from lxml import etree

    hashed = hashlib.sha256()
    for place, document in sorted(((_place(one.uri, folder), one) for one in documents), key=itemgetter(0)):
        data = b"" if document.xmlDocument is None else etree.tostring(document.xmlDocument)
        hashed.update(f"{place}\n{len(data)}\n".encode() + data)
    return hashed.digest()


def _place(uri: str, folder: str) -> str:
    return uri if "://" in uri else os.path.relpath(uri, folder)


def _is_of_others(document: Any) -> bool:
    """Whether a linkbase has links that XBRL 2.1 does not define."""
    root = document.xmlRootElement
    is_linkbase = getattr(root, "namespaceURI", "") == _LINK
    return is_linkbase and any(getattr(one, "namespaceURI", _LINK) != _LINK for one in root.iterchildren())
