"""One XBRL 2.1 instance from a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from lxml import etree

from tanshin.report.aspect import XBRLI
from tanshin.report.calendar import Calendar
from tanshin.report.fact import Fact, value_text
from tanshin.taxonomy.schema import serialize
from tanshin.write.context import (
    USUAL,
    XML_LANG,
    XSI_NIL,
    Naming,
    append_resources,
    append_schema_refs,
    prefixes_of,
    resources_of,
    summary_names,
)


def instance(
    facts: Iterable[Fact],
    *,
    calendar: Calendar,
    schema_refs: Sequence[str],
    naming: Naming = summary_names,
) -> bytes:
    """The instance of some facts (XBRL 2.1, section 4), each once and in the order given.

    ``schema_refs`` are the locations of its schemas, relative to where it will stand or absolute.

    Raises:
        ValueError: two facts have the same key, or a text holds a character that XML has no place for.
    """
    facts = tuple(facts)
    keys = [fact.key for fact in facts]
    if len(set(keys)) != len(keys):
        raise ValueError("a fact stands in an instance once; make a report of the facts first")
    prefixes = prefixes_of(keys, USUAL)
    resources = resources_of(keys, calendar, naming=naming)
    root = etree.Element(f"{{{XBRLI}}}xbrl", {}, nsmap={prefix: uri for uri, prefix in sorted(prefixes.items())})
    append_schema_refs(root, schema_refs)
    append_resources(root, resources, prefixes)
    for fact in facts:
        attributes = {"contextRef": resources.context_of(fact.key)}
        unit = resources.unit_of(fact.key)
        if unit is not None:
            attributes["unitRef"] = unit
        if isinstance(fact.value, Decimal):
            attributes["decimals"] = "INF" if fact.decimals is None else str(fact.decimals)
        if fact.key.lang is not None:
            attributes[XML_LANG] = fact.key.lang
        if fact.is_nil:
            attributes[XSI_NIL] = "true"
        etree.SubElement(root, fact.concept.clark, attributes).text = value_text(fact.value)
    return serialize(root)
