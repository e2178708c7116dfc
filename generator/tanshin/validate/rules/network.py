"""TNS81x: calculations and identities of a taxonomy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tanshin.taxonomy.concept import Concept, PeriodType
from tanshin.taxonomy.identity import AtMost, Equality, Identity, MemberSum, Movement, RollForward, Term, Total, Within
from tanshin.taxonomy.relationship import Relationship
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.validate.place import place_of
from tanshin.validate.registry import Issue, rule
from tanshin.values.finding import Severity
from tanshin.values.message import listed, say
from tanshin.values.qname import QName


def _calculations(taxonomy: Taxonomy) -> Iterator[Relationship]:
    return (arc for network in taxonomy.dts.calculation.values() for arc in network.relationships)


def _about(taxonomy: Taxonomy, arc: Relationship, words: str) -> Issue:
    return Issue(
        say("{source} takes up {target}: {words}", source=arc.source.local, target=arc.target.local, words=words),
        sources=place_of(taxonomy, arc.source),
        concept=arc.target,
        role=arc.role,
    )


def _ends(taxonomy: Taxonomy, arc: Relationship) -> tuple[Concept, Concept]:
    return taxonomy.dts.concepts[arc.source], taxonomy.dts.concepts[arc.target]


def _shown(taxonomy: Taxonomy) -> Iterator[tuple[Relationship, frozenset[QName]]]:
    """Every calculation arc with all that the statement of its role shows."""
    for role, network in taxonomy.dts.calculation.items():
        presented = taxonomy.dts.presentation.get(role)
        arcs = presented.relationships if presented else ()
        shown = frozenset(name for arc in arcs for name in (arc.source, arc.target))
        yield from ((arc, shown) for arc in network.relationships)


@rule("TNS811", Severity.WARNING, subject=Taxonomy, each=_shown)
def calculations_are_presented(taxonomy: Taxonomy, sum_: tuple[Relationship, frozenset[QName]]) -> Iterator[Issue]:
    """A total and its parts stand in the statement whose sum they are.

    A reader has to see what is added up; and a part that the statement does not print is never reported there, so that
    the sum can only be wrong.

    Put the line into the statement, or take it out of the sum.
    """
    arc, shown = sum_
    missing = [name.local for name in (arc.source, arc.target) if name not in shown]
    if missing:
        words = say(
            "{missing} does not stand in this statement; add the line, or take it out of the sum",
            missing=listed(missing, " and "),
        )
        yield _about(taxonomy, arc, words)


@rule("TNS812", Severity.ERROR, subject=Taxonomy, each=_calculations)
def calculations_keep_to_one_period(taxonomy: Taxonomy, arc: Relationship) -> Iterator[Issue]:
    """A total and its parts are all instants or all durations.

    An instant and a duration never share a context, so such a sum is never checked (XBRL 2.1, section 5.2.5.2).

    A balance that moves over a period is a roll-forward: declare it as an identity.
    """
    total, part = _ends(taxonomy, arc)
    if total.period is not part.period:
        words = say(
            "one is measured at an {instant}, the other over a {duration}; declare a roll-forward among the identities",
            instant=PeriodType.INSTANT,
            duration=PeriodType.DURATION,
        )
        yield _about(taxonomy, arc, words)


@rule("TNS813", Severity.ERROR, subject=Taxonomy, each=_calculations)
def weights_agree_with_balances(taxonomy: Taxonomy, arc: Relationship) -> Iterator[Issue]:
    """Items of one balance are added, items of opposite balances are subtracted.

    XBRL 2.1 (section 5.1.1.2, table 6) makes anything else an error of the taxonomy.

    Correct the sign of the line (`negated`, or its weight in `sum`) or the balance of one of the two; where neither
    side is right, as in a reconciliation, leave the balance of the total away.
    """
    total, part = _ends(taxonomy, arc)
    if total.balance is None or part.balance is None or arc.weight is None:
        return
    if (arc.weight > 0) != (total.balance is part.balance):
        yield _about(
            taxonomy,
            arc,
            say(
                "weight {weight} between {balance} and {other}; correct it, `negated` or a balance",
                weight=arc.weight,
                balance=total.balance,
                other=part.balance,
            ),
        )


@rule("TNS814", Severity.ERROR, subject=Taxonomy, each=_calculations)
def calculations_keep_to_one_type(taxonomy: Taxonomy, arc: Relationship) -> Iterator[Issue]:
    """A total and its parts have one numeric type, and none of them is a heading.

    Amounts, shares and amounts per share are in different units, and a sum is checked in one unit only; of a heading
    nothing is ever reported.

    Take the line out of the sum, or correct its type.
    """
    total, part = _ends(taxonomy, arc)
    if total.type is not part.type:
        yield _about(
            taxonomy,
            arc,
            say("{type} is no sum of {part}; correct the type or the sum", type=total.type, part=part.type),
        )
    elif total.abstract or part.abstract or not total.type.is_numeric:
        yield _about(taxonomy, arc, say("a heading or a text has no value to add up; correct the sum"))


def _identities(taxonomy: Taxonomy) -> Iterable[Identity]:
    return taxonomy.identities


@rule("TNS815", Severity.ERROR, subject=Taxonomy, each=_identities)
def identities_fit_their_concepts(taxonomy: Taxonomy, identity: Identity) -> Iterator[Issue]:
    """An identity is between figures that can be equal.

    The balance of a roll-forward is an instant and its changes are durations; a sum over members names members of its
    axis, and what states it is of their kind; two figures that are to be equal have one period type and one unit.
    Otherwise the identity is never checked.

    Correct the identity, or the period or type of the concept.
    """
    for words in _misfits(taxonomy, identity):
        yield Issue(
            say("identity {identity}: {words}; correct the identity or the concept", identity=identity.id, words=words),
            concept=_first(identity),
        )


def _first(identity: Identity) -> QName:
    """A concept to tell an identity by."""
    match identity:
        case RollForward(balance=balance):
            return balance
        case MemberSum(axis=axis):
            return axis
        case Equality(left=left) | AtMost(left=left):
            return left.concept
        case Movement(balances=balances):
            return next(iter(balances))
        case Within(concepts=concepts):
            return concepts[0]
        case Total(total=total):
            return total


def _misfits(taxonomy: Taxonomy, identity: Identity) -> Iterator[str]:
    match identity:
        case RollForward(balance=balance, changes=changes):
            yield from _misfits_of_changes(taxonomy, (balance,), changes)
        case Movement(balances=balances, changes=changes):
            yield from _misfits_of_changes(taxonomy, balances, changes)
        case MemberSum():
            yield from _misfits_of_members(taxonomy, identity)
        case Equality(left=left, right=right) | AtMost(left=left, right=right):
            yield from _misfits_of_terms(taxonomy, left, right)
        case Total(total=total, parts=parts):
            for part in parts:
                yield from _misfits_of_terms(taxonomy, Term(part), Term(total))
        case Within(concepts=concepts):
            known = taxonomy.dts.concepts
            instants = (name.local for name in concepts if known[name].period is not PeriodType.DURATION)
            yield from (say("{name} is no duration", name=name) for name in instants)


def _misfits_of_terms(taxonomy: Taxonomy, left: Term, right: Term) -> Iterator[str]:
    if _nature(taxonomy, left) != _nature(taxonomy, right):
        yield say("{left} and {right} differ in period or type", left=left, right=right)


def _misfits_of_changes(taxonomy: Taxonomy, balances: Iterable[QName], changes: Iterable[QName]) -> Iterator[str]:
    concepts = taxonomy.dts.concepts
    first, *_ = balances
    for balance in balances:
        if concepts[balance].period is not PeriodType.INSTANT:
            yield say("the balance {balance} is no instant", balance=balance.local)
        if concepts[balance].type is not concepts[first].type:
            yield say("the balance {balance} is no {type}", balance=balance.local, type=concepts[first].type)
    for change in changes:
        if concepts[change].period is not PeriodType.DURATION:
            yield say("the change {change} is no duration", change=change.local)
        if concepts[change].type is not concepts[first].type:
            yield say("the change {change} is no {type}", change=change.local, type=concepts[first].type)


def _misfits_of_members(taxonomy: Taxonomy, identity: MemberSum) -> Iterator[str]:
    axis, total = identity.axis, identity.total
    known = {member for statement in taxonomy.statements for member in dict(statement.axes).get(axis, ())}
    yield from (
        say("{member} is no member of {axis}", member=member.local, axis=axis.local)
        for member in identity.members
        if member not in known
    )
    for name in identity.concepts:
        if total is not None:
            yield from _misfits_of_terms(taxonomy, Term(name), Term(total))


def _nature(taxonomy: Taxonomy, term: Term) -> tuple[PeriodType, str]:
    """Period type and type of what is compared: a balance at the end of a flow's period stands beside the flow."""
    concept = taxonomy.dts.concepts[term.concept]
    is_beside_flow = term.at_end and concept.period is PeriodType.INSTANT
    return PeriodType.DURATION if is_beside_flow else concept.period, concept.type.value


RULES = (
    calculations_are_presented,
    calculations_keep_to_one_period,
    weights_agree_with_balances,
    calculations_keep_to_one_type,
    identities_fit_their_concepts,
)
