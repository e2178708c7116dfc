"""Many reports in one instance, so that Arelle loads the taxonomy once for all of them.

Each report speaks of an entity of its own, and facts of different entities never meet in one sum (XBRL 2.1, sections
4.10 and 5.2.5.2): what Arelle says of one report, it would say of it alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml import etree

from tanshin.report.aspect import XBRLI
from tanshin.report.calendar import Calendar
from tanshin.report.fact import Fact, Key, value_text
from tanshin.write.xbrl import instance

_REFERENCES = ("contextRef", "unitRef")
_NUMBERED = re.compile(r"\br([0-9]+)-")


def batch(reports: Iterable[Sequence[Fact]], calendar: Calendar, schema_refs: Sequence[str]) -> bytes:
    """One instance of several reports, of which each may say a thing twice."""
    whole: etree._Element | None = None
    for number, facts in enumerate(reports):
        root = _root(facts, calendar, schema_refs)
        for element in root.iter(etree.Element):
            for name in (*_REFERENCES, "id"):
                if name in element.attrib:
                    element.set(name, f"r{number}-{element.get(name)}")
        for identifier in root.iter(f"{{{XBRLI}}}identifier"):
            identifier.text = f"{identifier.text}-{number}"
        if whole is None:
            whole = root
        else:
            whole.extend([child for child in root if etree.QName(child).localname != "schemaRef"])
    if whole is None:
        raise ValueError("there is no report to write")
    return etree.tostring(whole, xml_declaration=True, encoding="UTF-8")


def _root(facts: Sequence[Fact], calendar: Calendar, schema_refs: Sequence[str]) -> etree._Element:
    """The instance of one report; what is said twice is added to what an instance of ours would have."""
    first: dict[Key, Fact] = {}
    repeated = []
    for fact in facts:
        if fact.key in first:
            repeated.append(fact)
        else:
            first[fact.key] = fact
    root = etree.fromstring(instance(first.values(), calendar=calendar, schema_refs=schema_refs))
    children = list(root)
    elements = dict(zip(first, children[len(children) - len(first) :], strict=True))
    for fact in repeated:
        same = {str(name): str(value) for name, value in elements[fact.key].items()}
        other = etree.SubElement(root, fact.concept.clark, same)
        other.text = value_text(fact.value)
        if fact.value is not None:
            other.set("decimals", "INF" if fact.decimals is None else str(fact.decimals))
    return root


def told_of(message: str) -> tuple[int, str]:
    """The number of the report a message is about, and the message as it would be about that report alone."""
    found = _NUMBERED.search(message)
    if found is None:
        raise ValueError(f"no report is named in: {message}")
    return int(found[1]), _NUMBERED.sub("", message)
