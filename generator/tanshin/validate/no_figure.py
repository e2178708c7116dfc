"""Numerals in a text that are no figures: dates, names, marks, numbers of things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from tanshin.report.calendar import Calendar
from tanshin.report.said import said_where

#: What stands for a letter that is no part of a figure.
BLANK = "\x00"

_MONTHS = (
    *("jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?"),
    *("sep(?:t(?:ember)?)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?"),
)
_MONTH = "|".join(_MONTHS)


class Kind(StrEnum):
    """What a numeral is that is no figure."""

    ADDRESS = "addresses and telephone numbers"
    DATE = "dates and periods"
    STANDARD = "standards and laws"
    NAME = "names"
    NUMBER = "numbers of sections, notes and lists"
    MARK = "marks of footnotes"
    ONE = "ones of a unit"
    SPLIT = "ratios of a split"
    BOUND = "bounds and rough numbers"


class NoFigure(NamedTuple):
    """A numeral that is no figure: where it stands, and what it is."""

    start: int
    end: int
    kind: Kind


def _any(*patterns: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(patterns), flags)


_RULES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.MARK,
        _any(
            r"\^\s*\{[0-9 ,]*\}|\^[0-9]{0,2}|\*\s?[0-9]{1,2}(?![0-9,.])",
            r"[（(]\s?注\s?[0-9]{0,2}\s?[)）]|※\s?[0-9]{0,2}|\(?note ?[0-9]{1,2}\)?",
        ),
    ),
    (
        Kind.ADDRESS,
        _any(
            r"(?:https?://|www\.)\S+|\S{1,64}@\S{1,255}",
            r"\+[0-9][0-9() -]{6,20}[0-9]|\(?\b0[0-9]{1,3}\)?[ -][0-9]{2,4}-[0-9]{3,4}\b",
            r"\b[0-9]{1,3}(?:-[0-9]{1,4}){2,3}\b",
            r"〒\s?[0-9-]+|\b[0-9]{1,2}-[0-9]{1,3}(?:-[0-9]{1,3})?(?= [A-Z][a-z]+ [A-Z])|[0-9]+(?:丁目|番地?|号室?|階)",
            flags=0,
        ),
    ),
    (
        Kind.STANDARD,
        _any(
            r"\b(?:ASC|ASU|SFAS|FASB|FAS|FIN|EITF|SOP|SAB|IFRS|IAS|IFRIC|ASBJ|ISO|Topic|Form|Section|Article|Regulation"
            r"|Rule|Statement|Interpretation)(?: (?:No\.|Topic|Subtopic|Statement))* ?[0-9][0-9A-Z.-]*",
            r"\b[Nn]o\. ?[0-9]+|第\s?[0-9]+[条項号回期]|[0-9]+条",
            flags=0,
        ),
    ),
    (
        Kind.NUMBER,
        _any(
            r"(?:stock )?code(?: number)?\s*:?\s*[0-9]{4}\b|コード番号\s*:?\s*[0-9]{4}",
            r"\b(?:TSE|NASDAQ|TYO|東証)[^\s0-9]{0,3}\s?[:：]?\s?\(?[0-9]{1,4}\)?(?:\([0-9]{4}\))?",
        ),
    ),
    (
        Kind.SPLIT,
        _any(
            r"\b1 ?: ?[0-9]+\b(?!,)|\b[0-9]+ ?: ?1\b(?![,.])|[0-9]+-for-[0-9]+|\b[0-9]+ for (?:one|1)\b",
            r"[1一]株[にを](?:つき)?(?:対し)?[0-9]+株|\bsplit (?:of|into) [0-9]+|\bshare became [0-9]+",
        ),
    ),
)
_DATES = (
    _any(
        rf"\b(?:{_MONTH})\.? [0-9]{{1,2}}(?:st|nd|rd|th)?(?:, ?[0-9]{{4}}| [0-9]{{4}})?(?![0-9,.]*[0-9])",
        rf"\b(?:{_MONTH})\.?,? ?[0-9]{{4}}\b|\b[0-9]{{1,2}}, (?:19|20)[0-9]{{2}}\b",
    ),
    _any(
        r"(?:令和|平成|昭和)?(?:[0-9]{1,4}|元)年(?:度)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日|期|末)?",
        r"[0-9]{1,2}月(?:[0-9]{1,2}日|期|末)?(?:~[0-9]{1,2}月)?",
        r"\b[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}\b|\b[0-9]{4}/[0-9]{1,2}\b",
    ),
    _any(
        r"\bFY ?[0-9]{2,4}\b|\b[1-4][QH](?:-?end|[0-9]{2,4})?(?![A-Za-z])|\b9M(?: ?FY ?[0-9]+)?\b",
        r"第\s?[1-4]\s?四半期",
        r"\b[1-9](?:st|nd|rd|th)\b(?: quarter| half)?|\b[0-9]+th anniversary",
        r"\b(?:three|six|nine|twelve|[0-9]{1,2})[ -]months?\b|[0-9]{1,2}\s?(?:か|ヶ|カ|ケ|箇)月",
        r"[0-9]{1,2}時(?:[0-9]{1,2}分)?|\b[0-9]{1,2}:[0-9]{2}\b|\b[0-9]+ years?\b|[0-9]+年間?",
    ),
    # A year alone, unless a unit makes it a figure.
    _any(
        r"(?<![0-9,.$¥])\b(?:19|20)[0-9]{2}\b(?![,.]?[0-9])"
        r"(?!\s?(?:million|billion|thousand|百万|億|千|万|円|yen|%|％|contracts|shares|employees|personnel))"
    ),
)
_LATER: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    # A letter that touches a digit makes a name: IPv6, 4G, LTE-4; so do speeds of lines, which name a service.
    (Kind.NAME, _any(r"-?[0-9]+ ?Mbps-?(?:[0-9]+ ?[MG]bps)?|(?:\(-?|over |\bto )[0-9]{1,3} ?Gbps-?\)?")),
    (
        Kind.NAME,
        _any(
            r"(?<![A-Za-z])(?!(?:JPY|USD|US|YEN|Rs|EUR|FX)\b)(?!JPY|USD|EUR)"
            r"[A-Za-z][A-Za-z/&.]*-?[0-9]+(?:[A-Za-z/][A-Za-z0-9]*)?(?![0-9.,]*[0-9%])",
            flags=0,
        ),
    ),
    (
        Kind.ONE,
        _any(
            r"(?:US)?\$ ?1(?:\.00)?(?![0-9.,]*[0-9])(?! ?(?:million|billion|thousand))",
            r"(?<![0-9.,])1 ?(?:米?ドル|株|ADS)(?:当たり|あたり|につき)?|\bper 1\b|(?<![0-9.,])1/[0-9]+",
        ),
    ),
    (
        Kind.BOUND,
        _any(
            r"(?:\b(?:over|exceed(?:ed|s|ing)?|more than|less than|under|below|above|at least|up to|reaching)|超える?)"
            r" ?(?:JPY|US\$|\$|¥|USD)? ?[0-9][0-9,.]*(?: ?(?:million|billion|thousand|%|Gbps|personnel|contracts))?",
            r"(?:JPY|¥)?[0-9][0-9,.]*(?:百万|億|千|万)?(?:円|%|件|名)?(?:以上|以下|超|未満|の大台)",
        ),
    ),
)
#: What numbers a section, an item of a list or a note stands at the start, or between words.
_LINE_START = _any(
    r"^(?:[-*•] ?)?(?:[IVX]+ ?[-‐–] ?)?\(?[0-9]{1,2}(?:[.．、:]|\)-?)(?![0-9])(?=\s*\S)|^[IVX]+ ?[-‐–] ?[0-9]{1,2}\.?",
    r"^[0-9]{1,2}(?=\s+[A-Z\u3040-\u9fff][^0-9]{5,})|^[0-9]{1,2} (?=[\u3040-\u9fff])|(?<=\s)\([1-9]\)(?=[\sA-Z])",
    flags=0,
)


@lru_cache(maxsize=4096)
def without(text: str, calendar: Calendar, literals: tuple[str, ...] = ()) -> tuple[str, tuple[NoFigure, ...]]:
    """A text with blanks for the numerals that are no figures, and what these are.

    White space in the text is single, and digits and signs are those of ASCII. ``literals`` are the issuer's names.
    """
    found: list[NoFigure] = []
    left = text
    for kind, start, end in _spans(text, calendar, literals):
        if BLANK not in left[start:end] and any("0" <= letter <= "9" for letter in left[start:end]):
            found.append(NoFigure(start, end, kind))
            left = f"{left[:start]}{BLANK * (end - start)}{left[end:]}"
    return left, tuple(sorted(found))


def _spans(text: str, calendar: Calendar, literals: tuple[str, ...]) -> Iterator[tuple[Kind, int, int]]:
    yield from _matches(_RULES, text)
    for literal in literals:
        for match in re.finditer(rf"(?<![0-9]){re.escape(literal)}(?![0-9])", text):
            yield Kind.NAME, match.start(), match.end()
    for start, end, _ in said_where(text, calendar)[0]:
        yield Kind.DATE, start, end
    yield from _matches(((Kind.DATE, one) for one in _DATES), text)
    yield from _matches(((Kind.NUMBER, _LINE_START), *_LATER), text)


def _matches(rules: Iterable[tuple[Kind, re.Pattern[str]]], text: str) -> Iterator[tuple[Kind, int, int]]:
    for kind, pattern in rules:
        for match in pattern.finditer(text):
            yield kind, match.start(), match.end()
