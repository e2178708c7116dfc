"""TNS30x: figures of earlier periods against the filings that published them first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from tanshin.report.aspect import Instant
from tanshin.report.fact import Fact
from tanshin.report.filing import Print
from tanshin.report.restatement import Restatement
from tanshin.validate.calculation import number
from tanshin.validate.history import Comparative
from tanshin.validate.registry import Issue, rule
from tanshin.validate.wording import in_units, some, titled, written
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tanshin.values.message import say
from tanshin.values.rounding import EXACT, scaled


def _balances(paper: Workpaper) -> Iterable[Comparative]:
    return (one for one in paper.history.comparatives if isinstance(one.fact.key.period, Instant))


def _flows(paper: Workpaper) -> Iterable[Comparative]:
    return (one for one in paper.history.comparatives if not isinstance(one.fact.key.period, Instant))


@rule("TNS301", Severity.ERROR, subject=Workpaper, each=_balances)
def balances_are_as_published(paper: Workpaper, one: Comparative) -> Iterator[Issue]:
    """A balance of an earlier day is the one that an earlier filing published for that day.

    The opening balance of a year is the closing balance of the year before, and the balance sheet that stands beside
    the current one is the one that was published, line by line. Both are compared at the precision of the coarser
    print; shares and amounts per share are brought to one basis by the splits in `issuer.yaml`. Contracts and other
    counts are balances too. Convenience translations are at the rate of each filing and are not compared.

    Correct the figure that is wrong. If the company restated the balance, record it in `restatements.csv` with the
    old figure, the new one and the reason.
    """
    yield from _differing(paper, one)


@rule("TNS302", Severity.ERROR, subject=Workpaper, each=_flows)
def comparatives_are_as_published(paper: Workpaper, one: Comparative) -> Iterator[Issue]:
    """A figure of an earlier period is the one that an earlier filing published for that period.

    Readers compare two years in the newer release, and the older year has to be what they were told then. A figure
    that changed without a word is a slip, often a column of another period that was copied. Figures are compared fact
    by fact, at the precision of the coarser print. What an earlier filing has marked as published wrong is no standard.

    Correct the figure that is wrong. If the company restated it, record it in `restatements.csv` with the old figure,
    the new one and the reason.
    """
    yield from _differing(paper, one)


def _differing(paper: Workpaper, one: Comparative) -> Iterator[Issue]:
    if one.agrees or one.restatement or _is_footing(paper, one):
        return
    fact, before = one.fact, one.before
    yield Issue(
        say(
            "{title}{unit}: {value} is printed, but {filing} published {old} in {table}. Correct the one that is "
            "wrong, or record the restatement in restatements.csv",
            title=titled(fact, paper.filing.dts),
            unit=in_units(fact),
            value=written(fact.value, fact),
            filing=before.filing.name,
            old=_as_published(paper, one),
            table=before.fact.table,
        ),
        (fact, before.fact),
        expected=before.value,
        actual=number(fact),
        concept=fact.concept,
    )


def _as_published(paper: Workpaper, one: Comparative) -> str:
    """The earlier figure in the scale of the later one, or in its own where that is finer, or of other shares."""
    before = one.before.fact
    is_finer = (before.decimals or 0) > (one.fact.decimals or 0) or any(
        factor != 1 for factor in paper.history.factors(one.before)
    )
    if not is_finer:
        return written(before.value, one.fact)
    return say("{figure}{unit}", figure=written(before.value, before), unit=in_units(before))


def _is_footing(paper: Workpaper, one: Comparative) -> bool:
    """Whether a figure is moved by one unit because a sum of its table needs it, here or in the earlier filing."""
    fact, before = one.fact, one.before
    if fact.decimals is None or before.fact.decimals is None or before.value is None or fact.is_nil:
        return False
    units = scaled(EXACT.subtract(number(fact), before.value), min(fact.decimals, before.fact.decimals))
    if not 0 < abs(units) < 2:
        return False
    return paper.is_footing(fact.key, fact.value, fact.decimals, Decimal(round(units))) or paper.was_footing(before)


def _restatements(paper: Workpaper) -> Iterable[tuple[Restatement, Print | None]]:
    return paper.history.restated_cells


@rule("TNS303", Severity.WARNING, subject=Workpaper, each=_restatements)
def restatements_say_what_happened(paper: Workpaper, entry: tuple[Restatement, Print | None]) -> Iterator[Issue]:
    """An entry of `restatements.csv` has the figure that was published, and the one that is printed now.

    An entry excuses a difference between two filings, and only that one. When either figure changes later, the entry no
    longer says what happened: it lapses, and the difference is told again. One that excuses nothing is a leftover.

    Correct the figures of the entry, or remove it.
    """
    one, cell = entry
    if cell is None:  # told when it was read (TNS018), or a cell without a figure
        return
    fact = paper.filing.report.get(cell.key)
    befores = [each for each in paper.history.comparatives if each.fact.key == cell.key]
    if fact is None or one in paper.history.used:
        return
    if not paper.history.is_current(one, cell):
        message = say(
            "{title}{unit}: restated as {new}, but {value} is printed; the restatement has lapsed. Correct the entry "
            "or the figure",
            title=titled(fact, paper.filing.dts),
            unit=in_units(fact),
            new=f"{one.new:,f}",
            value=written(cell.value, fact),
        )
    elif not befores:
        return
    elif befores[0].agrees:
        message = say(
            "{title}{unit}: {filing} published {value} as well, so nothing is restated. Remove the entry",
            title=titled(fact, paper.filing.dts),
            unit=in_units(fact),
            filing=befores[0].before.filing.name,
            value=written(fact.value, fact),
        )
    else:
        message = say(
            "{title}{unit}: restated from {old}, but {filing} published {value}; the restatement has lapsed. Correct "
            "the entry",
            title=titled(fact, paper.filing.dts),
            unit=in_units(fact),
            old=f"{one.old:,f}",
            filing=befores[0].before.filing.name,
            value=_as_published(paper, befores[0]),
        )
    yield Issue(message, (), (one.source, cell.source), concept=fact.concept)


def _unmatched(paper: Workpaper) -> Iterable[tuple[str, tuple[Fact, ...]]]:
    found: dict[str, list[Fact]] = {}
    known = paper.periods.summed
    for fact in paper.history.unmatched:
        if fact.key not in known:
            found.setdefault(fact.table, []).append(fact)
    return ((table, tuple(facts)) for table, facts in found.items())


@rule("TNS304", Severity.INFO, subject=Workpaper, each=_unmatched)
def comparatives_are_checkable(paper: Workpaper, unmatched: tuple[str, tuple[Fact, ...]]) -> Iterator[Issue]:
    """Every figure of an earlier period stands in an earlier filing.

    A comparative that no filing at hand published cannot be compared with what was published, and that must not look
    like a pass. It is told once for each table, with the periods, and counted. Figures that accompany others are left
    out, because they follow from them.

    Nothing is wrong. Compare them with the earlier release, or add that to `issuer.yaml`.
    """
    table, facts = unmatched
    count, periods = len(facts), some(sorted({str(fact.key.period) for fact in facts}))
    yield Issue(
        say(
            "{table}: figures of earlier periods are not checkable ({count} of {periods}), needs the filing that "
            "published them first. Compare them with it, or add it to issuer.yaml",
            table=table,
            count=count,
            periods=periods,
        ),
        facts,
        paper.sources(facts),
    )


RULES = (
    balances_are_as_published,
    comparatives_are_as_published,
    restatements_say_what_happened,
    comparatives_are_checkable,
)
