"""What the places in a release's texts ask for: facts where there are any, figures that follow from facts otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from tanshin.derive.evaluate import Question, evaluate
from tanshin.derive.expression import (
    FORM,
    Call,
    Expression,
    ExpressionError,
    Item,
    Named,
    Negation,
    Number,
    Operation,
    parse_expression,
)
from tanshin.derive.figure import Figure
from tanshin.derive.lookup import Lookup, a_year_before
from tanshin.derive.names import Scope
from tanshin.derive.place import HOME
from tanshin.report.aspect import JPY_PER_SHARE, PURE, USD, Unit, per
from tanshin.report.fact import Fact
from tanshin.report.filing import Filing
from tanshin.report.prose import Bound, Style
from tanshin.taxonomy.concept import ItemType
from tanshin.values.message import listed, say
from tanshin.values.qname import QName

#: The units of the figures each style prints; those that are not here print any.
_UNITS = {
    **dict.fromkeys(
        (
            Style.MILLION,
            Style.BILLION,
            Style.USD_MILLION,
            Style.CHANGE_AMOUNT,
            Style.INCREASE,
            Style.PROFIT,
            Style.INCOME,
        ),
        HOME,
    ),
    Style.PER_SHARE: JPY_PER_SHARE,
    **dict.fromkeys((Style.PERCENT, Style.POINTS, Style.CHANGE, Style.CHANGE_POINTS), PURE),
}
#: Styles that print a figure whatever its sign.
SIGNED = frozenset(
    (
        Style.CHANGE,
        Style.CHANGE_POINTS,
        Style.CHANGE_AMOUNT,
        Style.CHANGE_COUNT,
        Style.INCREASE,
        Style.PROFIT,
        Style.INCOME,
    )
)
_MEASURES = {
    str(HOME): say("an amount"),
    str(JPY_PER_SHARE): say("an amount per share"),
    str(PURE): say("a rate or ratio"),
}


class Answer(Struct, frozen=True):
    """What a place asks for.

    ``fact`` is the fact that states it, where there is one: printing the figure states that fact. It may be the
    negative of it, or, of a day, no number at all. ``value`` is ``None`` for nil, and where ``needs`` says what is
    missing.
    """

    value: Fraction | date | None
    fact: Fact | None = None
    needs: tuple[str, ...] = ()


class Binder(Struct, frozen=True, dict=True):
    """Answers the places of one filing."""

    filing: Filing
    figures: tuple[Figure, ...]
    earlier: tuple[Filing, ...] = ()

    @cached_property
    def _scope(self) -> Scope:
        return Scope(self.filing.taxonomy, self.filing.form_taxonomy, frozenset(one.name for one in self.figures))

    @cached_property
    def _by_name(self) -> dict[str, Figure]:
        return {one.name: one for one in self.figures}

    @cached_property
    def _by_concept(self) -> Mapping[QName, Expression]:
        """How the facts follow that are figures."""
        return {one.concept: one.tree for one in self.figures if one.concept}

    @cached_property
    def _by_tree(self) -> dict[Expression, tuple[Figure, ...]]:
        """The figures that are facts, by how they follow: what is written out so in a text is that fact.

        Those of the issuer come before those of the form.
        """
        own = self.filing.taxonomy.namespace
        found: dict[Expression, tuple[Figure, ...]] = {}
        for one in sorted(self.figures, key=lambda one: one.concept is None or one.concept.namespace != own):
            if one.concept:
                tree = _alone(one.tree)
                found[tree] = (*found.get(tree, ()), one)
        return found

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(self.filing, self.earlier)

    @cached_property
    def _trees(self) -> dict[str, Expression]:
        return {}

    @cached_property
    def _answers(self) -> dict[Bound, Answer]:
        return {}

    def answer(self, bound: Bound) -> Answer:
        """What a place asks for.

        Raises:
            ValueError: in words: the expression is none, or asks of an instant what only a period has, the period is
                none of the filing's, or the style is not for such figures.
        """
        if bound not in self._answers:
            self._answers[bound] = self._date(bound) if bound.style is Style.DATE else self._number(bound)
        return self._answers[bound]

    def is_points(self, bound: Bound) -> bool:
        """Whether a place asks for the difference of two rates.

        Raises:
            ValueError: as for its answer.
        """
        tree = self._tree(bound.expression)
        if isinstance(tree, Item):
            tree = self._by_concept.get(tree.concept, tree)
        return _is_difference(tree, self._by_name)

    def tree(self, bound: Bound) -> Expression:
        """What a place asks for, as it is read.

        Raises:
            ValueError: in words: the expression is none.
        """
        return self._tree(bound.expression)

    def _date(self, bound: Bound) -> Answer:
        """A day among the single items of the form."""
        prefix, _, local = bound.expression.partition(".")
        place = self.filing.form.field_of.get(self.filing.form_taxonomy.name(local)) if prefix == FORM else None
        if place is None or self.filing.form_taxonomy.dts.concepts[place.concept].type is not ItemType.DATE:
            days = [
                f"{FORM}.{one.concept.local}"
                for one in self.filing.form.fields
                if self.filing.form_taxonomy.dts.concepts[one.concept].type is ItemType.DATE
            ]
            raise ValueError(
                say(
                    "{expression} is no day of the form; there are {days}",
                    expression=bound.expression,
                    days=listed(days) or "none",
                )
            )
        fact = next((one for one in self.filing.report.by_concept.get(place.concept, ())), None)
        if fact is None or not isinstance(fact.value, date):
            return Answer(None, needs=(bound.expression,))
        return Answer(fact.value, fact)

    def _number(self, bound: Bound) -> Answer:
        tree = self._tree(bound.expression)
        question = Question(self._lookup, self._by_name, self.filing.calendar.period(bound.period))
        wanted, found = _UNITS.get(bound.style), unit_of(tree, self._by_name)
        if wanted is not None and found is not None and wanted != found:
            kind = _MEASURES.get(str(found), say("measured in {found}", found=found))
            raise ValueError(
                say(
                    "{style} prints {measure}, and {expression} is {kind}",
                    style=bound.style,
                    measure=_MEASURES[str(wanted)],
                    expression=bound.expression,
                    kind=kind,
                )
            )
        outcome = evaluate(tree, question)
        fact, sign = self._fact(tree, question)
        if bound.style is Style.USD_MILLION:
            return self._in_dollars(Answer(outcome.value, fact, outcome.needs), sign)
        if fact and isinstance(fact.value, Decimal):
            # As published, where what follows would differ.
            return Answer(sign * Fraction(fact.value), fact)
        return Answer(outcome.value, fact, () if fact else outcome.needs)

    def _tree(self, expression: str) -> Expression:
        if expression not in self._trees:
            try:
                self._trees[expression] = parse_expression(expression, self._scope)
            except ExpressionError as error:
                raise ValueError(str(error)) from None
        return self._trees[expression]

    def _in_dollars(self, answer: Answer, sign: int) -> Answer:
        """The fact in dollars where it is reported, else the translation at the filing's rate."""
        exchange = self.filing.exchange
        fact = self.filing.report.get(answer.fact.key._replace(unit=USD)) if answer.fact else None
        if fact and isinstance(fact.value, Decimal):
            return Answer(sign * Fraction(fact.value), fact)
        if exchange is None:
            return Answer(None, needs=(*answer.needs, say("the exchange rate")))
        value = answer.value
        return Answer(value / Fraction(exchange.rate) if isinstance(value, Fraction) else None, needs=answer.needs)

    def _fact(self, tree: Expression, question: Question) -> tuple[Fact | None, int]:
        """The fact that an expression is, and whether it is that or its negative."""
        if fact := self._written_out(tree, question):
            return fact, 1
        found: tuple[Fact | None, int] = (None, 1)
        match tree:
            case Item():
                item = question.lookup.find(tree, question.period, question.near)
                found = (item.fact if item else None), 1
            case Negation(operand=operand):
                fact, sign = self._fact(operand, question)
                found = fact, -sign
            case Named(figure=name):
                fact = self._reported(self._by_name[name], question)
                found = (fact, 1) if fact else self._fact(self._by_name[name].tree, question)
            case Call(function="prior", arguments=(one,)):
                found = self._fact(one, question.at(a_year_before(question.period)))
            case Call(function="opening", arguments=(one,)):
                found = self._fact(one, question.at(question.span.opening))
        return found

    def _written_out(self, tree: Expression, question: Question) -> Fact | None:
        if isinstance(tree, Item):  # what a figure only restates is the fact that is named
            return None
        facts = (self._reported(figure, question) for figure in self._by_tree.get(tree, ()))
        return next((fact for fact in facts if fact), None)

    def _reported(self, figure: Figure, question: Question) -> Fact | None:
        """The fact of a figure in a period, where exactly one place of the form or the statements has it."""
        if figure.concept is None:
            return None
        at = {question.period, getattr(question.period, "closing", question.period)}
        found = [
            fact
            for fact in self.filing.report.by_concept.get(figure.concept, ())
            if fact.key.period in at and figure.applies(fact.key.dimensions, fact.key.period)
        ]
        return found[0] if len(found) == 1 else None


