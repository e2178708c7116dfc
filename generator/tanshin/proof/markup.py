"""Small questions to a parsed file, with the answers typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

_HREFS = etree.XPath(
    "//@xlink:href | //*[local-name() = 'import' or local-name() = 'include']/@schemaLocation",
    namespaces={"xlink": "http://www.w3.org/1999/xlink"},
    smart_strings=False,
)
_LINKS = frozenset(("href", "src", "{http://www.w3.org/1999/xlink}href"))
_MARKED = etree.XPath("//*[@id or @href or @src or @xlink:href]", namespaces={"xlink": "http://www.w3.org/1999/xlink"})
_IDS = etree.XPath("//@id", smart_strings=False)
_ROLES = etree.XPath("//@roleURI", smart_strings=False)


def line_of(element: etree._Element) -> int:
    """The line an element begins on; 0 where nobody knows."""
    line: Any = element.sourceline
    return line or 0


def elements_of(root: etree._Element) -> Iterator[etree._Element]:
    """An element and all within it, without comments."""
    return root.iter(etree.Element)


def words_of(element: etree._Element) -> str:
    """All the text in an element."""
    return "".join(map(str, element.itertext()))


def ids_and_links(root: etree._Element) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """The ids in a page and the addresses it links to, with their lines."""
    named: list[tuple[str, int]] = []
    linked: list[tuple[str, int]] = []
    found: Any = _MARKED(root)
    for element in found:
        for name, value in element.attrib.items():
            if name == "id":
                named.append((value, line_of(element)))
            elif name in _LINKS:
                linked.append((value, line_of(element)))
    return named, linked


def addresses(tree: etree._ElementTree) -> list[str]:
    """Where a schema, a linkbase or a list points."""
    return _found(_HREFS(tree))


def ids(tree: etree._ElementTree) -> list[str]:
    """Every id in a file."""
    return _found(_IDS(tree))


def roles(tree: etree._ElementTree) -> list[str]:
    """The roles that a schema declares, or a linkbase uses."""
    return _found(_ROLES(tree))


def _found(result: Any) -> list[str]:
    return list(result)
