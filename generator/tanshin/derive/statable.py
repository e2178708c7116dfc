"""Every figure that a text about a filing may state: its facts, what is printed of them, and what follows from both.

A text says more than tables do: by how much something moved since the year before, what it is in dollars, what share of
the revenues it was. What can be said so is worked out here for all facts alike; that a figure can be derived does not
mean that it has a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from msgspec.structs import replace

from tanshin.derive.binding import Binder, unit_of
from tanshin.derive.candidate import RATE, Candidate, Way
from tanshin.derive.evaluate import Question, evaluate
from tanshin.derive.expression import Call, Expression, Item, Named, Negation, Operation
from tanshin.derive.figure import Figure
from tanshin.derive.lookup import Lookup, a_quarter_before, a_year_before
from tanshin.derive.place import HOME
from tanshin.derive.told import drawn, told
from tanshin.report.aspect import PURE, SHARES, USD, Dimensions, Duration, Instant, Period, Unit, per
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing, Print
from tanshin.taxonomy.concept import PeriodType

#: What is compared lies within a year, leap days included.
_YEAR = 367
_RATE_UNIT = per(HOME, USD)
_Series = tuple[str, Dimensions, Unit]


def candidates(
    filing: Filing, figures: Mapping[str, Figure], earlier: tuple[Filing, ...], binder: Binder
) -> list[Candidate]:
    """The figures of a filing and of those before it, the most direct ones first."""
    found = list(_facts(filing))
    for one in earlier:
        found += _facts(one, one.name, filing.issuer.split_factor(one.announced, filing.announced))
    moving = {one.concept.local: one.tree for one in figures.values() if one.concept}
    found = [_with_since(one, moving) for one in found]
    found += _named(filing, figures, earlier)
    found += told(filing, binder)
    found += drawn(filing, figures, earlier)
    if filing.exchange:
        rate = filing.exchange
        found.append(Candidate(Fraction(rate.rate), None, _RATE_UNIT, (RATE,), Instant(rate.day)))
        found += _translated(found, Fraction(rate.rate))
    series = _series(found)
    found += _shares(series)
    found += _moved(series)
    return found


def _facts(filing: Filing, name: str = "", factor: int = 1) -> Iterator[Candidate]:
    """The facts and, where they differ, their prints; shares of an earlier filing as this one counts them, too."""
    cells: dict[tuple[Key, Decimal, int | None], list[Print]] = {}
    for one in filing.prints:
        if one.value is not None and one.key.unit:
            cells.setdefault((one.key, one.value, one.decimals), []).append(one)
    for (_, stated, decimals), prints in cells.items():
        where = tuple((one.table, one.row, one.column) for one in prints)
        yield _of_fact(prints[0].fact, Fraction(stated), decimals, name, where)
    for fact in filing.report:
        if not isinstance(fact.value, Decimal) or not fact.key.unit:
            continue
        value = Fraction(fact.value)
        if (fact.key, fact.value, fact.decimals) not in cells:
            yield _of_fact(fact, value, fact.decimals, name)
        if factor != 1 and fact.key.unit == SHARES:
            yield _of_fact(fact, value * factor, None, name)
        elif factor != 1 and fact.key.unit.denominators == SHARES.numerators:
            yield _of_fact(fact, value / factor, fact.decimals, name)


def _of_fact(
    fact: Fact, value: Fraction, decimals: int | None, name: str, cells: tuple[tuple[str, str, str], ...] = ()
) -> Candidate:
    assert fact.key.unit
    lines = (fact.concept.local,)
    return Candidate(value, decimals, fact.key.unit, lines, fact.key.period, fact=fact, cells=cells, earlier=name)


def _with_since(one: Candidate, moving: Mapping[str, Expression]) -> Candidate:
    """A fact that says how much another one moved, with what it moved from."""
    match moving.get(one.lines[0]):
        case Call(function="change" | "increase", arguments=(_,) | (_, Call(function="prior"))):
            return replace(one, since=a_year_before(one.period))
        case Operation(operator="-", right=Call(function="prior")):
            return replace(one, since=a_year_before(one.period))
        case (
            Call(function="change", arguments=(_, Call(function="previous")))
            | Operation(operator="-", right=Call(function="previous"))
        ):
            return replace(one, since=a_quarter_before(one.period))
        case _:
            return one


def _named(filing: Filing, figures: Mapping[str, Figure], earlier: tuple[Filing, ...]) -> Iterator[Candidate]:
    """The named figures, in each period that the filing reports, whether or not a table prints them there."""
    lookup = Lookup(filing, earlier)
    spans = _spans(filing)
    for figure in figures.values():
        if figure.accompanies:
            continue
        lines = (figure.name, *((figure.concept.local,) if figure.concept else ()))
        unit = unit_of(figure.tree, figures)
        for span in spans if unit else ():
            outcome = evaluate(figure.tree, Question(lookup, figures, span))
            if outcome.value is not None and unit:
                at = span.closing if _is_instant(figure.tree, figures) else span
                decimals = -6 if outcome.spans else None
                yield Candidate(outcome.value, decimals, unit, lines, at)


def _spans(filing: Filing) -> tuple[Duration, ...]:
    """The periods of the filing's columns."""
    periods = (fact.key.period for fact in filing.report)
    found = dict.fromkeys(period for period in periods if isinstance(period, Duration))
    return tuple(found)


