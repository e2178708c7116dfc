"""TNS1xx: sums within one column of one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from tanshin.report.fact import Fact
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.statement import Line, Statement
from tanshin.validate.calculation import Summation, number
from tanshin.validate.registry import Issue, rule
from tanshin.validate.wording import Scale, name, scale_of, titled, unit_words
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tanshin.values.message import listed, say
from tanshin.values.rounding import scaled


def _summations(paper: Workpaper) -> Iterable[Summation]:
    return paper.summations


@rule("TNS101", Severity.ERROR, subject=Workpaper, each=_summations)
def sums_are_exact(paper: Workpaper, summation: Summation) -> Iterator[Issue]:
    """A total is exactly the sum of the lines above it.

    The figures of a filing's tables are not rounded from anything the filing holds, so a difference of 1 in the last
    printed place is an error like any other: a slip in a line or in the total, a line that is missing, a sign. Every
    sum of the calculation networks is checked in every column in which its total and at least one of its lines are
    reported (XBRL 2.1, section 5.2.5.2); a line that is not reported counts as zero. XBRL processors check rounded
    figures with a tolerance and would let several units pass in a long sum.

    Correct the wrong figure. If the company published it so, keep it and record the deviation in `deviations.csv`, with
    the reason; the finding then stays as a warning, for as long as the values stay what they are.
    """
    if not summation.difference:
        return
    total = summation.total
    facts = (total, *(fact for fact, _ in summation.items))
    scale = scale_of(facts)
    added = scale.add([(number(fact), weight) for fact, weight in summation.items])
    hint = _hint(summation, scale, paper.filing.dts)
    yield Issue(
        say(
            "{total}{unit}: {added} = {computed}, but the total says {reported}, {apart}. "
            "{hint}Correct the line or the total",
            total=titled(total, paper.filing.dts),
            unit=unit_words(total, scale),
            added=added,
            computed=scale.show(summation.computed),
            reported=scale.show(summation.reported),
            apart=scale.apart(summation.difference),
            hint=hint,
        ),
        facts,
        paper.sources(facts, summation.role),
        summation.computed,
        summation.reported,
        Decimal(0),
        total.concept,
        summation.role,
    )


def _hint(summation: Summation, scale: Scale, dts: Dts) -> str:
    """What the size of a difference suggests, as an accountant would look for it."""
    difference = summation.difference

    def lines(amount: Decimal) -> list[Fact]:
        return [fact for fact, weight in summation.items if amount and number(fact) * weight == amount]

    for fact in lines(-difference):
        return say("The difference is the line `{concept}`: is it in the total? ", concept=name(fact.concept, dts))
    for fact in lines(-difference / 2):
        return say("The difference is twice the line `{concept}`: is its sign right? ", concept=name(fact.concept, dts))
    units = scaled(difference.copy_abs(), -scale.power)
    if units >= 9 and units % 9 == 0:
        return say("The difference is a multiple of 9: two digits may have changed places. ")
    return ""


def _totals(paper: Workpaper) -> Iterator[tuple[Statement, Line]]:
    for tables in paper.printed_statements.values():
        statement = paper.filing.statement(tables[0])
        yield from ((statement, line) for _, line in statement.walk() if line.addends)


@rule("TNS102", Severity.INFO, subject=Workpaper, each=_totals)
def every_printed_sum_is_bound(paper: Workpaper, place: tuple[Statement, Line]) -> Iterator[Issue]:
    """Every sum of a printed statement is checked in at least one column.

    A sum is checked where its total and one of its lines are reported for one period, unit and set of members. A sum
    that meets this nowhere passes every check in silence, here and in every XBRL processor.

    Nothing is wrong when the filing prints none of these lines. Otherwise look at the columns of the table in
    `filing.yaml`: total and lines must have the same period and unit.
    """
    statement, line = place
    if any(one.role == statement.role and one.total.concept == line.concept for one in paper.summations):
        return
    dts = paper.filing.dts
    parts = listed(say("`{title}`", title=name(concept, dts)) for concept, _ in line.addends)
    yield Issue(
        say(
            "the sum `{concept}` is checked in no column: it is nowhere reported together with "
            "one of {parts}. If the filing prints them, compare the periods and units of their "
            "columns",
            concept=name(line.concept, dts),
            parts=parts,
        ),
        concept=line.concept,
        role=statement.role,
    )


RULES = (sums_are_exact, every_printed_sum_is_bound)
