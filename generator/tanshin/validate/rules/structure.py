"""TNS821 to TNS830: names, order and dimensions of a taxonomy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tanshin.taxonomy import role as arcroles
from tanshin.taxonomy.concept import Concept, ItemType, Kind, PeriodType
from tanshin.taxonomy.relationship import Network, Relationship, networks
from tanshin.taxonomy.statement import Statement
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.validate.place import place_of
from tanshin.validate.registry import Issue, rule
from tanshin.values.finding import Severity
from tanshin.values.message import listed, say
from tanshin.values.qname import QName

_ARCROLES = (
    arcroles.PARENT_CHILD,
    arcroles.SUMMATION_ITEM,
    arcroles.ALL,
    arcroles.HYPERCUBE_DIMENSION,
    arcroles.DIMENSION_DOMAIN,
    arcroles.DIMENSION_DEFAULT,
    arcroles.DOMAIN_MEMBER,
)


def _concepts(taxonomy: Taxonomy) -> Iterable[Concept]:
    return taxonomy.dts.concepts.values()


def _about(taxonomy: Taxonomy, concept: Concept, words: str) -> Issue:
    message = say("{concept} {words}", concept=concept.qname.local, words=words)
    return Issue(message, sources=place_of(taxonomy, concept.qname), concept=concept.qname)


def _spellings(taxonomy: Taxonomy) -> Iterable[tuple[Concept, ...]]:
    found: dict[tuple[str, str], list[Concept]] = {}
    for concept in _concepts(taxonomy):
        found.setdefault((concept.qname.namespace, concept.qname.local.casefold()), []).append(concept)
    return (tuple(concepts) for concepts in found.values())


@rule("TNS821", Severity.ERROR, subject=Taxonomy, each=_spellings)
def names_differ_in_more_than_case(taxonomy: Taxonomy, concepts: tuple[Concept, ...]) -> Iterator[Issue]:
    """Two concepts differ in more than upper and lower case.

    The id of an element is its prefix, an underscore and its name (EDINET and FRTA 2.1.5); ids that differ only in
    case are mistaken for each other by people, and by every file system and database that does not tell case apart.

    Rename one of them, or use one concept for both lines.
    """
    first, *others = concepts
    if others:
        names = listed((concept.qname.local for concept in others), " and ")
        yield _about(
            taxonomy,
            first,
            say("differs from {names} only in case; rename one, or use one for both lines", names=names),
        )


@rule("TNS822", Severity.WARNING, subject=Taxonomy, each=_concepts)
def names_end_in_what_they_are(taxonomy: Taxonomy, concept: Concept) -> Iterator[Issue]:
    """Headings end in Abstract or LineItems, dimensions in Axis, hypercubes in Table, members in Member or Domain.

    And nothing else does (GFM 1.3.25 to 1.3.29, which EDINET checks): whoever reads a name knows what it stands for.

    Rename the concept, or make it what its name says.
    """
    name = concept.qname.local
    wanted = {
        Kind.AXIS: ("Axis",),
        Kind.HYPERCUBE: ("Table",),
        Kind.MEMBER: ("Member", "Domain"),
        Kind.ITEM: ("Abstract", "LineItems") if concept.abstract else (),
    }
    own = wanted[concept.kind]
    foreign = {ending for endings in wanted.values() for ending in endings} | {"Abstract", "LineItems"}
    if own and not name.endswith(own):
        yield _about(
            taxonomy,
            concept,
            say("is {kind} and should end in {own}; rename it", kind=_kind(concept), own=listed(own, " or ")),
        )
    elif not own and name.endswith(tuple(foreign)):
        ending = next(ending for ending in sorted(foreign) if name.endswith(ending))
        yield _about(
            taxonomy, concept, say("ends in {ending} and is {kind}; rename it", ending=ending, kind=_kind(concept))
        )


def _kind(concept: Concept) -> str:
    if concept.kind is Kind.ITEM:
        return say("a heading") if concept.abstract else say("a line with figures")
    return {Kind.AXIS: say("a dimension"), Kind.HYPERCUBE: say("a hypercube"), Kind.MEMBER: say("a member")}[
        concept.kind
    ]


@rule("TNS823", Severity.WARNING, subject=Taxonomy, each=_concepts)
def headings_are_durations(taxonomy: Taxonomy, concept: Concept) -> Iterator[Issue]:
    """A heading is a text over a duration, whatever stands under it.

    Nothing is ever reported of it, and one rule for all keeps its element comparable (GFM 1.3.23, which EDINET checks).

    Take `type` and `period` away from the heading.
    """
    is_plain = concept.type is ItemType.STRING and concept.period is PeriodType.DURATION
    if concept.abstract and concept.kind is Kind.ITEM and not is_plain:
        words = say(
            "is a heading of type {type} and period {period}; take `type` and `period` away",
            type=concept.type,
            period=concept.period,
        )
        yield _about(taxonomy, concept, words)


def _networks(taxonomy: Taxonomy) -> Iterator[Network]:
    for arcrole in _ARCROLES:
        yield from networks(taxonomy.dts.relationships, arcrole)


@rule("TNS824", Severity.WARNING, subject=Taxonomy, each=_networks)
def siblings_have_an_order(taxonomy: Taxonomy, network: Network) -> Iterator[Issue]:
    """Lines under one heading have orders of their own.

    With one order twice every program shows the two lines as it likes (XBRL 2.1, section 3.5.3.9.5).

    Number them anew.
    """
    for source, arcs in network.children.items():
        orders = [arc.order for arc in arcs]
        for order in sorted({order for order in orders if orders.count(order) > 1}):
            names = listed((arc.target.local for arc in arcs if arc.order == order), " and ")
            yield Issue(
                say(
                    "under {source} {names} have the order {order}; number them anew",
                    source=source.local,
                    names=names,
                    order=order,
                ),
                concept=source,
                role=network.role,
            )


@rule("TNS825", Severity.ERROR, subject=Taxonomy, each=_networks)
def roles_are_declared(taxonomy: Taxonomy, network: Network) -> Iterator[Issue]:
    """Every role in use is declared, with a title in both languages.

    A role that nothing declares makes the linkbase invalid (XBRL 2.1, section 5.1.3); without a title nobody can tell
    which statement it is.

    Declare the role, or correct its URI.
    """
    role = taxonomy.dts.roles.get(network.role)
    if role is None:
        yield Issue(
            say("the role {role} is declared nowhere; declare it or correct its URI", role=network.role),
            role=network.role,
        )
    elif missing := [lang for lang in ("en", "ja") if not dict(role.definitions).get(lang)]:
        yield Issue(
            say("the role {role} has no title in {missing}; add it", role=role.id, missing=listed(missing, " and ")),
            role=network.role,
        )


@rule("TNS826", Severity.ERROR, subject=Taxonomy, each=_networks)
def nothing_stands_below_itself(taxonomy: Taxonomy, network: Network) -> Iterator[Issue]:
    """No concept stands below itself, and no total is a part of itself.

    Such a tree has no end (XBRL 2.1, table 7: directed cycles).

    Take the line out of the one place where it does not belong.
    """
    for circle in _circles(network):
        names = " > ".join(name.local for name in circle)
        yield Issue(
            say(
                "{circle} stands below itself: {names}; take it out of the place where it does not belong",
                circle=circle[0].local,
                names=names,
            ),
            sources=place_of(taxonomy, circle[0]),
            concept=circle[0],
            role=network.role,
        )


def _circles(network: Network) -> Iterator[tuple[QName, ...]]:
    """Each way round, once; walked with a list of our own, since depth is what is in question."""
    done: set[QName] = set()
    for start in network.children:
        path: list[QName] = []
        trail: list[Iterator[Relationship]] = []
        if start not in done:
            path.append(start)
            trail.append(iter(network.children[start]))
        while trail:
            arc = next(trail[-1], None)
            if arc is None:
                trail.pop()
                done.add(path.pop())
            elif arc.target in path:
                yield (*path[path.index(arc.target) :], arc.target)
            elif arc.target not in done:
                path.append(arc.target)
                trail.append(iter(network.children.get(arc.target, ())))


def _uses(taxonomy: Taxonomy) -> Iterator[tuple[Concept, bool]]:
    """Every concept, and whether a statement shows it."""
    arcs = (arc for network in taxonomy.dts.presentation.values() for arc in network.relationships)
    used = {name for arc in arcs for name in (arc.source, arc.target)}
    used |= {name for _, line in taxonomy.lines() for _, name in line.variants}
    return ((concept, concept.qname in used) for concept in _concepts(taxonomy))


@rule("TNS827", Severity.WARNING, subject=Taxonomy, each=_uses)
def concepts_are_used(taxonomy: Taxonomy, use: tuple[Concept, bool]) -> Iterator[Issue]:
    """Every concept stands in a statement.

    What no tree shows cannot be reported and is not missed when it is forgotten.

    Put it into a statement, or remove it.
    """
    concept, is_used = use
    if not is_used:
        yield _about(taxonomy, concept, say("stands in no statement; put it into one or remove it"))


@rule("TNS828", Severity.INFO, subject=Taxonomy, each=_concepts)
def amounts_have_a_balance(taxonomy: Taxonomy, concept: Concept) -> Iterator[Issue]:
    """An amount is a debit or a credit.

    With a balance the sign of a figure means the same to every reader, and the weights of sums can be checked (TNS813).
    A reconciliation that adds credits and debits with one sign has none, and that is well.

    Add `balance:` where the concept is defined, if it has one.
    """
    if concept.type is ItemType.MONETARY and concept.balance is None and not concept.abstract:
        yield _about(taxonomy, concept, say("has no balance; add `balance: debit` or `balance: credit` if it has one"))


def _hypercubes(taxonomy: Taxonomy) -> Iterator[Relationship]:
    return (arc for arc in taxonomy.dts.relationships if arc.arcrole == arcroles.ALL)


@rule("TNS829", Severity.ERROR, subject=Taxonomy, each=_hypercubes)
def hypercubes_are_closed(taxonomy: Taxonomy, arc: Relationship) -> Iterator[Issue]:
    """A statement's hypercube is closed and stands in the scenario.

    An open hypercube takes facts with any further dimension, so that nothing misplaced is ever found (XBRL Dimensions
    1.0, section 2.3; EDINET and TDnet use closed hypercubes and the scenario throughout).

    Set `xbrldt:closed` to true and `xbrldt:contextElement` to scenario.
    """
    if not arc.closed or arc.context_element != "scenario":
        found = (
            say("is open")
            if not arc.closed
            else say("stands in the {context_element}", context_element=arc.context_element)
        )
        words = say(
            "the hypercube {target} {found}; close it and put it into the scenario",
            target=arc.target.local,
            found=found,
        )
        yield Issue(words, concept=arc.target, role=arc.role)


def _statements(taxonomy: Taxonomy) -> Iterable[Statement]:
    return taxonomy.statements


@rule("TNS830", Severity.ERROR, subject=Taxonomy, each=_statements)
def defaults_are_not_members(taxonomy: Taxonomy, statement: Statement) -> Iterator[Issue]:
    """The default member of a dimension is what a fact without it means, and never one of its columns.

    A fact that names the default is an error of the instance (XBRL Dimensions 1.0, section 3.1.4.2), and a total would
    be reported twice, once with and once without it.

    Take the default out of the list of members.
    """
    for axis, members in statement.axes:
        default = taxonomy.dts.default_members.get(axis)
        if default in members:
            words = say(
                "{statement}: {default} is the default of {axis} and one of its members; take it out of the members",
                statement=statement.id,
                default=default.local,
                axis=axis.local,
            )
            yield Issue(words, concept=axis, role=statement.role)


RULES = (
    names_differ_in_more_than_case,
    names_end_in_what_they_are,
    headings_are_durations,
    siblings_have_an_order,
    roles_are_declared,
    nothing_stands_below_itself,
    concepts_are_used,
    amounts_have_a_balance,
    hypercubes_are_closed,
    defaults_are_not_members,
)
