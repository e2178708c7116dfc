"""TNS205 to TNS208: what ties figures as a rule, limits them, or adds them up as far as rounding lets one tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from tanshin.validate.calculation import number, total
from tanshin.validate.equation import Bound, Equation
from tanshin.validate.registry import Issue, rule
from tanshin.validate.rounded import RoundedSum
from tanshin.validate.wording import scale_of, titled, unit_words
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tanshin.values.message import Message, say, title


def _usual(paper: Workpaper) -> Iterable[Equation]:
    return (one for one in paper.evaluation.equations if one.is_usual)


@rule("TNS205", Severity.WARNING, subject=Workpaper, each=_usual)
def usual_ties_hold(paper: Workpaper, equation: Equation) -> Iterator[Issue]:
    """What ties statements together as a rule does so here too.

    Borrowings move by what was borrowed and repaid, a balance of deferred income by its line in the statement of cash
    flows. A purchase of a company, a translation or a reclassification may stand between the two, so that a difference
    need not be an error; most often it is one.

    Find what stands between the two. If nothing is wrong, record the figure in `deviations.csv`, with the reason.
    """
    if equation.holds:
        return
    stated = equation.stated[0]
    scale = scale_of(equation.facts)
    message = say(
        "{title}: {figure} is {actual}, but {sum} = {expected}, {difference}. Find what stands between the two",
        title=title(equation.identity.titles),
        figure=f"{titled(stated, paper.filing.dts)}{unit_words(stated, scale)}",
        actual=scale.show(equation.actual),
        sum=scale.add([(number(fact), weight) for fact, weight in equation.terms]),
        expected=scale.show(equation.expected),
        difference=scale.apart(equation.difference),
    )
    yield Issue(
        message,
        equation.facts,
        paper.sources(equation.facts, equation.role),
        equation.expected,
        equation.actual,
        equation.tolerance,
        stated.concept,
    )


def _bounds(paper: Workpaper) -> Iterable[Bound]:
    return paper.evaluation.bounds


@rule("TNS206", Severity.WARNING, subject=Workpaper, each=_bounds)
def limits_are_kept(paper: Workpaper, bound: Bound) -> Iterator[Issue]:
    """A part is no more than its whole.

    Shares issued are no more than those authorized, treasury stock no more than what was issued; what is sold, spent or
    paid in three months is no more than in the six or twelve months they are part of. A figure beyond its limit has a
    digit too many, or stands in the wrong column.

    Correct the figure or its limit.
    """
    if bound.holds:
        return
    facts = (bound.less[0], bound.more[0])
    scale = scale_of(facts)
    dts = paper.filing.dts
    message = say(
        "{title}: {less} is {amount}, but {more} is {limit}{unit}. Correct the wrong figure",
        title=title(bound.identity.titles),
        less=titled(facts[0], dts),
        amount=scale.add([(number(facts[0]), bound.less[1])]),
        more=titled(facts[1], dts),
        limit=scale.add([(number(facts[1]), bound.more[1])]),
        unit=unit_words(facts[0], scale),
    )
    yield Issue(message, facts, paper.sources(facts), concept=facts[0].concept)


def _totals(paper: Workpaper) -> Iterable[RoundedSum]:
    return paper.rounded_sums


@rule("TNS207", Severity.WARNING, subject=Workpaper, each=_totals)
def rounded_figures_add_up(paper: Workpaper, one: RoundedSum) -> Iterator[Issue]:
    """Figures that a release gives apart from each other add up, as far as their rounding lets one tell.

    Orders and their parts stand in sentences, or in two tables. Nobody makes such figures foot, so they are judged by
    the interval arithmetic of Calculations 1.1: figures must exist that round to the printed ones and add up.

    Correct the part or the total. If the company published it so, record it in `deviations.csv`, with the reason.
    """
    if not one.holds:
        message = say(
            "{title}: {total}{unit} is {stated}, but {sum} = {computed}, more than rounding can make",
            title=title(one.titles),
            **_sums(paper, one),
        )
        yield _issue(paper, one, message)


def _spans(paper: Workpaper) -> Iterable[RoundedSum]:
    return paper.spans


@rule("TNS208", Severity.WARNING, subject=Workpaper, each=_spans)
def parts_of_a_period_add_up(paper: Workpaper, one: RoundedSum) -> Iterator[Issue]:
    """What is reported of a year is what is reported of its quarters together.

    Where a filing prints a period and all its parts, quarters of a year or months of a quarter, their figures add up
    as far as their rounding lets one tell. A quarter of which the digits changed places shows here, and so does a
    year's figure that was restated without its quarters.

    Find out which of the figures is wrong. If the company published it so, record it in `deviations.csv`.
    """
    if not one.holds:
        message = say(
            "{total}{unit} is {stated}, but its parts {sum} = {computed}, more than rounding can make",
            **_sums(paper, one),
        )
        yield _issue(paper, one, message)


def _sums(paper: Workpaper, one: RoundedSum) -> dict[str, object]:
    """What a message says of a sum."""
    scale = scale_of(one.facts)
    values = [(number(fact), weight) for fact, weight in one.terms]
    return {
        "total": titled(one.total, paper.filing.dts),
        "unit": unit_words(one.total, scale),
        "stated": scale.show(number(one.total)),
        "sum": scale.add(values),
        "computed": scale.show(total(values)),
    }


def _issue(paper: Workpaper, one: RoundedSum, message: Message) -> Issue:
    values = [(number(fact), weight) for fact, weight in one.terms]
    return Issue(
        message, one.facts, paper.sources(one.facts), total(values), number(one.total), Decimal(0), one.total.concept
    )


RULES = (usual_ties_hold, limits_are_kept, rounded_figures_add_up, parts_of_a_period_add_up)
