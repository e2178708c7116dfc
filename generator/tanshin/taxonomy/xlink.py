"""Extended links and their parts, as every linkbase is made of them (XBRL 2.1, section 3.5; XLink 1.0)."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from tanshin.taxonomy.schema import LINK, XLINK

XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"
GEN = "http://xbrl.org/2008/generic"
LABEL = "http://xbrl.org/2008/label"

GEN_SCHEMA = "http://www.xbrl.org/2008/generic-link.xsd"
LABEL_SCHEMA = "http://www.xbrl.org/2008/generic-label.xsd"
GENERIC_LINK = "http://www.xbrl.org/2008/role/link"
GENERIC_LABEL = "http://www.xbrl.org/2008/role/label"
ELEMENT_LABEL = "http://xbrl.org/arcrole/2008/element-label"
ELEMENT_REFERENCE = "http://xbrl.org/arcrole/2008/element-reference"


class Names:
    """The ``xlink:label`` values of one extended link: each is given once."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def new(self, wish: str) -> str:
        """The name wished for, with a number where it is taken."""
        name, number = wish, 1
        while name in self._given:
            number += 1
            name = f"{wish}_{number}"
        self._given.add(name)
        return name


def linkbase_root(
    prefixes: Mapping[str, str] | None = None, schemas: Mapping[str, str] | None = None
) -> etree._Element:
    """The root of a linkbase, with the schemas of what is not declared by XBRL 2.1 itself."""
    names = {"link": LINK, "xlink": XLINK, **(prefixes or {})}
    attributes: dict[str, str] = {}
    if schemas:
        names["xsi"] = XSI
        pairs = " ".join(f"{namespace} {location}" for namespace, location in sorted(schemas.items()))
        attributes[f"{{{XSI}}}schemaLocation"] = pairs
    return etree.Element(f"{{{LINK}}}linkbase", attributes, nsmap=dict(sorted(names.items())))


def role_refs(root: etree._Element, declared: Mapping[str, str]) -> None:
    """Say where roles are declared."""
    for uri, href in sorted(declared.items()):
        declare(root, "role", uri, href)


def declare(root: etree._Element, kind: str, uri: str, href: str) -> None:
    """Say where a role or an arcrole (``kind``) is declared."""
    attributes = {f"{kind}URI": uri} | xlink("simple", href=href)
    etree.SubElement(root, f"{{{LINK}}}{kind}Ref", attributes)


def extended(root: etree._Element, tag: str, role: str) -> etree._Element:
    """An extended link."""
    return etree.SubElement(root, tag, xlink("extended", role=role))


def add_locator(link: etree._Element, label: str, href: str) -> str:
    """A locator; its label."""
    etree.SubElement(link, f"{{{LINK}}}loc", xlink("locator", href=href, label=label))
    return label


def add_arc(
    link: etree._Element, tag: str, arcrole: str, source: str, target: str, more: Mapping[str, str] | None = None
) -> None:
    """An arc between two labels."""
    attributes = xlink("arc", arcrole=arcrole) | {f"{{{XLINK}}}from": source, f"{{{XLINK}}}to": target}
    etree.SubElement(link, tag, attributes | dict(more or {}))


def xlink(type_: str, **attributes: str) -> dict[str, str]:
    """The XLink attributes of an element."""
    return {f"{{{XLINK}}}{name}": value for name, value in {"type": type_, **attributes}.items()}
