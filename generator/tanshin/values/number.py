"""Figures as accounts print them.

A figure is read exactly or refused: there is no exponent, no infinity and no guess. ``1,23`` may be a European decimal
or a slip of the finger, and a report is the wrong place to find out.
"""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from tanshin.values.message import say

# Escapes, because these look alike: hyphen-minus, en dash, em dash, horizontal bar, full-width hyphen, minus sign.
_NIL = frozenset("-\u2013\u2014\u2015\uff0d\u2212")
_MINUS = frozenset("-\u2212\u25b3\u25b2")  # hyphen-minus, minus sign, white and black triangle
_SIGNS = _NIL | _MINUS | frozenset("(\uff08")
_NARROW = str.maketrans({chr(0xFF01 + n): chr(0x21 + n) for n in range(0x5E)} | {"\u3000": " "})
_ODD = re.compile(r"[^0-9.,]")
_SEPARATOR = re.compile(r"[.,]")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")


class NumberError(ValueError):
    """Text that is not a figure; the message names the character and its position, counted from 1."""


class PrintedNumber(Struct, frozen=True):
    """A figure and how it was printed.

    ``value`` is None for a nil mark; zero is never negative, though accounts print ``(0)`` for a rounded-off loss.
    ``places`` counts the digits after the point. ``widened`` tells that full-width characters were read; the
    full-width dash, which is the usual nil mark in Japanese accounts, does not count.
    """

    value: Decimal | None
    places: int = 0
    widened: bool = False


def parse_number(text: str) -> PrintedNumber:
    """The figure that ``text`` prints, white space around it aside.

    Thousands separators, a decimal point, one sign (parentheses, triangle, minus), a nil mark alone; in full width too.

    Raises NumberError for anything else.
    """
    if text.strip() in _NIL:
        return PrintedNumber(None)
    plain = text.translate(_NARROW)  # one character for one, so that positions hold
    start, end = len(plain) - len(plain.lstrip()), len(plain.rstrip())
    if start >= end:
        raise NumberError(say("there is no figure: the text is empty"))
    negative = False
    if plain[start] == "(":
        if plain[end - 1] != ")":
            raise _error(text, start, say("the parenthesis is not closed"))
        start, end, negative = start + 1, end - 1, True
    elif plain[start] in _MINUS:
        start, negative = start + 1, True
    if negative:  # accounts set a space between the sign and the figure
        inner = plain[start:end]
        start, end = start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())
    if start >= end:
        raise NumberError(say("there is no figure: {text!r} is only a sign", text=text))
    _check(text, plain, start, end)
    digits = plain[start:end].replace(",", "")
    value = Decimal(digits)
    # copy_negate, unlike the operator, does not round to the ambient precision.
    value = value.copy_negate() if negative and value else value
    return PrintedNumber(value, len(digits.partition(".")[2]), plain != text)


def _error(text: str, index: int, reason: str) -> NumberError:
    return NumberError(
        say(
            "{reason}: {character!r} at position {position} of {text!r}",
            reason=reason,
            character=text[index],
            position=index + 1,
            text=text,
        )
    )


def _check(text: str, plain: str, start: int, end: int) -> None:
    """What stands from ``start`` to ``end`` is an unsigned figure, or NumberError."""
    if odd := _ODD.search(plain, start, end):
        beside = say("a parenthesis without its partner or beside another sign")
        raise _error(text, odd.start(), beside if odd[0] in "()" else say("this character has no place in a figure"))
    whole, point, fraction = plain[start:end].partition(".")
    at = start + len(whole)
    if not whole:
        raise _error(text, at, say("a digit is missing before the decimal point"))
    if point and not fraction:
        raise _error(text, at, say("a digit is missing after the decimal point"))
    if odd := _SEPARATOR.search(fraction):
        reason = say("a second decimal point") if odd[0] == "." else say("a separator after the decimal point")
        raise _error(text, at + 1 + odd.start(), reason)
    if "," in whole and not _GROUPED.fullmatch(whole):
        raise _error(text, start + _odd_separator(whole), say("thousands separators must leave groups of three digits"))
    if len(whole) > 1 and whole[0] == "0":
        raise _error(text, start, say("a figure does not start with a needless zero"))


def _odd_separator(whole: str) -> int:
    """Where the first separator stands that does not close a good group and open one of three digits."""
    index = -1
    for position, group in enumerate(whole.split(",")):
        good = 1 <= len(group) <= 3 if position == 0 else len(group) == 3
        if not good:
            # The first group is at fault together with the separator behind it, a later one with that before it.
            return index if position else len(group)
        index += len(group) + 1
    raise AssertionError(whole)  # the caller found a fault


def sign_of(text: str) -> str:
    """The character that says that a printed figure is negative or nil; nothing where none does."""
    return next((character for character in text if character in _SIGNS), "")


def format_number(value: Decimal, places: int) -> str:
    """``value`` with thousands separators and ``places`` digits after the point; the sign is the caller's matter.

    Raises ValueError for a negative or non-finite value, and when digits would be lost: rounding is a decision, and
    it must have been taken before.
    """
    if not value.is_finite() or value < 0:
        raise ValueError(f"not a figure of zero or more: {value}")
    if places < 0:
        raise ValueError(f"places must not be negative: {places}")
    text = f"{value.copy_abs():,f}"  # exact: without a precision nothing is rounded
    whole, _, fraction = text.partition(".")
    if fraction[places:].strip("0"):
        raise ValueError(f"{value} does not fit in {places} places; round it first")
    return f"{whole}.{fraction[:places].ljust(places, '0')}" if places else whole
