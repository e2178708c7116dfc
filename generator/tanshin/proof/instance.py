"""The instance, read back (XBRL 2.1, section 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from tanshin.proof.markup import words_of
from tanshin.proof.told import Header, Noted, Told, header_of, told
from tanshin.report.fact import Key
from tanshin.values.qname import QName
from tanshin.values.xml import parse_xml

_NOT_FACTS = frozenset(("http://www.xbrl.org/2003/instance", "http://www.xbrl.org/2003/linkbase"))

_LINK, _XLINK = "{http://www.xbrl.org/2003/linkbase}", "{http://www.w3.org/1999/xlink}"
_SCHEMA, _HREF = f"{_LINK}schemaRef", f"{_XLINK}href"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Instance(Struct, frozen=True):
    """An instance: its facts in order, its contexts and units, the schemas it names, its footnotes."""

    path: str
    facts: tuple[Told, ...]
    header: Header
    schemas: tuple[str, ...] = ()
    notes: tuple[Noted, ...] = ()


def read_instance(data: bytes, path: str) -> Instance:
    """The facts of an instance.

    Raises:
        InputError: it is no well-formed XML (TNS017).
    """
    root = parse_xml(data, path).getroot()
    header = header_of(root, data)
    facts = []
    keys: dict[str, Key | None] = {}
    for element in root.iterchildren(etree.Element):
        namespace, _, local = element.tag[1:].rpartition("}")
        if namespace not in _NOT_FACTS:
            name = f"{element.prefix}:{local}" if element.prefix else local
            one = told(element, name, QName(namespace, local, element.prefix or ""), header)
            facts.append(one if one.nil else replace(one, value=element.text or ""))
            keys[element.get("id", "")] = one.key
    schemas = (one.get(_HREF, "") for one in root.iterchildren(_SCHEMA))
    notes = (note for link in root.iterchildren(f"{_LINK}footnoteLink") for note in _notes(link, keys))
    return Instance(path, tuple(facts), header, tuple(schemas), tuple(notes))


def _notes(link: etree._Element, keys: Mapping[str, Key | None]) -> Iterator[Noted]:
    """The footnotes of a link: those that arcs lead to, with the facts behind the locators they come from."""
    facts: dict[str, list[Key]] = {}
    for one in link.iterchildren(f"{_LINK}loc"):
        if key := keys.get(one.get(_HREF, "").removeprefix("#")):
            facts.setdefault(one.get(f"{_XLINK}label", ""), []).append(key)
    arcs = [(one.get(f"{_XLINK}from", ""), one.get(f"{_XLINK}to")) for one in link.iterchildren(f"{_LINK}footnoteArc")]
    for note in link.iterchildren(f"{_LINK}footnote"):
        on = (key for start, end in arcs if end == note.get(f"{_XLINK}label") for key in facts.get(start, ()))
        yield escape(words_of(note), quote=False), note.get(_LANG, ""), frozenset(on)
