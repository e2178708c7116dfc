"""From an exact figure to the one that is written."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from tanshin.report.aspect import Unit
from tanshin.report.filing import Filing
from tanshin.values.rounding import Rounding, round_to


def rounded(value: Fraction, decimals: int, rounding: Rounding) -> Decimal:
    """``value`` at ``decimals`` (XBRL 2.1, section 4.6.5), rounded once, from the exact number."""
    units = abs(value) * Fraction(10) ** decimals
    whole, rest = divmod(units.numerator, units.denominator)
    if rounding is Rounding.HALF_UP and 2 * rest >= units.denominator:
        whole += 1
    digits = tuple(map(int, str(whole)))
    # Written out as round_to does it: no exponent, no negative zero.
    return round_to(Decimal((int(value < 0), digits, -decimals)), decimals, rounding)


def rounding_of(unit: Unit | None, filing: Filing) -> Rounding:
    """How a figure is rounded: money as the filing says, everything else (per cent, per share, shares) half up."""
    return filing.rounding if unit is not None and unit.is_money else Rounding.HALF_UP
