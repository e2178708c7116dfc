"""TNS32x: forecasts and targets through the filings, the flags that tell of revisions, and what came of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tanshin.validate.calculation import number
from tanshin.validate.ledger import Entry, Flag, Group, Outcome
from tanshin.validate.registry import Issue, rule
from tanshin.validate.wording import in_units, some, titled, written
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tanshin.values.message import say


def _unflagged(paper: Workpaper) -> Iterable[Entry]:
    return paper.ledger.unflagged


@rule("TNS321", Severity.WARNING, subject=Workpaper, each=_unflagged)
def forecasts_are_as_announced(paper: Workpaper, one: Entry) -> Iterator[Issue]:
    """A forecast or a target is the one announced last, or a footnote on it tells that it changed.

    Targets on slides and in releases repeat what the company forecast before, often in another scale. A form has a flag
    for a revision (TNS322); other documents have none, so that a target that differs without a word is a slip, or a
    revision that readers are not told of. Compared are figures of periods that are not over, at the precision of
    the coarser print, amounts per share for a share of the later day.

    Correct the figure, or set a footnote on it.
    """
    if one.agrees or paper.ledger.is_said(one):
        return
    fact, before = one.fact, one.before
    yield Issue(
        say(
            "{title}{unit}: {value} is printed, but {filing} announced {old} in {table}, and no footnote tells of a "
            "change. Correct it, or set a footnote on it",
            title=titled(fact, paper.filing.dts),
            unit=in_units(fact),
            value=written(fact.value, fact),
            filing=before.filing.name,
            old=say("{figure}{unit}", figure=written(before.value, before.fact), unit=in_units(before.fact)),
            table=before.fact.table,
        ),
        (fact, before.fact),
        expected=before.value,
        actual=number(fact),
        concept=fact.concept,
    )


def _proved(paper: Workpaper) -> Iterable[Flag]:
    return (one for one in paper.ledger.flags if one.entries)


@rule("TNS322", Severity.WARNING, subject=Workpaper, each=_proved)
def revision_flags_follow(paper: Workpaper, one: Flag) -> Iterator[Issue]:
    """The form says that forecasts were revised exactly when they are not those announced last.

    The forecasts of results and of dividends have a flag each. They are compared with those in the filing of the
    quarter before; net income per share is left out, since it moves with the number of shares. A revision that was
    announced between the two filings counts as announced: then `no` is right although the figures differ.

    Correct the flag or the forecast.
    """
    said, revised = bool(one.fact.value), one.revised
    if said == bool(revised):
        return
    before = one.entries[0].before.filing.name
    flag = titled(one.fact, paper.filing.dts)
    if revised:
        changes = some(
            say(
                "{title}{unit}: {old} became {value}",
                title=titled(each.fact, paper.filing.dts),
                unit=in_units(each.fact),
                old=written(each.before.value, each.fact),
                value=written(each.fact.value, each.fact),
            )
            for each in revised
        )
        message = say(
            "{flag}: no, but since {filing} forecasts have changed ({changes}). Correct the flag, unless a revision "
            "was announced in between",
            flag=flag,
            filing=before,
            changes=changes,
        )
    else:
        message = say(
            "{flag}: yes, but all forecasts ({count}) are those of {filing}. Correct the flag or the forecasts",
            flag=flag,
            count=len(one.entries),
            filing=before,
        )
    facts = tuple(each.fact for each in (revised or one.entries))
    yield Issue(message, (one.fact, *facts), paper.sources((one.fact, *facts)), concept=one.fact.concept)


def _unproved(paper: Workpaper) -> Iterable[Flag]:
    return (one for one in paper.ledger.flags if not one.entries)


@rule("TNS323", Severity.INFO, subject=Workpaper, each=_unproved)
def revision_flags_are_checkable(paper: Workpaper, one: Flag) -> Iterator[Issue]:
    """The forecasts announced last are at hand where a flag says whether they were revised.

    The flag compares with what was announced last. Without the filing of the quarter before, nobody can tell whether
    it is right, and that must not look like a pass.

    Nothing is wrong. Compare with the filing of the quarter before, or add it to `issuer.yaml`.
    """
    what = {Group.RESULTS: say("forecasts of results"), Group.DIVIDENDS: say("forecasts of dividends")}[one.group]
    yield Issue(
        say(
            "whether {what} were revised is not checkable, needs the filing of the quarter before. Compare with it, or "
            "add it to issuer.yaml",
            what=what,
        ),
        (one.fact,),
        concept=one.fact.concept,
    )


def _outcomes(paper: Workpaper) -> Iterable[Outcome]:
    return paper.ledger.outcomes


@rule("TNS324", Severity.INFO, subject=Workpaper, each=_outcomes)
def results_are_near_forecasts(paper: Workpaper, one: Outcome) -> Iterator[Issue]:
    """A result is near the latest forecast of it at hand, or the company has announced the difference.

    The exchange wants a revision to be announced at once when revenues will differ by a tenth or more from the latest
    forecast, income by three tenths, and whenever a dividend will be another (Securities Listing Regulations, Rule
    405). Such a result is told, because the announcement has to be there before the results are.

    Nothing is wrong if a revision was announced in between. Otherwise announce it, at the latest with the results.
    """
    if abs(one.share) < one.limit or not one.share:
        return
    fact, forecast = one.fact, one.forecast
    share = round(abs(one.share) * 1000)
    yield Issue(
        say(
            "{title}{unit}: {value}, where {filing} had forecast {old}, {share}% {direction}. See that a revision was "
            "announced",
            title=titled(fact, paper.filing.dts),
            unit=in_units(fact),
            value=written(fact.value, fact),
            filing=forecast.filing.name,
            old=written(forecast.value, fact),
            share=f"{share // 10}.{share % 10}",
            direction=say("more") if one.share > 0 else say("less"),
        ),
        (fact, forecast.fact),
        expected=forecast.value,
        actual=number(fact),
        concept=fact.concept,
    )


RULES = (
    forecasts_are_as_announced,
    revision_flags_follow,
    revision_flags_are_checkable,
    results_are_near_forecasts,
)
