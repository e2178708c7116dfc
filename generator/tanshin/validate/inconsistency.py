"""The sums of an instance of any size, judged from the stream of its items.

What a million items need is little: of each number that stands in a network its value, its precision and its line.
Sums that plainly hold are passed over in whole numbers; every other one is made a summation of facts, which judges by
the letter of the specifications.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import reduce
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from tanshin.report.aspect import Unit
from tanshin.report.fact import VAGUE, Fact, Key
from tanshin.report.item import Aspects, Item
from tanshin.taxonomy.relationship import Network, Relationship
from tanshin.validate.calculation import Binding, Summation, bind, bindings, number, summation_of
from tanshin.values.interval import Interval, interval_of
from tanshin.values.qname import QName
from tanshin.values.rounding import Rounding
from tanshin.values.source import Source


class Mode(StrEnum):
    """By which specification sums are judged."""

    XBRL_21 = "c10"
    """XBRL 2.1, section 5.2.5.2: rounded figures are compared, and what is repeated binds nothing."""

    XBRL_21_ONCE = "c10d"
    """The same, after of facts that say the same only the most precise one is kept."""

    ROUNDING = "c11r"
    """Calculations 1.1: figures that round to what is reported add up."""

    TRUNCATION = "c11t"
    """Calculations 1.1, where figures are cut off and not rounded."""


class Judged(Struct, frozen=True):
    """What was judged: how many sums were bound, and those that are inconsistent, in the order of the networks."""

    bound: int
    inconsistent: tuple[Summation, ...]


class _Amount(NamedTuple):
    """A whole number, doubled so that half a unit is whole too, and half the unit it is rounded to, doubled."""

    doubled: int
    half: int
    decimals: int | None
    line: int


#: Where items of one sum stand together (c-equal and u-equal).
_Place: TypeAlias = tuple[Aspects, Unit]
#: An amount that plain sums take; else the items as they are.
_Entry: TypeAlias = _Amount | list[Item]
_Filed: TypeAlias = dict[QName, dict[_Place, _Entry]]

_PLAIN = re.compile("-?[0-9]{1,30}")


def inconsistencies(
    items: Iterable[Item],
    networks: Iterable[Network],
    mode: Mode,
    name: str = "",
    tuples: Mapping[int, int] | None = None,
) -> Judged:
    """The inconsistent sums of an instance.

    ``items`` are consumed as they come. ``name`` is the file, for the sources of the facts. ``tuples`` gives for the
    number of each tuple that of the one it stands in; it is looked at when all items have come. Items in tuples are
    bound as XBRL 2.1 has it; Calculations 1.1 is about reports without.
    """
    networks = tuple(networks)
    concepts = frozenset(concept for network in networks for concept in _concepts(network))
    scopes: dict[int, _Filed] = {0: {}}
    for item in items:
        if item.unit is not None and item.concept in concepts:
            _file(scopes.setdefault(item.parent, {}), item, (item.aspects, item.unit))
    reader = _Reader(name, mode)
    if len(scopes) > 1 and mode in (Mode.XBRL_21, Mode.XBRL_21_ONCE):
        return reader.nested(scopes, tuples or {}, networks)
    bound = 0
    found: list[Summation] = []
    own = scopes[0]
    for binding in bindings(own, [own], networks):
        is_plain = _is_plain(binding, mode)
        if is_plain is None:
            summation = reader.summation(binding)
            if summation is None:
                continue
            found += [summation] if reader.is_inconsistent(summation) else []
        bound += is_plain is not False
    return Judged(bound, tuple(found))


def _concepts(network: Network) -> Iterator[QName]:
    for arc in network.relationships:
        yield arc.source
        yield arc.target


def _file(filed: _Filed, item: Item, place: _Place) -> None:
    places = filed.get(item.concept)
    if places is None:
        places = filed[item.concept] = {}
    known = places.get(place)
    if known is None:
        places[place] = _amount(item) or [item]
    elif isinstance(known, list):
        known.append(item)
    else:
        places[place] = [_item(item.concept, place, known), item]


def _amount(item: Item) -> _Amount | None:
    """The amount of an item that is a whole number without digits beyond its precision."""
    text, decimals = item.text, item.decimals
    if text is None or not _PLAIN.fullmatch(text):
        return None
    value = int(text)
    if decimals is None:
        return _Amount(2 * value, 0, None, item.line)
    if not -30 <= decimals <= 0:
        return None
    unit = 10**-decimals
    return None if value % unit else _Amount(2 * value, unit, decimals, item.line)


def _item(concept: QName, place: _Place, amount: _Amount) -> Item:
    """The item an amount was made of, but for its id."""
    return Item(concept, *place, str(amount.doubled // 2), amount.decimals, 0, amount.line)


def _is_plain(binding: Binding[_Entry, _Place], mode: Mode) -> bool | None:
    """Whether a sum plainly holds; ``False`` where nothing is added, ``None`` where one has to look closer."""
    total = binding.total
    if not isinstance(total, _Amount):
        return None
    left, slack = total.doubled, total.half
    bound = False
    for arc, column in zip(binding.arcs, binding.items, strict=True):
        if column:
            amount, weight = column[0], 1 if arc.weight is None else int(arc.weight)
            if not isinstance(amount, _Amount) or (arc.weight is not None and weight != arc.weight):
                return None
            left -= weight * amount.doubled
            slack += abs(weight) * amount.half
            bound = True
    if not bound:
        return False
    # Figures that add up as they are add up by every rule; rounded ones may be as far off as their halves reach.
    return True if not left or (mode is Mode.ROUNDING and abs(left) <= slack) else None


class _Reader(Struct, frozen=True):
    """Makes facts and summations of what was filed, and judges them."""

    name: str
    mode: Mode

    def summation(self, binding: Binding[_Entry, _Place]) -> Summation | None:
        """The summation of a binding; ``None`` where its total is nil, or nothing is added."""
        concept = binding.arcs[0].source
        columns: list[tuple[Relationship, list[list[Fact]]]] = [
            (arc, [self._facts(arc.target, binding.place, entry) for entry in column])
            for arc, column in zip(binding.arcs, binding.items, strict=True)
        ]
        found = summation_of(binding.role, self._facts(concept, binding.place, binding.total), columns)
        return found if found.items and not found.total.is_nil else None

    def nested(self, scopes: Mapping[int, _Filed], tuples: Mapping[int, int], networks: Sequence[Network]) -> Judged:
        """The sums of an instance with tuples: items of a total may stand in any tuple below its parent."""
        facts = {
            number: [
                fact
                for concept, places in filed.items()
                for place, entry in places.items()
                for fact in self._facts(concept, place, entry)
            ]
            for number, filed in scopes.items()
        }
        found = [
            one
            for number, own in facts.items()
            for one in bind(
                own, [own, *(facts[other] for other in facts if _is_below(other, number, tuples))], networks
            )
        ]
        return Judged(len(found), tuple(one for one in found if self.is_inconsistent(one)))

    def is_inconsistent(self, one: Summation) -> bool:
        """Whether a sum is inconsistent in the mode."""
        match self.mode:
            case Mode.ROUNDING:
                return one.is_inconsistent_11(Rounding.HALF_UP) is True
            case Mode.TRUNCATION:
                return one.is_inconsistent_11(Rounding.TRUNCATE) is True
        return one.is_inconsistent_21

    def _facts(self, concept: QName, place: _Place, entry: _Entry) -> list[Fact]:
        items = [_item(concept, place, entry)] if isinstance(entry, _Amount) else entry
        facts = sorted((self._fact(item) for item in items), key=lambda fact: fact.is_nil)
        return _once(facts) if self.mode is Mode.XBRL_21_ONCE else facts

    def _fact(self, item: Item) -> Fact:
        aspects = item.aspects
        key = Key(item.concept, aspects.entity, aspects.period, item.unit, aspects.dimensions)
        value = None if item.text is None else Decimal(item.text.strip())
        return Fact(key, value, item.decimals, source=Source(self.name, item.line))


def _once(facts: list[Fact]) -> list[Fact]:
    """Of facts about one thing that may all be right the most precise; all of those that contradict each other."""
    known = [fact for fact in facts if not fact.is_nil and fact.decimals != VAGUE]
    said = [interval_of(number(fact), fact.decimals, Rounding.HALF_UP) for fact in known]
    if not known or reduce(Interval.intersect, said).is_empty:
        return facts
    return [max(known, key=lambda fact: (fact.decimals is None, fact.decimals or 0))]


def _is_below(number: int, parent: int, tuples: Mapping[int, int]) -> bool:
    """Whether a tuple stands in another, however deep."""
    while number in tuples:
        number = tuples[number]
        if number == parent:
            return True
    return False
