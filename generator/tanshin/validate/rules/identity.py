"""TNS2xx: equations across columns and statements, declared in the taxonomy's file of identities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tanshin.taxonomy.identity import AtMost, Equality, Identity, MemberSum, Movement, RollForward, Total, Within
from tanshin.validate.calculation import number
from tanshin.validate.equation import Equation, Gap
from tanshin.validate.registry import Issue, rule
from tanshin.validate.wording import counted, scale_of, titled, titled_key, unit_words, when
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tanshin.values.message import listed, say, title
from tanshin.values.qname import QName


def _of(*kinds: type[Identity]) -> Callable[[Workpaper], Iterable[Equation]]:
    return lambda paper: (
        one for one in paper.evaluation.equations if isinstance(one.identity, kinds) and not one.is_usual
    )


def _issue(paper: Workpaper, equation: Equation, words: str) -> Issue:
    stated = equation.stated[0]
    return Issue(
        say("{title}: {words}. Correct the wrong figure", title=title(equation.identity.titles), words=words),
        equation.facts,
        paper.sources(equation.facts, equation.role),
        equation.expected,
        equation.actual,
        equation.tolerance,
        stated.concept,
        equation.role,
    )


@rule("TNS201", Severity.ERROR, subject=Workpaper, each=_of(RollForward, Movement))
def balances_roll_forward(paper: Workpaper, equation: Equation) -> Iterator[Issue]:
    """An opening balance and the changes of the period give the closing balance.

    Cash in the statement of cash flows, equity and each of its components in the statement of equity: the balance at
    the end of the day before the period, plus every change, is the balance at the end of the period, exactly. It is
    checked in every column of a statement that prints the opening balance. A change that is nil or blank is
    zero. A balance of which no statement prints the opening, such as the accumulated deficit of a quarter, is checked
    where balance sheets hold both ends and all its changes are reported.

    Look at the opening balance first (it is last year's closing balance), then at the changes. A change that is
    missing from the taxonomy's identity has to be added there.
    """
    if equation.holds:
        return
    closing = equation.stated[0]
    opening = equation.terms[0][0]
    scale = scale_of(equation.facts)
    added = scale.add([(number(fact), weight) for fact, weight in equation.terms])
    dts = paper.filing.dts
    yield _issue(
        paper,
        equation,
        say(
            "{opening}, with the changes{unit}: {added} = {expected}, but the balance {when} is {actual}, {apart}",
            opening=titled(opening, dts),
            unit=unit_words(closing, scale),
            added=added,
            expected=scale.show(equation.expected),
            when=when(closing.key),
            actual=scale.show(equation.actual),
            apart=scale.apart(equation.difference),
        ),
    )


@rule("TNS202", Severity.ERROR, subject=Workpaper, each=_of(MemberSum))
def members_add_up(paper: Workpaper, equation: Equation) -> Iterator[Issue]:
    """The components add up to the whole.

    In a table whose columns are components (of equity, of a year's dividends), every row's components add up to its
    total, exactly. Blank and nil count as zero; a row that shows no component at all is not checked.

    Correct the component or the total, or move a figure that stands in the wrong column.
    """
    if equation.holds:
        return
    stated = equation.stated[0]
    scale = scale_of(equation.facts)
    dts = paper.filing.dts
    added = scale.add([(number(fact), weight) for fact, weight in equation.terms])
    yield _issue(
        paper,
        equation,
        say(
            "{stated}{unit}: {added} = {expected} over {terms}, but the total says {actual}, {apart}",
            stated=titled(stated, dts),
            unit=unit_words(stated, scale),
            added=added,
            expected=scale.show(equation.expected),
            terms=counted(len(equation.terms), "component"),
            actual=scale.show(equation.actual),
            apart=scale.apart(equation.difference),
        ),
    )


@rule("TNS203", Severity.ERROR, subject=Workpaper, each=_of(Equality))
def statements_agree(paper: Workpaper, equation: Equation) -> Iterator[Issue]:
    """Two figures that mean the same are equal, and the balance sheet balances.

    Total assets and total liabilities and equity; common stock in the balance sheet and in the statement of equity;
    dividends there and in the statement of cash flows: whatever the taxonomy's identities declare to be equal is
    compared in every period and unit in which both sides are reported. An identity may state a tolerance for dollar
    columns, because each statement is footed on its own there; yen have none.

    Find out which of the two statements is right.
    """
    if equation.holds:
        return
    (left, left_weight), (right, right_weight) = equation.stated, equation.terms[0]
    scale = scale_of(equation.facts)
    dts = paper.filing.dts
    allowed = (
        say(", more than the {tolerance} that footing explains", tolerance=scale.show(equation.tolerance))
        if equation.tolerance
        else ""
    )
    yield _issue(
        paper,
        equation,
        say(
            "{left} is {amount}, {right} is {other}{unit}, a difference of {difference}{allowed}",
            left=titled(left, dts),
            amount=scale.add([(number(left), left_weight)]),
            right=titled(right, dts),
            other=scale.add([(number(right), right_weight)]),
            unit=unit_words(left, scale),
            difference=scale.show(abs(equation.difference)),
            allowed=allowed,
        ),
    )


def _gaps(paper: Workpaper) -> Iterable[Gap]:
    return paper.evaluation.gaps


@rule("TNS204", Severity.INFO, subject=Workpaper, each=_gaps)
def identities_are_checkable(paper: Workpaper, gap: Gap) -> Iterator[Issue]:
    """Every identity that a printed statement calls for can be checked.

    An identity with a figure missing proves nothing, and must not look like a pass: an opening balance that another
    filing holds, components without their total, two statements that share no period.

    Nothing is wrong in the figures that are there. Add the missing one if this filing prints it.
    """
    dts = paper.filing.dts
    called = title(gap.identity.titles)
    if not gap.facts:
        yield Issue(
            say(
                "{title}: not checkable, the printed statements report both sides nowhere for one "
                "period and unit. If they should, compare the periods and units of their columns",
                title=called,
            ),
            concept=_first(gap.identity),
        )
        return
    missing = listed(titled_key(key, dts) for key in gap.needs)
    unit = gap.facts[0].key.unit
    yield Issue(
        say(
            "{title}: not checkable, needs {missing}{unit}. Add it if this filing prints it",
            title=called,
            missing=missing,
            unit=say(" in {unit}", unit=unit) if unit else "",
        ),
        gap.facts,
        concept=gap.needs[0].concept,
    )


def _first(identity: Identity) -> QName:
    """A concept to tell an identity by."""
    match identity:
        case RollForward(balance=balance):
            return balance
        case MemberSum(concepts=concepts):
            return concepts[0]
        case Equality(left=left) | AtMost(left=left):
            return left.concept
        case Movement(balances=balances):
            return next(iter(balances))
        case Within(concepts=concepts):
            return concepts[0]
        case Total(total=total):
            return total


RULES = (balances_roll_forward, members_add_up, statements_agree, identities_are_checkable)
