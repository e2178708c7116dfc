"""TNS33x: the number of shares through time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tanshin.validate.registry import Issue, rule
from tanshin.validate.shares import ShareCount
from tanshin.validate.wording import some, titled
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tanshin.values.message import Message, say


def _counts(paper: Workpaper) -> Iterable[ShareCount]:
    return paper.share_counts


@rule("TNS331", Severity.WARNING, subject=Workpaper, each=_counts)
def shares_roll_forward(paper: Workpaper, one: ShareCount) -> Iterator[Issue]:
    """The number of shares issued is the number before, with splits and with the issues that are told.

    Between two days shares come from a split, which `issuer.yaml` knows, and from issues, which the taxonomy's
    roll-forward of shares names. Exercised options may add a few (TNS332). Fewer shares than that, or more than a
    hundredth beyond it, are a wrong figure, a split that `issuer.yaml` lacks, or a cancellation that is not told.

    Correct the number, or declare the split.
    """
    if one.unexplained and not one.is_explicable:
        message = say(
            "{title}: {value}, but {before} at {day}{changes} makes {told}, a difference of {rest}. Correct the "
            "number, or declare the split in issuer.yaml",
            **_words(paper, one),
        )
        yield _issue(one, message)


@rule("TNS332", Severity.INFO, subject=Workpaper, each=_counts)
def share_counts_are_explained(paper: Workpaper, one: ShareCount) -> Iterator[Issue]:
    """What is told of shares that were issued explains their number to the last share.

    New shares of an offering rarely make up the whole difference: options that employees exercise issue shares as
    well. A rest of up to a hundredth is told here, because no filing says where it comes from.

    Nothing is wrong if the register of shares has the rest.
    """
    if one.unexplained and one.is_explicable:
        message = say(
            "{title}: {value}, {rest} more than {before} at {day}{changes}: not checkable, needs the number of shares "
            "issued otherwise. Compare with the register",
            **_words(paper, one),
        )
        yield _issue(one, message)


def _words(paper: Workpaper, one: ShareCount) -> dict[str, object]:
    return {
        "title": titled(one.fact, paper.filing.dts),
        "value": f"{one.fact.value:,}",
        "before": f"{one.opening:,f}",
        "day": one.before.fact.key.period,
        "changes": _changes(paper, one),
        "told": f"{one.told:,f}",
        "rest": f"{abs(one.unexplained):,f}",
    }


def _issue(one: ShareCount, message: Message) -> Issue:
    facts = (one.fact, one.before.fact, *(each.fact for each, _ in one.changes))
    return Issue(message, facts, expected=one.told, concept=one.fact.concept)


def _changes(paper: Workpaper, one: ShareCount) -> Message | str:
    told = [
        say("{number} ({title})", number=f"{each.value:,f}", title=titled(each.fact, paper.filing.dts))
        for each, _ in one.changes
        if each.value
    ]
    return say(" and {changes}", changes=some(told)) if told else ""


RULES = (shares_roll_forward, share_counts_are_explained)
