"""TNS31x: flows across periods, and balances from filing to filing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from tanshin.derive.rounding import rounded
from tanshin.report.fact import Fact
from tanshin.validate.calculation import number
from tanshin.validate.increases import Increase, Meeting, Rate, Tie
from tanshin.validate.periods import Bridge, Implied, PeriodSum, Unimplied, Way
from tanshin.validate.registry import Issue, rule
from tanshin.validate.wording import in_units, name, titled, written
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tanshin.values.message import say, title
from tanshin.values.rounding import Rounding


def _bridges(paper: Workpaper) -> Iterable[Bridge]:
    return paper.periods.bridges


@rule("TNS311", Severity.ERROR, subject=Workpaper, each=_bridges)
def balances_lead_from_filing_to_filing(paper: Workpaper, one: Bridge) -> Iterator[Issue]:
    """A balance of one filing and the flows since give the next balance of another, exactly.

    Cash at the end of the half year, with the flows of the third quarter, is cash at the start of the fourth. Nobody
    publishes the third quarter here: it is the year less the half less the fourth quarter. So the chain closes
    only when all three filings and their columns agree. Where a table in millions takes part, its rounding is allowed.

    Look at the balances first, then at the net change of each period that is named.
    """
    if one.holds:
        return
    closing = one.closing.fact
    facts = (closing, one.opening.fact, *_facts(one.way))
    yield Issue(
        say(
            "{identity}: {opening} is {start}, with {flows}{unit}; {closing} is {end}, {difference} away. Correct the "
            "wrong figure",
            identity=title(one.identity.titles),
            opening=_told(paper, one.opening.fact),
            start=written(one.opening.value, closing),
            flows=_steps(one.way, closing),
            unit=in_units(closing),
            closing=_told(paper, closing),
            end=written(closing.value, closing),
            difference=written(abs(one.difference), closing),
        ),
        facts,
        expected=number(closing) - one.difference,
        actual=number(closing),
        tolerance=one.way.slack,
        concept=closing.concept,
    )


def _sums(paper: Workpaper) -> Iterable[PeriodSum]:
    return paper.periods.sums


@rule("TNS312", Severity.WARNING, subject=Workpaper, each=_sums)
def periods_add_up(paper: Workpaper, one: PeriodSum) -> Iterator[Issue]:
    """The parts of a period add up to the whole, whichever filing published them.

    The quarters that a presentation shows add up to the year, and the third quarter is the year less the half less the
    fourth quarter. Of a figure that several filings have, the latest counts. Rounding and footing are allowed for, a
    unit for each figure that a table rounds; what statements say is added up exactly.

    Look for the figure of a wrong period or line. Where an earlier period was restated, the parts published before may
    not add up to it: record the figure in `deviations.csv`, with the reason.
    """
    if one.holds:
        return
    fact = one.stated.fact
    finest = max((fact, *_facts(one.way)), key=lambda each: each.decimals or 0)
    yield Issue(
        say(
            "{title}{unit}: {value} is printed, but {steps} is {sum}, {difference} away. Correct the wrong figure",
            title=titled(fact, paper.filing.dts),
            unit=in_units(finest),
            value=written(fact.value, finest),
            steps=_steps(one.way, finest),
            sum=written(one.way.value, finest),
            difference=written(abs(one.difference), finest),
        ),
        (fact, *_facts(one.way)),
        expected=one.way.value,
        actual=number(fact),
        tolerance=one.way.slack + one.stated.unit,
        concept=fact.concept,
    )


def _implied(paper: Workpaper) -> Iterable[Implied]:
    return paper.periods.implied


@rule("TNS313", Severity.WARNING, subject=Workpaper, each=_implied)
def implied_quarters_are_plausible(paper: Workpaper, one: Implied) -> Iterator[Issue]:
    """A quarter that follows from what is published looks like the quarters beside it.

    Nobody prints the third quarter in an annual filing, but every reader can work it out: the year less the half less
    the fourth quarter. It is compared with all other quarters of this year and the last that are known. Two
    things are odd. All of five quarters or more have the other sign, as when depreciation would be negative. Or the
    others lie within a factor of two of each other, and this one is below half of the least or above twice the
    greatest. Lines that move freely from quarter to quarter are not judged.

    Compare the year, the half and the quarter with the books. If it is right, record the figure of the year
    in `deviations.csv`, with the reason.
    """
    if not one.sign_is_odd and not one.size_is_odd:
        return
    facts = _facts(one.way)
    fact = next(each.fact for each, _ in one.way.steps if each.filing is paper.filing)
    least, greatest = min(one.others), max(one.others)
    yield Issue(
        say(
            "{concept} for {period}{unit}: {steps} implies {value}, while the other quarters of the two years lie "
            "between {least} and {greatest}. Compare with the books",
            concept=name(fact.concept, paper.filing.dts),
            period=one.period,
            unit=in_units(fact),
            steps=_steps(one.way, fact),
            value=written(one.way.value, fact),
            least=written(least, fact),
            greatest=written(greatest, fact),
        ),
        (fact, *(each for each in facts if each is not fact)),
        actual=one.way.value,
        concept=fact.concept,
    )


def _unimplied(paper: Workpaper) -> Iterable[Unimplied]:
    return paper.periods.unimplied


@rule("TNS314", Severity.INFO, subject=Workpaper, each=_unimplied)
def third_quarters_are_implied(paper: Workpaper, one: Unimplied) -> Iterator[Issue]:
    """Beside the year and its fourth quarter, a filing with the half year or the first nine months is at hand.

    Without it the third quarter cannot be worked out, neither its flows nor the chain of cash through it. It is told
    once for each statement, and counted.

    Nothing is wrong. Add the filing to `issuer.yaml`.
    """
    yield Issue(
        say(
            "{table}: the quarter {period} is not checkable ({count} lines), needs the half year or the first nine "
            "months before it. Add that filing to issuer.yaml",
            table=one.table,
            period=one.period,
            count=len(one.facts),
        ),
        one.facts,
        paper.sources(one.facts),
    )


def _ties(paper: Workpaper) -> Iterable[Tie]:
    return paper.ties


@rule("TNS315", Severity.WARNING, subject=Workpaper, each=_ties)
def increases_lead_to_one_figure(paper: Workpaper, one: Tie) -> Iterator[Issue]:
    """Increases since a year and since a quarter before lead to one figure, and a percentage beside them fits.

    A slide says by how much a figure grew and leaves the figure to a chart. What it grew from stands in the filings
    before, if need be as the half less the second quarter. So the increase since last year and the one since last
    quarter must lead to one figure, and the percentage must be the increase over its base. A unit of rounding is
    allowed for each figure that a table rounds.

    Correct the increase or the percentage.
    """
    if one.holds:
        return
    if isinstance(one, Meeting):
        fact, other = one.one.fact, one.other.fact
        yield Issue(
            say(
                "{concept} for {period}{unit}: {year} leads to {first}, but {quarter} leads to {second}. Correct the "
                "wrong increase",
                concept=name(one.concept, paper.filing.dts),
                period=fact.key.period,
                unit=in_units(fact),
                year=_grown(one.one),
                first=written(one.one.value, fact),
                quarter=_grown(one.other),
                second=written(one.other.value, fact),
            ),
            (fact, other, *_facts(one.one.base), *_facts(one.other.base)),
            tolerance=one.one.slack + one.other.slack,
            concept=one.concept,
        )
        return
    fact, increase = one.fact, one.increase
    yield Issue(
        say(
            "{title}: {value} is printed, but an increase of {increase} over {base}{unit} is {share}. Correct the "
            "wrong one",
            title=titled(fact, paper.filing.dts),
            value=written(fact.value, fact),
            increase=written(increase.fact.value, increase.fact),
            base=written(increase.base.value, increase.fact),
            unit=in_units(increase.fact),
            share=_share(one),
        ),
        (fact, increase.fact, *_facts(increase.base)),
        actual=number(fact),
        concept=fact.concept,
    )


def _grown(one: Increase) -> str:
    """``3,865 (2012-04-01/2012-06-30) and an increase of 211``."""
    return say(
        "{base} and an increase of {increase}",
        base=_steps(one.base, one.fact),
        increase=written(one.fact.value, one.fact),
    )


def _share(one: Rate) -> str:
    """What the percentage would be, from the figures as they are printed."""
    base = Fraction(one.increase.base.value)
    exact = Fraction(one.increase.value) / base - 1 if base else Fraction()
    return written(rounded(exact, one.fact.decimals or 3, Rounding.HALF_UP), one.fact)


def _facts(way: Way) -> tuple[Fact, ...]:
    return tuple(one.fact for one, _ in way.steps)


def _steps(way: Way, like: Fact) -> str:
    """The figures of a way with their periods and signs, what is added first: ``9,639 (2012-04-01/2013-03-31) - …``."""
    text = ""
    for one, sign in sorted(way.steps, key=lambda step: -step[1]):
        mark = (" - " if sign < 0 else " + ") if text else ("-" if sign < 0 else "")
        text += f"{mark}{written(one.value, like)} ({one.fact.key.period})"
    return text


def _told(paper: Workpaper, fact: Fact) -> str:
    return titled(fact, paper.filing.dts)


RULES = (
    balances_lead_from_filing_to_filing,
    periods_add_up,
    implied_quarters_are_plausible,
    third_quarters_are_implied,
    increases_lead_to_one_figure,
)
