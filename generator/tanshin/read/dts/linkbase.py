"""Linkbase -> extended links (XBRL 2.1, section 3.5; XLink 1.0), in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import cast

from lxml import etree

from tanshin.read.dts.document import Arc, Lead, Link, Locator, Resource, based, line_of, text_of
from tanshin.read.dts.notes import Notes
from tanshin.taxonomy.label import STANDARD
from tanshin.taxonomy.schema import LINK, XBRLDT, XLINK
from tanshin.taxonomy.xlink import LABEL, XML
from tanshin.values.message import say
from tanshin.values.source import Source

LINKBASE = f"{{{LINK}}}linkbase"
_LOC = f"{{{LINK}}}loc"
_STANDARD = f"{{{LINK}}}"
_TYPE = f"{{{XLINK}}}type"
_HREF = f"{{{XLINK}}}href"
_LABEL = f"{{{XLINK}}}label"
_ROLE = f"{{{XLINK}}}role"
_FROM = f"{{{XLINK}}}from"
_TO = f"{{{XLINK}}}to"
_ARCROLE = f"{{{XLINK}}}arcrole"
_LANG = f"{{{XML}}}lang"
_REFS = frozenset(f"{{{LINK}}}{name}" for name in ("roleRef", "arcroleRef", "linkbaseRef", "schemaRef"))
_TEXTS = frozenset({f"{{{LINK}}}label", f"{{{LABEL}}}label"})
#: Attributes of XLink do not tell arcs apart (XBRL 2.1, section 3.5.3.9.7.4), nor does an id.
_PASSED_OVER = ("id", _TYPE, *(f"{{{XLINK}}}{name}" for name in ("title", "show", "actuate", "role", "href", "label")))
_PREFERRED = ("preferredLabel", "{http://xbrl.org/2013/preferred-label}preferredLabel")

_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
_MAX_DIGITS = 40
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


class Linkbase:
    """The extended links of one document, which is a linkbase or has linkbases within."""

    def __init__(self, place: str, notes: Notes) -> None:
        self._place = place
        self._notes = notes
        self.links: list[Link] = []
        self.leads: list[Lead] = []
        self.ids: dict[str, Resource] = {}
        self._led: set[tuple[str, str]] = set()
        self._number = 0

    def read(self, linkbase: etree._Element, base: str) -> None:
        """Take in a ``linkbase`` element; ``base`` is that of what it stands in.

        Raises:
            OutsideError: an ``xml:base`` is no place to read from.
        """
        base = based(base, linkbase)
        lang = linkbase.get(_LANG, "")
        for child in linkbase:
            if child.tag in _REFS:
                self.leads.append(lead(child, base))
            elif child.get(_TYPE) == "extended":
                self.links.append(self._link(child, based(base, child), child.get(_LANG, lang)))

    def _link(self, link: etree._Element, base: str, lang: str) -> Link:
        locators: dict[str, list[Locator]] = {}
        resources: dict[str, list[Resource]] = {}
        arcs: list[Arc] = []
        for child in link:
            kind = child.get(_TYPE)
            if kind == "locator":
                locator = Locator(child.get(_HREF, ""), based(base, child), line_of(child))
                locators.setdefault(child.get(_LABEL, ""), []).append(locator)
                if child.tag == _LOC:
                    self._lead(locator, is_free=not str(link.tag).startswith(_STANDARD))
            elif kind == "resource":
                resource = self._resource(child, child.get(_LANG, lang))
                resources.setdefault(child.get(_LABEL, ""), []).append(resource)
            elif kind == "arc":
                try:
                    arcs.append(_arc(child))
                except ValueError as error:
                    message = say("this arc cannot be used, it is left out: {reason}", reason=error.args[0])
                    self._notes.error("TNS056", message, Source(self._place, line_of(child)))
        return Link(
            str(link.tag),
            link.get(_ROLE, ""),
            self._place,
            {label: tuple(found) for label, found in locators.items()},
            {label: tuple(found) for label, found in resources.items()},
            tuple(arcs),
        )

    def _lead(self, locator: Locator, *, is_free: bool) -> None:
        """Once for each document: a linkbase points to the same few documents a thousand times."""
        document = locator.href.partition("#")[0].strip()
        if (document, locator.base) not in self._led:
            self._led.add((document, locator.base))
            self.leads.append(Lead(document, locator.base, locator.line, is_free=is_free))

    def _resource(self, element: etree._Element, lang: str) -> Resource:
        self._number += 1
        tag, role = str(element.tag), element.get(_ROLE)
        if tag in _TEXTS:
            text = text_of(element) if len(element) else element.text or ""
            found = Resource(self._place, self._number, tag, role or STANDARD, lang, text)
        else:
            found = Resource(self._place, self._number, tag, role, lang, "", tuple(_parts(element)))
        if own := element.get("id"):
            self.ids.setdefault(own, found)
        return found


def lead(element: etree._Element, base: str) -> Lead:
    """Where a simple link leads to.

    Raises:
        OutsideError: an ``xml:base`` is no place to read from.
    """
    return Lead(element.get(_HREF, ""), based(base, element), line_of(element))


def _parts(element: etree._Element) -> Iterator[tuple[str, str]]:
    for child in element:
        if isinstance(child.tag, str):
            yield child.tag.rpartition("}")[2], text_of(child)


def _arc(element: etree._Element) -> Arc:
    """An arc; raises ValueError with a message where one of its attributes makes no sense."""
    given = cast("dict[str, str]", dict(element.items()))
    for name in _PASSED_OVER:
        given.pop(name, None)
    arcrole, start, end = given.pop(_ARCROLE, ""), given.pop(_FROM, ""), given.pop(_TO, "")
    if not (arcrole and start and end):
        raise ValueError(say("it has no arcrole, or does not say from where and to where it leads"))
    if not given:
        return Arc(str(element.tag), arcrole, start, end, line_of(element))
    order, weight, priority = given.pop("order", None), given.pop("weight", None), given.pop("priority", None)
    use = given.pop("use", "optional")
    preferred = next((value for name in _PREFERRED if (value := given.pop(name, None))), None)
    if use not in ("optional", "prohibited"):
        raise ValueError(say("use={use!r} is neither optional nor prohibited", use=use))
    return Arc(
        str(element.tag),
        arcrole,
        start,
        end,
        line_of(element),
        Decimal(1) if order is None else _number("order", order),
        0 if priority is None else _whole(priority),
        use == "prohibited",
        None if weight is None else _weight(weight),
        preferred.strip() if preferred else None,
        *(_dimensional(given) if given else ()),
    )


def _dimensional(given: dict[str, str]) -> tuple[bool, str | None, str | None, bool, tuple[tuple[str, str], ...]]:
    """What XBRL Dimensions adds to an arc (sections 2.3 to 2.6), and what nothing here understands."""
    closed = given.pop(f"{{{XBRLDT}}}closed", None)
    context_element = given.pop(f"{{{XBRLDT}}}contextElement", None)
    target_role = given.pop(f"{{{XBRLDT}}}targetRole", None)
    usable = given.pop(f"{{{XBRLDT}}}usable", None)
    return (
        closed is not None and _truth("closed", closed),
        context_element,
        target_role,
        usable is None or _truth("usable", usable),
        tuple(sorted(given.items())),
    )


@lru_cache(maxsize=4096)  # a few thousand orders serve a million arcs
def _number(name: str, text: str) -> Decimal:
    text = text.strip()
    if len(text) > _MAX_DIGITS or not _DECIMAL.fullmatch(text):
        raise ValueError(say("{name}={text!r} is no decimal number", name=name, text=text[:_MAX_DIGITS]))
    return Decimal(text)


def _weight(text: str) -> Decimal:
    weight = _number("weight", text)
    if not weight:
        raise ValueError(say("a weight of zero makes no sum"))
    return weight


def _whole(text: str) -> int:
    text = text.strip()
    if len(text) > _MAX_DIGITS or not _INTEGER.fullmatch(text):
        raise ValueError(say("priority={text!r} is no whole number", text=text[:_MAX_DIGITS]))
    return int(text)


def _truth(name: str, text: str) -> bool:
    found = _BOOLEANS.get(text.strip())
    if found is None:
        raise ValueError(say("{name}={text!r} is neither true nor false", name=name, text=text[:_MAX_DIGITS]))
    return found
