"""TNS616 to TNS619: what the exchange's form asks of figures: meaning, nil marks, ranges, and where they may stand."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from tanshin.derive.lookup import a_year_before
from tanshin.report.aspect import JPY, Instant
from tanshin.report.fact import Fact
from tanshin.report.summary import REVISED
from tanshin.report.unit import unit_of
from tanshin.validate.form import FORECAST, LOWER, RESULT, RESULT_OR_FORECAST, UPPER, members_of
from tanshin.validate.registry import Issue, rule
from tanshin.validate.wording import when
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tanshin.values.message import say

#: How the names of elements begin that say how far a forecast was revised.
_MOVES = ("AmountChange", "ChangeIn")


def _changes(paper: Workpaper) -> Iterator[tuple[Fact, Fact, Fact | None]]:
    """Every change in the form beside its figure and the figure it compares with.

    Those that the taxonomy derives are compared with what follows (TNS401).
    """
    derived = {one.fact.key for one in paper.figures_printed if one.derived.is_checkable}
    for cells in paper.form_rows:
        for beside, cell in itertools.pairwise(cells):
            if cell.column.change and beside.facts and cell.facts and cell.facts[0].key not in derived:
                yield cell.facts[0], beside.facts[0], _a_year_earlier(paper, beside.facts[0])


def _a_year_earlier(paper: Workpaper, fact: Fact) -> Fact | None:
    """The result of the year before, in the same members but for those that tell forecasts from results."""
    own = members_of(fact)
    for other in paper.filing.report.by_concept.get(fact.concept, ()):
        if other.key.period == a_year_before(fact.key.period) and other.key.unit == fact.key.unit:
            members = members_of(other)
            if {**own, RESULT_OR_FORECAST: RESULT} == {
                **members,
                RESULT_OR_FORECAST: members.get(RESULT_OR_FORECAST, RESULT),
            }:
                return other
    return None


@rule("TNS616", Severity.WARNING, subject=Workpaper, each=_changes)
def changes_have_a_meaning(paper: Workpaper, one: tuple[Fact, Fact, Fact | None]) -> Iterator[Issue]:
    """A change is nil where either year has a loss or nothing, and a percentage where both have a profit.

    A loss of 100 after a loss of 50 is no increase of 100%, and from a loss to a profit there is no percentage: the
    form prints `―`. A profit cannot fall by more than 100%.

    Write `-` for nil, or the percentage.
    """
    change, now, before = one
    values = [fact.value for fact in (now, before) if fact and isinstance(fact.value, Decimal)]
    is_meaningless = any(value <= 0 for value in values)
    names = {"item": change.concept.local, "when": when(change.key)}
    if is_meaningless and not change.is_nil:
        message = say(
            "{item} {when}: one of the years has a loss or nothing, so that the change is nil; write `-`", **names
        )
        yield Issue(message, (change, *(fact for fact in (now, before) if fact)))
    elif not is_meaningless and change.is_nil and len(values) == 2:
        message = say("{item} {when} is nil, and both years have a figure above zero; give the percentage", **names)
        yield Issue(message, (change, *(fact for fact in (now, before) if fact)))
    elif isinstance(change.value, Decimal) and change.value < -1:
        message = say("{item} {when} is below -100%, which no figure above zero can fall by; correct it", **names)
        yield Issue(message, (change, now))


def _dividends(paper: Workpaper) -> Iterator[tuple[Fact, tuple[Fact, ...]]]:
    """Each dividend of a record date or year that is settled, and the same of other years."""
    demand = paper.filing.form.demands.dividends
    if demand is None:
        return
    settled = [
        one
        for one in paper.filing.report.by_concept.get(demand.item, ())
        if members_of(one).get(RESULT_OR_FORECAST) == RESULT
    ]
    for fact in settled:
        others = (other for other in settled if other.key.dimensions == fact.key.dimensions and other is not fact)
        yield fact, tuple(others)


@rule("TNS617", Severity.WARNING, subject=Workpaper, each=_dividends)
def no_dividend_is_zero(paper: Workpaper, one: tuple[Fact, tuple[Fact, ...]]) -> Iterator[Issue]:
    """A dividend that was not paid although there was a record date is 0.00; nil says that there is no record date.

    The form tells the two apart. A record date for which a dividend was paid the year before seldom goes away: a nil
    mark in its place is nearly always a dividend of nothing. And what is paid for the year comes to an amount.

    Write 0.00, unless the record date was abolished; or correct the amount.
    """
    fact, others = one
    demand = paper.filing.form.demands.dividends
    assert demand is not None  # there are dividends
    members = dict(fact.key.dimensions)
    paid = [
        other for other in others if _is_before(other, fact) and isinstance(other.value, Decimal) and other.value > 0
    ]
    if fact.is_nil and paid and members.get(demand.axis) != demand.total:
        message = say(
            "the dividend for {member} {when} is nil, and {before} was paid for it before; write 0.00 if there still "
            "is a record date",
            member=members[demand.axis].local,
            when=when(fact.key),
            before=paid[0].value,
        )
        yield Issue(message, (fact, paid[0]))
    amounts = paper.filing.report.by_concept.get(demand.amount, ())
    place = (fact.key.period, fact.key.dimensions)
    amount = next((other for other in amounts if (other.key.period, other.key.dimensions) == place), None)
    # After a split in the year its dividends do not add up: the year's is nil, and the parts are there.
    is_split = fact.is_nil and any(
        other.key.period == fact.key.period and other.value
        for other in paper.filing.report.by_concept.get(demand.item, ())
    )
    is_other = amount is not None and bool(fact.value) != bool(amount.value)
    if members.get(demand.axis) == demand.total and amount and is_other and not is_split:
        message = say(
            "the dividend of a share is {dividend} {when} and all dividends are {amount}; correct one",
            when=when(fact.key),
            dividend=_shown(fact),
            amount=_shown(amount),
        )
        yield Issue(message, (fact, amount))


def _shown(fact: Fact) -> str:
    return f"{fact.value:,f}" if isinstance(fact.value, Decimal) else "nil"


def _is_before(one: Fact, other: Fact) -> bool:
    periods = (one.key.period, other.key.period)
    first, second = (period.day if isinstance(period, Instant) else period.last for period in periods)
    return first < second


def _ranges(paper: Workpaper) -> Iterator[tuple[Fact | None, Fact | None, Fact | None]]:
    """Forecasts that are ranges: the upper and the lower end, and a single forecast beside them."""
    found: dict[object, dict[str, Fact]] = defaultdict(dict)
    namespace = paper.filing.form_taxonomy.namespace
    for fact in paper.filing.report:
        if fact.concept.namespace == namespace and fact.key.dimensions and not fact.is_nil:
            members = members_of(fact)
            kind = members.pop(RESULT_OR_FORECAST, "")
            if REVISED in members and fact.concept.local.startswith(_MOVES):
                continue  # the ends of a range move each by itself: the upper one by less than the lower, as it may be
            if kind in (UPPER, LOWER, FORECAST):
                found[fact.concept, fact.key.period, tuple(members.items())][kind] = fact
    for one in found.values():
        if one.keys() & {UPPER, LOWER}:
            yield one.get(UPPER), one.get(LOWER), one.get(FORECAST)


@rule("TNS618", Severity.WARNING, subject=Workpaper, each=_ranges)
def ranges_have_two_ends(paper: Workpaper, one: tuple[Fact | None, Fact | None, Fact | None]) -> Iterator[Issue]:
    """A forecast that is a range has an upper and a lower end in their order, and no single figure beside them.

    The form has a member for each end. One end alone is no range, and a figure beside a range says a third thing. How
    far each end was revised is no range: the upper one may move by less than the lower.

    Give both ends, or the one figure.
    """
    upper, lower, single = one
    facts = tuple(fact for fact in one if fact)
    names = {"item": facts[0].concept.local, "when": when(facts[0].key)}
    if upper is None or lower is None:
        yield Issue(say("{item} {when} has one end of a range only; give the other", **names), facts)
    elif isinstance(upper.value, Decimal) and isinstance(lower.value, Decimal) and upper.value < lower.value:
        yield Issue(
            say("{item} {when}: the upper end of the range is below the lower one; exchange them", **names), facts
        )
    if single:
        yield Issue(say("{item} {when} is a range and a single figure; keep one of them", **names), facts)


def _facts(paper: Workpaper) -> Iterable[Fact]:
    namespace = paper.filing.form_taxonomy.namespace
    return (fact for fact in paper.filing.report if fact.concept.namespace == namespace)


@rule("TNS619", Severity.WARNING, subject=Workpaper, each=_facts)
def facts_fit_the_form(paper: Workpaper, fact: Fact) -> Iterator[Issue]:
    """Every fact of the form has the members and the unit that the exchange gives it.

    The form's sections are closed: a share count is non-consolidated, a payout ratio consolidated and of the year, and
    every fact names each member. The exchange refuses a file with a fact that fits no section.

    This is a matter of the form's definition in `taxonomy/tse-ed-t`; correct it there.
    """
    concept = paper.filing.form_taxonomy.dts.concepts[fact.concept]
    members = dict(fact.key.dimensions)
    names = {"item": fact.concept.local, "when": when(fact.key)}
    axes = [dict(section.axes) for section in paper.form_sections if fact.concept in section.concepts]
    if not any(
        members.keys() == allowed.keys() and all(members[axis] in allowed[axis] for axis in allowed) for allowed in axes
    ):
        given = ", ".join(member.local for member in members.values()) or "none"
        message = say("{item} {when} fits no section of the form with the members {members}", **names, members=given)
        yield Issue(message, (fact,))
    unit = unit_of(concept, JPY)
    if fact.key.unit != unit:
        message = say(
            "{item} {when} is in {given}, and the form has it in {unit}", **names, given=fact.key.unit, unit=unit
        )
        yield Issue(message, (fact,))


RULES = (changes_have_a_meaning, no_dividend_is_zero, ranges_have_two_ends, facts_fit_the_form)
