"""Numbers as countries print them (Transformation Registries 1 to 5): signs and scales are not part of them."""

from __future__ import annotations

import re
from collections.abc import Callable

Rule = Callable[[str], str]

_WIDE = {0xFF10 + digit: 48 + digit for digit in range(10)}
_DASH = re.compile("[-\u058a\u05be\u2010-\u2015\ufe58\ufe63\uff0d]")
_APOSTROPHES = "'`\u00b4\u2019\u2032"


def _read(pattern: str, point: str, *, plain: bool = False) -> Rule:
    """The rule of a pattern: what is neither digit nor ``point`` only divides; ``plain`` takes needless zeros away."""
    form = re.compile(pattern)
    other = re.compile(f"[^0-9{re.escape(point)}]")

    def read(text: str) -> str:
        if form.fullmatch(text) is None:
            raise ValueError(text)
        digits = other.sub("", text).replace(point, ".")
        return _plain(digits) if plain else digits

    return read


def _units(pattern: str, *, plain: bool = False, wide: bool = True) -> Rule:
    """The rule of an amount in a unit and its hundredth part, such as 1,000円50銭; ``wide`` takes full width too."""
    form = re.compile(pattern)

    def read(text: str) -> str:
        match = form.fullmatch(text.translate(_WIDE) if wide else text)
        if match is None:
            raise ValueError(text)
        whole = re.sub("[^0-9]", "", match["whole"])
        if not whole:
            raise ValueError(text)
        digits = f"{whole}.{int(match['part']):02}"
        return _plain(digits) if plain else digits

    return read


def _plain(digits: str) -> str:
    """A number without zeros that say nothing.

    Raises:
        ValueError: there is no digit.
    """
    whole, _, part = digits.partition(".")
    if not whole and not part:
        raise ValueError(digits)
    part = part.rstrip("0")
    return f"{whole.lstrip('0') or '0'}{'.' if part else ''}{part}"


def dash(text: str) -> str:
    """A hyphen for zero."""
    if text != "-":
        raise ValueError(text)
    return "0"


def zero_dash(text: str) -> str:
    """A dash of any length for zero."""
    if not _DASH.fullmatch(text):
        raise ValueError(text)
    return "0"


_SPACES = " \u00a0"
_MARKS = ",.\uff0c\uff0e"

COMMA_DOT = _read(r"[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?", ".")
DOT_COMMA = _read(r"[0-9]{1,3}(?:\.[0-9]{3})*(?:,[0-9]+)?", ",")
SPACE_DOT = _read(rf"[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})*(?:\.[0-9]+)?", ".")
SPACE_COMMA = _read(rf"[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})*(?:,[0-9]+)?", ",")
COMMA = _read("[0-9]+(?:,[0-9]+)?", ",")

DOT_DECIMAL = _read(rf"[0-9]{{1,3}}(?:[,{_SPACES}]?[0-9]{{3}})*(?:\.[0-9]+)?", ".")
COMMA_DECIMAL = _read(rf"[0-9]{{1,3}}(?:[.{_SPACES}]?[0-9]{{3}})*(?:,[0-9]+)?", ",")
UNIT_DECIMAL = _units(
    rf"(?P<whole>0|[1-9][0-9]{{0,2}}(?:[{_MARKS}]?[0-9]{{3}})*)[^0-9{_MARKS}]+(?P<part>[0-9]{{1,2}})[^0-9{_MARKS}]*"
)

_INDIAN = rf"(?:(?:[0-9]{{1,2}}[,{_SPACES}])?(?:[0-9]{{2}}[,{_SPACES}])*[0-9]{{3}}|[0-9]+)"
DOT_DECIMAL_INDIAN = _read(rf"{_INDIAN}(?:\.[0-9]+)?", ".")
DOT_DECIMAL_INDIAN_PLAIN = _read(rf"{_INDIAN}(?:\.[0-9]+)?", ".", plain=True)
UNIT_DECIMAL_INDIAN = _units(rf"(?P<whole>{_INDIAN})[^0-9]+(?P<part>[0-9]{{1,2}})[^0-9]*", wide=False)

# Since the fourth registry digits may be grouped in any way.
DOT_DECIMAL_FREE = _read(rf"[,{_SPACES}0-9]*(?:\.[{_SPACES}0-9]+)?", ".", plain=True)
COMMA_DECIMAL_FREE = _read(rf"[.{_SPACES}0-9]*(?:,[{_SPACES}0-9]+)?", ",", plain=True)
UNIT_DECIMAL_FREE = _units(r"(?P<whole>[0-9.,，]+)[^0-9.,，][^0-9]*(?P<part>[0-9]{1,2})[^0-9]*", plain=True)

DOT_DECIMAL_APOSTROPHE = _read(rf"[,{_APOSTROPHES}{_SPACES}0-9]*(?:\.[{_SPACES}0-9]+)?", ".", plain=True)
COMMA_DECIMAL_APOSTROPHE = _read(rf"[.{_APOSTROPHES}{_SPACES}0-9]*(?:,[{_SPACES}0-9]+)?", ",", plain=True)
_GROUPED = f"0-9.,，{_APOSTROPHES}\uff07"
UNIT_DECIMAL_APOSTROPHE = _units(
    rf"(?P<whole>[{_GROUPED}]+)[^{_GROUPED}][^0-9]*(?P<part>[0-9]{{1,2}})[^0-9]*", plain=True
)
