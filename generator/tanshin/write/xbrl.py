"""One XBRL 2.1 instance from a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from lxml import etree

from tanshin.report.aspect import XBRLI
from tanshin.report.calendar import Calendar
from tanshin.report.fact import Fact, Key, value_text
from tanshin.report.instance import FactNote
from tanshin.taxonomy.schema import LINK, serialize
from tanshin.taxonomy.xlink import add_arc, add_locator, extended, xlink
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
from tanshin.write.oim import UNKNOWN, fragment

_XHTML = "http://www.w3.org/1999/xhtml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STANDARD_LINK = "http://www.xbrl.org/2003/role/link"
_FOOTNOTE = "http://www.xbrl.org/2003/role/footnote"
_FACT_FOOTNOTE = "http://www.xbrl.org/2003/arcrole/fact-footnote"


def instance(
    facts: Iterable[Fact],
    *,
    calendar: Calendar,
    schema_refs: Sequence[str],
    naming: Naming = summary_names,
    notes: Iterable[FactNote] = (),
) -> bytes:
    """The instance of some facts (XBRL 2.1, section 4), each once and in the order given.

    ``schema_refs`` are the locations of its schemas, relative to where it will stand or absolute. ``notes`` stand
    below the facts in one footnote link (section 4.11); facts that they are on have an id.

    Raises:
        ValueError: two facts have the same key, a text holds a character that XML has no place for, or a note is on
            none of the facts or has a role or an arcrole that a schema would have to declare.
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
    noted = tuple(notes)
    ids = _ids(keys, noted)
    for fact in facts:
        attributes = {"contextRef": resources.context_of(fact.key)}
        if fact.key in ids:
            attributes["id"] = ids[fact.key]
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
    if noted:
        _append_notes(root, noted, ids)
    return serialize(root)


def _ids(keys: Iterable[Key], notes: Iterable[FactNote]) -> Mapping[Key, str]:
    """An id for each fact that a note is on: its number in the instance."""
    wanted = {key for note in notes for key in note.facts}
    found = {key: f"fact-{number}" for number, key in enumerate(keys, 1) if key in wanted}
    if missing := wanted - found.keys():
        raise ValueError(f"a note is on {min(map(str, missing))}, and the instance has no such fact")
    return found


def _append_notes(root: etree._Element, notes: Iterable[FactNote], ids: Mapping[Key, str]) -> None:
    """A footnote link: a locator for each fact, and each note with an arc from every fact that it is on."""
    link = extended(root, f"{{{LINK}}}footnoteLink", _STANDARD_LINK)
    for name in ids.values():
        add_locator(link, name, f"#{name}")
    for number, note in enumerate(notes, 1):
        if (note.role, note.arcrole) != (_FOOTNOTE, _FACT_FOOTNOTE):
            raise ValueError(f"{note.role} or {note.arcrole} would have to be declared by a schema")
        link.append(_footnote(note, f"note-{number}"))
        for key in dict.fromkeys(note.facts):
            add_arc(link, f"{{{LINK}}}footnoteArc", _FACT_FOOTNOTE, ids[key], f"note-{number}")


def _footnote(note: FactNote, label: str) -> etree._Element:
    element = etree.fromstring(f'<n xmlns="{_XHTML}">{fragment(note.text)}</n>')
    element.tag = f"{{{LINK}}}footnote"
    attributes = xlink("resource", label=label, role=note.role) | {XML_LANG: note.lang or UNKNOWN}
    if len(element):
        attributes[_SPACE] = "preserve"  # or the indentation of the file would become a part of it
    for name, value in attributes.items():
        element.set(name, value)
    return element
