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


def attributes(root: etree._Element, *names: str) -> Iterator[tuple[str, int]]:
    """The values of attributes of these names in a file, with their lines."""
    for element in elements_of(root):
        for name in names:
            value = element.get(name)
            if value is not None:
                yield value, line_of(element)


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
