"""Which tuple a fact stands in, and at which place (Inline XBRL 1.1, section 14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from lxml import etree

from tanshin.read.ixbrl.markup import Page, enclosing
from tanshin.read.ixbrl.words import shown
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import say


class Tuples:
    """The tuples of a set by their numbers, from 1; 0 is none."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.findings: list[Finding] = []
        found = [(page, element) for page in pages for element in page.elements("tuple")]
        self._numbers = {element: place for place, (_, element) in enumerate(found, 1)}
        self._named: dict[str, int] = {}
        for _, element in found:
            if (name := element.get("tupleID", "").strip()) and name not in self._named:
                self._named[name] = self._numbers[element]
        parents = {self._numbers[element]: self.around(page, element) for page, element in found}
        circular = _circular(parents)
        for page, element in found:
            if circular[self._numbers[element]]:
                message = say(
                    "the tuple {name} stands in itself, by way of tupleRef; correct that",
                    name=shown(element.get("name", "")),
                )
                self.findings.append(Finding("TNS067", Severity.ERROR, message, (page.source(element),)))

    def __bool__(self) -> bool:
        return bool(self._numbers)

    def around(self, page: Page, element: etree._Element) -> int:
        """The number of the tuple that an element belongs to: the one that it names, or the nearest around it."""
        if (named := element.get("tupleRef")) is not None:
            if found := self._named.get(named.strip()):
                return found
            message = say(
                "there is no tuple {name!r} in the documents of the set, so what stands here is read as part of none; "
                "correct tupleRef, or give all documents of the set",
                name=shown(named),
            )
            self.findings.append(Finding("TNS067", Severity.ERROR, message, (page.source(element),)))
            return 0
        outer = enclosing(element, "tuple") if self._numbers else None
        return 0 if outer is None else self._numbers[outer]


def place_of(element: etree._Element) -> Decimal:
    """The place of an element in its tuple, as ``order`` says it."""
    try:
        order = Decimal(element.get("order", "0").strip())
    except InvalidOperation:
        return Decimal(0)
    return order if order.is_finite() else Decimal(0)


def _circular(parents: Mapping[int, int]) -> Mapping[int, bool]:
    """Of each tuple whether the way out of it leads in a circle; each is passed once."""
    known = {0: False}
    for first in parents:
        way, number = [], first
        while number not in known:
            known[number] = True  # met again on this way, it is a circle
            way.append(number)
            number = parents[number]
        known.update(dict.fromkeys(way, known[number]))
    return known
