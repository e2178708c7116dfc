"""What follows within a summary of the exchange's form from the figures that it prints itself.

Amounts in millions stand for all that round to them. A printed figure that is none of what can follow from any of those
cannot be right, whatever the unrounded figures were; every other may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import product

from msgspec import Struct

from tanshin.derive.evaluate import Outcome, Question, evaluate
from tanshin.derive.expression import Call, Expression, Item, Named, normalise, parse_expression
from tanshin.derive.lookup import Found, Lookup
from tanshin.report.aspect import PURE, SHARES, Dimensions, Duration, Instant, Period
from tanshin.report.fact import Fact, Key
from tanshin.report.form import FigureKind
from tanshin.taxonomy.concept import PeriodType
from tanshin.values.interval import interval_of
from tanshin.values.message import say
from tanshin.values.qname import QName
from tanshin.values.rounding import Rounding

#: How the exchange tells results from forecasts, and what of a forecast is one.
RESULT_OR_FORECAST = "ResultForecastAxis"
RESULT = "ResultMember"

#: What the rest of an element's name is called in an expression.
REST = "item"

#: A range: the least and the greatest, both of them possible.
Range = tuple[Fraction, Fraction]

#: So many rounded figures can be tried at all their ends together; nothing of the form takes more than four.
_MOST = 8

#: An amount of a dividend is declared so, it is no rounded one.
_EXACT = frozenset({"DividendPerShare", "CommemorativeDividend", "ExtraDividend"})

_DECIMALS = {kind.unit: kind.decimals for kind in FigureKind if kind is not FigureKind.MILLION}


class Way(Struct, frozen=True):
    """One way in which a figure can follow: an expression, as it is written and as it is read."""

    expression: str
    tree: Expression


class SummaryFigure(Struct, frozen=True):
    """A figure of a summary: the element that states it, and the ways in which it can follow.

    ``element`` is its local name; with ``begins`` it is every element whose name begins so, and expressions call the
    rest of it ``{item}``. ``words`` are what they call the elements they take. With a ``member`` it is of facts on it
    alone, with ``is_forecast`` of forecasts or of results alone.
    """

    name: str
    titles: Mapping[str, str]
    element: str
    values: tuple[str, ...]
    words: tuple[tuple[str, str], ...] = ()
    begins: bool = False
    member: str | None = None
    is_forecast: bool | None = None

    def applies(self, fact: Fact) -> bool:
        """Whether a fact is this figure."""
        local, members = fact.concept.local, {axis.local: one.local for axis, one in fact.key.dimensions}
        is_named = local.startswith(self.element) and local != self.element if self.begins else local == self.element
        is_forecast = members.get(RESULT_OR_FORECAST, RESULT) != RESULT
        return (
            is_named
            and (self.member is None or self.member in members.values())
            and (self.is_forecast is None or self.is_forecast == is_forecast)
        )

    def ways(self, concept: QName) -> tuple[Way, ...]:
        """The ways in which the figure that an element states can follow.

        Raises:
            ExpressionError: an expression is malformed.
            KeyError: an expression has a place for which there is no word.
        """
        rest = ((REST, concept.local.removeprefix(self.element)),) if self.begins else ()
        return tuple(_way(value, (*self.words, *rest), concept.namespace, concept.prefix) for value in self.values)


@lru_cache(maxsize=1024)
def _way(value: str, words: tuple[tuple[str, str], ...], namespace: str, prefix: str) -> Way:
    text = normalise(value.format_map(dict(words)))
    return Way(text, parse_expression(text, _Names(namespace, prefix)))


class _Names(Struct, frozen=True):
    """Elements of the exchange by their local names; of members the local name alone is known."""

    namespace: str
    prefix: str

    def item(self, local: str, members: tuple[str, ...], of_form: bool) -> Item:
        called = f"{local}[{', '.join(members)}]" if members else local
        named = tuple((QName("", ""), QName(self.namespace, one, self.prefix)) for one in members)
        concept = QName(self.namespace, local, self.prefix)
        return Item(called, concept, PURE, PeriodType.DURATION, named, of_form=True)

    def figure(self, name: str) -> Named:
        raise LookupError(say("{name} is no element", name=name))


class Verdict(Struct, frozen=True):
    """A printed figure beside what can follow for it.

    ``way`` is the one that comes nearest to what is printed, ``exact`` what it gives from the figures as printed, and
    ``range`` what it gives from all that they can stand for. Without a range nothing can be said: ``needs`` tells what
    is missing. With ``is_nil`` nothing is, and no change can follow, because a year has a loss or nothing. ``facts``
    are those it is made of, by name.
    """

    figure: SummaryFigure
    fact: Fact
    way: Way
    exact: Fraction | None = None
    range: Range | None = None
    needs: tuple[str, ...] = ()
    facts: tuple[tuple[str, Fact], ...] = ()
    is_nil: bool = False

    @property
    def printed(self) -> Range:
        """What rounds to the printed figure."""
        assert isinstance(self.fact.value, Decimal)  # only numbers are judged
        return span_of(self.fact, Rounding.HALF_UP) or (Fraction(self.fact.value), Fraction(self.fact.value))

    @property
    def is_possible(self) -> bool:
        """Whether the printed figure can follow."""
        return self.range is not None and self.apart <= 0

    @property
    def apart(self) -> Fraction:
        """How far what is printed lies from what can follow; not above zero where the two meet."""
        assert self.range is not None  # only what follows is near or far
        low, high = self.printed
        return max(self.range[0] - high, low - self.range[1])


class Summary(Lookup, frozen=True, dict=True):
    """The facts of a summary as expressions ask for them.

    ``roundings`` are the ways in which its amounts may have been brought to millions: both where it does not say.
    """

    roundings: tuple[Rounding, ...] = tuple(Rounding)

    @cached_property
    def found(self) -> dict[tuple[Key | None, str], Fact]:
        """The facts that were found, by the figure asked about and what they are called; each question adds its own."""
        return {}

    def beside(self, item: Item, near: Key | None) -> Item:
        """The item: its members are those of the figure, wherever it does not name another."""
        return item

    def find(self, item: Item, period: Period, near: Key | None) -> Found | None:
        """What the summary says of an element in a period, with the members of the figure that is asked about."""
        asked = {member.local for _, member in item.dimensions}
        known = self.filing.report.by_concept.get(item.concept, ())
        at = {period, period.closing} if isinstance(period, Duration) else {period}
        fact = _nearest(asked, (one for one in known if one.key.period in at), near, period)
        if fact is None and near and _is_forecast(near) and _is_count(item.concept):
            fact = _nearest(asked, sorted(known, key=_day, reverse=True), near, period)
        if fact is None:
            return None
        value = Fraction(fact.value) if isinstance(fact.value, Decimal) else None
        name = f"{item.name} {fact.key.period}"
        self.found[near, name] = fact
        return Found(name, value, self.span(fact), fact)

    def span(self, fact: Fact) -> Range | None:
        """What a fact can stand for, however its summary rounds; ``None`` where it is exact."""
        is_money = fact.key.unit is not None and fact.key.unit.is_money
        spans = [span for one in (self.roundings if is_money else (Rounding.HALF_UP,)) if (span := span_of(fact, one))]
        return (min(low for low, _ in spans), max(high for _, high in spans)) if spans else None


def span_of(fact: Fact, rounding: Rounding) -> Range | None:
    """What a figure stands for that is rounded to its decimals; ``None`` where it is exact: what is counted, dividends.

    A ratio or an amount per share without decimals has those of the form.
    """
    unit = fact.key.unit
    decimals = fact.decimals if fact.decimals is not None else _DECIMALS.get(unit) if unit else None
    if not isinstance(fact.value, Decimal) or decimals is None or unit == SHARES or fact.concept.local in _EXACT:
        return None
    try:
        span = interval_of(fact.value, decimals, rounding)
    except ValueError:  # of a magnitude that no account has
        return None
    return Fraction(span.low), Fraction(span.high)


def verdicts(summary: Summary, figures: Iterable[SummaryFigure]) -> Iterator[Verdict]:
    """Each printed figure of a summary that is said to follow from others; nil ones say nothing that could follow."""
    known = tuple(figures)
    for fact in summary.filing.report:
        for figure in known:
            if isinstance(fact.value, Decimal) and figure.applies(fact):
                yield _best([_verdict(figure, fact, way, summary) for way in figure.ways(fact.concept)])


def _best(found: list[Verdict]) -> Verdict:
    """What comes nearest to what is printed, of the ways that give anything; else the one that lacks least."""
    given = [one for one in found if one.range is not None]
    return min(given, key=lambda one: one.apart) if given else min(found, key=lambda one: len(one.needs))


def _verdict(figure: SummaryFigure, fact: Fact, way: Way, summary: Summary) -> Verdict:
    question = Question(summary, {}, fact.key.period, fact.key)
    outcome = evaluate_at(way.tree, question)
    values = _reached(way.tree, question, outcome)
    given = [value for value in values if value is not None]
    # Where one of the amounts may be nothing, the figure may be nil, and then nothing is known of it.
    reach = (min(given), max(given)) if given and len(given) == len(values) else None
    is_change = isinstance(way.tree, Call) and way.tree.function == "change"
    facts = tuple((name, found) for name, _ in outcome.inputs if (found := summary.found.get((fact.key, name))))
    is_nil = is_change and len(facts) > 1 and not given
    return Verdict(figure, fact, way, outcome.value, reach, outcome.needs, facts, is_nil)


def evaluate_at(tree: Expression, question: Question) -> Outcome:
    """The value of an expression; what only a period has is missing at an instant."""
    try:
        return evaluate(tree, question)
    except ValueError as error:
        return Outcome(None, needs=(str(error),))


def _reached(tree: Expression, question: Question, outcome: Outcome) -> list[Fraction | None]:
    """What an expression is with its inputs at the ends of their spans, nil among it; nothing where something lacks.

    Each input stands once in an expression and moves it one way for given others, so that its ends are among these.
    """
    if outcome.needs or len(outcome.spans) > _MOST or not outcome.inputs:
        return []
    names = [name for name, _ in outcome.spans]
    return [
        evaluate(
            tree, Question(question.lookup, {}, question.period, question.near, dict(zip(names, ends, strict=True)))
        ).value
        for ends in product(*(span for _, span in outcome.spans))
    ]


def _nearest(asked: set[str], facts: Iterable[Fact], near: Key | None, period: Period) -> Fact | None:
    """The fact with the members asked for, and otherwise those of the figure.

    Of forecasts and results in its own period the figure's kind comes first, in others what has come true.
    """
    own = dict(near.dimensions) if near else {}
    forecast = next((member for axis, member in own.items() if axis.local == RESULT_OR_FORECAST), None)
    is_same = near is not None and (near.period == period or near.period == getattr(period, "closing", None))
    kinds = dict.fromkeys((forecast.local, RESULT) if is_same and forecast else (RESULT,))
    candidates = [fact for fact in facts if _fits(asked, fact.key.dimensions, own)]
    for kind in kinds:
        for fact in candidates:
            if all(axis.local != RESULT_OR_FORECAST or member.local == kind for axis, member in fact.key.dimensions):
                return fact
    return None


def _fits(asked: set[str], members: Dimensions, own: Mapping[QName, object]) -> bool:
    """Whether a fact has every member that is asked for, and else the figure's or none."""
    mine = {member.local for _, member in members}
    others = (
        (axis, member) for axis, member in members if member.local not in asked and axis.local != RESULT_OR_FORECAST
    )
    return asked <= mine and all(own.get(axis) == member for axis, member in others)


def _is_forecast(near: Key) -> bool:
    return any(axis.local == RESULT_OR_FORECAST and member.local != RESULT for axis, member in near.dimensions)


def _is_count(concept: QName) -> bool:
    return ("NumberOf" in concept.local and "Share" in concept.local) or "TreasuryStock" in concept.local


def _day(fact: Fact) -> date:
    return fact.key.period.day if isinstance(fact.key.period, Instant) else fact.key.period.last
