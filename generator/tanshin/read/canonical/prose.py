"""A text with places in braces -> its parts.

``{Revenues | million}`` is a figure: an expression, the name of a period after ``@`` where it is not the filing's own,
and a style. ``{CurrentYear.last}``, ``{announced}`` and ``{exchange.rate}`` are filled in. ``{^mark}`` is the mark of a
footnote.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from tanshin.derive.expression import normalise
from tanshin.report.filing import Filing
from tanshin.report.phrase import day_text, fill, split_words
from tanshin.report.prose import Bound, NoteMark, Part, Style, Words
from tanshin.values.message import listed, say

_PLACE = re.compile(r"\{([^{}]*)\}|[{}]")
_FIGURE = re.compile(r"\s*(?P<expression>[^|@]*?)\s*(?:@\s*(?P<period>\w+)\s*)?\|\s*(?P<style>[\w-]+)\s*")
_FULL = r"[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]"
_LINE_END = re.compile(r"\s+")
_BETWEEN = re.compile(rf"(?<={_FULL}) (?={_FULL})")


def words_of(filing: Filing, lang: str) -> Mapping[str, str]:
    """What the places that are filled in may name besides periods."""
    found = {"announced": day_text(filing.announced, lang), **split_words(filing.issuer.splits, lang)}
    if filing.exchange:
        found["exchange.rate"] = str(filing.exchange.rate)
        found["exchange.date"] = day_text(filing.exchange.day, lang)
    return found


def parse_prose(text: str, filing: Filing, lang: str) -> tuple[Part, ...]:
    """The parts of a text.

    Raises:
        ValueError: what stands in braces means nothing; the message says what may.
    """
    plain = _LINE_END.sub(" ", text.strip())
    if lang == "ja":
        plain = _BETWEEN.sub("", plain)
    words = words_of(filing, lang)
    found: list[Part] = []
    end = 0
    for match in _PLACE.finditer(plain):
        if match[1] is None:
            raise ValueError(
                say(
                    "a brace without its partner at character {start} of `{plain}`",
                    start=match.start() + 1,
                    plain=_short(plain),
                )
            )
        found.append(Words(plain[end : match.start()]))
        found.append(_part(match[1].strip(), filing, lang, words))
        end = match.end()
    found.append(Words(plain[end:]))
    return tuple(part for part in found if not isinstance(part, Words) or part.text)


def _part(inside: str, filing: Filing, lang: str, words: Mapping[str, str]) -> Part:
    if inside.startswith("^"):
        return NoteMark(inside[1:].strip())
    if "|" not in inside:
        return Words(_filled(inside, filing, lang, words), bound=True)
    match = _FIGURE.fullmatch(inside)
    if match is None or not match["expression"]:
        raise ValueError(
            say(
                "`{{{inside}}}` is no figure; write {{Revenues | million}} or {{Revenues@PriorYear | million}}",
                inside=inside,
            )
        )
    period = match["period"] or filing.calendar.own
    _check_period(period, filing)
    if match["style"] not in tuple(Style):
        raise ValueError(
            say("there is no style {style}{near}", style=match["style"], near=_near(match["style"], tuple(Style)))
        )
    return Bound(normalise(match["expression"]), period, Style(match["style"]))


def _filled(inside: str, filing: Filing, lang: str, words: Mapping[str, str]) -> str:
    try:
        return fill(f"{{{inside}}}", filing.calendar, lang, words)
    except ValueError:
        name, _, kind = inside.partition(".")
        if kind:
            _check_period(name, filing)
        known = (*words, *(f"{filing.calendar.own}.{one}" for one in ("name", "last", "first")))
        near = _near(inside, known)
        message = say(
            "`{{{inside}}}` is no day, name or rate{near}; a figure says how it is printed: {{{inside} | million}}",
            inside=inside,
            near=near,
        )
        raise ValueError(message) from None


def _check_period(name: str, filing: Filing) -> None:
    try:
        filing.calendar.period(name)
    except ValueError:
        raise ValueError(
            say("there is no period {name}{near}", name=name, near=_near(name, filing.calendar.names()))
        ) from None


def _near(name: str, known: Any) -> str:
    close = get_close_matches(name, [str(one) for one in known], n=1)
    return (
        say("; did you mean {close}?", close=close[0])
        if close
        else say("; there are {known}", known=listed(map(str, known)))
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
