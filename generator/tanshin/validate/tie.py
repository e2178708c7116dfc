"""What holds each printed figure fast: every check that was evaluated, and the figures that it would not let move.

A figure is bound *exactly* when a change by one unit in its last printed place, up or down, would make some rule report
a warning or worse. It is bound *within rounding* when a rule has to do with it and would notice a larger change, but
not always that one: the millions of a table hold the thousands of a statement only so far. What no rule would ever
notice is *unbound*. Rules that are off in the issuer's profile, or only worth knowing there, bind nothing, and neither
does what is not checkable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias, TypeVar

from msgspec import Struct

from tanshin.report.aspect import Instant
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Print
from tanshin.taxonomy.identity import Equality, MemberSum, Movement, RollForward
from tanshin.validate import own
from tanshin.validate.calculation import Summation
from tanshin.validate.equation import Equation
from tanshin.validate.history import Comparative
from tanshin.validate.rounded import RoundedSum
from tanshin.validate.sensitivity import Sensitivity
from tanshin.validate.table import Footing, Restated
from tanshin.validate.workpaper import Comparison, Workpaper
from tanshin.values.finding import Severity
from tanshin.values.source import Source

T = TypeVar("T")


class Grip(StrEnum):
    """How fast a figure is held."""

    EXACT = "exact"
    ROUNDED = "within rounding"
    NONE = "unbound"


class Doublet(Struct, frozen=True):
    """One fact that statements print in several cells."""

    fact: Fact
    prints: tuple[Print, ...]


class Translation(Struct, frozen=True):
    """A printed figure in a foreign currency beside its translation."""

    comparison: Comparison


#: Where something is printed, and what it is about.
Cell: TypeAlias = tuple[Source | None, Key]

Origin: TypeAlias = (
    Summation
    | Equation
    | Footing
    | Restated
    | Comparison
    | Translation
    | Doublet
    | RoundedSum
    | Comparative
    | own.Equation
)


class Tie(Struct, frozen=True):
    """A check that was evaluated: its rule, what it compared, the facts and the cells that take part.

    Of a fact in ``facts`` the cell that makes it counts; what stands in ``cells`` counts as it is printed there. A
    caption may print several figures, so that a cell is told by its place and by what is printed there.
    """

    code: str
    origin: Origin
    facts: tuple[Fact, ...] = ()
    cells: tuple[Cell, ...] = ()


_IDENTITIES = {RollForward: "TNS201", Movement: "TNS201", MemberSum: "TNS202", Equality: "TNS203"}
_USUAL = "TNS205"


def ties(paper: Workpaper) -> tuple[Tie, ...]:
    """Every check that was evaluated and counts, in the order of codes."""
    idle = {one.code for one in paper.filing.issuer.profile.settings if one.off or one.severity is Severity.INFO}
    return tuple(one for one in (*_of_sums(paper), *_of_figures(paper)) if one.code not in idle)


def _of_sums(paper: Workpaper) -> Iterator[Tie]:
    for doublet in _doublets(paper):
        yield Tie("TNS014", doublet, (), tuple(map(_cell, doublet.prints)))
    for summation in paper.summations:
        yield Tie("TNS101", summation, (summation.total, *(fact for fact, _ in summation.items)))
    for footing in paper.footings:
        yield Tie("TNS103", footing, (), tuple(map(_cell, footing.prints)))
    for equation in paper.evaluation.equations:
        code = _USUAL if equation.is_usual else _IDENTITIES[type(equation.identity)]
        yield Tie(code, equation, equation.facts)
    for code, sums in (("TNS207", paper.rounded_sums), ("TNS208", paper.spans)):
        yield from (Tie(code, one, one.facts) for one in sums)
    for comparative in paper.history.comparatives:
        code = "TNS301" if isinstance(comparative.fact.key.period, Instant) else "TNS302"
        yield Tie(code, comparative, (comparative.fact,))


def _of_figures(paper: Workpaper) -> Iterator[Tie]:
    for one in paper.figures_printed:
        if one.derived.is_checkable:
            code = "TNS407" if one.derived.figure in paper.accompanying else "TNS401"
            inputs = paper.inputs(one.derived) if one.derived.value is not None else ()
            yield Tie(code, one, (one.fact, *inputs))
    for one in paper.translated:
        if one.derived.is_checkable:
            yield Tie("TNS403", Translation(one), (one.fact, *paper.inputs(one.derived)))
    for restated in paper.restated:
        yield Tie("TNS411", restated, (restated.fact,), (_cell(restated.printed),))
    for reading in paper.own:
        for equation in reading.equations if reading.rule.severity > Severity.INFO else ():
            yield Tie(reading.rule.code, equation, paper.facts_named(name for name, _ in equation.inputs))


def _doublets(paper: Workpaper) -> Iterator[Doublet]:
    filing = paper.filing
    cells: dict[Key, list[Print]] = {}
    for one in filing.prints:
        if one.table not in filing.rounded_tables:
            cells.setdefault(one.key, []).append(one)
    for key, prints in cells.items():
        fact = filing.report.get(key)
        if fact and len(prints) > 1:
            yield Doublet(fact, tuple(prints))


def unconfirmed(paper: Workpaper) -> tuple[Fact, ...]:
    """The printed numbers that are unbound.

    What could be derived if more were known is not among them: it is told apart as not checkable.
    """
    bound: set[Key | Cell] = {one.fact.key for one in (*paper.figures_printed, *paper.translated)}
    for tie in ties(paper):
        bound.update(fact.key for fact in tie.facts)
        bound.update(tie.cells)
    printed = {one.key for one in paper.filing.prints}
    numbers = (one for one in paper.filing.report if isinstance(one.value, Decimal) and one.key in printed)
    return tuple(one for one in numbers if bound.isdisjoint((one.key, (one.source, one.key))))


class Tied(Struct, frozen=True):
    """A printed figure, the checks that it takes part in, and how fast they hold it together."""

    printed: Print
    ties: tuple[Tie, ...]
    grip: Grip


class Binding(Struct, frozen=True, dict=True):
    """What binds the printed figures of a filing."""

    paper: Workpaper

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """Every check that counts."""
        return ties(self.paper)

    @cached_property
    def _by_key(self) -> Mapping[Key, tuple[Tie, ...]]:
        return _filed((fact.key, tie) for tie in self.ties for fact in tie.facts)

    @cached_property
    def _by_cell(self) -> Mapping[Cell, tuple[Tie, ...]]:
        return _filed((cell, tie) for tie in self.ties for cell in tie.cells)

    @cached_property
    def _deviating(self) -> frozenset[tuple[str, Source]]:
        return frozenset((one.code, one.cell) for one in self.paper.filing.deviations)

    @cached_property
    def _sensitivity(self) -> Sensitivity:
        return Sensitivity(self.paper)

    @cached_property
    def tied(self) -> tuple[Tied, ...]:
        """Every printed figure; marks of nil are none."""
        return tuple(self.of(one) for one in self.paper.filing.prints if one.value is not None)

    def of(self, one: Print) -> Tied:
        """What binds one printed figure."""
        found = self.ties_of(one)
        # What holds a figure exactly is most often a sum, and cheap to tell; the others are asked only without one.
        cheap_first = sorted(found, key=_is_costly)
        unit = Decimal(1).scaleb(-(one.decimals or 0))
        seen = (any(self._notices(tie, one, delta) for tie in cheap_first) for delta in (unit, -unit))
        grip = Grip.NONE if not found else Grip.EXACT if all(seen) else Grip.ROUNDED
        return Tied(one, found, grip)

    def ties_of(self, one: Print) -> tuple[Tie, ...]:
        """The checks that a printed figure takes part in."""
        fact = self.paper.filing.report.get(one.key)
        makes = fact is not None and fact.source == one.source
        by_key = self._by_key.get(one.key, ()) if makes else ()
        return _once((*by_key, *self._by_cell.get(_cell(one), ())))

    def ties_with(self, fact: Fact) -> tuple[Tie, ...]:
        """The checks that a fact takes part in, wherever it is printed."""
        cells = (_cell(one) for one in self.paper.filing.prints if one.key == fact.key)
        by_cell = (tie for cell in cells for tie in self._by_cell.get(cell, ()))
        return _once((*self._by_key.get(fact.key, ()), *by_cell))

    def _notices(self, tie: Tie, one: Print, delta: Decimal) -> bool:
        """Whether a check would tell if a printed figure that takes part in it were more by ``delta``."""
        # What is accepted is accepted with these values, and what several statements print must be alike.
        if (tie.code, one.source) in self._deviating or isinstance(tie.origin, Summation | Doublet):
            return True
        return self._asked(tie.origin, one, delta)

    def _asked(self, origin: Origin, one: Print, delta: Decimal) -> bool:
        asked, key, notices = self._sensitivity, one.key, True
        match origin:
            case Footing():
                notices = asked.of_footing(origin, one, delta)
            case Equation():
                notices = asked.of_equation(origin, key, delta)
            case Comparative():
                notices = asked.of_comparative(origin, delta)
            case Comparison():
                notices = asked.of_figure(origin, key, delta)
            case Translation():
                notices = asked.of_translation(origin.comparison, key, delta)
            case Restated():
                notices = asked.of_print(origin, one, delta)
            case RoundedSum():
                notices = asked.of_rounded(origin, key, delta)
            case own.Equation():
                notices = asked.of_own(origin, key, delta)
        return notices


def _cell(one: Print) -> Cell:
    return one.source, one.key


def _is_costly(tie: Tie) -> int:
    return {Summation: 0, Footing: 0, Doublet: 0, Equation: 0, Restated: 1, Translation: 1}.get(type(tie.origin), 2)


def _once(found: Iterable[Tie]) -> tuple[Tie, ...]:
    return tuple({id(one): one for one in found}.values())


def _filed(pairs: Iterable[tuple[T, Tie]]) -> Mapping[T, tuple[Tie, ...]]:
    found: dict[T, list[Tie]] = {}
    for at, tie in pairs:
        found.setdefault(at, []).append(tie)
    return {at: tuple(one) for at, one in found.items()}
