"""A report: a set of facts, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from tanshin.report.fact import Fact, Key
from tanshin.values.qname import QName


class Report(Struct, frozen=True, dict=True):
    """Facts in the order in which they were first met, one for each key."""

    facts: tuple[Fact, ...]

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)

    @cached_property
    def by_key(self) -> Mapping[Key, Fact]:
        """Each fact by what it is about."""
        return {fact.key: fact for fact in self.facts}

    @cached_property
    def by_concept(self) -> Mapping[QName, tuple[Fact, ...]]:
        """The facts of each concept."""
        found: dict[QName, list[Fact]] = {}
        for fact in self.facts:
            found.setdefault(fact.concept, []).append(fact)
        return {concept: tuple(facts) for concept, facts in found.items()}

    def get(self, key: Key) -> Fact | None:
        """The fact about a key, if it is reported."""
        return self.by_key.get(key)


def report_of(facts: Iterable[Fact]) -> Report:
    """A report of facts, each where it was first met; of repetitions the most precise is kept.

    Raises:
        ValueError: two facts say different things about one key.
    """
    found: dict[Key, Fact] = {}
    for fact in facts:
        known = found.setdefault(fact.key, fact)
        if known.value != fact.value:
            raise ValueError(f"two values for {fact.key}: {known.value} and {fact.value}")
        if _precision(fact) > _precision(known):
            found[fact.key] = fact
    return Report(tuple(found.values()))


def _precision(fact: Fact) -> tuple[bool, int]:
    """Decimals in an order; without any a value is exact."""
    return fact.decimals is None, fact.decimals or 0
