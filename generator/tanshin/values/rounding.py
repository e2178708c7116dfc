"""Rounding as accounts do it, exact at every magnitude that figures have."""

from __future__ import annotations

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation
from enum import StrEnum

from tanshin.values.message import say


class Rounding(StrEnum):
    """How figures in a larger unit were made from exact ones."""

    HALF_UP = "half-up"
    """To the nearest; a half goes away from zero, for losses as for gains."""

    TRUNCATE = "truncate"
    """Toward zero: the digits below the unit are dropped, the habit of Japanese issuers under domestic rules."""


def _context(rounding: str, *traps: type[Inexact] | type[InvalidOperation]) -> Context:
    # The precision is only a bound: digits are stored as they arise, so the largest costs nothing.
    return Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, rounding=rounding, traps=[InvalidOperation, *traps])


EXACT = _context(ROUND_HALF_UP, Inexact)
"""Sums and products in this context are exact or raise; the ambient one would round silently at 28 digits."""

_CONTEXTS = {Rounding.HALF_UP: _context(ROUND_HALF_UP), Rounding.TRUNCATE: _context(ROUND_DOWN)}


def scaled(value: Decimal, power: int) -> Decimal:
    """``value`` times ten to the ``power``, with every digit."""
    return EXACT.scaleb(value, power)


#: Digits before or after the point; exact arithmetic writes all of them out.
MAX_MAGNITUDE = 10_000


def check_magnitude(value: Decimal, decimals: int) -> None:
    """Raise ValueError for what is no figure, and for exponents that would fill the memory with zeros."""
    if not value.is_finite():
        raise ValueError(say("not a figure: {value}", value=value))
    if max(abs(value.adjusted()), abs(decimals)) > MAX_MAGNITUDE:
        raise ValueError(say("no account holds {value:.3E} at {decimals} decimals", value=value, decimals=decimals))


def round_to(value: Decimal, decimals: int, rounding: Rounding) -> Decimal:
    """``value`` at ``decimals`` as in XBRL 2.1, 4.6.5: 2 keeps two places, 0 is whole, -6 is millions.

    The ambient decimal context has no influence. The result is written out (1000000, not 1E+6) and is never the
    negative zero. Zeros are appended where ``decimals`` asks for more places than there are.

    Raises ValueError when the value is not finite, or value or decimals are of an absurd magnitude.
    """
    check_magnitude(value, decimals)
    context = _CONTEXTS[rounding]
    result = context.quantize(value, Decimal((0, (1,), -decimals)))
    if decimals < 0:
        result = context.quantize(result, Decimal(1))
    return result or result.copy_abs()
