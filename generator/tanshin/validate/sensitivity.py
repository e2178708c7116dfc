"""Whether a check would notice if one figure were another: what the rules say, asked about a figure that moved."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from tanshin.derive.derived import Derived, reach
from tanshin.derive.evaluate import Question, evaluate
from tanshin.derive.figure import Figure
from tanshin.derive.lookup import Lookup
from tanshin.derive.place import HOME
from tanshin.derive.rounding import rounded, rounding_of
from tanshin.report.fact import Key
from tanshin.report.filing import Print
from tanshin.validate import own
from tanshin.validate.equation import Equation
from tanshin.validate.history import Comparative
from tanshin.validate.rounded import RoundedSum
from tanshin.validate.table import Footing, Restated, restate
from tanshin.validate.workpaper import MILLION, Comparison, Workpaper
from tanshin.values.rounding import EXACT, Rounding, round_to, scaled


class Sensitivity(Struct, frozen=True, dict=True):
    """The checks of a filing, asked what they would say if the fact about a key were more by ``delta``."""

    paper: Workpaper

    def of_equation(self, equation: Equation, key: Key, delta: Decimal) -> bool:
        """An identity, which may leave a tolerance."""
        weight = sum((weight for fact, weight in equation.terms if fact.key == key), Decimal(0))
        weight -= equation.stated[1] if equation.stated[0].key == key else Decimal(0)
        return bool(weight) and abs(equation.difference - weight * delta) > equation.tolerance

    def of_footing(self, one: Footing, printed: Print, delta: Decimal) -> bool:
        """A sum of printed figures: whether it would not add up, and rounding alone would not say why."""

        def moved(part: Print) -> Print:
            is_it = (part.source, part.key) == (printed.source, printed.key)
            return replace(part, value=part.value + delta) if is_it and part.value is not None else part

        terms = tuple((moved(part), weight) for part, weight in one.terms)
        now = replace(one, total=moved(one.total), terms=terms)
        return bool(now.difference) and not now.is_rounding(self.paper.exactly)

    def of_comparative(self, one: Comparative, delta: Decimal) -> bool:
        """A figure of an earlier period beside what was published of it; a unit may be a matter of footing."""
        value = one.fact.value
        if not isinstance(value, Decimal):
            return False
        moved = EXACT.add(value, delta)
        now = replace(one.fact, value=moved)
        if self.paper.history.agree(now, one.before):
            return False
        before = one.before
        if now.decimals is None or before.fact.decimals is None or before.value is None:
            return True
        units = scaled(EXACT.subtract(moved, before.value), min(now.decimals, before.fact.decimals))
        is_near = 0 < abs(units) < 2
        is_footing = self.paper.is_footing(now.key, moved, now.decimals, Decimal(round(units)))
        return not (is_near and (is_footing or self.paper.was_footing(before)))

    def of_rounded(self, one: RoundedSum, key: Key, delta: Decimal) -> bool:
        """A sum of figures that may be rounded: whether none would round to them and add up."""
        weight = sum((weight for fact, weight in one.terms if fact.key == key), Decimal(0))
        moved = Fraction(delta) * (Fraction(one.total.key == key) - Fraction(weight))
        return not one.least + moved <= 0 <= one.greatest + moved

    def of_figure(self, one: Comparison, key: Key, delta: Decimal) -> bool:
        """A printed figure that follows from others: whether it would still be what follows."""
        value = one.fact.value
        derived: Derived | None = one.derived
        if one.fact.key == key:
            value = EXACT.add(value, delta) if isinstance(value, Decimal) else value
        else:
            derived = self._derived_with(one.derived, key, delta)
        if derived is None or not isinstance(value, Decimal) or derived.allows(value):
            return False
        units = None if derived.value is None else scaled(EXACT.subtract(value, derived.value), derived.decimals)
        if self.paper.is_footing(one.fact.key, value, one.fact.decimals, units):
            return False
        # What follows from millions alone is a warning, but beside a table only worth knowing.
        if one.derived.figure not in self.paper.accompanying:
            return True
        other = self.paper.from_millions.get(one.fact.key)
        if other and one.fact.key != key:
            other = self._derived_with(other, key, self._in_millions(key, delta))
        return other is None or other.value != value

    def _in_millions(self, key: Key, delta: Decimal) -> Decimal:
        """How much a figure moves when amounts are first brought to millions."""
        fact = self.paper.filing.report.get(key)
        if key.unit != HOME or fact is None or not isinstance(fact.value, Decimal):
            return delta
        rounding = self.paper.filing.rounding
        return round_to(fact.value + delta, MILLION, rounding) - round_to(fact.value, MILLION, rounding)

    def _derived_with(self, derived: Derived, key: Key, delta: Decimal) -> Derived | None:
        """What would follow if an input were another."""
        name = next((name for name, _ in derived.inputs if self.paper.names.get(name) == key), None)
        figure = self._figures.get(derived.figure)
        if name is None or figure is None or derived.period is None:
            return None
        inputs = dict(derived.inputs)
        given = {**inputs, name: inputs[name] + Fraction(delta)}
        question = Question(self._lookup, self._figures, derived.period, derived.key, given)
        outcome = evaluate(figure.tree, question)
        if outcome.value is None:
            return None
        # What is known only rounded moves as a whole: where it may lie is as wide as before.
        spans = tuple((of, _moved(span, delta) if of == name else span) for of, span in outcome.spans)
        ends = reach(figure.tree, question, replace(outcome, spans=spans)) if spans else None
        rounding = rounding_of(derived.key.unit, self.paper.filing)
        bounds = (_rounded(ends[0], derived, rounding), _rounded(ends[1], derived, rounding)) if ends else None
        return replace(derived, value=_rounded(outcome.value, derived, rounding), exact=outcome.value, bounds=bounds)

    def of_translation(self, one: Comparison, key: Key, delta: Decimal) -> bool:
        """A translation, which may be off by a unit where a sum of its column needs it."""
        if one.fact.key != key or one.units is None or key in self._in_sums:
            return False
        units = EXACT.add(one.units, scaled(delta, one.derived.decimals))
        moved = EXACT.add(one.fact.value, delta) if isinstance(one.fact.value, Decimal) else one.fact.value
        return abs(units) >= 1 and not one.derived.allows(moved)

    def of_print(self, one: Restated, printed: Print, delta: Decimal) -> bool:
        """A figure of a table that restates a fact: moved itself, or the fact that it restates."""
        moved = one
        if (printed.source, printed.key) == (one.printed.source, one.printed.key):
            value = None if one.printed.value is None else one.printed.value + delta
            moved = replace(one, printed=replace(one.printed, value=value))
        elif isinstance(one.fact.value, Decimal):
            moved = restate(one.printed, replace(one.fact, value=one.fact.value + delta), self.paper.filing)
        now = moved.printed
        return not moved.agrees and not self.paper.is_footing(now.key, now.value, now.decimals, moved.units)

    def of_own(self, one: own.Equation, key: Key, delta: Decimal) -> bool:
        """An equation of the issuer's own."""
        reading = next(reading for reading in self.paper.own if reading.rule == one.rule)
        name = next((name for name, _ in one.inputs if self.paper.names.get(name) == key), None)
        if name is None or reading.tree is None:
            return False
        given = {name: dict(one.inputs)[name] + Fraction(delta)}
        value = evaluate(reading.tree, Question(self._lookup, self._figures, one.period, given=given)).value
        free = (one.high - one.low) / 2
        return value is not None and not own.fits(one.rule, value - free, value + free)

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(self.paper.filing, self.paper.earlier)

    @cached_property
    def _figures(self) -> Mapping[str, Figure]:
        return {one.name: one for one in self.paper.figures}

    @cached_property
    def _in_sums(self) -> frozenset[Key]:
        return frozenset(key for one in self.paper.sums for key, _ in one.terms)


def _moved(span: tuple[Fraction, Fraction], delta: Decimal) -> tuple[Fraction, Fraction]:
    return span[0] + Fraction(delta), span[1] + Fraction(delta)


def _rounded(value: Fraction, derived: Derived, rounding: Rounding) -> Decimal:
    return rounded(value, derived.decimals, rounding)
