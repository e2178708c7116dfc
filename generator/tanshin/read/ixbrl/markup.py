"""The elements of Inline XBRL, wherever they stand in a set of documents (Inline XBRL 1.0 and 1.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.qname import QName
from tanshin.values.source import Source
from tanshin.values.xml import parse_xml

NAMESPACES = ("http://www.xbrl.org/2008/inlineXBRL", "http://www.xbrl.org/2013/inlineXBRL")
XHTML = "http://www.w3.org/1999/xhtml"
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

#: What an Inline XBRL element is called, without its namespace, by its tag.
LOCAL: Mapping[str, str] = {
    f"{{{namespace}}}{local}": local
    for namespace in NAMESPACES
    for local in (
        *("nonFraction", "nonNumeric", "fraction", "tuple", "numerator", "denominator", "continuation", "exclude"),
        *("header", "hidden", "references", "resources", "relationship", "footnote"),
    )
}


class Page:
    """One document of a set: its root, and names as they are meant where they stand."""

    def __init__(self, file: str, data: bytes) -> None:
        self.file = file
        self.root = parse_xml(data, file, plain_doctype=True).getroot()
        own: Mapping[str | None, str] = self.root.nsmap
        # Asking an element for its namespaces costs a walk to the root. Where only the root declares any, it is asked.
        self._only = own if data.count(b"xmlns:") == sum(prefix is not None for prefix in own) else None
        self._names: dict[str, QName | None] = {}

    def qname(self, element: etree._Element, text: str) -> QName | None:
        """A prefixed name where it stands; ``None`` where nothing declares its prefix."""
        if self._only is None:
            return _qname(element.nsmap, text)
        if text not in self._names:
            self._names[text] = _qname(self._only, text)
        return self._names[text]

    def elements(self, *locals_: str) -> Iterator[etree._Element]:
        """The Inline XBRL elements of these names, in the order of the document."""
        return self.root.iter(*(f"{{{namespace}}}{local}" for local in locals_ for namespace in NAMESPACES))

    def source(self, element: etree._Element) -> Source:
        """Where an element begins."""
        return Source(self.file, line_of(element))


def _qname(namespaces: Mapping[str | None, str], text: str) -> QName | None:
    prefix, colon, local = text.strip().rpartition(":")
    namespace = namespaces.get(prefix if colon else None, "" if not colon else None)
    return None if namespace is None or not local else QName(namespace, local, prefix)


def line_of(element: etree._Element) -> int:
    """The line an element begins on; 0 where nobody knows."""
    line: Any = element.sourceline
    return line or 0


def local_of(element: etree._Element) -> str | None:
    """What an Inline XBRL element is called, ``None`` for all others."""
    tag: Any = element.tag
    return LOCAL.get(tag) if isinstance(tag, str) else None


def enclosing(element: etree._Element, *locals_: str) -> etree._Element | None:
    """The nearest of the Inline XBRL elements of these names around an element."""
    return next((one for one in element.iterancestors() if local_of(one) in locals_), None)


def language_of(element: etree._Element) -> str | None:
    """The language in force where an element stands (``xml:lang``)."""
    around: etree._Element | None = element
    while around is not None:
        if (found := around.get(LANG)) is not None:
            return found or None
        around = around.getparent()
    return None


def is_nil(element: etree._Element) -> bool:
    """Whether a fact is said to be nothing."""
    return element.get(NIL, "").strip() in ("true", "1")


def parse_pages(files: Mapping[str, bytes]) -> Sequence[Page]:
    """The documents of a set.

    Raises:
        InputError: one is no well-formed XML, or has a DOCTYPE with declarations (TNS017); one has nothing of Inline
            XBRL in it (TNS061).
    """
    pages = tuple(Page(file, data) for file, data in files.items())
    for page in pages:
        if next(page.root.iter(*LOCAL), None) is None:
            message = say(
                "{file} is no Inline XBRL document: it has no element of its namespaces; give a document with tagged "
                "facts, or an instance to the reader of instances",
                file=page.file,
            )
            raise InputError(Finding("TNS061", Severity.ERROR, message, (Source(page.file),)))
    return pages
