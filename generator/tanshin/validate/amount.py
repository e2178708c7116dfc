"""What plain numbers say of a sum, in whole numbers: the same verdicts as by the letter, at a fraction of the cost.

A number is plain when it is finite, written without exponent, and shows no more digits than it claims. Everything else
is judged by :mod:`tanshin.validate.calculation`, and a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from tanshin.values.rounding import MAX_MAGNITUDE

#: More digits than any account has; what is longer is judged by the letter.
_DIGITS = 60
_MAX_DECIMALS = 60
_PLAIN = re.compile(r"[ \t\r\n]*([+-]?)([0-9]{0,60})(?:\.([0-9]{0,60}))?[ \t\r\n]*")


class Amount(Struct, frozen=True, gc=False):
    """A number as whole ones: ``value`` and ``half`` the unit it is rounded to, both times ten to the ``places``.

    ``half`` is 0 where ``decimals`` is ``None``: the number is exact. ``line`` is that of the file.
    """

    value: int
    half: int
    places: int
    decimals: int | None
    line: int

    @property
    def exact(self) -> Decimal:
        """The number, with the places it was given."""
        surplus = 1 if self.decimals is not None and self.decimals >= 0 else 0
        value = self.value // 10 if surplus else self.value
        return Decimal((value < 0, tuple(map(int, str(abs(value)))), surplus - self.places))


_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,6})?")

#: An item of a sum and its weight as a whole number over a power of ten.
Term = tuple[Amount, int, int]


def ten(power: int) -> int:
    """Ten to a power that is not negative."""
    result: int = 10**power
    return result


@lru_cache(maxsize=256)
def _scale(decimals: int) -> tuple[int, int]:
    """How many places a number of so many decimals is given here, and half its unit there."""
    return (decimals + 1, 5) if decimals >= 0 else (0, 5 * 10 ** (-decimals - 1))


@lru_cache(maxsize=4096)
def weight(factor: Decimal) -> tuple[int, int]:
    """A weight as a whole number over a power of ten."""
    sign, digits, exponent = factor.as_tuple()
    assert isinstance(exponent, int)
    whole = int("".join(map(str, digits))) * (-1 if sign else 1)
    return (whole * 10**exponent, 0) if exponent >= 0 else (whole, -exponent)


def amount_of(text: str, decimals: int | None, line: int = 0) -> Amount | None:
    """The amount of a number as it is written; ``None`` where it is not plain."""
    if decimals is not None and not -_MAX_DECIMALS <= decimals <= _MAX_DECIMALS:
        return None
    if len(text) <= _DIGITS and text.isdigit() and text.isascii():  # most are
        value, given = int(text), 0
    else:
        match = _PLAIN.fullmatch(text)
        if match is None:
            return None
        sign, whole, part = match.groups()
        digits = f"{whole}{part or ''}"
        if not digits:
            return None
        value, given = int(sign + digits), len(part or "")
    if decimals is None:
        return Amount(value, 0, given, None, line)
    places, half = _scale(decimals)
    if given <= places:
        value *= 10 ** (places - given)
    else:
        value, beyond = divmod(value, 10 ** (given - places))
        if beyond:
            return None
    return None if value % (2 * half) else Amount(value, half, places, decimals, line)


def exact(text: str) -> Decimal | None:
    """The number that a text is (XML Schema, decimal, float and double); ``None`` for what is none, or absurd."""
    plain = text.strip(" \t\r\n")
    if len(plain) > MAX_MAGNITUDE or not _NUMBER.fullmatch(plain):
        return None
    value = Decimal(plain)
    return value if abs(value.adjusted()) <= MAX_MAGNITUDE else None


def is_inconsistent_21(total: Amount, terms: Iterable[Term]) -> bool:
    """XBRL 2.1, section 5.2.5.2: the sum, rounded as the total is, is another; a half goes to the even digit."""
    places, added = total.places, 0
    for amount, factor, over in terms:
        value, own = amount.value * factor, amount.places + over
        if own > places:
            added *= ten(own - places)
            places = own
        elif own < places:
            value *= ten(places - own)
        added += value
    shift = ten(places - total.places)
    reported = total.value * shift
    if total.decimals is None:
        return added != reported
    unit = 2 * total.half * shift
    whole, rest = divmod(added, unit)
    if 2 * rest > unit or (2 * rest == unit and whole % 2):
        whole += 1
    return whole * unit != reported


def is_inconsistent_rounded(total: Amount, terms: Iterable[Term]) -> bool:
    """Calculations 1.1, round-to-nearest: no figures that round to what is reported add up."""
    places, apart, slack = total.places, total.value, total.half
    for amount, factor, over in terms:
        value, half, own = amount.value * factor, amount.half * abs(factor), amount.places + over
        if own > places:
            shift = ten(own - places)
            apart, slack, places = apart * shift, slack * shift, own
        elif own < places:
            shift = ten(places - own)
            value, half = value * shift, half * shift
        apart -= value
        slack += half
    return abs(apart) > slack


def is_inconsistent_truncated(total: Amount, terms: Iterable[Term]) -> bool:
    """Calculations 1.1, truncation: no figures that were cut off to what is reported add up."""
    places, low, high, has_low, has_high = 0, 0, 0, True, True
    for amount, factor, over in (*terms, (total, -1, 0)):  # they meet where their difference may be nothing
        if not factor:
            continue
        unit, value, own = 2 * amount.half, amount.value, amount.places + over
        first = (value if value > 0 or not unit else value - unit) * factor
        last = (value if value < 0 or not unit else value + unit) * factor
        closed_first, closed_last = value > 0 or not unit, value < 0 or not unit
        if factor < 0:
            first, last, closed_first, closed_last = last, first, closed_last, closed_first
        if own > places:
            shift = ten(own - places)
            low, high, places = low * shift, high * shift, own
        elif own < places:
            shift = ten(places - own)
            first, last = first * shift, last * shift
        low, high = low + first, high + last
        has_low, has_high = has_low and closed_first, has_high and closed_last
    return low > 0 or high < 0 or (low == 0 and not has_low) or (high == 0 and not has_high)
