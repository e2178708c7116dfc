"""The instance, read back (XBRL 2.1, section 4)."""

from __future__ import annotations

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from tanshin.proof.told import Header, Told, header_of, told
from tanshin.values.qname import QName
from tanshin.values.xml import parse_xml

_NOT_FACTS = frozenset(("http://www.xbrl.org/2003/instance", "http://www.xbrl.org/2003/linkbase"))

_SCHEMA, _HREF = "{http://www.xbrl.org/2003/linkbase}schemaRef", "{http://www.w3.org/1999/xlink}href"


class Instance(Struct, frozen=True):
    """An instance: its facts in order, its contexts and units, the schemas it names."""

    path: str
    facts: tuple[Told, ...]
    header: Header
    schemas: tuple[str, ...] = ()


def read_instance(data: bytes, path: str) -> Instance:
    """The facts of an instance.

    Raises:
        InputError: it is no well-formed XML (TNS017).
    """
    root = parse_xml(data, path).getroot()
    header = header_of(root, data)
    facts = []
    for element in root.iterchildren(etree.Element):
        namespace, _, local = element.tag[1:].rpartition("}")
        if namespace not in _NOT_FACTS:
            name = f"{element.prefix}:{local}" if element.prefix else local
            one = told(element, name, QName(namespace, local, element.prefix or ""), header)
            facts.append(one if one.nil else replace(one, value=element.text or ""))
    schemas = (one.get(_HREF, "") for one in root.iterchildren(_SCHEMA))
    return Instance(path, tuple(facts), header, tuple(schemas))
