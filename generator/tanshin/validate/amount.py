"""What plain numbers say of a sum, in whole numbers: the same verdicts as by the letter, at a fraction of the cost.

A number is plain when it is finite, written without exponent, and shows no more digits than it claims. Everything else
is judged by :mod:`tanshin.validate.calculation`, and a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from tanshin.values.rounding import MAX_MAGNITUDE

#: More digits than any account has; what is longer is judged by the letter.
_DIGITS = 60
_MAX_DECIMALS = 60
_SIGNED = re.compile(r"[ \t\r\n]*(?:\+|(-?))([0-9]+\.?[0-9]*|\.[0-9]+)[ \t\r\n]*")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,6})?")


class Scale(NamedTuple):
    """How numbers of one precision are made whole: ten to the ``places`` of them are one.

    ``half`` is half the unit they are rounded to, and 0 where ``decimals`` is ``None``: such a number is exact.
    """

    places: int
    half: int
    decimals: int | None


class Amount(Struct, frozen=True, gc=False):
    """A number in whole parts, its scale, which others share, and its line. There may be a million of these."""

    value: int
    scale: Scale
    line: int


#: An item of a sum, and its weight as a whole number over a power of ten.
Term: TypeAlias = tuple[Amount, tuple[int, int]]


def ten(power: int) -> int:
    """Ten to a power that is not negative."""
    result: int = 10**power
    return result


@lru_cache(maxsize=1024)
def scale_of(decimals: int | None, places: int = 0) -> Scale | None:
    """The scale of a precision; an exact number has as many ``places`` as it was given. ``None`` for absurd ones."""
    if decimals is None:
        return Scale(places, 0, None)
    if not -_MAX_DECIMALS <= decimals <= _MAX_DECIMALS:
        return None
    return Scale(decimals + 1, 5, decimals) if decimals >= 0 else Scale(0, 5 * ten(-decimals - 1), decimals)


def amount_of(text: str, decimals: int | None, line: int = 0) -> Amount | None:
    """The amount of a number as it is written; ``None`` where it is not plain."""
    point = text.find(".")
    digits = text if point < 0 else text[:point] + text[point + 1 :]
    given = 0 if point < 0 else len(text) - point - 1
    if not (digits.isdigit() or (text[:1] == "-" and digits[1:].isdigit())) or not digits.isascii():
        plain = _SIGNED.fullmatch(text)  # a sign, white space around it; hardly any is written so
        return amount_of(f"{plain[1] or ''}{plain[2]}", decimals, line) if plain else None
    if len(digits) > _DIGITS:
        return None
    value = int(digits)
    scale = scale_of(decimals, given if decimals is None else 0)
    if scale is None:
        return None
    places, half, _ = scale
    if given < places:
        value *= ten(places - given)
    elif given > places:
        value, beyond = divmod(value, ten(given - places))
        if beyond:
            return None
    return None if half and value % (2 * half) else Amount(value, scale, line)


def written(amount: Amount) -> str:
    """The number of an amount, with the places it claims."""
    value, (places, _, decimals) = amount.value, amount.scale
    digits = str(abs(value))
    if decimals is not None and decimals >= 0:  # there is one place more, for the half
        digits, places = digits[:-1], places - 1
    digits = digits.rjust(places + 1, "0")
    point = len(digits) - places
    return f"{'-' if value < 0 else ''}{digits[:point]}{'.' if places else ''}{digits[point:]}"


def exact(text: str) -> Decimal | None:
    """The number that a text is (XML Schema, decimal, float and double); ``None`` for what is none, or absurd."""
    plain = text.strip(" \t\r\n")
    if len(plain) > MAX_MAGNITUDE or not _NUMBER.fullmatch(plain):
        return None
    value = Decimal(plain)
    return value if abs(value.adjusted()) <= MAX_MAGNITUDE else None


@lru_cache(maxsize=4096)
def whole_weight(factor: Decimal) -> tuple[int, int]:
    """A weight as a whole number over a power of ten."""
    sign, digits, exponent = factor.as_tuple()
    assert isinstance(exponent, int)
    whole = int("".join(map(str, digits))) * (-1 if sign else 1)
    return (whole * ten(exponent), 0) if exponent >= 0 else (whole, -exponent)


def is_inconsistent_21(total: Amount, terms: Iterable[Term]) -> bool:
    """XBRL 2.1, section 5.2.5.2: the sum, rounded as the total is, is another; a half goes to the even digit."""
    reported, (given, half, decimals) = total.value, total.scale
    places, added = given, 0
    for amount, (factor, over) in terms:
        value, own = amount.value * factor, amount.scale.places + over
        if own > places:
            added *= ten(own - places)
            places = own
        elif own < places:
            value *= ten(places - own)
        added += value
    shift = ten(places - given)
    reported *= shift
    if decimals is None:
        return added != reported
    unit = 2 * half * shift
    whole, rest = divmod(added, unit)
    if 2 * rest > unit or (2 * rest == unit and whole % 2):
        whole += 1
    return whole * unit != reported


def is_inconsistent_rounded(total: Amount, terms: Iterable[Term]) -> bool:
    """Calculations 1.1, round-to-nearest: no figures that round to what is reported add up."""
    apart, (places, slack, _) = total.value, total.scale
    for amount, (factor, over) in terms:
        own, half, _ = amount.scale
        value, reach = amount.value * factor, half * abs(factor)
        own += over
        if own > places:
            shift = ten(own - places)
            apart, slack, places = apart * shift, slack * shift, own
        elif own < places:
            shift = ten(places - own)
            value, reach = value * shift, reach * shift
        apart -= value
        slack += reach
    return abs(apart) > slack


def is_inconsistent_truncated(total: Amount, terms: Iterable[Term]) -> bool:
    """Calculations 1.1, truncation: no figures that were cut off to what is reported add up."""
    places, low, high, has_low, has_high = 0, 0, 0, True, True
    for amount, (factor, over) in (*terms, (total, (-1, 0))):  # they meet where nothing is between
        if not factor:
            continue
        value, (own, half, _) = amount.value, amount.scale
        unit = 2 * half
        own += over
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
