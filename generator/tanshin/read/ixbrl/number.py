"""The value of a tagged number: its text by its format, its scale and its sign (Inline XBRL 1.1, section 8)."""

from __future__ import annotations

import re
from decimal import Decimal

from lxml import etree

from tanshin.read.building import MAX_DIGITS
from tanshin.read.ixbrl.markup import Page
from tanshin.read.ixbrl.transform import rule_of, transformed
from tanshin.read.ixbrl.words import shown
from tanshin.values.message import Message, say

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_SCALE = re.compile(r"[+-]?[0-9]{1,3}")
#: Numbers beyond this many digits are no amounts of anything.
MAX_SCALE = 100


class Misfit(ValueError):  # noqa: N818 (a word of this module; the reader of facts makes a finding of it)
    """A text of which no value can be made; ``message`` says why and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def by_format(page: Page, element: etree._Element, text: str) -> str:
    """A text as its ``format`` means it, or as it is where there is none.

    Raises:
        Misfit: the format is not known, or the text is not one of those that it is for.
    """
    written = element.get("format")
    if written is None:
        return text
    form = page.qname(element, written)
    rule = rule_of(form) if form is not None else None
    if rule is None:
        raise Misfit(
            say(
                "the format {format} is not known, so {text!r} is read as a text; correct it, or declare its prefix "
                "for one of the transformation registries",
                format=written,
                text=shown(text),
            )
        )
    try:
        return transformed(rule, text)
    except (ValueError, OverflowError):
        raise Misfit(
            say(
                "{text!r} is no text of the format {format}, so it is read as a text; correct the text, or the format",
                text=shown(text),
                format=written,
            )
        ) from None


def number(page: Page, element: etree._Element, text: str) -> str:
    """The number that is meant, in full.

    Raises:
        Misfit: it cannot be told.
    """
    digits = by_format(page, element, text).strip()
    if not _NUMBER.fullmatch(digits):
        raise Misfit(
            say(
                "{text!r} is no number without a format, so it is read as a text; give the format it is printed in, "
                "and a sign as an attribute",
                text=shown(text),
            )
        )
    if len(digits) > MAX_DIGITS:
        message = say(
            "{text!r} has more than {most:,} digits, so it is read as a text; correct it",
            text=shown(text),
            most=MAX_DIGITS,
        )
        raise Misfit(message)
    scale, sign = element.get("scale", "0").strip(), element.get("sign")
    if not _SCALE.fullmatch(scale) or abs(int(scale)) > MAX_SCALE:
        raise Misfit(
            say(
                "the scale {scale!r} is no power of ten up to {most}, so {text!r} is read as a text; correct it",
                scale=shown(scale),
                most=MAX_SCALE,
                text=shown(text),
            )
        )
    if sign not in (None, "-"):
        raise Misfit(
            say(
                "the sign {sign!r} is neither absent nor -, so {text!r} is read as a text; correct it",
                sign=shown(sign),
                text=shown(text),
            )
        )
    return scaled(digits, int(scale), negative=sign is not None)


def scaled(digits: str, scale: int, *, negative: bool) -> str:
    """A number of so many tens, in full and without zeros that only the scale has made."""
    given = Decimal(digits).as_tuple()
    assert isinstance(given.exponent, int)
    # Put together from its parts, for arithmetic would round what has more digits than its context.
    value = Decimal((int(negative), given.digits, given.exponent + scale))
    return f"{value or abs(value):f}"