def _translated(found: list[Candidate], rate: Fraction) -> Iterator[Candidate]:
    """What amounts of the filing are in dollars, at its rate."""
    for one in list(found):
        if one.unit == HOME and not one.earlier and one.way is Way.STATED:
            yield Candidate(one.value / rate, one.decimals, USD, one.lines, one.period, Way.TRANSLATED, fact=one.fact)


def _series(found: list[Candidate]) -> dict[_Series, dict[Period, list[Candidate]]]:
    """The candidates of each line by period, this filing's before those of earlier ones."""
    series: dict[_Series, dict[Period, list[Candidate]]] = {}
    for one in found:
        if one.lines and one.way in (Way.STATED, Way.TRANSLATED) and not (one.words or one.labels):
            members = one.fact.key.dimensions if one.fact else ()
            local = tuple((axis, member) for axis, member in members)
            series.setdefault((one.lines[0], local, one.unit), {}).setdefault(one.period, []).append(one)
    return series


def _shares(series: dict[_Series, dict[Period, list[Candidate]]]) -> Iterator[Candidate]:
    """Each amount of a period as a part of its revenues."""
    revenues = series.get(("Revenues", (), HOME), {})
    for (_, dimensions, unit), periods in series.items():
        if unit != HOME or dimensions:
            continue
        for period, ones in periods.items():
            one = _finest(ones)
            for whole in revenues.get(period, ())[:1]:
                if whole.value and not one.earlier:
                    yield Candidate(one.value / whole.value, None, PURE, one.lines, period, Way.SHARE, fact=one.fact)


def _moved(series: dict[_Series, dict[Period, list[Candidate]]]) -> Iterator[Candidate]:
    """By how much each figure is more than before: a year, a quarter, since the year began."""
    for (_, _, unit), periods in series.items():
        for period, ones in periods.items():
            now = _finest(ones)
            for since in dict.fromkeys(() if now.earlier else _befores(period, periods)):
                before = _finest(periods[since])
                yield from _between(now, before, unit)
                if unit == HOME:
                    # A company that publishes in millions may subtract what it published.
                    yield next(_between(_in_millions(now), _in_millions(before), unit))


def _befores(period: Period, periods: Mapping[Period, object]) -> Iterator[Period]:
    for since in (a_year_before(period), a_quarter_before(period)):
        if since in periods:
            yield since
    if isinstance(period, Instant):
        known = (one for one in periods if isinstance(one, Instant) and one < period)
        yield from (one for one in known if (period.day - one.day).days < _YEAR)


def _between(now: Candidate, before: Candidate, unit: Unit) -> Iterator[Candidate]:
    known = (now.decimals, before.decimals)
    coarsest = min((one for one in known if one is not None), default=None)
    increase, since = now.value - before.value, before.period
    yield Candidate(increase, coarsest, unit, now.lines, now.period, Way.INCREASE, since, fact=now.fact)
    if unit != PURE and before.value:
        rate = increase / abs(before.value)
        yield Candidate(rate, None, PURE, now.lines, now.period, Way.CHANGE, since, fact=now.fact)


def _finest(ones: list[Candidate]) -> Candidate:
    return max(ones, key=lambda one: (not one.earlier, 1000 if one.decimals is None else one.decimals))


def _in_millions(one: Candidate) -> Candidate:
    millions = one.value / 1_000_000
    whole, rest = divmod(abs(millions.numerator), millions.denominator)
    whole += 2 * rest >= millions.denominator
    return replace(one, value=Fraction((whole if millions >= 0 else -whole) * 1_000_000), decimals=-6)


def _is_instant(tree: Expression, figures: Mapping[str, Figure]) -> bool:
    """Whether a figure is one of a day: everything in it is."""
    match tree:
        case Item(period=period):
            return period is PeriodType.INSTANT
        case Named(figure=name):
            return _is_instant(figures[name].tree, figures)
        case Negation(operand=operand):
            return _is_instant(operand, figures)
        case Operation(left=left, right=right):
            return _is_instant(left, figures) and _is_instant(right, figures)
        case Call(function="first" | "total" | "ratio" | "steady", arguments=arguments):
            return all(_is_instant(one, figures) for one in arguments)
        case _:
            return False
