"""TNS4xx: printed figures that follow from others: ratios, changes, amounts per share, millions, translations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from tanshin.derive.derived import Derived
from tanshin.derive.rounding import rounded
from tanshin.report.aspect import PURE
from tanshin.report.fact import Fact
from tanshin.validate.calculation import number
from tanshin.validate.registry import Issue, rule
from tanshin.validate.tie import unconfirmed
from tanshin.validate.wording import Scale, counted, name, scale_of, spelled, titled, unit_words, when
from tanshin.validate.workpaper import Comparison, Workpaper
from tanshin.values.finding import Severity
from tanshin.values.message import listed, say
from tanshin.values.rounding import Rounding


def _figures(paper: Workpaper) -> Iterable[Comparison]:
    return (one for one in _checkable(paper) if one.derived.figure not in paper.accompanying)


def _companions(paper: Workpaper) -> Iterable[Comparison]:
    return (one for one in _checkable(paper) if one.derived.figure in paper.accompanying)


def _checkable(paper: Workpaper) -> Iterable[Comparison]:
    return (one for one in paper.figures_printed if one.derived.is_checkable)


@rule("TNS401", Severity.ERROR, subject=Workpaper, each=_figures)
def printed_figures_follow(paper: Workpaper, one: Comparison) -> Iterator[Issue]:
    """A printed figure is what follows from the figures it is made of.

    Change rates, ratios, amounts per share, dividends for the year and the millions of the summary are derived anew
    from the unrounded figures of the statements, as the taxonomy's `figures.yaml` says, and rounded once. Documents
    print and tag a figure as it is given, whatever follows.

    Correct the figure, or the line of the statement it comes from; or leave the column out, and it is derived. If the
    company published the figure so, record it in `deviations.csv`, with the reason.
    """
    if one.is_equal or _is_footing(paper, one) or _follows_from_millions(paper, one):
        return
    yield _differing(paper, one, say("correct the figure or the line it comes from"))


@rule("TNS405", Severity.WARNING, subject=Workpaper, each=_figures)
def figures_follow_from_unrounded_ones(paper: Workpaper, one: Comparison) -> Iterator[Issue]:
    """A printed figure is calculated from unrounded figures, not from the millions of the summary.

    A change rate of amounts in millions can differ in its last digit from that of the amounts themselves. Companies do
    publish such figures, and a reader who recalculates from the summary finds them right; next to the statements they
    are off.

    Nothing is wrong if it is the company's policy. Otherwise take the figure that follows.
    """
    if not one.is_equal and not _is_footing(paper, one) and _follows_from_millions(paper, one):
        yield _differing(
            paper,
            one,
            say("the printed one follows from amounts in millions only; unless that is policy, take the other"),
        )


def _follows_from_millions(paper: Workpaper, one: Comparison) -> bool:
    other = paper.from_millions.get(one.fact.key)
    return other is not None and other.is_checkable and other.value == one.fact.value


@rule("TNS407", Severity.WARNING, subject=Workpaper, each=_companions)
def companions_follow(paper: Workpaper, one: Comparison) -> Iterator[Issue]:
    """What a table prints beside a figure, such as its change from a year earlier, follows from the figures.

    Changes, differences and shares are derived from the most precise figures the filing has, as `taxonomy.yaml` says
    among its companions, and rounded once, half up. Where one of them is known in millions alone, the printed figure
    may be anything that follows from amounts that round to it. A nil mark says nothing that could be compared.

    Correct the figure or one it comes from. If the company published it so, record it in `deviations.csv`, with the
    reason.
    """
    if one.fact.is_nil or one.is_equal or _is_footing(paper, one) or _follows_from_millions(paper, one):
        return
    yield _differing(paper, one, say("correct the figure or one it comes from"))


@rule("TNS408", Severity.INFO, subject=Workpaper, each=_companions)
def companions_follow_from_unrounded_figures(paper: Workpaper, one: Comparison) -> Iterator[Issue]:
    """What a table prints beside a figure follows from unrounded figures, not only from those it prints.

    A company may calculate the change of an amount from the millions it prints. A reader who recalculates finds it
    right; from the statements it is off in its last digit.

    Nothing is wrong.
    """
    if not one.is_equal and not _is_footing(paper, one) and _follows_from_millions(paper, one):
        yield _differing(paper, one, say("the printed one follows from amounts in millions only"))


@rule("TNS413", Severity.INFO, subject=Workpaper, each=_checkable)
def figures_are_adjusted_to_foot(paper: Workpaper, one: Comparison) -> Iterator[Issue]:
    """A printed figure that follows from others is moved by a unit only where a printed sum needs it.

    The rounded figures of a table need not add up, nor the percentages beside a statement. A company then moves one of
    them by one unit in its last printed place: 2.9% less 1.4% plus 0.1% is printed as 2.9% less 1.4% plus 0.0%, above a
    total of 1.5%. That is told here and counted: a sum of printed figures that the figure takes part in holds with it,
    and would not without.

    Nothing is wrong.
    """
    if not one.is_equal and _is_footing(paper, one):
        yield _differing(paper, one, say("a sum of printed figures needs the difference"))


def _is_footing(paper: Workpaper, one: Comparison) -> bool:
    return paper.is_footing(one.fact.key, one.fact.value, one.fact.decimals, one.units)


def _differing(paper: Workpaper, one: Comparison, advice: str) -> Issue:
    fact, derived = one.fact, one.derived
    scale, sign = _scale(fact, derived)
    inputs = paper.inputs(derived)
    made_of = listed(
        say("{name} = {value}", name=spelled(called, paper.filing), value=_plain(value))
        for called, value in derived.inputs
    )
    return Issue(
        say(
            "{title} {when}{unit}: {printed} is printed, but {expression} is {derived}{exactly}{made_of}; {advice}",
            title=paper.title(derived),
            when=when(fact.key),
            unit=unit_words(fact, scale),
            printed=_shown(fact.value, scale, sign),
            expression=derived.expression,
            derived=_shown(derived.value, scale, sign),
            exactly=_exactly(derived, scale, sign),
            made_of=say(" with {made_of}", made_of=made_of) if made_of else "",
            advice=advice,
        ),
        (fact, *inputs),
        paper.sources((fact, *inputs)),
        derived.value,
        number(fact),
        Decimal(0),
        fact.concept,
    )


def _scale(fact: Fact, derived: Derived) -> tuple[Scale, str]:
    """How a figure is written: a ratio in per cent, money in the scale of its precision."""
    if fact.key.unit == PURE:
        return Scale(-2, max(derived.decimals - 2, 0)), "%"
    return Scale(max(-derived.decimals, 0) // 3 * 3, max(derived.decimals, 0)), ""


def _shown(value: object, scale: Scale, sign: str) -> str:
    return f"{scale.show(value)}{sign}" if isinstance(value, Decimal) else say("nil")


def _exactly(derived: Derived, scale: Scale, sign: str) -> str:
    """The figure with two digits more, where it has them."""
    if derived.exact is None:
        return ""
    more = rounded(derived.exact, derived.decimals + 2, Rounding.HALF_UP)
    return "" if more == derived.value else f" ({scale.show(more)}{sign})"


def _plain(value: Fraction) -> str:
    """An input in units of 1, in full unless it never ends."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    return f"{rounded(value, 6, Rounding.HALF_UP):,f}".rstrip("0")


