"""Identities and references: what a taxonomy says beside its statements."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from msgspec import Struct

from tanshin.taxonomy.concept import Kind
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.folder import Sources
from tanshin.taxonomy.identity import AtMost, Equality, Identity, MemberSum, Movement, RollForward, Term, Total, Within
from tanshin.taxonomy.label import Reference
from tanshin.taxonomy.part import problem
from tanshin.taxonomy.source import IdentitiesSource, IdentitySource, MappingSource, TaxonomySource, TermSource
from tanshin.values.finding import InputError
from tanshin.values.message import say
from tanshin.values.qname import QName
from tanshin.values.yaml import validate

#: A text by language.
Texts = Mapping[str, str]

_REFERENCE_ROLE = "http://www.xbrl.org/2003/role/reference"


def read_references(
    sources: Sources, source: TaxonomySource, known: Collection[str], elsewhere: Container[str] = ()
) -> Mapping[str, tuple[Reference, ...]]:
    """The nearest US-GAAP element and topic of each concept, by local name.

    ``known`` are the names there are; what only other eras have (``elsewhere``) is left out. The references are our own
    judgement, not taken from the FASB's taxonomy files; each says so in its Note.

    Raises:
        InputError: the mapping file cannot be read, or names a concept or topic that is not there (TNS020).
    """
    if source.mapping is None:
        return {}
    document = sources.read(source.mapping)
    mapping = validate(MappingSource, document)
    problems = [
        problem(document, ("concepts", local), say("{local} is mapped, but the taxonomy does not have it", local=local))
        for local in mapping.concepts
        if local not in known and local not in elsewhere
    ]
    problems += [
        problem(
            document, ("concepts", local, "topic"), say("topic {topic} has no name; add it to topics", topic=near.topic)
        )
        for local, near in mapping.concepts.items()
        if near.topic not in mapping.topics
    ]
    if problems:
        raise InputError(*problems)
    return {
        local: (
            Reference(
                _REFERENCE_ROLE,
                (
                    ("Publisher", "FASB"),
                    ("Name", "Accounting Standards Codification"),
                    # The parts schema has no topic: the number of the codification's topic, and its title.
                    ("Number", near.topic),
                    ("Chapter", mapping.topics[near.topic]),
                    ("Note", f"us-gaap:{near.element} ({mapping.status.en}){f'; {near.note}' if near.note else ''}"),
                ),
            ),
        )
        for local, near in mapping.concepts.items()
        if local in known
    }


def read_identities(
    sources: Sources, source: TaxonomySource, dts: Dts, elsewhere: Container[str] = ()
) -> tuple[Identity, ...]:
    """The identities a taxonomy declares, without those that name what only other eras have (``elsewhere``).

    Raises:
        InputError: the file cannot be read, or an identity names what the taxonomy does not have (TNS020).
    """
    if source.identities is None:
        return ()
    document = sources.read(source.identities)
    names = {name.local: name for name in dts.concepts}
    axis_of = _axis_of(source)
    kept = []
    seen: set[str] = set()
    problems = []
    for index, declared in enumerate(validate(IdentitiesSource, document).identities):
        unknown = [name for name in _named(declared) if name not in names]
        lacking = {name for name in unknown if name in elsewhere}
        one = _without(declared, lacking)
        messages = list(_problems(one, names, axis_of, dts)) if one else []
        if lacking and not one:  # what does not apply here may still have slips in it
            slips = (name for name in unknown if name not in lacking)
            messages = [
                say(
                    "identity {declared} names {name}, which the taxonomy does not have",
                    declared=declared.id,
                    name=name,
                )
                for name in slips
            ]
        if declared.id in seen:
            messages.append(say("identity {declared} stands twice", declared=declared.id))
        seen.add(declared.id)
        kept += [one] if one else []
        problems += [problem(document, ("identities", index), message) for message in messages]
    if problems:
        raise InputError(*problems)
    return tuple(_identity(one, names, axis_of) for one in kept)


def _named(one: IdentitySource) -> Iterator[str]:
    """Every name in an identity."""
    terms = [term for term in (one.left, one.right) if term]
    names = (one.balance, *one.balances, one.total, *one.parts, *one.changes, *one.concepts, one.axis, *one.members)
    yield from (name for name in names if name is not None)
    yield from (name for term in terms for name in (term.concept, term.member) if name is not None)


def _without(one: IdentitySource, lacking: AbstractSet[str]) -> IdentitySource | None:
    """An identity in an era that lacks some names: as a rule none, since the rest of an equation says nothing.

    A sum over members holds for each of its concepts alone, and so for those the era has; a limit within a period too.
    """
    if one.kind not in ("members", "within") or not isinstance(one.concepts, tuple):
        return None if lacking else one
    kept = tuple(name for name in one.concepts if name not in lacking)
    if not lacking or not kept or not lacking.isdisjoint((one.axis, *one.members)):
        return None if lacking else one
    return one.model_copy(update={"concepts": kept})


def _axis_of(source: TaxonomySource) -> Mapping[str, str]:
    """The axis of each member."""
    found = {member.member: axis.axis for axis in source.axes for member in axis.members}
    return found | {axis.default.member: axis.axis for axis in source.axes if axis.default}


def _problems(one: IdentitySource, names: Mapping[str, QName], axis_of: Mapping[str, str], dts: Dts) -> Iterator[str]:
    needs = {
        "roll-forward": one.balance and one.changes,
        "members": one.axis and one.members and one.concepts,
        "equal": (one.left and one.right) or (isinstance(one.concepts, dict) and len(one.concepts) == 2),
        "movement": one.balances and one.changes,
        "at-most": one.left and one.right,
        "within": isinstance(one.concepts, tuple) and one.concepts,
        "sum": one.total and one.parts,
    }[one.kind]
    if not needs:
        yield say("identity {id} of kind {kind} lacks a key it needs", id=one.id, kind=one.kind)
    terms = [term for term in (one.left, one.right) if term]
    sums = (*one.balances, *one.changes, *one.parts, *one.concepts)
    concepts = (one.balance, one.total, *sums, *(term.concept for term in terms))
    for name in concepts:
        if name is not None and name not in names:
            yield say("identity {id} names {name}, which the taxonomy does not have", id=one.id, name=name)
    if one.always is not None and one.always not in one.changes:
        yield say(
            "identity {id}: {always}, which is always there, is none of its changes", id=one.id, always=one.always
        )
    if one.axis is not None and (one.axis not in names or dts.concepts[names[one.axis]].kind is not Kind.AXIS):
        yield say("identity {id} names {axis}, which is no axis of the taxonomy", id=one.id, axis=one.axis)
    for member in (*one.members, *(term.member for term in terms)):
        if member is not None and member not in axis_of:
            yield say("identity {id} names {member}, which is no member of an axis", id=one.id, member=member)
        elif member is not None and one.axis and axis_of[member] != one.axis:
            yield say(
                "identity {id} names {member}, which is no member of {axis}", id=one.id, member=member, axis=one.axis
            )


class _Names(Struct, frozen=True):
    """What the names in an identity mean: concepts and axes, and the axis of each member."""

    names: Mapping[str, QName]
    axis_of: Mapping[str, str]

    def weighted(self, given: Mapping[str, int]) -> Mapping[QName, int]:
        """Concepts with their weights."""
        return {self.names[local]: weight for local, weight in given.items()}

    def listed(self, given: Iterable[str]) -> tuple[QName, ...]:
        """Concepts or members in their order."""
        return tuple(self.names[local] for local in given)

    def term(self, source: TermSource) -> Term:
        """One side of an equality."""
        axis, member = None, None
        if source.member is not None:
            axis, member = self.names[self.axis_of[source.member]], self.names[source.member]
        return Term(self.names[source.concept], axis, member, source.weight, source.at == "end")

    def sides(self, one: IdentitySource) -> tuple[Term, Term]:
        """Both sides of an equality, which may be two names with their weights."""
        if isinstance(one.concepts, dict) and one.concepts:
            left, right = (Term(self.names[local], weight=weight) for local, weight in one.concepts.items())
            return left, right
        assert one.left and one.right  # _problems has seen to it
        return self.term(one.left), self.term(one.right)


def _identity(one: IdentitySource, names: Mapping[str, QName], axis_of: Mapping[str, str]) -> Identity:
    return _MAKERS[one.kind](one, {"en": one.title.en, "ja": one.title.ja}, _Names(names, axis_of))


def _roll_forward(one: IdentitySource, titles: Texts, of: _Names) -> Identity:
    assert one.balance  # _problems has seen to it, here and below
    changes = of.weighted(one.changes)
    always = of.names[one.always] if one.always else next(iter(changes))
    return RollForward(one.id, titles, of.names[one.balance], changes, always, of.names[one.axis] if one.axis else None)


def _members(one: IdentitySource, titles: Texts, of: _Names) -> Identity:
    assert one.axis
    total = of.names[one.total] if one.total else None
    return MemberSum(one.id, titles, of.names[one.axis], of.listed(one.members), of.listed(one.concepts), total)


def _equal(one: IdentitySource, titles: Texts, of: _Names) -> Identity:
    return Equality(one.id, titles, *of.sides(one), dict(one.tolerance), one.usual)


def _movement(one: IdentitySource, titles: Texts, of: _Names) -> Identity:
    return Movement(one.id, titles, of.weighted(one.balances), of.weighted(one.changes), one.usual)


def _at_most(one: IdentitySource, titles: Texts, of: _Names) -> Identity:
    return AtMost(one.id, titles, *of.sides(one))


def _within(one: IdentitySource, titles: Texts, of: _Names) -> Identity:
    return Within(one.id, titles, of.listed(one.concepts))


def _sum(one: IdentitySource, titles: Texts, of: _Names) -> Identity:
    assert one.total
    return Total(one.id, titles, of.names[one.total], of.weighted(one.parts))


_MAKERS: Mapping[str, Callable[[IdentitySource, Texts, _Names], Identity]] = {
    "roll-forward": _roll_forward,
    "members": _members,
    "equal": _equal,
    "movement": _movement,
    "at-most": _at_most,
    "within": _within,
    "sum": _sum,
}
