"""Writing schemas: what a namespace declares (XBRL 2.1, section 5.1; XBRL Dimensions 1.0, sections 2.2 and 2.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from tanshin.taxonomy import role as arcroles
from tanshin.taxonomy.concept import Concept, ItemType, Kind, PeriodType
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.role import Role
from tanshin.values.qname import QName

XSD = "http://www.w3.org/2001/XMLSchema"
XLINK = "http://www.w3.org/1999/xlink"
LINK = "http://www.xbrl.org/2003/linkbase"
XBRLI = "http://www.xbrl.org/2003/instance"
XBRLDT = "http://xbrl.org/2005/xbrldt"
NUM = "http://www.xbrl.org/dtr/type/numeric"
NONNUM = "http://www.xbrl.org/dtr/type/non-numeric"
TSE = "http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed/t/2014-01-12"
TSE_TYPE = "http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed/o/types/2014-01-12"

#: Where the schemas stand that a taxonomy of ours can use without naming them.
KNOWN_SCHEMAS: Mapping[str, str] = {
    XBRLI: "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd",
    XBRLDT: "http://www.xbrl.org/2005/xbrldt-2005.xsd",
    NUM: "http://www.xbrl.org/dtr/type/numeric-2009-12-16.xsd",
    NONNUM: "http://www.xbrl.org/dtr/type/nonNumeric-2009-12-16.xsd",
    TSE_TYPE: f"{TSE_TYPE}/tse-ed-types-2014-01-12.xsd",
}


def _xbrli(local: str) -> QName:
    return QName(XBRLI, local, "xbrli")


#: The schema type of each item type: XBRL 2.1, and the Data Type Registry of 2009-12-16.
TYPES: Mapping[ItemType, QName] = {
    ItemType.MONETARY: _xbrli("monetaryItemType"),
    ItemType.SHARES: _xbrli("sharesItemType"),
    ItemType.PER_SHARE: QName(NUM, "perShareItemType", "num"),
    ItemType.PURE: _xbrli("pureItemType"),
    ItemType.PERCENT: QName(NUM, "percentItemType", "num"),
    ItemType.PERCENT_2: QName(NUM, "percentItemType", "num"),
    ItemType.INTEGER: _xbrli("integerItemType"),
    ItemType.DECIMAL: _xbrli("decimalItemType"),
    ItemType.COMPANIES: _xbrli("nonNegativeIntegerItemType"),
    ItemType.STRING: _xbrli("stringItemType"),
    ItemType.BOOLEAN: _xbrli("booleanItemType"),
    ItemType.DATE: _xbrli("dateItemType"),
    ItemType.URI: _xbrli("anyURIItemType"),
    ItemType.DOMAIN: QName(NONNUM, "domainItemType", "nonnum"),
}

#: The same for ``tse-ed-t``, whose ratios and counts have types of their own.
TSE_TYPES: Mapping[ItemType, QName] = {
    **TYPES,
    ItemType.PERCENT: QName(TSE_TYPE, "percentage1ItemType", "tse-ed-types"),
    ItemType.PERCENT_2: QName(TSE_TYPE, "percentage2ItemType", "tse-ed-types"),
    ItemType.COMPANIES: QName(TSE_TYPE, "numberOfCompaniesItemType", "tse-ed-types"),
    ItemType.INTEGER: _xbrli("nonNegativeIntegerItemType"),
}

#: What the types of the exchange restrict, for ``type_schema``.
TSE_TYPE_BASES: Mapping[str, QName] = {
    "percentage1ItemType": _xbrli("pureItemType"),
    "percentage2ItemType": _xbrli("pureItemType"),
    "numberOfCompaniesItemType": _xbrli("nonNegativeIntegerItemType"),
}

_SUBSTITUTION = {
    Kind.ITEM: _xbrli("item"),
    Kind.MEMBER: _xbrli("item"),
    Kind.HYPERCUBE: QName(XBRLDT, "hypercubeItem", "xbrldt"),
    Kind.AXIS: QName(XBRLDT, "dimensionItem", "xbrldt"),
}

#: In which kind of extended link relationships of an arcrole stand; every other arcrole is one of a definition.
_USED_ON = {
    arcroles.PARENT_CHILD: "link:presentationLink",
    arcroles.SUMMATION_ITEM: "link:calculationLink",
    arcroles.SUMMATION_ITEM_11: "link:calculationLink",
}


def element_id(name: QName) -> str:
    """The id of a concept's declaration, ``prefix_Local``, as every filing in Japan and the United States writes it."""
    return f"{name.prefix}_{name.local}" if name.prefix else name.local