def _open(paper: Workpaper) -> Iterable[tuple[Comparison, ...]]:
    """What lacks something; translations that lack the same are one matter, such as the rate for all of them.

    Not what the filings before confirm: targets as they were announced, increases that lead to one figure.
    """
    elsewhere = paper.ledger.compared | paper.tied
    found: dict[object, list[Comparison]] = {}
    for one in paper.figures_printed:
        if not one.derived.is_checkable and one.fact.key not in elsewhere:
            found[one.fact.key] = [one]
    for one in paper.translated:
        if not one.derived.is_checkable:
            found.setdefault(one.derived.needs, []).append(one)
    return (tuple(together) for together in found.values())


@rule("TNS402", Severity.INFO, subject=Workpaper, each=_open)
def printed_figures_are_checkable(paper: Workpaper, together: tuple[Comparison, ...]) -> Iterator[Issue]:
    """Everything that a printed figure is made of is at hand.

    The change rates of last year's column need the year before it, an interim forecast needs the interim results. What
    no filing at hand holds cannot be compared, and that must not look like a pass: it is listed here and counted.

    Nothing is wrong. Check the figure by hand, or add the filing that holds what is missing to `issuer.yaml`.
    """
    one, *others = together
    more = say(" and {others} more", others=counted(len(others), "figure")) if others else ""
    facts = tuple(one.fact for one in together)
    yield Issue(
        say(
            "{title} {when}{more}: not checkable, needs {needs}. Check by hand, or add the "
            "filing that holds it to issuer.yaml",
            title=paper.title(one.derived),
            when=when(one.fact.key),
            more=more,
            needs=listed(spelled(words, paper.filing) for words in one.derived.needs),
        ),
        facts,
        paper.sources(facts),
        concept=one.fact.concept,
    )