def bind(filing: Filing, figures: Iterable[Figure], earlier: Sequence[Filing] = ()) -> Binder:
    """The answers of a filing, under what can be derived for its issuer."""
    return Binder(replace(filing, release=None), tuple(figures), tuple(earlier))


def _alone(tree: Expression) -> Expression:
    """An expression as it is written by itself, not beside the figure that it is the value of."""
    match tree:
        case Item(beside=True):
            return replace(tree, beside=False)
        case Negation(operand=operand):
            return Negation(_alone(operand))
        case Operation(operator=operator, left=left, right=right):
            return Operation(operator, _alone(left), _alone(right))
        case Call(function=function, arguments=arguments):
            return Call(function, tuple(map(_alone, arguments)))
        case _:
            return tree


def _is_difference(tree: Expression, figures: Mapping[str, Figure]) -> bool:
    """Whether an expression is one rate less another."""
    match tree:
        case Named(figure=name):
            return _is_difference(figures[name].tree, figures)
        case Negation(operand=operand) | Call(function="prior" | "opening" | "previous", arguments=(operand,)):
            return _is_difference(operand, figures)
        case Operation(operator="-", left=left, right=right):
            return unit_of(left, figures) == unit_of(right, figures) == PURE and not isinstance(left, Number)
        case _:
            return False


def unit_of(tree: Expression, figures: Mapping[str, Figure]) -> Unit | None:
    """The unit of an expression; ``None`` where it cannot be told."""
    found: Unit | None = None
    match tree:
        case Item(unit=unit):
            found = unit
        case Named(figure=name):
            found = unit_of(figures[name].tree, figures)
        case Call(function="change" | "ratio" | "split" | "ads"):
            found = PURE
        case (
            Negation(operand=one) | Call(arguments=(one, *_)) | Operation(operator="*" | "/", left=one, right=Number())
        ):
            found = unit_of(one, figures)
        case Operation(operator="+" | "-", left=left, right=right):
            found = unit_of(left, figures) or unit_of(right, figures)
        case Operation(operator="/", left=left, right=right):
            above, below = unit_of(left, figures), unit_of(right, figures)
            if above and below and not above.denominators and not below.denominators:
                found = PURE if above == below else per(above, below)
    return found
