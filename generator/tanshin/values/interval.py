"""What a reported figure says about the exact one: an interval (Calculations 1.1, REC 2023-02-22)."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from tanshin.values.rounding import EXACT, Rounding, check_magnitude


class Interval(Struct, frozen=True):
    """The numbers from ``low`` to ``high``; each end belongs to it or not. All arithmetic is exact."""

    low: Decimal
    high: Decimal
    closed_low: bool = True
    closed_high: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether no number lies in it."""
        return self.low > self.high or (self.low == self.high and not (self.closed_low and self.closed_high))

    def __contains__(self, value: Decimal) -> bool:
        above = value > self.low or (self.closed_low and value == self.low)
        below = value < self.high or (self.closed_high and value == self.high)
        return above and below

    def __add__(self, other: Interval) -> Interval:
        """All sums of one number from each; an end is reached only where both reach it."""
        if self.is_empty or other.is_empty:
            return EMPTY
        return Interval(
            EXACT.add(self.low, other.low),
            EXACT.add(self.high, other.high),
            self.closed_low and other.closed_low,
            self.closed_high and other.closed_high,
        )

    def scale(self, weight: Decimal) -> Interval:
        """All products with ``weight``, such as that of a calculation arc; a negative one turns the ends round."""
        low, high = EXACT.multiply(self.low, weight), EXACT.multiply(self.high, weight)
        if weight > 0:
            return Interval(low, high, self.closed_low, self.closed_high)
        if weight < 0:
            return Interval(high, low, self.closed_high, self.closed_low)
        return EMPTY if self.is_empty else ZERO

    def intersect(self, other: Interval) -> Interval:
        """The numbers in both; it may be empty. Duplicates of a fact agree when it is not."""
        # At equal ends the open one is the narrower.
        low, open_low = max((self.low, not self.closed_low), (other.low, not other.closed_low))
        high, closed_high = min((self.high, self.closed_high), (other.high, other.closed_high))
        return Interval(low, high, not open_low, closed_high)


ZERO = Interval(Decimal(0), Decimal(0))
"""The sum of nothing."""

EMPTY = Interval(Decimal(0), Decimal(0), closed_low=False, closed_high=False)
"""No number at all: what is added to it is empty too."""


def interval_of(value: Decimal, decimals: int | None, mode: Rounding) -> Interval:
    """Where the exact figure lies that was reported as ``value`` with ``decimals`` (None: INF, the value is exact).

    With u = 10 to the power of -decimals: rounded, [v - u/2, v + u/2], both ends included because the specification
    leaves open which way a half goes; truncated, [v, v + u) above zero, (v - u, v] below, (-u, u) at zero.

    Raises ValueError when the value is not finite, or value or decimals are of an absurd magnitude.
    """
    check_magnitude(value, decimals or 0)
    if decimals is None:
        return Interval(value, value)
    if mode is Rounding.HALF_UP:
        half = Decimal((0, (5,), -decimals - 1))
        return Interval(EXACT.subtract(value, half), EXACT.add(value, half))
    unit = Decimal((0, (1,), -decimals))
    return Interval(
        value if value > 0 else EXACT.subtract(value, unit),
        value if value < 0 else EXACT.add(value, unit),
        closed_low=value > 0,
        closed_high=value < 0,
    )
