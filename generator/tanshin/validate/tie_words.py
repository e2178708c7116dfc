"""What a check says of the figures it ties: its title, its verdict, and the equation in numbers."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from tanshin.derive.evaluate import Inputs
from tanshin.report.aspect import PURE
from tanshin.report.fact import Fact
from tanshin.report.filing import Print
from tanshin.taxonomy.identity import Equality
from tanshin.validate import own
from tanshin.validate.calculation import Summation, number, total
from tanshin.validate.equation import Equation
from tanshin.validate.history import Comparative
from tanshin.validate.rounded import RoundedSum
from tanshin.validate.table import Footing, Restated
from tanshin.validate.tie import Doublet, Origin, Tie, Translation
from tanshin.validate.wording import Scale, scale_of, spelled, titled
from tanshin.validate.workpaper import Comparison, Workpaper
from tanshin.values.message import listed, say, title


class Verdict(StrEnum):
    """What came of a check."""

    HOLDS = "holds"
    ADJUSTED = "adjusted to foot"
    MILLIONS = "follows from millions only"
    DIFFERS = "differs"
    OPEN = "not checkable"


class Judgement(Struct, frozen=True):
    """A check of a figure: the rule, what it is about, what came of it, and the equation in numbers."""

    code: str
    title: str
    verdict: Verdict
    equation: str


_Words = tuple[str, Verdict, str]


def judgement(tie: Tie, paper: Workpaper) -> Judgement:
    """What a check that was evaluated says."""
    about, verdict, equation = _of_sum(tie.origin, paper) or _of_figure(tie.origin, paper)
    return Judgement(tie.code, about, verdict, equation)


def _of_sum(origin: Origin, paper: Workpaper) -> _Words | None:
    """What is said of sums and of what is printed or published several times; nothing of other checks."""
    found: _Words | None = None
    match origin:
        case Summation():
            found = _summation(origin, paper)
        case Equation():
            found = _identity(origin)
        case Footing():
            found = _footing(origin, paper)
        case RoundedSum():
            found = _rounded(origin, paper)
        case Doublet():
            found = _doublet(origin)
        case Comparative():
            found = _comparative(origin, paper)
    return found


def _of_figure(origin: Origin, paper: Workpaper) -> _Words:
    match origin:
        case Restated():
            return _restated(origin, paper)
        case Comparison():
            return _figure(origin, paper)
        case Translation(comparison=one):
            return _translation(one, paper)
        case own.Equation():
            return _own(origin, paper)
    raise AssertionError(origin)  # every other one is a sum


def open_checks(fact: Fact, paper: Workpaper) -> tuple[Judgement, ...]:
    """What would say something of a fact if more were known."""
    figures = (one for one in (*paper.figures_printed, *paper.translated) if one.fact.key == fact.key)
    lacking = [
        Judgement(
            "TNS402",
            paper.title(one.derived),
            Verdict.OPEN,
            _needs(spelled(words, paper.filing) for words in one.derived.needs),
        )
        for one in figures
        if not one.derived.is_checkable
    ]
    gaps = (gap for gap in paper.evaluation.gaps if fact in gap.facts)
    lacking += [
        Judgement("TNS204", title(gap.identity.titles), Verdict.OPEN, _needs(str(key) for key in gap.needs))
        for gap in gaps
    ]
    return tuple(lacking)


def _needs(names: Iterable[str]) -> str:
    return say("needs {names}", names=listed(names))


def _holds(holds: bool) -> Verdict:
    return Verdict.HOLDS if holds else Verdict.DIFFERS


def _summation(one: Summation, paper: Workpaper) -> _Words:
    facts = (one.total, *(fact for fact, _ in one.items))
    added = _added([(number(fact), weight) for fact, weight in one.items], one.computed, one.reported, _scale(facts))
    return titled(one.total, paper.filing.dts), _holds(not one.difference), added


def _identity(one: Equation) -> _Words:
    scale = _scale(one.facts)
    added = _added([(number(fact), weight) for fact, weight in one.terms], one.expected, one.actual, scale)
    if isinstance(one.identity, Equality):
        added = f"{scale.show(one.actual)} = {scale.show(one.expected)}"
    if one.tolerance and one.difference:
        added = say("{equation}, give or take {tolerance}", equation=added, tolerance=scale.show(one.tolerance))
    return title(one.identity.titles), _holds(one.holds), added


def _rounded(one: RoundedSum, paper: Workpaper) -> _Words:
    terms = [(number(fact), weight) for fact, weight in one.terms]
    added = _added(terms, total(terms), number(one.total), _scale(one.facts))
    return titled(one.total, paper.filing.dts), _holds(one.holds), added


def _comparative(one: Comparative, paper: Workpaper) -> _Words:
    words = say(
        "{filing} published {before}, printed {now}",
        filing=one.before.filing.name,
        before=figure(one.before.fact),
        now=figure(one.fact),
    )
    return titled(one.fact, paper.filing.dts), _holds(one.agrees), words


def _footing(one: Footing, paper: Workpaper) -> _Words:
    facts = tuple(_as_fact(print_) for print_ in one.prints)
    terms = [(print_.value or Decimal(0), weight) for print_, weight in one.terms]
    added = _added(terms, one.computed, one.total.value or Decimal(0), _scale(facts))
    return _in(one.table.id, facts[0], paper), _holds(not one.difference), added


def _in(table: str, fact: Fact, paper: Workpaper) -> str:
    return say("{table}: {fact}", table=table, fact=titled(fact, paper.filing.dts))


def _restated(one: Restated, paper: Workpaper) -> _Words:
    verdict = Verdict.HOLDS if one.agrees else Verdict.DIFFERS
    printed = one.printed
    if not one.agrees and paper.is_footing(printed.key, printed.value, printed.decimals, one.units):
        verdict = Verdict.ADJUSTED
    words = say(
        "{table} has {fact}, {here} prints {printed}",
        table=one.fact.table,
        fact=figure(one.fact),
        here=printed.table,
        printed=figure(_as_fact(printed)),
    )
    return _in(printed.table, one.fact, paper), verdict, words


def _figure(one: Comparison, paper: Workpaper) -> _Words:
    derived, fact = one.derived, one.fact
    made = Fact(fact.key, derived.value, derived.decimals)
    words = say(
        "{expression} = {derived}, printed {printed}; {inputs}",
        expression=derived.expression,
        derived=figure(made),
        printed=figure(fact),
        inputs=_inputs(derived.inputs, paper) or "-",
    )
    other = paper.from_millions.get(fact.key)
    if one.is_equal:
        verdict = Verdict.HOLDS
    elif paper.is_footing(fact.key, fact.value, fact.decimals, one.units):
        verdict = Verdict.ADJUSTED
    else:
        verdict = Verdict.MILLIONS if other and other.value == fact.value else Verdict.DIFFERS
    return paper.title(derived), verdict, words


def _translation(one: Comparison, paper: Workpaper) -> _Words:
    derived = one.derived
    verdict = Verdict.HOLDS if one.is_equal else Verdict.DIFFERS
    if one.units is not None and abs(one.units) == 1 and one.fact.key in paper.footed:
        verdict = Verdict.ADJUSTED
    words = say(
        "{inputs} = {derived}, printed {printed}",
        inputs=" / ".join(_plain(value) for _, value in derived.inputs) or "-",
        derived=figure(Fact(one.fact.key, derived.value, derived.decimals)),
        printed=figure(one.fact),
    )
    return say("{figure}, translated", figure=titled(one.fact, paper.filing.dts)), verdict, words


def _doublet(one: Doublet) -> _Words:
    places = listed(f"{print_.table} {figure(_as_fact(print_))}" for print_ in one.prints)
    values = {print_.value for print_ in one.prints}
    return say("printed alike in every statement"), _holds(len(values) == 1), places


def _inputs(inputs: Inputs, paper: Workpaper) -> str:
    return listed(
        say("{name} = {value}", name=spelled(called, paper.filing), value=_plain(value)) for called, value in inputs
    )


def _own(one: own.Equation, paper: Workpaper) -> _Words:
    words = say(
        "{equation}: {left} {operator} {right}; {inputs}",
        equation=one.rule.equation,
        left=_plain(one.left),
        operator=one.rule.operator,
        right=_plain(one.right),
        inputs=_inputs(one.inputs, paper),
    )
    return title(one.rule.titles), _holds(one.holds), words


def _added(terms: list[tuple[Decimal, Decimal]], computed: Decimal, stated: Decimal, scale: Scale) -> str:
    added = f"{scale.add(terms)} = {scale.show(computed)}"
    return added if computed == stated else say("{added}, printed {stated}", added=added, stated=scale.show(stated))


def figure(fact: Fact) -> str:
    """A figure as accounts write it: in the scale of its precision, a ratio in per cent, nil as a dash."""
    if not isinstance(fact.value, Decimal):
        return "-"
    return f"{_scale((fact,)).show(fact.value)}{'%' if fact.key.unit == PURE else ''}"


def _scale(facts: tuple[Fact, ...]) -> Scale:
    if facts[0].key.unit == PURE:
        return Scale(-2, max(max(fact.decimals or 0 for fact in facts) - 2, 0))
    return scale_of(facts)


def _as_fact(one: Print) -> Fact:
    return Fact(one.key, one.value, one.decimals, one.table, one.source)


def _plain(value: Fraction) -> str:
    text = f"{own.decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
