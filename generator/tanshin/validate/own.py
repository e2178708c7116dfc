"""An issuer's own rules: equations of figures, evaluated in every period in which their figures are reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from tanshin.derive.derived import reach
from tanshin.derive.evaluate import Inputs, Outcome, Question, evaluate
from tanshin.derive.expression import (
    Call,
    Expression,
    ExpressionError,
    Item,
    Named,
    Negation,
    NotOfThisEra,
    Operation,
    parse_expression,
)
from tanshin.derive.figure import Figure
from tanshin.derive.lookup import Lookup
from tanshin.derive.names import Scope
from tanshin.report.aspect import Duration, Period
from tanshin.report.filing import Filing
from tanshin.report.profile import OwnRule
from tanshin.taxonomy.concept import PeriodType

#: Functions that only a period has an answer to.
_OF_PERIODS = frozenset({"opening", "average", "split"})


class Equation(Struct, frozen=True):
    """An own rule in one period: what its sides are there, and between what their difference lies."""

    rule: OwnRule
    period: Period
    left: Fraction
    right: Fraction
    inputs: Inputs
    low: Fraction
    high: Fraction

    @property
    def holds(self) -> bool:
        """Whether the sides are as the rule says, for all that is known of them."""
        return fits(self.rule, self.low, self.high)


class Reading(Struct, frozen=True):
    """An own rule as it is read: an equation for each period, or why there is none.

    ``problem`` says what is wrong with its text, ``needs`` what it lacks in the period that lacks least. A rule that
    names what only other eras have has neither.
    """

    rule: OwnRule
    equations: tuple[Equation, ...] = ()
    needs: tuple[str, ...] = ()
    problem: str = ""
    tree: Expression | None = None


def fits(rule: OwnRule, low: Fraction, high: Fraction) -> bool:
    """Whether a difference between two bounds can be what the rule says, give or take its tolerance."""
    free = Fraction(rule.tolerance)
    return {
        "=": low <= free and high >= -free,
        "<=": low <= free,
        "<": low < free,
        ">=": high >= -free,
        ">": high > -free,
    }[rule.operator]


def read_own(filing: Filing, figures: tuple[Figure, ...], earlier: tuple[Filing, ...]) -> tuple[Reading, ...]:
    """The own rules of the filing's issuer, in its periods."""
    rules = filing.issuer.profile.own
    if not rules:
        return ()
    from tanshin.taxonomy.elsewhere import Elsewhere
    from tanshin.taxonomy.folder import read_sources

    taxonomy = filing.taxonomy
    elsewhere = Elsewhere(read_sources(filing.taxonomy_folder), taxonomy.era) if taxonomy.era else ()
    scope = Scope(taxonomy, filing.form_taxonomy, frozenset(one.name for one in figures), elsewhere)
    by_name = {one.name: one for one in figures}
    lookup = Lookup(filing, earlier)
    return tuple(_read(rule, scope, by_name, lookup) for rule in rules)


def _read(rule: OwnRule, scope: Scope, figures: Mapping[str, Figure], lookup: Lookup) -> Reading:
    try:
        left, right = (parse_expression(side, scope) for side in (rule.left, rule.right))
    except NotOfThisEra:
        return Reading(rule)
    except ExpressionError as error:
        return Reading(rule, problem=str(error))
    tree = Operation("-", left, right)
    equations: list[Equation] = []
    lacking: list[tuple[str, ...]] = []
    for period in _periods(tree, figures, lookup.filing):
        question = Question(lookup, figures, period)
        outcome = evaluate(tree, question)
        if outcome.needs:
            lacking.append(outcome.needs)
        elif outcome.value is not None:
            equations.append(_equation(rule, question, (evaluate(left, question), evaluate(right, question)), tree))
    needs = () if equations else min(lacking, key=len, default=(_first(tree, figures),))
    return Reading(rule, tuple(equations), needs, tree=tree)


def _equation(rule: OwnRule, question: Question, sides: tuple[Outcome, Outcome], tree: Expression) -> Equation:
    outcome = evaluate(tree, question)
    value = outcome.value or Fraction()
    low, high = reach(tree, question, outcome) or (value, value)
    left, right = (side.value or Fraction() for side in sides)
    return Equation(rule, question.period, left, right, outcome.inputs, low, high)


def _periods(tree: Expression, figures: Mapping[str, Figure], filing: Filing) -> Iterator[Period]:
    """Every period in which one of the figures is reported: durations, where one of them or a function has any."""
    parts = tuple(_parts(tree, figures))
    items = [one for one in parts if isinstance(one, Item)]
    lasting = [one for one in items if one.period is PeriodType.DURATION]
    is_of_periods = any(isinstance(one, Call) and one.function in _OF_PERIODS for one in parts)
    if not lasting and is_of_periods:
        facts = [fact for fact in filing.report if isinstance(fact.key.period, Duration)]
    else:
        facts = [fact for item in lasting or items for fact in filing.report.by_concept.get(item.concept, ())]
    yield from dict.fromkeys(fact.key.period for fact in facts)


def _first(tree: Expression, figures: Mapping[str, Figure]) -> str:
    return next((one.name for one in _parts(tree, figures) if isinstance(one, Item)), "a figure")


def _parts(tree: Expression, figures: Mapping[str, Figure]) -> Iterator[Expression]:
    yield tree
    match tree:
        case Named(figure=name):
            yield from _parts(figures[name].tree, figures)
        case Negation(operand=operand):
            yield from _parts(operand, figures)
        case Operation(left=left, right=right):
            yield from (*_parts(left, figures), *_parts(right, figures))
        case Call(arguments=arguments):
            for one in arguments:
                yield from _parts(one, figures)


def decimal(value: Fraction) -> Decimal:
    """A fraction with six places at most, for showing."""
    from tanshin.derive.rounding import rounded
    from tanshin.values.rounding import Rounding

    if value.denominator == 1:
        return Decimal(value.numerator)
    return rounded(value, 6, Rounding.HALF_UP)
