"""The sums of an instance of any size, judged from the stream of its items.

What a million items need is little: of each number that stands in a network its value, its precision and its line.
Sums of plain numbers are judged in whole numbers; every other one, and every one that is to be told, is made a
summation of facts, which judges by the letter of the specifications.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from msgspec import Struct

from tanshin.report.aspect import XBRLI, Unit
from tanshin.report.fact import VAGUE, Fact, Key, Value
from tanshin.report.item import Aspects, Item
from tanshin.taxonomy.relationship import Network
from tanshin.taxonomy.role import SUMMATION_ITEM_11
from tanshin.validate.amount import (
    Amount,
    amount_of,
    exact,
    is_inconsistent_21,
    is_inconsistent_rounded,
    is_inconsistent_truncated,
    ten,
    whole_weight,
    written,
)
from tanshin.validate.binding import Binding, bindings, weight_of
from tanshin.validate.calculation import Mode, Summation, Verdict, bind, number, rounded, summation_of
from tanshin.values.qname import QName
from tanshin.values.rounding import MAX_MAGNITUDE
from tanshin.values.source import Source

__all__ = ["Judged", "Mode", "Verdict", "inconsistencies"]


class Judged(Struct, frozen=True):
    """What was judged, in the order of the networks.

    ``bound`` counts the sums that are consistent or inconsistent. ``inconsistent`` are those that are; of those that
    were too many to be written out the totals are in ``others``. ``unjudged`` are those about which the specification
    says nothing, and why. With ``is_incompatible`` Calculations 1.1 has nothing to say about the report at all: it is
    none that the Open Information Model knows (a precision of 0, a fraction, a segment with what is no dimension).
    """

    bound: int
    inconsistent: tuple[Summation, ...] = ()
    others: tuple[Key, ...] = ()
    unjudged: tuple[tuple[Summation, Verdict], ...] = ()
    is_incompatible: bool = False


#: Items of one sum stand together in one (c-equal and u-equal); a number for each pair.
_Place: TypeAlias = tuple[Aspects, Unit]
#: A plain number; ``None`` for nil; else the items as they are.
_Entry: TypeAlias = Amount | list[Item] | None
_Filed: TypeAlias = dict[QName, dict[int, _Entry]]
_Binding: TypeAlias = Binding[int, _Entry, _Entry]

#: Names that are remembered by identity; a reader has one for each concept.
_MAX_COLUMNS = 1 << 16

_PLAIN = {
    Mode.XBRL_21: is_inconsistent_21,
    Mode.XBRL_21_ONCE: is_inconsistent_21,
    Mode.ROUNDING: is_inconsistent_rounded,
    Mode.TRUNCATION: is_inconsistent_truncated,
}


def inconsistencies(
    items: Iterable[Item],
    networks: Iterable[Network],
    mode: Mode,
    name: str = "",
    tuples: Mapping[int, int] | None = None,
    most: int | None = None,
) -> Judged:
    """What a mode says of the sums of an instance.

    ``items`` are consumed as they come; those that stand in no network are not kept. ``networks`` may be of both
    arcroles: Calculations 1.1 takes all of them, XBRL 2.1 leaves those of the newer arcrole out. ``name`` is the file,
    for the sources of the facts. ``tuples`` gives for the number of each tuple that of the one it stands in; it is
    looked at when all items have come. Items in tuples are bound as XBRL 2.1 has it; Calculations 1.1 leaves them out.
    At ``most`` so many sums are written out: where every one is wrong, that would take longer than judging.
    """
    chosen = tuple(one for one in networks if not (mode.is_21 and one.arcrole == SUMMATION_ITEM_11))
    desk = _Desk(mode, name, chosen, most)
    desk.take(items)
    if desk.is_incompatible:
        return Judged(0, is_incompatible=True)
    return desk.nested(tuples or {}) if desk.scopes else desk.flat()


class _Tally:
    """Counts and keeps verdicts."""

    def __init__(self, mode: Mode, most: int | None) -> None:
        self._mode = mode
        self._most = most
        self.bound = 0
        self.inconsistent: list[Summation] = []
        self.others: list[Key] = []
        self._unjudged: list[tuple[Summation, Verdict]] = []

    def add(self, one: Summation | None) -> None:
        """Judge a sum by the letter, if it is one."""
        if one is None:
            return
        verdict = one.verdict(self._mode)
        self.bound += verdict in (Verdict.CONSISTENT, Verdict.INCONSISTENT)
        if verdict is Verdict.INCONSISTENT:
            if self.is_full:
                self.others.append(one.total.key)
            else:
                self.inconsistent.append(one)
        elif verdict is not Verdict.CONSISTENT:
            self._unjudged.append((one, verdict))

    @property
    def is_full(self) -> bool:
        """Whether no more sums are written out."""
        return self._most is not None and len(self.inconsistent) >= self._most

    def judged(self) -> Judged:
        """What was said."""
        return Judged(self.bound, tuple(self.inconsistent), tuple(self.others), tuple(self._unjudged))


class _Desk:
    """What is kept of the items of one instance, and the judge of it."""

    def __init__(self, mode: Mode, name: str, networks: Sequence[Network], most: int | None) -> None:
        self._mode = mode
        self._most = most
        self._name = name
        self._networks = networks
        self._own: _Filed = {}
        self._weights: dict[int, tuple[int, int]] = {}  # by the identity of the arc, which the networks keep
        for network in networks:
            for arc in network.relationships:
                self._own[arc.source], self._own[arc.target] = {}, {}
                self._weights[id(arc)] = whole_weight(weight_of(arc))
        self._numbers: dict[_Place, int] = {}
        self._places: list[_Place] = []
        self._odd: set[int] = set()  # places in which not everything is a plain number or nil
        self.scopes: dict[int, list[Item]] = {}
        self.is_incompatible = False

    def take(self, items: Iterable[Item]) -> None:
        """Keep what is needed of items; a million of them come through here."""
        own, is_21 = self._own, self._mode.is_21
        columns: dict[int, tuple[QName, dict[int, _Entry] | None]] = {}  # by the identity of the name, kept with it
        aspects: Aspects | None = None
        unit: Unit | None = None
        at = 0
        for item in items:
            if item.unit is None or (item.parent and not is_21):
                self._look_around(item.aspects)
                continue
            concept, text, decimals = item.concept, item.text, item.decimals
            if item.aspects is not aspects or item.unit is not unit:
                aspects, unit = item.aspects, item.unit
                at = self._at(aspects, unit)
            found = columns.get(id(concept))
            if found is None or found[0] is not concept:
                found = (concept, own.get(concept))
                if len(columns) < _MAX_COLUMNS:
                    columns[id(concept)] = found
            places = found[1]
            if places is None:
                self._look(text, decimals)
            elif item.parent:
                self.scopes.setdefault(item.parent, []).append(item)
            else:
                amount = None if text is None else amount_of(text, decimals, item.line)
                if at in places:
                    self._join(places, at, item, amount)
                elif amount is None and text is not None:
                    self._look(text, decimals)
                    self._odd.add(at)
                    places[at] = [item]
                else:
                    places[at] = amount

    def _look(self, text: str | None, decimals: int | None) -> None:
        """Whether the Open Information Model knows no such figure."""
        if decimals == VAGUE or (text is not None and "/" in text):
            self.is_incompatible |= not self._mode.is_21

    def _look_around(self, aspects: Aspects) -> None:
        """Whether the Open Information Model knows no such context (xBRL-XML 1.0)."""
        if not self._mode.is_21 and any(axis.namespace == XBRLI for axis, _ in aspects.dimensions):
            self.is_incompatible = True

    def _at(self, aspects: Aspects, unit: Unit) -> int:
        """The number of a place."""
        self._look_around(aspects)
        place = (aspects, unit)
        at = self._numbers.get(place)
        if at is None:
            at = self._numbers[place] = len(self._places)
            self._places.append(place)
        return at

    def _join(self, places: dict[int, _Entry], at: int, item: Item, amount: Amount | None) -> None:
        """File more about one thing; what says exactly the same is dropped if it may be.

        Where XBRL 2.1 binds nothing that is repeated, it may not; but a nil that is repeated is no item all the same.
        """
        known = places[at]
        if known is None and item.text is None:
            return
        if self._mode is not Mode.XBRL_21 and _is_same(amount, known):
            return
        self._look(item.text, item.decimals)
        self._odd.add(at)
        if isinstance(known, list):
            known.append(item)
        else:
            places[at] = [_item(item.concept, (item.aspects, item.unit), known), item]

    def flat(self) -> Judged:
        """The verdicts on an instance without tuples."""
        judge = _PLAIN[self._mode]
        tally = _Tally(self._mode, self._most)
        weights, odd = self._weights, self._odd
        for binding in bindings(self._own, self._own, self._networks):
            total = binding.total
            if total is None:
                continue
            if binding.place not in odd:
                terms: Any = [(entry, weights[id(arc)]) for arc, entry in binding.items if entry is not None]
                if not terms:
                    continue
                tally.bound += 1
                if not judge(total, terms):  # type: ignore[arg-type] # only plain numbers stand in such a place
                    continue
                if tally.is_full:
                    tally.others.append(self._key(binding.concept, *self._places[binding.place]))
                else:
                    tally.inconsistent += [one] if (one := self._summation(binding)) else []
            else:
                tally.add(self._summation(binding))
        return tally.judged()

    def _summation(self, binding: _Binding) -> Summation | None:
        items = [(arc, [self._facts(arc.target, binding.place, entry)]) for arc, entry in binding.items]
        totals = self._facts(binding.concept, binding.place, binding.total)
        key = totals[0].key
        place = (key.entity, key.period, key.unit, key.dimensions)
        return summation_of(Binding(binding.network, binding.concept, place, totals, items))

    def _facts(self, concept: QName, place: int, entry: _Entry) -> list[Fact]:
        items = entry if isinstance(entry, list) else [_item(concept, self._places[place], entry)]
        return self._read(items)

    def _read(self, items: Iterable[Item]) -> list[Fact]:
        """The facts of items about one thing, nil ones last, de-duplicated where the mode asks for it."""
        facts = sorted((self._fact(item) for item in items), key=lambda fact: fact.is_nil)
        return once(facts) if self._mode is Mode.XBRL_21_ONCE else facts

    def _fact(self, item: Item) -> Fact:
        key = self._key(item.concept, item.aspects, item.unit)
        value: Value = None if item.text is None else exact(item.text)
        if value is None or (item.decimals not in (None, VAGUE) and abs(item.decimals) > MAX_MAGNITUDE):
            value = item.text  # no number that could be added, or nil
        return Fact(key, value, item.decimals, source=Source(self._name, item.line))

    @staticmethod
    def _key(concept: QName, aspects: Aspects, unit: Unit | None) -> Key:
        return Key(concept, aspects.entity, aspects.period, unit, aspects.dimensions)

    def nested(self, tuples: Mapping[int, int]) -> Judged:
        """The verdicts by XBRL 2.1 on an instance with tuples: items of a total may stand anywhere below its parent."""
        facts = {scope: self._scope(items) for scope, items in self.scopes.items()}
        facts[0] = [
            fact
            for concept, places in self._own.items()
            for place, entry in places.items()
            for fact in self._facts(concept, place, entry)
        ]
        below: dict[int, list[int]] = {}
        for scope in self.scopes:
            for around in _around(scope, tuples):
                below.setdefault(around, []).append(scope)
        tally = _Tally(self._mode, self._most)
        for scope in sorted(facts):
            own = facts[scope]
            for one in bind(own, [own, *(facts[other] for other in below.get(scope, ()))], self._networks):
                tally.add(one)
        return tally.judged()

    def _scope(self, items: Iterable[Item]) -> list[Fact]:
        alike: dict[tuple[QName, Aspects, Unit | None], list[Item]] = {}
        for item in items:
            alike.setdefault((item.concept, item.aspects, item.unit), []).append(item)
        return [fact for group in alike.values() for fact in self._read(group)]


def once(facts: list[Fact]) -> list[Fact]:
    """Of facts about one thing the most precise, if all of them are it when they are rounded as they are; else all."""
    known = [fact for fact in facts if not fact.is_nil]
    if len(known) < 2:
        return known or facts[:1]
    if any(fact.decimals == VAGUE or not isinstance(fact.value, Decimal) for fact in known):
        return known
    best = known[0]
    for fact in known[1:]:
        precisions = [one.decimals for one in (fact, best) if one.decimals is not None]
        if rounded(number(fact), min(precisions, default=None)) != rounded(number(best), min(precisions, default=None)):
            return known
        if best.decimals is not None and (fact.decimals is None or fact.decimals > best.decimals):
            best = fact
    return [best]


def _is_same(one: _Entry, other: _Entry) -> bool:
    """Whether two plain numbers say the same at the same precision."""
    if not isinstance(one, Amount) or not isinstance(other, Amount) or one.scale.decimals != other.scale.decimals:
        return False
    return one.value * ten(other.scale.places) == other.value * ten(one.scale.places)


def _item(concept: QName, place: tuple[Aspects, Unit | None], entry: Amount | None) -> Item:
    """The item that was filed as an amount, or as nil, but for its id."""
    if entry is None:
        return Item(concept, *place, None)
    return Item(concept, *place, written(entry), entry.scale.decimals, 0, entry.line)


def _around(number: int, tuples: Mapping[int, int]) -> Iterator[int]:
    """What a tuple stands in, from the inside out, 0 last."""
    while number:
        number = tuples.get(number, 0)
        yield number
