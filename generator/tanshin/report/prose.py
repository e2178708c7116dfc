"""Texts with the figures bound into them.

A text is words and places. A place asks for a figure by an expression and says how it is printed; no figure stands in
the words themselves. Each text is said in every language, out of the same figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from tanshin.values.source import Source


class Style(StrEnum):
    """How a figure is printed in a sentence; those of change, increase and profit find the word by the sign."""

    MILLION = "million"  # JPY106,248 million
    BILLION = "billion"  # JPY106.2 billion
    USD_MILLION = "usd-million"  # $1,128.4 million
    PER_SHARE = "per-share"  # JPY22.00
    PERCENT = "percent"  # 45.8%
    POINTS = "points"  # 0.7 points
    COUNT = "count"  # 114,614
    DATE = "date"  # May 15, 2013
    CHANGE = "change"  # up 9.2%
    CHANGE_POINTS = "change-points"  # down 0.7 points
    CHANGE_AMOUNT = "change-amount"  # increased by JPY3,290 million
    CHANGE_COUNT = "change-count"  # increased by 20,807
    INCREASE = "increase"  # an increase of JPY4,919 million
    PROFIT = "profit"  # a profit of JPY239 million
    INCOME = "income"  # an income of JPY4 million


class Words(Struct, frozen=True):
    """Words. ``bound`` ones were filled in from the filing: days, names of periods, the rate of exchange."""

    text: str
    bound: bool = False


class Bound(Struct, frozen=True):
    """A figure: the expression that gives it, the name of the period in which it is asked, and how it is printed."""

    expression: str
    period: str
    style: Style

    def __str__(self) -> str:
        return f"{self.expression}@{self.period} | {self.style}"


class NoteMark(Struct, frozen=True):
    """The place of the mark of a footnote."""

    footnote: str


Part: TypeAlias = Words | Bound | NoteMark


class Prose(Struct, frozen=True):
    """A text in every language, and where each of them is written."""

    parts: Mapping[str, tuple[Part, ...]]
    sources: Mapping[str, Source]

    def figures(self, lang: str) -> Iterator[Bound]:
        """The figures of the text in a language, in its order."""
        return (part for part in self.parts[lang] if isinstance(part, Bound))

    def marks(self, lang: str) -> Iterator[str]:
        """The footnotes that the text refers to."""
        return (part.footnote for part in self.parts[lang] if isinstance(part, NoteMark))
