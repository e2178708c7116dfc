"""Texts with figures bound into them -> runs: the words of each style in each language, by the sign of the figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct, field
from msgspec.structs import replace

from tanshin.derive.binding import SIGNED, Answer, Binder
from tanshin.derive.place import HOME
from tanshin.derive.rounding import rounded, rounding_of
from tanshin.document.display import show
from tanshin.document.model import Format, Mark, Run, Runs, Tagged, Text
from tanshin.document.precision import true_decimals
from tanshin.report.fact import Fact
from tanshin.report.prose import Bound, NoteMark, Part, Style, Words
from tanshin.values.number import format_number
from tanshin.values.rounding import scaled


class _Form(Struct, frozen=True):
    """How a style writes a figure: the power of ten, the places after the point, and what stands around it.

    ``up``, ``down`` and ``level`` are the words of a style that has some for the sign: a pattern around the figure, and
    what is said where there is nothing to say in figures.
    """

    scale: int
    places: int | None
    around: tuple[str, str]
    up: tuple[str, str] = ("", "")
    down: tuple[str, str] = ("", "")
    level: str = ""


#: Styles of what is no amount of money.
_RATES = frozenset((Style.PERCENT, Style.POINTS, Style.CHANGE, Style.CHANGE_POINTS, Style.COUNT, Style.CHANGE_COUNT))

_JPY = {"en": ("JPY", " million"), "ja": ("", "百万円")}
_FORMS: Mapping[str, Mapping[Style, _Form]] = {
    "en": {
        Style.MILLION: _Form(6, 0, _JPY["en"]),
        Style.BILLION: _Form(9, 1, ("JPY", " billion")),
        Style.USD_MILLION: _Form(6, 1, ("$", " million")),
        Style.PER_SHARE: _Form(0, 2, ("JPY", "")),
        Style.PERCENT: _Form(-2, 1, ("", "%")),
        Style.POINTS: _Form(-2, 1, ("", " points")),
        Style.COUNT: _Form(0, None, ("", "")),
        Style.CHANGE: _Form(-2, 1, ("", "%"), ("up ", ""), ("down ", ""), "unchanged"),
        Style.CHANGE_POINTS: _Form(-2, 1, ("", " points"), ("up ", ""), ("down ", ""), "unchanged"),
        Style.CHANGE_AMOUNT: _Form(6, 0, _JPY["en"], ("increased by ", ""), ("decreased by ", ""), "did not change"),
        Style.CHANGE_COUNT: _Form(0, None, ("", ""), ("increased by ", ""), ("decreased by ", ""), "did not change"),
        Style.INCREASE: _Form(6, 0, _JPY["en"], ("an increase of ", ""), ("a decrease of ", ""), "no change"),
        Style.PROFIT: _Form(6, 0, _JPY["en"], ("a profit of ", ""), ("a loss of ", ""), "neither profit nor loss"),
        Style.INCOME: _Form(
            6, 0, _JPY["en"], ("an income of ", ""), ("an expense of ", ""), "neither income nor expense"
        ),
    },
    "ja": {
        Style.MILLION: _Form(6, 0, _JPY["ja"]),
        # Japanese counts in hundreds of millions: one place after the point of a billion is none of an 億.
        Style.BILLION: _Form(8, 0, ("", "億円")),
        Style.USD_MILLION: _Form(6, 1, ("", "百万米ドル")),
        Style.PER_SHARE: _Form(0, 2, ("", "円")),
        Style.PERCENT: _Form(-2, 1, ("", "％")),
        Style.POINTS: _Form(-2, 1, ("", "ポイント")),
        Style.COUNT: _Form(0, None, ("", "")),
        Style.CHANGE: _Form(-2, 1, ("", "％"), ("", "増"), ("", "減"), "横ばい"),
        Style.CHANGE_POINTS: _Form(-2, 1, ("", "ポイント"), ("", "上昇"), ("", "低下"), "横ばい"),
        Style.CHANGE_AMOUNT: _Form(6, 0, _JPY["ja"], ("", "増加"), ("", "減少"), "横ばいで推移"),
        Style.CHANGE_COUNT: _Form(0, None, ("", ""), ("", "増加"), ("", "減少"), "横ばいで推移"),
        Style.INCREASE: _Form(6, 0, _JPY["ja"], ("", "の増加"), ("", "の減少"), "増減なし"),
        Style.PROFIT: _Form(6, 0, _JPY["ja"], ("", "の利益"), ("", "の損失"), "損益なし"),
        Style.INCOME: _Form(6, 0, _JPY["ja"], ("", "の収益"), ("", "の費用"), "損益なし"),
    },
}


class Speaker(Struct):
    """Says the texts of a release in one language.

    Footnotes get their numbers in the order in which they are first referred to; ``references`` counts the marks that
    lead to each.
    """

    binder: Binder
    lang: str
    numbers: dict[str, int] = field(default_factory=dict)
    references: dict[str, int] = field(default_factory=dict)

    def runs(self, parts: tuple[Part, ...]) -> Runs:
        """What a text says.

        Raises:
            ValueError: a figure has no value to print; the rules tell so before.
        """
        return merged(run for part in parts for run in self._part(part))

    def text(self, parts: tuple[Part, ...]) -> str:
        """What a text says, as plain words without the marks of footnotes.

        Raises:
            ValueError: a figure has no value to print.
        """
        return plain_text(self.runs(parts))

    def mark(self, footnote: str) -> Mark:
        """The next mark of a footnote."""
        number = self.numbers.setdefault(footnote, len(self.numbers) + 1)
        count = self.references[footnote] = self.references.get(footnote, 0) + 1
        return Mark(str(number), f"mark-{number}-{count}", f"note-{number}")

    def _part(self, part: Part) -> Runs:
        match part:
            case Words(text=text):
                return (Text(text),)
            case NoteMark(footnote=footnote):
                return (self.mark(footnote),)
            case Bound():
                return self._figure(part, self.binder.answer(part))

    def _figure(self, bound: Bound, answer: Answer) -> Runs:
        fact, value = answer.fact, answer.value
        if isinstance(value, date) and fact:
            return (show(fact, self.lang),)
        if not isinstance(value, Fraction):
            raise ValueError(f"{bound} has no value to print")  # noqa: TRY004 - it is the value that is missing
        form = _FORMS[self.lang][bound.style]
        places = max((fact and fact.decimals) or 0, 0) if form.places is None else form.places
        if bound.style is Style.PERCENT and fact and fact.decimals is not None:
            # Nothing is printed more precisely than it is known.
            places = max(min(places, fact.decimals + form.scale), 0)
        decimals = places - form.scale
        shown = self._rounded(value, fact, decimals, bound.style)
        if not shown and bound.style in SIGNED:
            return (Text(form.level),)
        before, after = form.down if shown < 0 else form.up
        figure = _number(fact, abs(shown), places, form.scale)
        return (Text(before + form.around[0]), figure, Text(form.around[1] + after))

    def _rounded(self, value: Fraction, fact: Fact | None, decimals: int, style: Style) -> Decimal:
        """The figure at the precision of the print; where a table of the filing prints the same, as it does there."""
        if fact and (restated := self.binder.filing.restated.get((fact.key, decimals))) is not None:
            return restated.copy_sign(Decimal(-1 if value < 0 else 1))
        filing = self.binder.filing
        money = fact.key.unit if fact else None if style in _RATES else HOME
        return rounded(value, decimals, rounding_of(money, filing))


def plain_text(runs: Runs) -> str:
    """What runs say, without the marks of footnotes."""
    return "".join(run.display if isinstance(run, Tagged) else run.text for run in runs if not isinstance(run, Mark))


def merged(runs: Iterable[Run]) -> Runs:
    """The runs with words that follow one another as one, and without empty ones."""
    found: list[Run] = []
    for run in runs:
        if isinstance(run, Text) and found and isinstance(last := found[-1], Text):
            found[-1] = Text(last.text + run.text)
        elif not isinstance(run, Text) or run.text:
            found.append(run)
    return tuple(found)


def _number(fact: Fact | None, value: Decimal, places: int, scale: int) -> Run:
    text = format_number(scaled(value, -scale), places)
    if fact is None or not isinstance(fact.value, Decimal):
        return Text(text)
    decimals = true_decimals(fact, value, places - scale)
    if decimals is None:
        return Text(text)
    return Tagged(
        replace(fact, value=value.copy_sign(fact.value), decimals=decimals),
        text,
        scale=scale,
        format=Format.NUMBER,
    )
