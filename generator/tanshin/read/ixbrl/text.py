"""The text of facts: what stands in an element, plain or as XHTML (Inline XBRL 1.1, section 15)."""

from __future__ import annotations

from collections.abc import Iterator
from html.entities import html5, name2codepoint
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from tanshin.read.ixbrl.markup import LOCAL, XHTML
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source

#: How many characters the texts of one set may have in all; facts may stand in each other, so a file can hold more
#: text than it has.
MAX_TEXT = 512 * 1024 * 1024

_VOID = frozenset(
    ("area", "base", "basefont", "br", "col", "frame", "hr", "img", "input", "isindex", "link", "meta", "param")
)
_ADDRESSES = frozenset(
    ("action", "background", "cite", "classid", "codebase", "data", "href", "longdesc", "profile", "src", "usemap")
)
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ATTRIBUTE = str.maketrans({"&": "&amp;", "<": "&lt;", '"': "&quot;"})


class Budget:
    """How much text may still be read of a set of documents."""

    def __init__(self, left: int = MAX_TEXT) -> None:
        self._left = self._limit = left

    def spend(self, text: str, source: Source) -> str:
        """The text, when there is room for it.

        Raises:
            InputError: there is not (TNS069).
        """
        self._left -= len(text)
        if self._left < 0:
            message = say(
                "the texts of the facts have more than {limit:,} characters in all, for they hold each other; divide "
                "the report, or take facts out of facts",
                limit=self._limit,
            )
            raise InputError(Finding("TNS069", Severity.ERROR, message, (source,)))
        return text


def plain(element: etree._Element) -> str:
    """The text in an element without what it excludes; a name that XHTML gives a letter is that letter."""
    if not len(element):
        return element.text or ""
    return "".join(_texts(element))


def _texts(element: etree._Element) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        tag: Any = child.tag
        if tag is etree.Entity:
            yield letter(child)
        elif isinstance(tag, str) and LOCAL.get(tag) != "exclude":
            yield from _texts(child)
        if child.tail:
            yield child.tail


def letter(entity: etree._Element) -> str:
    """What a named letter is; what has no meaning in XHTML stays as it is written."""
    name = (entity.text or "").strip("&;")
    if name in name2codepoint:
        return chr(name2codepoint[name])
    return html5.get(f"{name};", f"&{name};")


def escaped(element: etree._Element, base: str | None = None) -> str:
    """The content of an element as XHTML, without what it excludes and without the elements of Inline XBRL.

    Attributes stand in the order of their names, so that two texts that differ in this alone are one. Relative
    addresses are those of ``base``, where the document has one.
    """
    return "".join(_markup(element, base))


def _markup(element: etree._Element, base: str | None) -> Iterator[str]:
    if element.text:
        yield element.text.translate(_TEXT)
    for child in element:
        tag: Any = child.tag
        if tag is etree.Entity:
            yield letter(child).translate(_TEXT)
        elif isinstance(tag, str) and (local := LOCAL.get(tag)) != "exclude":
            yield from _markup(child, base) if local else _tagged(child, base)
        if child.tail:
            yield child.tail.translate(_TEXT)


def _tagged(element: etree._Element, base: str | None) -> Iterator[str]:
    name = _name(element)
    yield f"<{name}"
    for key, value in sorted(element.items()):
        attribute = str(key)
        if attribute.startswith("{"):
            attribute = _attribute(element, attribute)
        elif base and attribute in _ADDRESSES and not urlsplit(str(value)).scheme:
            value = urljoin(base, str(value)).replace(" ", "%20")  # noqa: PLW2901 (resolved, it is the same value)
        yield f' {attribute}="{str(value).translate(_ATTRIBUTE)}"'
    content = "".join(_markup(element, base))
    if content:
        yield f">{content}</{name}>"
    else:
        yield "/>" if name in _VOID else f"></{name}>"


def _name(element: etree._Element) -> str:
    """The name of an element; XHTML needs no prefix."""
    found = etree.QName(element)
    if found.namespace in (None, XHTML) or not element.prefix:
        return found.localname
    return f"{element.prefix}:{found.localname}"


def _attribute(element: etree._Element, clark: str) -> str:
    """The name of an attribute with the prefix that is declared for it."""
    namespace, _, local = clark[1:].partition("}")
    if namespace == "http://www.w3.org/XML/1998/namespace":
        return f"xml:{local}"
    prefix = next((prefix for prefix, uri in element.nsmap.items() if uri == namespace and prefix), "")
    return f"{prefix}:{local}" if prefix else local
