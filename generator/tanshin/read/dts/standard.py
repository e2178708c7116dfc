"""What the standards declare: known by heart, so that no ordinary taxonomy needs their schemas at hand.

The documents of XBRL International and the W3C declare types, attributes, roles and arcroles. What a DTS takes from
them is little, and it does not change: which item type a type is (XBRL 2.1, section 5.1.1.3; Data Type Registry).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tanshin.taxonomy.concept import ItemType, Kind
from tanshin.taxonomy.schema import NONNUM, NUM, TSE_TYPE, TSE_TYPES, XBRLDT, XBRLI

#: Below these stand the documents of the standards; other taxonomies of XBRL International stand elsewhere there.
_STANDARD_URL = re.compile(r"https?://(www\.)?(xbrl\.org/(\d{4}|dtr|lrr|utr|specification)/|w3\.org/)", re.IGNORECASE)

_STANDARD_NAMESPACE = re.compile(
    r"https?://(www\.)?(xbrl\.org/(\d{4}/|dtr/|int/dim/|(role|arcrole)/|PWD/)|w3\.org/)", re.IGNORECASE
)

#: Copies beside a report are as good as the originals.
_STANDARD_FILE = re.compile(
    r"(^|/)(xbrl-instance|xbrl-linkbase|xl|xlink)-2003-12-31\.xsd$|(^|/)(xbrldt-2005|xbrldi-2006|ref-2006-02-27)\.xsd$"
)

#: The heads of substitution groups, in the terms of XBRL 2.1 (5.1.1 and 4.9) and XBRL Dimensions 1.0 (2.2 and 2.5).
HEADS: Mapping[str, Kind] = {
    f"{{{XBRLI}}}item": Kind.ITEM,
    f"{{{XBRLI}}}tuple": Kind.TUPLE,
    f"{{{XBRLDT}}}hypercubeItem": Kind.HYPERCUBE,
    f"{{{XBRLDT}}}dimensionItem": Kind.AXIS,
}

_DTR = "http://www.xbrl.org/dtr/type/"

# fmt: off
_XBRLI_TYPES: Mapping[ItemType, tuple[str, ...]] = {
    ItemType.MONETARY: ("monetary",),
    ItemType.SHARES: ("shares",),
    ItemType.PURE: ("pure",),
    ItemType.DECIMAL: ("decimal", "float", "double", "fraction"),
    ItemType.INTEGER: (
        "integer", "nonPositiveInteger", "negativeInteger", "long", "int", "short", "byte", "nonNegativeInteger",
        "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte", "positiveInteger",
    ),
    ItemType.BOOLEAN: ("boolean",),
    ItemType.DATE: ("date",),
    ItemType.URI: ("anyURI",),
    ItemType.STRING: (
        "string", "hexBinary", "base64Binary", "QName", "duration", "dateTime", "time", "gYearMonth", "gYear",
        "gMonthDay", "gDay", "gMonth", "normalizedString", "token", "language", "Name", "NCName",
    ),
}

#: Types of the registry that are no measures of something; every other one there is a decimal with a unit.
_DTR_TYPES: Mapping[str, ItemType] = {
    "percentItemType": ItemType.PERCENT,
    "perShareItemType": ItemType.PER_SHARE,
    "domainItemType": ItemType.DOMAIN,
    "noDecimalsMonetaryItemType": ItemType.MONETARY,
    "nonNegativeMonetaryItemType": ItemType.MONETARY,
    "nonNegativeNoDecimalsMonetaryItemType": ItemType.MONETARY,
    **dict.fromkeys(
        (
            "escapedItemType", "xmlNodesItemType", "xmlItemType", "textBlockItemType", "nonEmptyURIItemType",
            "gYearListItemType", "guidanceItemType", "SQNameItemType", "SQNamesItemType", "prefixedContentItemType",
            "prefixedContentType", "noLangTokenItemType", "noLangStringItemType", "dateTimeItemType", "yearItemType",
        ),
        ItemType.STRING,
    ),
}
# fmt: on

_TYPES: Mapping[str, ItemType] = {
    **{f"{{{XBRLI}}}{word}ItemType": item_type for item_type, words in _XBRLI_TYPES.items() for word in words},
    **{name.clark: item_type for item_type, name in TSE_TYPES.items() if name.namespace in (NUM, NONNUM, TSE_TYPE)},
    f"{{{XBRLDT}}}hypercubeItem": ItemType.STRING,
    f"{{{XBRLDT}}}dimensionItem": ItemType.STRING,
}


def is_standard(place: str) -> bool:
    """Whether a document is one of the standards': nothing has to be read of it."""
    return _STANDARD_URL.match(place) is not None or _STANDARD_FILE.search(place) is not None


def is_standard_namespace(namespace: str) -> bool:
    """Whether a namespace is one of the standards': an import of it has not to be followed."""
    return _STANDARD_NAMESPACE.match(namespace) is not None


def standard_type(clark: str) -> ItemType | None:
    """The item type that a type of the standards (in Clark notation) is, or ``None`` for any other type."""
    found = _TYPES.get(clark)
    if found is not None:
        return found
    namespace, _, local = clark[1:].partition("}")
    if namespace.startswith(_DTR):
        return _DTR_TYPES.get(local) or (ItemType.STRING if namespace == NONNUM else ItemType.DECIMAL)
    return ItemType.STRING if is_standard_namespace(namespace) else None


def likely_type(clark: str) -> ItemType:
    """What a type that nobody at hand declares most likely is, by its name: many are called as what they restrict."""
    local = clark.rpartition("}")[2]
    return _TYPES.get(f"{{{XBRLI}}}{local}") or _DTR_TYPES.get(local) or ItemType.STRING
