"""TNS71x: texts state the figures that they are bound to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from tanshin.derive.binding import SIGNED, Answer
from tanshin.proof.numeral import day_of, figures, scale_after
from tanshin.proof.output import Output
from tanshin.proof.page import Block, Page
from tanshin.report.prose import Bound, NoteMark, Part, Words
from tanshin.report.release import Charted, Release
from tanshin.validate.registry import Issue, rule
from tanshin.values.finding import Severity
from tanshin.values.message import say
from tanshin.values.rounding import Rounding

_SPACES = re.compile(r"\s+")
_SCALES = ("thousand", "million", "billion", "points", "百万", "十億", "億", "千", "ポイント", "%", "％")
_DIGITS = "0123456789"
_LONG = 60
_LAST_DIGIT = re.compile(r".*[0-9０-９]", re.DOTALL)
_DOWN = ("down", "decrease", "loss", "expense", "減", "低下", "損失", "費用")


class _Text(NamedTuple):
    """A text of a release or of slides, and the page it belongs on."""

    page: Page
    parts: tuple[Part, ...]
    note: bool


def _releases(output: Output) -> Iterator[tuple[Page, Release]]:
    told = {"release": output.filing.release, "presentation": output.filing.presentation}
    for page in output.pages.values():
        release = told.get(page.name)
        if release:
            yield page, release


def _texts(output: Output) -> Iterator[_Text]:
    for page, release in _releases(output):
        # The words of a chart stand in the picture and its table.
        charted = {
            id(prose) for block in release.blocks() if isinstance(block, Charted) for prose in block.plan.prose()
        }
        notes = {id(footnote.prose) for footnote in release.footnotes}
        for prose in release.prose():
            if id(prose) not in charted:
                yield _Text(page, prose.parts[page.lang], id(prose) in notes)


@rule("TNS711", Severity.ERROR, subject=Output, each=_texts)
def texts_state_their_figures(output: Output, text: _Text) -> Iterator[Issue]:
    """Every text of a release stands on its page, and the figures in it are those it is bound to.

    The text is found by its words; what stands in the places of the figures is read as a reader does, with its unit,
    and compared with the fact or the figure that follows from facts, to the precision that is printed.

    Build the filing again. A text that was edited by hand is edited in the data instead. If a fresh build says so, the
    fault is in the program: report it with the message.
    """
    words = _words(text)
    bound = [part for part in text.parts if isinstance(part, Bound)]
    found: list[Issue] = []
    for line, block in output.sentences(text.page):
        told = between(line.lstrip(_DIGITS).lstrip() if text.note else line, words)
        if told is None:
            continue
        found = [
            issue
            for part, one in zip(bound, told, strict=True)
            for issue in _judged(output, text.page, block, part, one)
        ]
        if not found:
            return
    yield from found
    if not found:
        said = "…".join(words)
        message = say("no text of this page reads {text!r}", text=said if len(said) < _LONG else f"{said[:_LONG]}…")
        yield Issue(message, sources=(output.at(text.page.path),))


def _words(text: _Text) -> list[str]:
    """The words before, between and after the figures of a text, each on one line."""
    words = [""]
    for part in text.parts:
        match part:
            case Words(text=one):
                words[-1] += one
            case Bound():
                words.append("")
            case NoteMark():
                pass
    words = [_SPACES.sub(" ", one) for one in words]
    words[0], words[-1] = words[0].lstrip(), words[-1].rstrip()
    return words


def between(line: str, words: list[str]) -> list[str] | None:
    """What stands between some words in a line that has nothing else; ``None`` where the line has other words."""
    if not line.startswith(words[0]):
        return None
    if len(words) == 1:
        return [] if line == words[0] else None
    found, at = [], len(words[0])
    for one in words[1:-1]:
        next_ = line.find(one, at)
        # The scale of a figure belongs to it: 4,300 million
        while next_ >= 0 and line[next_:].lstrip().startswith(_SCALES):
            next_ = line.find(one, next_ + 1)
        if next_ < 0:
            return None
        found.append(line[at:next_])
        at = next_ + len(one)
    end = len(line) - len(words[-1])
    return [*found, line[at:end]] if end >= at and line.endswith(words[-1]) else None


def _judged(output: Output, page: Page, block: Block, bound: Bound, told: str) -> Iterator[Issue]:
    answer = output.binder.answer(bound)
    if not _states(output, answer, bound, told):
        value = answer.value
        message = say(
            "the text reads {text!r} where {figure} is {value}",
            text=told,
            figure=str(bound),
            value=_plain(value) if isinstance(value, Fraction) else str(value),
        )
        yield Issue(message, (answer.fact,) if answer.fact else (), (output.at(page.path, block.line),))


def _plain(value: Fraction) -> str:
    """A number as people write it: as far as it goes, or to six places."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    return f"{Decimal(value.numerator) / Decimal(value.denominator):,.6f}".rstrip("0")


def _states(output: Output, answer: Answer, bound: Bound, told: str) -> bool:
    """Whether what a reader finds in the place of a figure is the figure."""
    if isinstance(answer.value, date):
        return day_of(told) == answer.value
    if answer.value is None:
        return False
    found = figures(told)
    if not found:  # words that say there is no change
        return bound.style in SIGNED and not any(word in told for word in _DOWN)
    if len(found) != 1:
        return False
    (figure,) = found
    scale = scale_after(_LAST_DIGIT.sub("", told)) or 0
    unit = Fraction(10) ** (scale - figure.places)
    seen = Fraction(figure.value) * Fraction(10) ** scale
    if bound.style in SIGNED and any(word in told.lower() for word in _DOWN) != (answer.value < 0):
        return False
    return _is_near(output, answer, seen, abs(answer.value), unit)


def _is_near(output: Output, answer: Answer, seen: Fraction, value: Fraction, unit: Fraction) -> bool:
    """Whether a print is the figure rounded, or what a table prints of its fact."""
    apart = abs(seen - value)
    if apart * 2 <= unit or (output.filing.rounding is Rounding.TRUNCATE and apart < unit):
        return True
    return answer.fact is not None and seen in output.printed_of.get(answer.fact.key, ())


RULES = (texts_state_their_figures,)
