"""The figures that a sentence, a caption or a cell states, in English or Japanese."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from tanshin.report.calendar import Calendar
from tanshin.report.unit_said import SCALES
from tanshin.validate.no_figure import NoFigure, without

# Full-width letters and the like as those of ASCII, one for one, so that positions hold; a small figure that is raised
# marks a footnote.
_NARROW = str.maketrans(
    {0xFF01 + n: 0x21 + n for n in range(0x5E)}
    | dict.fromkeys(map(ord, "\u2212\u2010\u2011\u2013\u2015"), "-")
    | dict.fromkeys(map(ord, "¹²³⁴⁵⁶⁷⁸⁹⁰①②③④⑤⑥⑦⑧⑨⑩ᵃ₄₅₆₇₈₉"), "^")
    | {ord("￥"): "¥", ord("\\"): " ", ord("〜"): "~"}
)
_SCALE = "trillion|billion|million|thousand|mln|bn|百万|十億|億|千|万|兆"
_SCALES = {**SCALES, "mln": 6, "bn": 9}
_NUMERAL = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
#: A number without its unit.
NUMERAL = re.compile(_NUMERAL)
_MONEY = r"(?:JPY|US\$|USD|\$|¥|yen) ?"
_FIGURE = re.compile(
    # With a sign, in whatever order sign and currency stand.
    rf"(?P<money>{_MONEY})?(?P<open>\((?=[^()]{{1,40}}\)))? ?"
    rf"(?P<sign>[△▲]|\+|(?<![0-9A-Za-z~)]) ?-) ?(?P<inner>{_MONEY})?(?P<signed>{_NUMERAL})"
    # Without one, or in parentheses.
    rf"|(?P<money2>{_MONEY})?(?P<paren>\( ?(?:{_MONEY})?(?={_NUMERAL}[^()]{{0,16}}\)))?(?P<plain>{_NUMERAL})",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf" ?(?:(?P<scale>(?:{_SCALE}))s?(?![a-z])(?: of)? ?)?"
    r"(?P<unit>%|％|per ?cent(?:age points?)?|percent|points?\b|pts?\.?(?![a-z])|ポイント"
    r"|円|米ドル|ドル|yen\b|(?:U\.?S\.? )?dollars?\b|USD\b|JPY\b"
    r"|Gbps|Tbps|株|shares\b|ADSs?\b|件|契約|名|人|台|社|[a-z][a-z-]{2,}\b)?",
    re.IGNORECASE,
)
_MORE = re.compile(rf"(?P<number>{_NUMERAL})(?P<scale>百万|億|千|万|兆)")
_PER_SHARE = re.compile(r"(?: \w+\)?)? ?per (?:ADS|share|common share)|^[^0-9。]{0,8}(?:per share)", re.IGNORECASE)
#: 1株当たり当期純利益は130.76円: the words stand before the figure.
_JAPANESE_PER_SHARE = re.compile(r"(?:株|ADS)(?:相当)?当たり[^0-9。]{0,30}$")
_DOWN_BEFORE = re.compile(
    r"\b(?:down|decreas(?:ed|e|es|ing)(?: of| by)?|declin(?:ed|e)(?: of| by)?|minus|fell(?: by)?|lower by|reduced by)"
    r"(?: of)? ?[(+]*$",
    re.IGNORECASE,
)
_UP_BEFORE = re.compile(
    r"\b(?:up|plus|increas(?:ed|e|es|ing)(?: of| by)?|grew(?: by)?|rose(?: by)?|growth of)(?: of)? ?[(+]*$",
    re.IGNORECASE,
)
_DOWN_AFTER = re.compile(r" ?[)]? ?の?(?:減|低下|下落|下回)")
_UP_AFTER = re.compile(r" ?[)]? ?の?(?:増|上昇|伸|上回)")
_ABOUT = re.compile(
    r"(?:approximately|approx\.?|about|around|some|nearly|almost|roughly|約|およそ|概ね|ほぼ) ?(?:JPY|US\$|\$|¥)? ?$",
    re.IGNORECASE,
)
_PERCENT = ("%", "％", "percent", "per cent", "per ce")
_POINTS = ("point", "pt", "ポイント", "percentage point", "per centage point")
_DOLLARS = frozenset(("usd", "米ドル", "ドル", "dollar", "dollars", "u.s. dollars", "us dollars", "u.s. dollar"))
_YEN = frozenset(("円", "yen", "jpy"))
_THINGS = "株 shares ads adss gbps tbps 件 契約 名 人 台 社 contracts personnel persons"
_COUNTED = frozenset(_THINGS.split())
_UNITS = _DOLLARS | _YEN | _COUNTED
#: Words behind a figure that are no thing it counts.
_LINKS = "and for from the with was were has have had per are compared mainly due which while"
_NO_NOUNS = frozenset(_LINKS.split())


class Measure(StrEnum):
    """What a figure is measured in, as far as its words say."""

    JPY = "JPY"
    USD = "USD"
    PERCENT = "%"
    POINTS = "points"
    COUNT = "count"
    UNSAID = ""


class Quantity(Struct, frozen=True):
    """A figure as it is stated.

    ``text`` stands from ``start`` to ``end``; ``value`` is without sign, in the scale printed, with ``places`` behind
    the point. ``scale`` is the power of ten its words say, ``None`` where they say none. ``sign`` is 1 or -1 where a
    sign or a word says so, else 0. ``noun`` is the word behind it where that is no unit known here.
    """

    start: int
    end: int
    text: str
    value: Decimal
    places: int
    measure: Measure
    scale: int | None
    sign: int = 0
    per_share: bool = False
    about: bool = False
    noun: str = ""

    @property
    def digits(self) -> int:
        """How many digits tell it from others: those that are not zeros at its ends."""
        return len(str(self.value).replace(".", "").strip("0")) or 1


def narrow(text: str) -> str:
    """A text in the letters in which figures are looked for; as long as before."""
    return text.translate(_NARROW)


def quantities(
    text: str, calendar: Calendar, literals: tuple[str, ...] = ()
) -> tuple[tuple[Quantity, ...], tuple[NoFigure, ...]]:
    """Every figure of a text, and the numerals in it that are none."""
    plain = narrow(text)
    left, no_figures = without(plain, calendar, literals)
    found: list[Quantity] = []
    at = 0
    while match := _FIGURE.search(left, at):
        one = _quantity(left, match, plain)
        found.append(one)
        at = max(one.end, match.end())
    return tuple(found), no_figures


def _quantity(text: str, match: re.Match[str], plain: str) -> Quantity:
    number, end = match["signed"] or match["plain"], match.end()
    value, scale = Decimal(number.replace(",", "")), None
    places = len(number.partition(".")[2])
    after = _AFTER.match(text, end)
    assert after is not None
    if after["scale"] and after["scale"] in "億兆万" and (more := _MORE.match(text, after.end("scale"))):
        # 1,062億48百万円 is one figure.
        scale = _SCALES[more["scale"]]
        value = value.scaleb(_SCALES[after["scale"]] - scale) + Decimal(more["number"].replace(",", ""))
        value, places = Decimal(f"{value:f}"), 0
        after = _AFTER.match(text, more.end())
        assert after is not None
    elif after["scale"]:
        scale = _SCALES[after["scale"].casefold()]
    unit = (after["unit"] or "").casefold()
    money = match["money"] or match["money2"] or match["inner"] or match["paren"] or ""
    measure = _measure(money.casefold().strip("( "), unit)
    is_unit = unit in _UNITS or unit.startswith((*_POINTS, *_PERCENT))
    stop = after.end() if is_unit else after.end("scale") if after["scale"] else end
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    whole = match["paren"] and not text[:start].strip() and text[stop:].strip(" %％") == ")"
    if whole:
        stop = len(text)
    elif match["paren"]:
        start = match.end("paren") if not money.strip("( ") else start + 1
    beside = _PER_SHARE.match(text, stop) or (
        measure in (Measure.JPY, Measure.UNSAID) and scale is None and _JAPANESE_PER_SHARE.search(plain[:start])
    )
    return Quantity(
        start,
        stop,
        text[start:stop].strip(),
        value,
        places,
        measure,
        scale,
        -1 if whole else _sign(text, match, start, stop),
        bool(beside and measure in (Measure.JPY, Measure.USD, Measure.UNSAID)),
        bool(_ABOUT.search(text[:start])),
        "" if is_unit or unit in _NO_NOUNS else unit,
    )


def _measure(money: str, unit: str) -> Measure:
    if unit.startswith(_POINTS):
        return Measure.POINTS
    if unit.startswith(_PERCENT):
        return Measure.POINTS if "point" in unit else Measure.PERCENT
    if "$" in money or "usd" in money or unit in _DOLLARS:
        return Measure.USD
    if money or unit in _YEN:
        return Measure.JPY
    return Measure.COUNT if unit in _COUNTED else Measure.UNSAID


def _sign(text: str, match: re.Match[str], start: int, stop: int) -> int:
    written = match["sign"]
    if written and (text[:start].strip() or written + " " != text[start : start + 2]):  # else the mark of a list
        return 1 if written.strip() == "+" else -1
    before = text[:start]
    if _DOWN_BEFORE.search(before) or _DOWN_AFTER.match(text, stop):
        return -1
    return 1 if _UP_BEFORE.search(before) or _UP_AFTER.match(text, stop) else 0
