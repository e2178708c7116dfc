"""What tables of a release add to the facts: each fact once, from where it is printed most precisely."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from tanshin.report.fact import Fact
from tanshin.report.filing import Print


def with_details(facts: Sequence[Fact], prints: Iterable[Print]) -> list[Fact]:
    """The facts with those that tables of the release bring in or state more precisely, in the order first met.

    A table in millions that prints what a statement has in thousands only prints that fact. Of several tables the most
    precise makes the fact, the first of equals. Whether the other prints agree with it is for rules to say.
    """
    known = {fact.key: at for at, fact in reversed(list(enumerate(facts)))}
    found = list(facts)
    for one in prints:
        at = known.setdefault(one.key, len(found))
        if at == len(found):
            found.append(_fact(one))
        elif _is_finer(one, found[at]):
            found[at] = _fact(one)
    return found


def _fact(one: Print) -> Fact:
    return Fact(one.key, one.value, one.decimals, one.table, one.source)


def _is_finer(one: Print, fact: Fact) -> bool:
    """Whether a print says more than a fact; what is nil says least, unless a statement says it."""
    if one.decimals is None or not isinstance(fact.value, Decimal):
        return False
    return fact.decimals is not None and one.decimals > fact.decimals
