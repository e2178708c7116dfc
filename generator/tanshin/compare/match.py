"""Which fact of one report is which of the other: by key, and where only names moved, by local name."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from enum import StrEnum
from functools import cache

from msgspec import Struct

from tanshin.compare.side import Side, sort_key
from tanshin.report.aspect import Dimensions, Entity, TypedMember, Unit
from tanshin.report.fact import Fact, Key
from tanshin.values.qname import QName

#: What a taxonomy counts its versions by: a day, a year, a number; alone between slashes or behind a word.
_VERSION = re.compile(r"(?<![A-Za-z0-9])\d{4}(?:-\d{2}){1,2}(?!\d)|(?<=[/_-])v?\d+(?:\.\d+)*(?=$|[/_.-])")


class Match(StrEnum):
    """By what two facts were taken for one."""

    KEY = "key"
    """Every aspect is the same."""

    NAME = "name"
    """The local names are the same, in namespaces that are versions of one, or about one company under two codes."""


class Pair(Struct, frozen=True):
    """What both reports say of one thing."""

    old: Fact
    new: Fact
    by: Match


class Matching(Struct, frozen=True):
    """The facts of two reports, in pairs and alone.

    ``names`` are the namespaces that were taken for one, ``entities`` the two that were; ``ambiguous`` are the keys of
    either side that local names would have matched with more than one.
    """

    pairs: tuple[Pair, ...]
    removed: tuple[Fact, ...]
    added: tuple[Fact, ...]
    names: tuple[tuple[str, str], ...] = ()
    entities: tuple[Entity, Entity] | None = None
    ambiguous: tuple[Key, ...] = ()


def match(old: Side, new: Side) -> Matching:
    """The facts of two reports, each with its counterpart.

    A fact is first looked for by its whole key. Of what is left, concepts, axes, members and measures are compared by
    local name where their namespaces are versions of one, or have one prefix and stand on one side each; and where each
    report is about one entity, and not the same, the entity does not count. What that leaves with several counterparts
    is matched with none.
    """
    by_key = new.report.by_key
    pairs = [Pair(fact, by_key[fact.key], Match.KEY) for fact in old.report if fact.key in by_key]
    left = [fact for fact in old.report if fact.key not in by_key]
    right = [fact for fact in new.report if fact.key not in old.report.by_key]
    names = _versions(_namespaces(old.report), _namespaces(new.report))
    entities = _renamed(old, new)
    if not (names or entities):
        return Matching(tuple(pairs), tuple(left), tuple(right))
    loose = _Loose(dict(names), None if entities is None else entities[1])
    here, there = (_gathered(facts, loose) for facts in (left, right))
    ambiguous: list[Key] = []
    removed: list[Fact] = []
    for key, ones in here.items():
        others = there.get(key, [])
        if len(ones) == len(others) == 1:
            pairs.append(Pair(ones[0], others[0], Match.NAME))
            del there[key]
        else:
            removed += ones
            ambiguous += (fact.key for fact in (*ones, *others) if others)
    added = [fact for facts in there.values() for fact in facts]
    ambiguous.sort(key=sort_key)
    return Matching(tuple(pairs), tuple(removed), tuple(added), names, entities, tuple(ambiguous))


def stem(namespace: str) -> str:
    """A namespace without what counts its versions."""
    return _VERSION.sub("*", namespace)


class _Loose:
    """Keys of the first report in the names of the second; what many facts share is looked up once."""

    def __init__(self, names: Mapping[str, str], entity: Entity | None) -> None:
        self.entity = entity
        self.name: Callable[[QName], QName] = cache(
            lambda name: QName(names[name.namespace], name.local) if name.namespace in names else name
        )
        self.unit = cache(self._unit)
        self.dimensions = cache(self._dimensions)

    def key(self, key: Key) -> Key:
        return Key(
            self.name(key.concept),
            self.entity or key.entity,
            key.period,
            None if key.unit is None else self.unit(key.unit),
            self.dimensions(key.dimensions) if key.dimensions else (),
            key.lang,
        )

    def _unit(self, unit: Unit) -> Unit:
        over, under = (tuple(sorted(map(self.name, part))) for part in (unit.numerators, unit.denominators))
        return Unit(over, under)

    def _dimensions(self, dimensions: Dimensions) -> Dimensions:
        named = [
            (self.name(axis), member if isinstance(member, TypedMember) else self.name(member))
            for axis, member in dimensions
        ]
        return tuple(sorted(named, key=lambda pair: (pair[0], pair[1].clark)))


def _gathered(facts: Iterable[Fact], loose: _Loose) -> dict[Key, list[Fact]]:
    found: dict[Key, list[Fact]] = {}
    for fact in facts:
        found.setdefault(loose.key(fact.key), []).append(fact)
    return found


def _renamed(old: Side, new: Side) -> tuple[Entity, Entity] | None:
    """The entities of two reports that are about one each, and call it otherwise."""
    if len(old.entities) != 1 or len(new.entities) != 1 or old.entities == new.entities:
        return None
    return next(iter(old.entities)), next(iter(new.entities))


def _namespaces(facts: Iterable[Fact]) -> Mapping[str, str]:
    """The namespaces of a report, each with a prefix that it has there."""
    names: dict[QName, None] = {}
    shared: dict[Dimensions | Unit, None] = {}
    for fact in facts:
        names[fact.key.concept] = None
        shared[fact.key.dimensions] = None
        if fact.key.unit:
            shared[fact.key.unit] = None
    for one in shared:
        if isinstance(one, Unit):
            names.update(dict.fromkeys((*one.numerators, *one.denominators)))
        else:
            names.update(dict.fromkeys(name for pair in one for name in pair if isinstance(name, QName)))
    found: dict[str, str] = {}
    for name in names:
        if not found.get(name.namespace):
            found[name.namespace] = name.prefix
    return found


def _versions(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The namespaces of one side alone that are versions of one of the other side alone, or its override.

    Two that are versions of one namespace go together, then two that have one prefix; where there is a choice, none do.
    """
    left, right = old.keys() - new.keys(), new.keys() - old.keys()
    found: dict[str, str] = {}
    for called in (lambda name, _: stem(name), lambda _, prefix: prefix):
        ours = {name: called(name, old[name]) for name in left - found.keys()}
        theirs = {name: called(name, new[name]) for name in right - set(found.values())}
        for name, word in ours.items():
            others = [other for other, said in theirs.items() if said == word]
            if word and len(others) == 1 and _once(word, ours.values()):
                found[name] = others[0]
    return tuple(sorted(found.items()))


def _once(word: str, words: Collection[str]) -> bool:
    return sum(1 for one in words if one == word) == 1
