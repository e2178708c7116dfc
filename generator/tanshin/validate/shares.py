"""Shares through time: how many there were, how many were issued since, and what splits made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct

from tanshin.report.aspect import Duration, Instant, Period
from tanshin.report.fact import Fact
from tanshin.report.series import Series
from tanshin.taxonomy.concept import ItemType
from tanshin.taxonomy.identity import RollForward
from tanshin.validate.history import History, Published

#: What options and other rights may bring besides the issues that are told: a hundredth of the shares there were.
OTHERWISE = 100


class ShareCount(Struct, frozen=True):
    """A number of shares, the one before it on the same basis, and the changes that are told in between."""

    identity: RollForward
    fact: Fact
    before: Published
    opening: Decimal
    changes: tuple[tuple[Published, int], ...]

    @property
    def told(self) -> Decimal:
        """What the number before and the changes make."""
        return sum(((one.value or Decimal(0)) * sign for one, sign in self.changes), self.opening)

    @property
    def unexplained(self) -> Decimal:
        """How many shares more there are than that."""
        return (self.fact.value if isinstance(self.fact.value, Decimal) else Decimal(0)) - self.told

    @property
    def is_explicable(self) -> bool:
        """Whether the rest can have come from options and other rights, which issue shares and never take any."""
        return 0 <= self.unexplained * OTHERWISE <= self.opening


def share_counts(history: History) -> Iterator[ShareCount]:
    """Every printed number of shares that a roll-forward of the taxonomy speaks of, beside the one before it."""
    concepts = history.filing.taxonomy.dts.concepts
    for identity in history.filing.taxonomy.identities:
        if not isinstance(identity, RollForward) or identity.axis:
            continue
        if concepts[identity.balance].type is ItemType.SHARES:
            yield from _counts(identity, history)


def _counts(identity: RollForward, history: History) -> Iterator[ShareCount]:
    balances = _known(identity.balance.local, history)
    flows = [(_known(concept.local, history), weight) for concept, weight in identity.changes.items()]
    days = sorted(period for period in balances if isinstance(period, Instant))
    for earlier, day in pairwise(days):
        closing, before = balances[day], balances[earlier]
        if closing.filing is not history.filing or closing.value is None or before.value is None:
            continue
        factor = history.filing.issuer.split_factor(before.filing.announced, history.filing.announced)
        changes = tuple(
            (one, weight)
            for known, weight in flows
            for period, one in known.items()
            if isinstance(period, Duration) and earlier.day < period.first <= day.day
        )
        yield ShareCount(identity, closing.fact, before, before.value * factor, changes)


def _known(local: str, history: History) -> Mapping[Period, Published]:
    """What the filing and those before it have of a number of shares without members; the latest counts."""
    found: dict[Period, Published] = {}
    for name, fact in history.own:
        if _is(name, local):
            found[fact.key.period] = Published(fact, history.filing)
    for (name, period), several in history.published.items():
        if _is(name, local):
            found.setdefault(period, several[0])
    return found


def _is(name: Series, local: str) -> bool:
    return name[0] == local and not name[1]
