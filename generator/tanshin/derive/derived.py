"""Every figure of a filing that follows from other facts, whether or not it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from tanshin.derive.evaluate import Inputs, Outcome, Question, evaluate
from tanshin.derive.expression import Expression
from tanshin.derive.figure import Figure
from tanshin.derive.lookup import Lookup, span_of
from tanshin.derive.place import HOME, Place, is_foreign, places
from tanshin.derive.rounding import rounded, rounding_of
from tanshin.report.aspect import SHARES, Period, Unit, per
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing
from tanshin.values.message import say
from tanshin.values.qname import QName

#: The name under which convenience translations are derived.
TRANSLATION = "translation"


class Derived(Struct, frozen=True):
    """A figure as it follows from facts.

    ``value`` is ``exact``, rounded to ``decimals``; both are ``None`` when the figure has no meaning (nil) and when it
    is not checkable. ``bounds`` are what it lies between where some of the facts are only known rounded. It is not
    checkable when ``needs`` says what is missing, such as ``OperatingIncome
    2010-04-01/2011-03-31``. ``inputs`` are the facts it was made of, by name, nil ones left out; ``period`` is that in
    which they were asked for, of what an expression gives.
    """

    figure: str
    key: Key
    decimals: int
    value: Decimal | None
    exact: Fraction | None
    needs: tuple[str, ...]
    expression: str
    inputs: Inputs
    bounds: tuple[Decimal, Decimal] | None = None
    period: Period | None = None

    @property
    def is_checkable(self) -> bool:
        """Whether everything it needs is there."""
        return not self.needs

    def allows(self, value: object) -> bool:
        """Whether a printed value is this figure, or may be it for all that is known."""
        if value == self.value or self.bounds is None:
            return value == self.value
        return isinstance(value, Decimal) and self.bounds[0] <= value <= self.bounds[1]


def derive(filing: Filing, figures: Iterable[Figure], earlier: Sequence[Filing] = ()) -> tuple[Derived, ...]:
    """Each figure in every place of the form and the statements where its concept can be reported.

    A figure is written as precisely as the fact that is printed there, else as such figures are. Money is rounded as
    the filing says, everything else half up. ``earlier`` are filings of the issuer that may be asked for what this one
    does not have; of those only the issuer's own statements are used.
    """
    by_name = {figure.name: figure for figure in figures}
    lookup = Lookup(filing, tuple(earlier))
    where: dict[QName, dict[Key, Place]] = {}
    for place in places(filing):
        where.setdefault(place.key.concept, {}).setdefault(place.key, place)
    return tuple(
        _derived(figure, place, Question(lookup, by_name, place.span, place.key))
        for figure in by_name.values()
        if figure.concept is not None
        for place in where.get(figure.concept, {}).values()
        if figure.applies(place.key.dimensions, place.span)
    )


def translations(filing: Filing) -> tuple[Derived, ...]:
    """Each amount the issuer reports in a foreign currency as the home one divided by the filing's rate.

    It is a translation for the reader's convenience at one rate, for past periods and balances alike. A company foots
    its translated columns, so that a single line may differ by a unit from what is derived here.
    """
    return tuple(
        _translated(fact, home, filing)
        for fact in filing.report
        if fact.concept in filing.taxonomy.dts.concepts and (home := _home(fact.key.unit)) is not None
    )


def _derived(figure: Figure, place: Place, question: Question) -> Derived:
    filing = question.lookup.filing
    outcome = evaluate(figure.tree, question)
    fact = filing.report.get(place.key)
    decimals = place.decimals if fact is None or fact.decimals is None else fact.decimals
    made = _made(figure.name, place.key, decimals, outcome, figure.expression, filing)
    bounds = _bounds(figure, question, outcome, made) if outcome.spans else None
    return replace(made, bounds=bounds, period=question.period)


def _bounds(figure: Figure, question: Question, outcome: Outcome, made: Derived) -> tuple[Decimal, Decimal] | None:
    """What the figure lies between, rounded as it is."""
    ends = reach(figure.tree, question, outcome)
    rounding = rounding_of(made.key.unit, question.lookup.filing)
    return (
        None if ends is None else (rounded(ends[0], made.decimals, rounding), rounded(ends[1], made.decimals, rounding))
    )


def reach(tree: Expression, question: Question, outcome: Outcome) -> tuple[Fraction, Fraction] | None:
    """What an expression lies between, its rounded inputs being anywhere in their spans; ``None`` where it is nil.

    Everything that is derived grows or falls steadily with each input, so that its ends lie at ends of theirs.
    """
    if outcome.value is None:
        return None
    known = question.given or {}
    ends: tuple[dict[str, Fraction], dict[str, Fraction]] = ({}, {})
    for name, span in outcome.spans:
        values = [evaluate(tree, replace(question, given={**known, name: end})).value for end in span]
        low, high = values
        if low is None or high is None:
            return None
        ends[0][name], ends[1][name] = span if low <= high else span[::-1]
    least, greatest = (evaluate(tree, replace(question, given={**known, **given})).value for given in ends)
    return None if least is None or greatest is None else (least, greatest)


def _made(name: str, key: Key, decimals: int, outcome: Outcome, expression: str, filing: Filing) -> Derived:
    exact = outcome.value
    value = None if exact is None else rounded(exact, decimals, rounding_of(key.unit, filing))
    if exact is not None and exact < 0 and not value:
        value = Decimal("-0").scaleb(min(-decimals, 0))  # printed as △0, or △0.0
    return Derived(name, key, decimals, value, exact, outcome.needs, expression, outcome.inputs)


def _home(unit: Unit | None) -> Unit | None:
    """The unit in the home currency of what is in another currency, alone or per share; ``None`` for all else."""
    if unit is None or not is_foreign(unit):
        return None
    return {(): HOME, SHARES.numerators: per(HOME, SHARES)}.get(unit.denominators)


def _translated(fact: Fact, home: Unit, filing: Filing) -> Derived:
    """The translation of one fact; what is nil at home is nil abroad."""
    members = ", ".join(member.local for _, member in fact.key.dimensions)
    name = f"{fact.concept.local}[{members}]" if members else fact.concept.local
    source, exchange = filing.report.get(fact.key._replace(unit=home)), filing.exchange
    called = f"{name} {fact.key.period}"
    needs = (
        *(() if source else (say("{called} in {home}", called=called, home=home),)),
        *(() if exchange else (say("the exchange rate"),)),
    )
    outcome = Outcome(None, needs=needs)
    if source and exchange and isinstance(source.value, Decimal):
        yen, rate = Fraction(source.value), Fraction(exchange.rate)
        outcome = Outcome(yen / rate, ((called, yen), (say("exchange rate of {day}", day=exchange.day), rate)))
    given = (one.decimals for one in (fact, source) if one and one.decimals is not None)
    made = _made(TRANSLATION, fact.key, next(given, 0), outcome, f"{name} / exchange rate", filing)
    span = span_of(source, filing) if source else None
    if span is None or exchange is None:
        return made
    ends = [rounded(end / Fraction(exchange.rate), made.decimals, rounding_of(fact.key.unit, filing)) for end in span]
    return replace(made, bounds=(ends[0], ends[1]))
