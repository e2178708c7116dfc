"""TNS103, TNS411, TNS412 and TNS414: tables of a release against the facts, and against themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from tanshin.derive.rounding import rounding_of
from tanshin.report.aspect import PURE
from tanshin.report.fact import Fact
from tanshin.validate.registry import Issue, rule
from tanshin.validate.table import Footing, Restated
from tanshin.validate.wording import Scale, scale_of, titled, unit_words
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tanshin.values.message import Message, say


def _footings(paper: Workpaper) -> Iterable[Footing]:
    return paper.footings


@rule("TNS103", Severity.ERROR, subject=Workpaper, each=_footings)
def tables_foot(paper: Workpaper, footing: Footing) -> Iterator[Issue]:
    """The printed figures of a table add up to its printed totals, exactly.

    A table in millions rounds each figure by itself; a company then moves single figures by one, so that the table adds
    up for its readers. Added up are the figures as they are printed, in every column or row in which the total and one
    of its parts are printed; a part that is not printed counts as zero. Because of the rounding these sums are no
    calculations of the taxonomy, and no XBRL processor checks them. Calculations 1.1 would ask whether figures exist
    that round to what is printed and add up: of a long table it lets several units pass, so that its verdict is told,
    and the difference with it. Where the exact figures are known and add up, rounding alone makes the difference (see
    TNS414).

    Correct the wrong figure. If the company published it so, record it in `deviations.csv`, with the reason.
    """
    if not footing.difference or footing.is_rounding(paper.exactly):
        return
    sums = _sums(paper, footing)
    message = (
        say(
            "{table}: {title}{unit}: {sum} = {computed}, but the total says {total}, {apart}. Rounding could make the "
            "difference (Calculations 1.1 lets it pass), but nothing in the filing shows that it does. Correct the "
            "line or the total",
            **sums,
        )
        if footing.is_possible(rounding_of(footing.total.key.unit, paper.filing))
        else say(
            "{table}: {title}{unit}: {sum} = {computed}, but the total says {total}, {apart}, more than rounding can "
            "make. Correct the line or the total",
            **sums,
        )
    )
    yield _not_footing(paper, footing, message)


@rule("TNS414", Severity.INFO, subject=Workpaper, each=_footings)
def tables_may_not_foot_for_rounding(paper: Workpaper, footing: Footing) -> Iterator[Issue]:
    """Where printed figures do not add up, the exact ones do, and each is printed as it rounds.

    A company that adjusts its tables may leave one as it rounds. The statements hold every figure of the sum more
    precisely, these add up, and each printed figure is its own, rounded: the difference is rounding and nothing else.

    Nothing is wrong.
    """
    if footing.difference and footing.is_rounding(paper.exactly):
        message = say(
            "{table}: {title}{unit}: {sum} = {computed}, but the total says {total}, {apart}; the exact figures add "
            "up, and each is printed as it rounds",
            **_sums(paper, footing),
        )
        yield _not_footing(paper, footing, message)


def _sums(paper: Workpaper, footing: Footing) -> dict[str, object]:
    """What a message says of a sum: its table, its total, the terms added up, and the difference."""
    facts = tuple(one.fact for one in footing.prints)
    stated, (scale, _) = facts[0], _scale(facts)
    return {
        "table": footing.table.id,
        "title": titled(stated, paper.filing.dts),
        "unit": unit_words(stated, scale),
        "sum": scale.add([(one.value or Decimal(0), weight) for one, weight in footing.terms]),
        "computed": scale.show(footing.computed),
        "total": scale.show(footing.total.value or Decimal(0)),
        "apart": scale.apart(footing.difference),
    }


def _not_footing(paper: Workpaper, footing: Footing, message: Message) -> Issue:
    facts = tuple(one.fact for one in footing.prints)
    return Issue(
        message,
        facts,
        tuple(one.source for one in footing.prints),
        footing.computed,
        footing.total.value,
        Decimal(0),
        facts[0].concept,
        paper.filing.statement(footing.table).role,
    )


def _restated(paper: Workpaper) -> Iterable[Restated]:
    return paper.restated


@rule("TNS411", Severity.ERROR, subject=Workpaper, each=_restated)
def tables_restate_the_facts(paper: Workpaper, one: Restated) -> Iterator[Issue]:
    """A figure of a table is the figure of the statement it restates, rounded.

    A table in millions prints again what a statement has in thousands, and two tables may print one figure. Each is
    compared with the most precise one, rounded as the filing rounds amounts and everything else half up. It may be off
    by one unit where a printed sum needs that, in its own table or in another that prints it so (see TNS412).

    Correct the figure. If the company published it so, record it in `deviations.csv`, with the reason.
    """
    if not one.agrees and not _is_footing(paper, one):
        yield _differing(paper, one, say("correct the one that is wrong"))


@rule("TNS412", Severity.INFO, subject=Workpaper, each=_restated)
def tables_are_adjusted_to_foot(paper: Workpaper, one: Restated) -> Iterator[Issue]:
    """A figure of a table is moved by a unit only where a printed sum needs it.

    The rounded figures of a table need not add up. A company then moves one of them by one unit in its last printed
    place, and prints it so in its other tables as well. That is told here and counted: a sum of printed figures that
    the figure takes part in holds with it, and would not without.

    Nothing is wrong.
    """
    if not one.agrees and _is_footing(paper, one):
        yield _differing(paper, one, say("a sum of printed figures needs the difference"))


def _is_footing(paper: Workpaper, one: Restated) -> bool:
    return paper.is_footing(one.printed.key, one.printed.value, one.printed.decimals, one.units)


def _differing(paper: Workpaper, one: Restated, advice: str) -> Issue:
    fact, printed = one.fact, one.printed.fact
    scale, sign = _scale((printed,))
    least, greatest = (_shown(value, scale, sign) for value in (one.least, one.greatest))
    wanted = least if least == greatest else say("{least} to {greatest}", least=least, greatest=greatest)
    exact, _ = _scale((fact,))
    own = say("{figure}{unit}", figure=_shown(fact.value, exact, sign), unit=unit_words(fact, exact))
    where = say(" in {source}", source=fact.source) if fact.source else ""
    return Issue(
        say(
            "{table}: {fact}{unit}: {printed} is printed, but {source} has {own}{where}, which "
            "is {wanted} here; {advice}",
            table=printed.table,
            fact=titled(fact, paper.filing.dts),
            unit=unit_words(printed, scale),
            printed=_shown(printed.value, scale, sign),
            source=fact.table,
            own=own,
            where=where,
            wanted=wanted,
            advice=advice,
        ),
        (fact,),
        tuple(source for source in (printed.source, fact.source) if source),
        one.least,
        one.printed.value,
        Decimal(0),
        fact.concept,
    )


def _scale(facts: tuple[Fact, ...]) -> tuple[Scale, str]:
    """How figures are written: a percentage in per cent, an amount in the scale of its precision."""
    (decimals, *_) = sorted((fact.decimals or 0 for fact in facts), reverse=True)
    return (Scale(-2, max(decimals - 2, 0)), "%") if facts[0].key.unit == PURE else (scale_of(facts), "")


def _shown(value: object, scale: Scale, sign: str) -> str:
    return f"{scale.show(value)}{sign}" if isinstance(value, Decimal) else say("nil")


RULES = (tables_foot, tables_restate_the_facts, tables_are_adjusted_to_foot, tables_may_not_foot_for_rounding)
