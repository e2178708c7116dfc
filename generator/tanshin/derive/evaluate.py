"""Expressions -> exact numbers, with what they were made of and what was missing.

Every concept is asked in the period of the figure: over it, or at its end when it is measured at an instant. A fact
that is nil has no value, and nothing that is calculated with it has one; a fact that is not there makes the figure not
checkable. Division by zero has no meaning and gives nil. The functions:

``prior(x)``
    x one year earlier: over the same months, or at the same day.
``previous(x)``
    x three months earlier: in the quarter before, or at its end.
``opening(x)``
    x at the start of the period; x is measured at an instant.
``average(x)``
    the mean of x at the start and at the end of the period.
``year(x)``
    x over the twelve months that begin with the period.
``change(now, before)``
    by what part ``now`` is more than ``before``; nil when either is a loss or zero (TSE: printed ``―``). ``change(x)``
    is short for ``change(x, prior(x))``, ``increase(x)`` for ``x - prior(x)``, ``movement(x)`` for ``x - opening(x)``.
``ratio(part, whole)``
    ``part / whole``; nil when ``whole`` is not above zero, such as a payout of a loss.
``total(a, b, …)``
    the sum, in which nil counts as none; nil when all are nil.
``first(a, b, …)``
    the first for which every fact is there.
``steady(x, mean)``
    x, when it equals its mean over the period and so was the same all through it; not checkable when it moved.
``millions(x)``
    x in whole millions, as the filing rounds money. Forecasts are made in millions, and a company may compare them with
    its results as it prints those; nowhere else is anything rounded on the way.
``split(n)``
    how many shares, as the filing counts them, one share has become that was held at the end of month ``n`` of the
    period: the factor between a dividend of that record date and today's share.
``ads()``
    how many shares one American Depositary Share stands for, as the filing counts them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from tanshin.derive.expression import Call, Expression, Item, Named, Negation, Number, Operation
from tanshin.derive.figure import Figure
from tanshin.derive.lookup import Lookup, a_quarter_before, a_year_before, missing, record_date, twelve_months
from tanshin.derive.rounding import rounded
from tanshin.report.aspect import Duration, Period
from tanshin.report.fact import Key
from tanshin.values.message import listed, say

Inputs = tuple[tuple[str, Fraction], ...]

#: Inputs that are only known rounded: what they are called, and the least and the greatest they can be.
Spans = tuple[tuple[str, tuple[Fraction, Fraction]], ...]


class Outcome(Struct, frozen=True):
    """A value, or ``None`` for nil; what it was made of; what is missing, without which it has no value.

    It is exact but for the inputs in ``spans``.
    """

    value: Fraction | None
    inputs: Inputs = ()
    needs: tuple[str, ...] = ()
    spans: Spans = ()


class Question(Struct, frozen=True):
    """What an expression is asked: where facts are found, what figures mean, the period, the fact that is derived.

    ``given`` are values to take for inputs instead of those reported.
    """

    lookup: Lookup
    figures: Mapping[str, Figure]
    period: Period
    near: Key | None = None
    given: Mapping[str, Fraction] | None = None

    def at(self, period: Period) -> Question:
        """The same question about another period."""
        return replace(self, period=period)

    def before(self, period: Period) -> Question:
        """The same question about an earlier period."""
        return replace(self, period=period)

    @property
    def span(self) -> Duration:
        """The period, where only a duration has an answer.

        Raises:
            ValueError: it is an instant; :func:`tanshin.derive.source.read_figures` lets no such figure through.
        """
        if not isinstance(self.period, Duration):
            raise ValueError(f"{self.period} has no start")  # noqa: TRY004 - it is the value that does not fit
        return self.period


def evaluate(tree: Expression, question: Question) -> Outcome:
    """The exact value of an expression.

    Raises:
        ValueError: what only a period has is asked of an instant.
    """
    outcome: Outcome
    match tree:
        case Number(value=value):
            outcome = Outcome(value)
        case Item():
            outcome = _reported(tree, question)
        case Named(figure=name):
            outcome = evaluate(question.figures[name].tree, question)
        case Negation(operand=operand):
            outcome = _joined(lambda value: -value, evaluate(operand, question))
        case Operation(operator=operator, left=left, right=right):
            outcome = _joined(_OPERATORS[operator], evaluate(left, question), evaluate(right, question))
        case Call(function=function, arguments=arguments):
            outcome = _FUNCTIONS[function](arguments, question)
    return outcome


def _reported(item: Item, question: Question) -> Outcome:
    item = question.lookup.beside(item, question.near)
    found = question.lookup.find(item, question.period, question.near)
    if found is None:
        return Outcome(None, needs=(missing(item, question.period),))
    if found.value is None:
        return Outcome(None)
    value = (question.given or {}).get(found.name, found.value)
    return Outcome(value, ((found.name, value),), spans=((found.name, found.span),) if found.span else ())


def _joined(operation: Callable[..., Fraction | None], *parts: Outcome) -> Outcome:
    """The result of an operation on values; nil when one of them is."""

    def of_all(*values: Fraction | None) -> Fraction | None:
        return None if None in values else operation(*values)

    return _gathered(of_all, *parts)


def _gathered(operation: Callable[..., Fraction | None], *parts: Outcome) -> Outcome:
    """The result of an operation that knows nil, with every input once and everything that is missing."""
    inputs = tuple(dict.fromkeys(one for part in parts for one in part.inputs))
    needs = tuple(dict.fromkeys(need for part in parts for need in part.needs))
    spans = tuple(dict.fromkeys(one for part in parts for one in part.spans))
    return Outcome(None if needs else operation(*(part.value for part in parts)), inputs, needs, spans)


def _quotient(left: Fraction, right: Fraction) -> Fraction | None:
    return left / right if right else None


def _change(now: Fraction, before: Fraction) -> Fraction | None:
    return now / before - 1 if now > 0 and before > 0 else None


def _ratio(part: Fraction, whole: Fraction) -> Fraction | None:
    return part / whole if whole > 0 else None


def _sum(*values: Fraction | None) -> Fraction | None:
    there = [value for value in values if value is not None]
    return sum(there, Fraction()) if there else None


_OPERATORS: Mapping[str, Callable[[Fraction, Fraction], Fraction | None]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": _quotient,
}

_Arguments = tuple[Expression, ...]


def _prior(arguments: _Arguments, question: Question) -> Outcome:
    return evaluate(arguments[0], question.before(a_year_before(question.period)))


def _previous(arguments: _Arguments, question: Question) -> Outcome:
    return evaluate(arguments[0], question.before(a_quarter_before(question.period)))


def _opening(arguments: _Arguments, question: Question) -> Outcome:
    return evaluate(arguments[0], question.before(question.span.opening))


def _average(arguments: _Arguments, question: Question) -> Outcome:
    closing = evaluate(arguments[0], question.at(question.span.closing))
    return _joined(lambda start, end: (start + end) / 2, _opening(arguments, question), closing)


def _year(arguments: _Arguments, question: Question) -> Outcome:
    return evaluate(arguments[0], question.at(twelve_months(question.span)))


def _values(operation: Callable[..., Fraction | None]) -> Callable[[_Arguments, Question], Outcome]:
    return lambda arguments, question: _joined(operation, *(evaluate(one, question) for one in arguments))


def _total(arguments: _Arguments, question: Question) -> Outcome:
    parts = [evaluate(one, question) for one in arguments]
    # What is nil adds nothing, and what it was made of tells nothing.
    return _gathered(_sum, *(part for part in parts if part.value is not None or part.needs))


def _first(arguments: _Arguments, question: Question) -> Outcome:
    """The first outcome that lacks nothing; where all lack something, the one that lacks least."""
    return min((evaluate(one, question) for one in arguments), key=lambda outcome: len(outcome.needs))


def _steady(arguments: _Arguments, question: Question) -> Outcome:
    value, mean = (evaluate(one, question) for one in arguments)
    both = _joined(lambda value, mean: value, value, mean)
    if both.needs or value.value == mean.value:
        return both
    names = listed((name for name, _ in value.inputs), " and ")
    return Outcome(None, both.inputs, (say("how {names} stood during {period}", names=names, period=question.period),))


def _millions(arguments: _Arguments, question: Question) -> Outcome:
    rounding = question.lookup.filing.rounding
    return _joined(lambda value: Fraction(rounded(value, -6, rounding)), evaluate(arguments[0], question))


def _split(arguments: _Arguments, question: Question) -> Outcome:
    (month,) = arguments
    assert isinstance(month, Number)  # the parser has seen to it
    day = record_date(question.span, int(month.value))
    lookup = question.lookup
    factor = Fraction(lookup.filing.issuer.split_factor(day, lookup.basis))
    return Outcome(factor, ((say("shares for one of {day}", day=day), factor),))


def _ads(_: _Arguments, question: Question) -> Outcome:
    lookup = question.lookup
    shares = lookup.filing.issuer.shares_per_ads(lookup.basis)
    if shares is None:
        return Outcome(None, needs=(say("the ADS ratio on {basis}", basis=lookup.basis),))
    return Outcome(shares, ((say("shares per ADS on {basis}", basis=lookup.basis), shares),))


_FUNCTIONS: Mapping[str, Callable[[_Arguments, Question], Outcome]] = {
    "prior": _prior,
    "previous": _previous,
    "opening": _opening,
    "average": _average,
    "year": _year,
    "change": _values(_change),
    "ratio": _values(_ratio),
    "total": _total,
    "first": _first,
    "steady": _steady,
    "millions": _millions,
    "split": _split,
    "ads": _ads,
}
