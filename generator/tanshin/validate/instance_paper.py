"""What the rules of any report look at: its facts, its taxonomy, and what binds them, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from tanshin.report.fact import Fact, Key
from tanshin.report.instance import Instance
from tanshin.taxonomy import role as arcroles
from tanshin.taxonomy.concept import Concept, Kind
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.relationship import networks
from tanshin.validate.calculation import Summation, bind
from tanshin.validate.hypercube import Hypercubes
from tanshin.values.rounding import check_magnitude

_NO_DTS = Dts({}, {}, (), {})


def is_figure(fact: Fact) -> bool:
    """Whether a fact can be calculated with: no text, and of a magnitude that accounts have, or nil."""
    if not isinstance(fact.value, Decimal):
        return fact.is_nil
    try:
        check_magnitude(fact.value, fact.decimals or 0)
    except ValueError:
        return False
    return True


class InstancePaper(Struct, frozen=True, dict=True):
    """A report as it was read."""

    instance: Instance

    @property
    def dts(self) -> Dts:
        """Its taxonomy, as far as it was at hand."""
        return self.instance.dts or _NO_DTS

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact, repeated ones too."""
        return (*self.instance.report, *self.instance.repeated)

    @cached_property
    def concepts(self) -> Mapping[Fact, Concept]:
        """The facts whose concept the taxonomy declares as an item."""
        known = self.dts.concepts
        found = ((fact, known[fact.concept]) for fact in self.facts if fact.concept in known)
        return {fact: concept for fact, concept in found if concept.kind is Kind.ITEM}

    @cached_property
    def repetitions(self) -> tuple[tuple[Fact, ...], ...]:
        """The facts about one thing, wherever there are several."""
        found: dict[Key, list[Fact]] = {}
        for fact in self.instance.repeated:
            found.setdefault(fact.key, []).append(fact)
        report = self.instance.report
        firsts = ((report.get(key), facts) for key, facts in found.items())
        return tuple((first, *facts) for first, facts in firsts if first)

    @cached_property
    def sums(self) -> tuple[tuple[Summation, bool], ...]:
        """Every sum that the facts bind, and whether its network is one of XBRL 2.1 (and not of Calculations 1.1)."""
        facts = tuple(fact for fact in self.facts if is_figure(fact))
        return tuple(
            (one, arcrole == arcroles.SUMMATION_ITEM)
            for arcrole in (arcroles.SUMMATION_ITEM, arcroles.SUMMATION_ITEM_11)
            for one in bind(facts, (facts,), networks(self.dts.relationships, arcrole))
        )

    @cached_property
    def hypercubes(self) -> Hypercubes:
        """What dimensions the taxonomy allows."""
        return Hypercubes(self.dts)
