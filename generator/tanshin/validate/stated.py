"""What a text in English or Japanese states in figures, so that two languages can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from tanshin.report.calendar import Calendar
from tanshin.report.said import said_and_left
from tanshin.report.unit_said import SCALE, SCALES, units_said
from tanshin.values.rounding import scaled

#: What stands in a text for a figure that is known: the words around it may still scale it.
PLACE = "\ue000"

_NUMBER = re.compile(
    rf"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?|{PLACE})(?: ?(?P<scale>{SCALE})(?![a-z]))?"
    r"(?: ?(?P<kind>%|points?|ポイント))?"
)
#: Numbers that one language alone needs: 1株当たり, 200 for 1, 3ヶ月 for three months, 第2四半期 for a half year.
_IDIOM = re.compile(
    r"(?<![0-9])[0-9]++ ?(?:ヶ月|か月|months?\b)"
    r"|[0-9]{1,2}月末?|第[1-4]四半期|[1-4](?:st|nd|rd|th) quarter|\b[1-4]q(?:-end)?\b"
)
_KINDS = {"%": "%", "point": " points", "points": " points", "ポイント": " points"}
#: Words for the direction of a rate: before it in English, after it in Japanese.
_UP_DOWN = {
    "en": (
        re.compile(r"\b(?:up|increased by|an increase of) $"),
        re.compile(r"\b(?:down|decreased by|a decrease of) $"),
    ),
    "ja": (re.compile("の?(?:増|上昇)"), re.compile("の?(?:減|低下)")),
}


class Stated(NamedTuple):
    """A figure as a text states it: its value, whether in per cent or points, and the direction its words give it."""

    value: str
    kind: str
    way: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.way, f"{self.value}{self.kind}") if part)


class Statement(NamedTuple):
    """What a text states: figures, units that stand alone, and the last days of the periods it names."""

    figures: Counter[Stated]
    days: frozenset[str]

    def without(self, other: Statement) -> tuple[str, ...]:
        """What this states and the other does not. One may name a day more, but not another day."""
        days = self.days - other.days if other.days - self.days else frozenset()
        return tuple(sorted((*map(str, (self.figures - other.figures).elements()), *days)))


class Known(NamedTuple):
    """A figure that stands in a text: its digits as printed, its sign, and the power of ten it is tagged with."""

    digits: str
    is_negative: bool
    scale: int


def stated(text: str, lang: str, calendar: Calendar, known: Sequence[Known] = ()) -> Statement:
    """Everything a text states in figures; ``known`` are those in the places of the text, in its order."""
    names, left = said_and_left(unicodedata.normalize("NFKC", text), calendar)
    left = _IDIOM.sub("~", left.casefold())
    found: Counter[Stated] = Counter()
    at = iter(known)
    for match in _NUMBER.finditer(left):
        one = _figure(left, match, next(at) if match["number"] == PLACE else None, lang)
        if one:
            found[one] += 1
    if not found:
        # Beside figures a scale is part of them, or of a way of speaking; alone it heads a column.
        scaled = (unit for unit in units_said(left) if unit.scale)
        found.update(Stated(f"10^{unit.scale}", f" {unit.currency}") for unit in scaled)
    return Statement(found, frozenset(name.last.isoformat() for name in names))


def _figure(text: str, match: re.Match[str], known: Known | None, lang: str) -> Stated | None:
    """A figure of a text; ``None`` for a one that counts what one language alone counts (1株当たり, 200 for 1)."""
    kind = _KINDS.get(match["kind"] or "", "")
    scale = SCALES.get(match["scale"] or "", known.scale if known else 0)
    value = scaled(Decimal((known.digits if known else match["number"]).replace(",", "") or 0), scale)
    if known and known.is_negative:
        value = value.copy_negate()
    elif value == 1 and not kind and not known:
        return None
    return Stated(f"{value.normalize():f}", kind, _way(text, match, lang) if kind else "")


def _way(text: str, match: re.Match[str], lang: str) -> str:
    up, down = _UP_DOWN[lang]
    if lang == "ja":
        return "up" if up.match(text, match.end()) else "down" if down.match(text, match.end()) else ""
    before = text[: match.start()]
    return "up" if up.search(before) else "down" if down.search(before) else ""