def _translations(paper: Workpaper) -> Iterator[Comparison]:
    return (one for one in paper.translated if one.derived.is_checkable)


@rule("TNS403", Severity.ERROR, subject=Workpaper, each=_translations)
def translations_are_at_the_rate(paper: Workpaper, one: Comparison) -> Iterator[Issue]:
    """A figure in a foreign currency is the yen figure at the filing's rate, give or take one unit of footing.

    Convenience translations divide every yen figure by one rate and round it. A company may move a line by one unit in
    its last printed place so that the column adds up (see TNS404); more than one unit is an error, such as a slip, a
    line in the wrong row or a figure at another rate.

    Correct the figure, or the rate in `filing.yaml` when many lines are off.
    """
    if one.is_equal or (one.units is not None and abs(one.units) <= 1):
        return
    yield _translated(paper, one, say("correct it"))


@rule("TNS404", Severity.WARNING, subject=Workpaper, each=_translations)
def translations_are_moved_only_to_foot(paper: Workpaper, one: Comparison) -> Iterator[Issue]:
    """A translated figure differs by one unit from the rate only where its column needs it to add up.

    Sums are checked exactly (TNS1xx, TNS2xx), so a line may have to give way by one unit in its last printed place. It
    needs to when a sum or an identity it belongs to would not hold with every figure at its own translation, or when
    it follows a line that is moved for that reason. A difference that nothing needs is a slip of the last digit.

    Take the figure at the rate.
    """
    if one.units is None or abs(one.units) != 1 or one.fact.key in paper.footed:
        return
    yield _translated(paper, one, say("no sum of the column needs the difference; take the figure at the rate"))


def _translated(paper: Workpaper, one: Comparison, advice: str) -> Issue:
    fact, derived = one.fact, one.derived
    scale = scale_of((fact,)) if fact.decimals is not None else _scale(fact, derived)[0]
    inputs = paper.inputs(derived)
    values = [_plain(value) for _, value in derived.inputs]
    made_of = say("{amount} yen at {rate}", amount=values[0], rate=values[1]) if values else say("the yen figure")
    return Issue(
        say(
            "{title}{unit}: {printed} is printed, but {made_of} is {derived}{exactly}; {advice}",
            title=titled(fact, paper.filing.dts),
            unit=unit_words(fact, scale),
            printed=_shown(fact.value, scale, ""),
            made_of=made_of,
            derived=_shown(derived.value, scale, ""),
            exactly=_exactly(derived, scale, ""),
            advice=advice,
        ),
        (fact, *inputs),
        paper.sources((fact, *inputs)),
        derived.value,
        number(fact),
        Decimal(1).scaleb(-derived.decimals),
        fact.concept,
    )


def _tables(paper: Workpaper) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    """The tables with figures, and of each the facts that nothing confirms."""
    alone: dict[str, list[Fact]] = {one.table: [] for one in paper.filing.prints}
    for fact in unconfirmed(paper):
        alone.setdefault(fact.table, []).append(fact)
    return ((table, tuple(facts)) for table, facts in alone.items())


@rule("TNS406", Severity.INFO, subject=Workpaper, each=_tables)
def figures_are_confirmed(paper: Workpaper, alone: tuple[str, tuple[Fact, ...]]) -> Iterator[Issue]:
    """Every printed figure is part of something that can be checked.

    A figure that takes part in no sum, no identity and no derived figure can be wrong without any rule seeing it:
    interest paid, an allowance in a caption, a forecast. They are listed by table, so that a person can compare just
    these with the books.

    Nothing is wrong. Compare them with the books.
    """
    table, facts = alone
    if facts:
        names = listed(dict.fromkeys(name(fact.concept, paper.filing.dts) for fact in facts))
        yield Issue(
            say(
                "{table}: nothing in this filing confirms {names} ({facts}); compare with the books",
                table=table,
                names=names,
                facts=counted(len(facts), "figure"),
            ),
            facts,
            paper.sources(facts),
        )


RULES = (
    printed_figures_follow,
    printed_figures_are_checkable,
    translations_are_at_the_rate,
    translations_are_moved_only_to_foot,
    figures_follow_from_unrounded_ones,
    figures_are_confirmed,
    companions_follow,
    companions_follow_from_unrounded_figures,
    figures_are_adjusted_to_foot,
)