def serialize(root: etree._Element) -> bytes:
    """A document as bytes: declaration, UTF-8, indented, the same for the same tree."""
    body = etree.tostring(root, encoding="UTF-8", pretty_print=True, xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body


def schema(
    dts: Dts,
    namespace: str,
    *,
    linkbases: Sequence[tuple[str, str | None]] = (),
    imports: Mapping[str, str] | None = None,
    types: Mapping[ItemType, QName] | None = None,
    roles: Iterable[Role] | None = None,
    prefix: str = "",
) -> bytes:
    """The schema of a namespace: its concepts, roles, linkbase references and imports.

    A namespace without concepts gives a schema without elements, which is what an entry point and a submission to the
    exchange are.

    Args:
        dts: the concepts and roles to choose from, and the relationships that tell where a role is used.
        namespace: the target namespace.
        linkbases: pairs of location and role of the reference (``…LinkbaseRef``); ``None`` for a linkbase of no
            single kind, such as generic labels.
        imports: namespaces to import besides those the declarations need, with their locations; also the place to
            give a location for one they need.
        types: the schema type of each item type; by default ``TSE_TYPES`` for ``tse-ed-t`` and ``TYPES`` otherwise.
        roles: the roles to declare; by default those of the DTS that are declared nowhere else (without ``href``).
        prefix: the prefix for the namespace where no concept tells it.

    Raises:
        ValueError: an item type has no schema type, a type's schema no known location, or a concept is a tuple.
    """
    concepts = sorted((c for c in dts.concepts.values() if c.qname.namespace == namespace), key=lambda c: c.qname.local)
    mapping = types if types is not None else _types_of(namespace)
    typed = [(concept, _type(concept, mapping)) for concept in concepts]
    used = [name for concept, type_ in typed for name in (type_, _SUBSTITUTION[concept.kind])]
    used += [_xbrli("item")] if concepts else []  # periodType is an attribute of that namespace
    declared = [role for role in dts.roles.values() if role.href is None] if roles is None else list(roles)
    prefix = next((c.qname.prefix for c in concepts if c.qname.prefix), prefix)

    root = _root(namespace, prefix, used)
    _appinfo(root, _role_types(dts, declared), linkbases)
    _imports(root, namespace, used, imports or {})
    for concept, type_ in typed:
        etree.SubElement(root, f"{{{XSD}}}element", _attributes(concept, type_))
    return serialize(root)


def role_schema(dts: Dts, namespace: str, roles: Iterable[Role], *, prefix: str = "") -> bytes:
    """A schema that declares nothing but roles, such as ``tse-ed-rt``."""
    return schema(dts, namespace, roles=roles, prefix=prefix)


def type_schema(namespace: str, types: Mapping[str, QName], *, prefix: str = "") -> bytes:
    """A schema that declares nothing but item types, each a restriction of another, such as ``tse-ed-types``.

    Raises:
        ValueError: the schema of a base type has no known location.
    """
    bases = [types[local] for local in sorted(types)]
    root = _root(namespace, prefix, bases)
    _imports(root, namespace, bases, {})
    for local, base in sorted(types.items()):
        complex_type = etree.SubElement(root, f"{{{XSD}}}complexType", {"name": local})
        content = etree.SubElement(complex_type, f"{{{XSD}}}simpleContent")
        etree.SubElement(content, f"{{{XSD}}}restriction", {"base": str(base)})
    return serialize(root)


def schema_type(concept: Concept) -> QName:
    """The type with which the schema of its namespace declares a concept.

    Raises:
        ValueError: it is a tuple.
    """
    return _type(concept, _types_of(concept.qname.namespace))


def _types_of(namespace: str) -> Mapping[ItemType, QName]:
    return TSE_TYPES if namespace == TSE else TYPES


def _type(concept: Concept, types: Mapping[ItemType, QName]) -> QName:
    if concept.kind is Kind.TUPLE:
        raise ValueError(f"{concept.qname} is a tuple; only items are written")
    if concept.kind in (Kind.HYPERCUBE, Kind.AXIS):
        item_type = ItemType.STRING
    else:
        item_type = ItemType.DOMAIN if concept.kind is Kind.MEMBER else concept.type
    found = types.get(item_type)
    if found is None:
        raise ValueError(f"{concept.qname}: no schema type is given for item type '{item_type}'")
    return found


def _attributes(concept: Concept, type_: QName) -> dict[str, str]:
    dimensional = concept.kind in (Kind.HYPERCUBE, Kind.AXIS)  # always abstract (XBRL Dimensions 1.0, 2.2.1 and 2.5.1)
    attributes = {
        "id": element_id(concept.qname),
        "name": concept.qname.local,
        "type": str(type_),
        "substitutionGroup": str(_SUBSTITUTION[concept.kind]),
        "abstract": "true" if concept.abstract or dimensional else "false",
        "nillable": "true",
        f"{{{XBRLI}}}periodType": str(PeriodType.DURATION if dimensional else concept.period),
    }
    if concept.balance is not None:
        attributes[f"{{{XBRLI}}}balance"] = str(concept.balance)
    return attributes


def _root(namespace: str, prefix: str, used: Iterable[QName]) -> etree._Element:
    names = {"xsd": XSD, "link": LINK, "xlink": XLINK}
    names |= {name.prefix: name.namespace for name in used}
    if prefix:
        names[prefix] = namespace
    attributes = {
        "targetNamespace": namespace,
        "elementFormDefault": "qualified",
        "attributeFormDefault": "unqualified",
    }
    return etree.Element(f"{{{XSD}}}schema", attributes, nsmap=dict(sorted(names.items())))


def _role_types(dts: Dts, roles: Iterable[Role]) -> list[etree._Element]:
    used_on: dict[str, set[str]] = {}
    for arc in dts.relationships:
        used_on.setdefault(arc.role, set()).add(_USED_ON.get(arc.arcrole, "link:definitionLink"))
    found = []
    for role in sorted(roles, key=lambda role: role.uri):
        element = etree.Element(f"{{{LINK}}}roleType", {"roleURI": role.uri, "id": role.id})
        etree.SubElement(element, f"{{{LINK}}}definition").text = role.title("en")
        # A roleType must be used on something (XBRL 2.1, 5.1.3.4), also one without relationships yet.
        for kind in sorted(used_on.get(role.uri, {"link:presentationLink"})):
            etree.SubElement(element, f"{{{LINK}}}usedOn").text = kind
        found.append(element)
    return found


def _appinfo(
    root: etree._Element, role_types: Sequence[etree._Element], linkbases: Sequence[tuple[str, str | None]]
) -> None:
    if not role_types and not linkbases:
        return
    annotation = etree.SubElement(root, f"{{{XSD}}}annotation")
    appinfo = etree.SubElement(annotation, f"{{{XSD}}}appinfo")
    for href, role in linkbases:
        attributes = {f"{{{XLINK}}}type": "simple", f"{{{XLINK}}}href": href}
        if role is not None:
            attributes[f"{{{XLINK}}}role"] = role
        attributes[f"{{{XLINK}}}arcrole"] = "http://www.w3.org/1999/xlink/properties/linkbase"
        etree.SubElement(appinfo, f"{{{LINK}}}linkbaseRef", attributes)
    appinfo.extend(role_types)


def _imports(root: etree._Element, namespace: str, used: Iterable[QName], asked: Mapping[str, str]) -> None:
    for needed in sorted({*asked, *(name.namespace for name in used)} - {namespace}):
        location = asked.get(needed) or KNOWN_SCHEMAS.get(needed)
        if location is None:
            raise ValueError(f"the location of the schema for {needed} is not known: give it in imports")
        etree.SubElement(root, f"{{{XSD}}}import", {"namespace": needed, "schemaLocation": location})
