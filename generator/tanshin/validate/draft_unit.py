"""What a figure of a draft can be measured in, and what a candidate would be printed as there."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tanshin.derive.candidate import Candidate
from tanshin.derive.place import HOME
from tanshin.report.aspect import PURE, USD, Unit
from tanshin.validate.draft_context import Context
from tanshin.validate.draft_context import Unit as UnitSaid
from tanshin.validate.quantity import Measure, Quantity
from tanshin.values.rounding import Rounding


def printed(one: Candidate, decimals: int, rounding: Rounding) -> int:
    """A candidate as it is printed to so many decimals: its digits, without sign."""
    units = abs(one.value) * Fraction(10) ** decimals
    whole, rest = divmod(units.numerator, units.denominator)
    return whole + (rounding is Rounding.HALF_UP and 2 * rest >= units.denominator)


def kind_of(unit: Unit) -> str:
    """What is told apart by the words of a figure: a currency, a rate, an amount per share, a number of things."""
    if unit in (HOME, USD, PURE):
        return str(unit)
    if unit.denominators and unit.currency:
        return f"{unit.currency} per"
    return "count"


_KINDS = {
    Measure.JPY: ("JPY", "JPY per"),
    Measure.USD: ("USD", "USD per"),
    Measure.PERCENT: ("pure",),
    Measure.POINTS: ("pure",),
    Measure.COUNT: ("count",),
}


def options(context: Context) -> list[tuple[str, int]]:
    """The kinds a figure can be of and the decimals it is stated with, the likeliest first."""
    quantity = context.quantity
    found = (option for unit in _units(context) for option in _of_unit(unit, quantity))
    return list(dict.fromkeys((*found, *_bare(context))))


def _units(context: Context) -> Iterator[UnitSaid]:
    """The units that a figure and the words around it say."""
    quantity = context.quantity
    if quantity.measure is not Measure.UNSAID:
        yield UnitSaid(quantity.measure, quantity.scale)
        if quantity.scale is None:
            yield from (unit for unit in context.units if unit.measure is quantity.measure)
        if quantity.measure is Measure.POINTS and not quantity.places:
            yield UnitSaid(Measure.COUNT, 0)
    elif quantity.scale is not None:
        yield from (UnitSaid(measure, quantity.scale) for measure in (Measure.JPY, Measure.USD))
    else:
        yield from context.units


def _bare(context: Context) -> Iterator[tuple[str, int]]:
    """What a number may be of which nothing says what it is."""
    quantity = context.quantity
    if quantity.measure is not Measure.UNSAID or quantity.scale is not None:
        return
    yield from _of_unit(UnitSaid(Measure.COUNT, 0), quantity)
    yield from ((f"{money} per", quantity.places) for money in ("JPY", "USD"))
    if quantity.places:
        yield from _of_unit(UnitSaid(Measure.PERCENT, None), quantity)
    if all(unit.scale is None for unit in context.units) and (context.line or not quantity.noun):
        for scale in (9, 6, 3, 0) if quantity.places else (6, 3, 0):
            yield from _of_unit(UnitSaid(Measure.JPY, scale), quantity)


def _of_unit(unit: UnitSaid, quantity: Quantity) -> Iterator[tuple[str, int]]:
    """The kinds of a unit, amounts per share only where no scale is said."""
    shift = 2 if unit.measure in (Measure.PERCENT, Measure.POINTS) else -(unit.scale or 0)
    kinds = _KINDS[unit.measure]
    if quantity.per_share:
        kinds = kinds[::-1]
    for kind in kinds[:1] if unit.scale else kinds:
        yield kind, quantity.places + shift
