"""An instance as a stream of items, read in chunks: a file of a million facts takes no more memory than its contexts.

Tuples that are still open are emptied as they grow, too. Where a fact stands above its context or unit, the file is
read through once for those, so that nothing has to wait in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree

from tanshin.read.context import CONTEXT, UNIT, Unreadable, aspects_of, unit_of
from tanshin.read.xbrl.growing import Growing, line_of
from tanshin.read.xbrl.note import NoteLinks
from tanshin.report.aspect import XBRLI, Unit
from tanshin.report.fact import VAGUE
from tanshin.report.item import Aspects, Item
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import Message, say
from tanshin.values.qname import QName
from tanshin.values.source import Source

_LINK = "http://www.xbrl.org/2003/linkbase"
_XLINK = "{http://www.w3.org/1999/xlink}"
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SCHEMA = f"{{{_LINK}}}schemaRef"
_LINKBASES = frozenset(f"{{{_LINK}}}{name}" for name in ("linkbaseRef", "roleRef", "arcroleRef"))
_FOOTNOTES = f"{{{_LINK}}}footnoteLink"
_OWN = (f"{{{XBRLI}}}", f"{{{_LINK}}}")
_HEADER = frozenset({CONTEXT, UNIT})
_WHOLE = re.compile("[+-]?[0-9]{1,5}")

#: Findings of one kind that are told one by one; of the others there is a count.
_TOLD = 20
#: How many attributes a usual number has: its context, its unit, its decimals.
_USUAL = 3
#: No decimals that anything has.
_UNSEEN = 1 << 40
#: Decimals beyond which nothing is a figure of an account.
MAX_DECIMALS = 10_000


_Tables = tuple[dict[str, QName], dict[str, Aspects], dict[str, Unit], dict[str, int | None]]


class Stream:
    """One reading of one instance: iterate over it once, then ask for the rest.

    Items come in the order of the file. ``tuples`` has for the number of each tuple that of the one it stands in.
    ``schemas`` are the hrefs of its schema references, ``linkbases`` those of its references to linkbases, roles and
    arcroles.

    Raises:
        InputError: while it is iterated over: the file cannot be read (TNS001), is not well-formed or has a DOCTYPE
            (TNS017), is no instance (TNS041), or has an element that is too large (TNS047).
    """

    def __init__(self, source: bytes | Path, name: str) -> None:
        self._source = source
        self._name = name
        self._contexts: dict[str, Aspects] = {}
        self._units: dict[str, Unit] = {}
        self._alike: dict[Aspects | Unit, Aspects | Unit] = {}
        self._names: dict[str, QName] = {}
        self._decimals: dict[str, int | None] = {}
        self._is_scanned = False
        self._open: dict[etree._Element, int] = {}
        self._said: list[Finding] = []
        self._counts: dict[str, int] = {}
        self._links: NoteLinks = NoteLinks()
        self.tuples: dict[int, int] = {}
        self.schemas: list[str] = []
        self.linkbases: list[str] = []

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What reading had to say, once everything is read."""
        more = (
            Finding(
                code,
                Severity.ERROR,
                say("{count} more like these", count=number - _TOLD),
                (Source(self._name),),
            )
            for code, number in self._counts.items()
            if number > _TOLD
        )
        return (*self._said, *more)

    @property
    def links(self) -> NoteLinks:
        """The footnotes and the ids of the facts they stand on."""
        return self._links

    def __iter__(self) -> Iterator[Item]:
        growing = Growing(self._source, self._name)
        for root, keep in growing:
            around, number = root, 0
            while True:
                ready = len(around) - keep
                if ready > 0:
                    yield from self._items(islice(around, ready), number)
                    del around[:ready]
                    growing.taken()
                last = around[-1] if keep and len(around) else None
                if last is None or not len(last) or not self._is_tuple(last):
                    break
                around, number = last, self._number(last, number)

    def _items(self, elements: Iterator[etree._Element], parent: int) -> Iterator[Item]:
        """The items among complete elements and in the tuples among them."""
        names, contexts, units, decimals = self._tables
        above: list[tuple[Iterator[etree._Element], int]] = []
        while True:
            for element in elements:
                tag = element.tag
                concept = names.get(tag)
                if concept is None:
                    if tag.startswith(_OWN):
                        self._own(element)
                        continue
                    concept = self._name_of(tag, element.prefix)
                # Asking for an attribute by its name costs as much as all of them together do.
                given: Any = dict(element.items())
                context = given.get("contextRef")
                if context is not None:
                    aspects, unit = contexts.get(context), units.get(given.get("unitRef"))
                    text: Any = element.text
                    if (
                        aspects
                        and unit
                        and text
                        and len(given) == _USUAL
                        and given.get("decimals") in decimals
                        and not len(element)
                    ):
                        line: Any = element.sourceline
                        yield Item(concept, aspects, unit, text, decimals[given["decimals"]], parent, line)
                        continue
                    item = self._item(element, concept, given, context, parent)
                    if item is not None:
                        yield item
                elif len(element):
                    above.append((elements, parent))
                    elements, parent = iter(element), self._number(element, parent, is_complete=True)
                    break
            else:
                if not above:
                    return
                elements, parent = above.pop()

    @property
    def _tables(self) -> _Tables:
        return self._names, self._contexts, self._units, self._decimals

    def _is_tuple(self, element: etree._Element) -> bool:
        """Whether an element that may be open holds facts."""
        return not element.tag.startswith(_OWN) and element.get("contextRef") is None

    def _number(self, element: etree._Element, parent: int, *, is_complete: bool = False) -> int:
        """The number of a tuple; one that was met when it was open has it already."""
        number = self._open.pop(element, None) if is_complete else self._open.get(element)
        if number is None:
            number = len(self.tuples) + 1
            self.tuples[number] = parent
            if not is_complete:
                self._open[element] = number
        return number

    def _own(self, element: etree._Element) -> None:
        """What XBRL itself has in an instance beside facts."""
        tag = element.tag
        if tag in _HEADER:
            if not self._is_scanned:
                self._define(element)
        elif tag == _FOOTNOTES:
            self._links.add(element, self._name)
        elif tag == _SCHEMA or tag in _LINKBASES:
            href = element.get(f"{_XLINK}href", "").strip()
            (self.schemas if tag == _SCHEMA else self.linkbases).append(href)

    def _define(self, element: etree._Element) -> None:
        name = element.get("id", "").strip()
        try:
            one: Aspects | Unit = aspects_of(element) if element.tag == CONTEXT else unit_of(element)
        except Unreadable as fault:
            message = say(
                "{id} cannot be read, so the facts that it is for are left out: {reason}", id=name, reason=fault.message
            )
            self._tell("TNS042", message, line_of(element))
            return
        one = self._alike.setdefault(one, one)
        known = self._contexts.setdefault(name, one) if isinstance(one, Aspects) else self._units.setdefault(name, one)
        if known is not one:
            message = say(
                "two contexts or units that say different things have the id {id!r}; the first one counts. Give each "
                "its own",
                id=name,
            )
            self._tell("TNS042", message, line_of(element))

    def _scan(self) -> None:
        """Read the contexts and units of the whole file."""
        self._contexts.clear()
        self._units.clear()
        self._said = [one for one in self._said if one.code != "TNS042"]
        self._counts.pop("TNS042", None)
        growing = Growing(self._source, self._name)
        for root, keep in growing:
            around = root
            while True:
                ready = len(around) - keep
                for element in islice(around, max(ready, 0)):
                    if element.tag in _HEADER and around is root:
                        self._define(element)
                if ready > 0:
                    del around[:ready]
                    growing.taken()
                last = around[-1] if keep and len(around) else None
                if last is None or not len(last) or not self._is_tuple(last):
                    break
                around = last
        self._is_scanned = True

    def _item(
        self, element: etree._Element, concept: QName, given: dict[str, str], context: str, parent: int
    ) -> Item | None:
        """The item a fact is; ``None`` where what it is about is not known."""
        text: Any = element.text
        line: Any = element.sourceline
        measure = given.get("unitRef")
        if len(element):
            text = self._inner(element, measure)
        if text is None or _NIL in given:
            text = None if given.get(_NIL, "").strip() in ("true", "1") else text or ""
        decimals = lang = unit = None
        if measure is None:
            lang = _language(element)
        else:
            unit = self._units.get(measure)
            if text is not None:
                decimals = self._decimals.get(given.get("decimals", ""), _UNSEEN)
                if decimals == _UNSEEN:
                    decimals = self._precision(element, given, text)
        aspects = self._contexts.get(context)
        if aspects is None or (unit is None and measure is not None):
            aspects, unit = self._late(context.strip(), None if measure is None else measure.strip())
            if aspects is None or (unit is None and measure is not None):
                missing = context if aspects is None else str(measure)
                self._tell_missing(concept.local, missing, line or 0)
                return None
        return Item(concept, aspects, unit, text, decimals, parent, line or 0, lang, given.get("id"))

    def _tell_missing(self, concept: str, missing: str, line: int) -> None:
        message = say(
            "{concept} refers to {id!r}, which is no context or unit that could be read, so it is left out; "
            "correct the reference",
            concept=concept,
            id=missing.strip()[:80],
        )
        self._tell("TNS043", message, line)

    def _late(self, context: str, measure: str | None) -> tuple[Aspects | None, Unit | None]:
        """The context and the unit of those ids, wherever they stand."""
        known = context in self._contexts and (measure is None or measure in self._units)
        if not known and not self._is_scanned:
            self._scan()
        return self._contexts.get(context), None if measure is None else self._units.get(measure)

    def _name_of(self, tag: str, prefix: str | None) -> QName:
        namespace, _, local = tag.rpartition("}")
        name = self._names[tag] = QName(namespace[1:], local, prefix or "")
        return name

    def _inner(self, element: etree._Element, measure: str | None) -> str:
        """The text of an element that has others in it."""
        return "".join(map(str, element.itertext())) if measure is None else self._fraction(element)

    def _fraction(self, element: etree._Element) -> str:
        """A fraction as ``numerator/denominator`` (XBRL 2.1, section 5.1.1)."""
        parts = {etree.QName(child).localname: (child.text or "").strip() for child in element.iterchildren("*")}
        return f"{parts.get('numerator', '')}/{parts.get('denominator', '')}"

    def _precision(self, element: etree._Element, given: dict[str, str], text: str) -> int | None:
        """The decimals of a number, whichever attribute says them (XBRL 2.1, section 4.6.6)."""
        written, precision = given.get("decimals"), given.get("precision")
        if written is not None:
            decimals = self._decimals[written] = self._whole(element, written)
            return decimals
        if precision is not None:
            whole = None if precision.strip() == "INF" else self._whole(element, precision)
            return None if whole is None else decimals_of(text, whole)
        if not len(element):
            concept = element.tag.rpartition("}")[2]
            message = say("{concept} is a number without decimals; it is taken as exact. Give them", concept=concept)
            self._tell("TNS044", message, line_of(element))
        return None

    def _whole(self, element: etree._Element, written: str) -> int | None:
        text = written.strip()
        if text == "INF":
            return None
        value = int(text) if _WHOLE.fullmatch(text) else MAX_DECIMALS + 1
        if abs(value) <= MAX_DECIMALS:
            return value
        message = say(
            "{text!r} is no number of decimals; it is taken as exact. Write a whole number or INF", text=text[:40]
        )
        self._tell("TNS044", message, line_of(element))
        return None

    def _tell(self, code: str, message: Message, line: int) -> None:
        number = self._counts[code] = self._counts.get(code, 0) + 1
        if number <= _TOLD:
            self._said.append(Finding(code, Severity.ERROR, message, (Source(self._name, line),)))


def decimals_of(text: str, precision: int) -> int | None:
    """The decimals that a number of significant digits comes to (XBRL 2.1, section 4.6.6).

    :data:`VAGUE` for none at all. Zero has no first digit to count from, and is taken as exact.
    """
    if not precision:
        return VAGUE
    digits = text.strip().lstrip("+-")
    mantissa, _, exponent = digits.lower().partition("e")
    whole, _, part = mantissa.partition(".")
    whole = whole.lstrip("0")
    shift = int(exponent) if exponent.lstrip("+-").isdigit() and len(exponent) <= 6 else 0
    if whole:
        magnitude = len(whole)
    elif part.strip("0"):
        magnitude = -(len(part) - len(part.lstrip("0")))
    else:
        return None
    return precision - (magnitude + shift)


def _language(element: etree._Element) -> str | None:
    """The language in force: that of the element, or of what it stands in."""
    found = element.get(_LANG)
    if found is None:
        parent = element.getparent()
        while parent is not None and found is None:
            found, parent = parent.get(_LANG), parent.getparent()
    return found
