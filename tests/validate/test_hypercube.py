"""Which dimensions a taxonomy allows its items."""

from __future__ import annotations

from collections.abc import Iterable

from tanshin.report.aspect import Dimensions, TypedMember
from tanshin.report.fact import Fact
from tanshin.taxonomy.relationship import Relationship
from tanshin.taxonomy.role import ALL, DIMENSION_DEFAULT, DIMENSION_DOMAIN, DOMAIN_MEMBER, HYPERCUBE_DIMENSION, NOT_ALL
from tanshin.validate.hypercube import Hypercubes
from tests.foreign import EXAMPLE, dts_of, example, facts_of

SECTION, OTHER = "http://example.com/role/section", "http://example.com/role/other"
(CASH,) = facts_of("Cash 1,000,000 JPY 2013-03-31", EXAMPLE)


def arc(arcrole: str, source: str, target: str, role: str = SECTION, **more: object) -> Relationship:
    return Relationship(arcrole, role, example(source), example(target), 1, **more)  # type: ignore[arg-type]


#: Items below a heading, closed, with one axis: the whole of the company and below it its home.
CUBE = (
    arc(ALL, "Items", "Table", closed=True),
    arc(DOMAIN_MEMBER, "Items", "Cash"),
    arc(HYPERCUBE_DIMENSION, "Table", "Axis"),
    arc(DIMENSION_DOMAIN, "Axis", "WholeMember"),
    arc(DOMAIN_MEMBER, "WholeMember", "HomeMember"),
)


def fits(arcs: Iterable[Relationship], *members: tuple[str, str], fact: Fact = CASH) -> bool:
    dimensions: Dimensions = tuple((example(axis), example(member)) for axis, member in members)
    cubes = Hypercubes(dts_of((), arcs))
    return cubes.fits(Fact(fact.key._replace(dimensions=dimensions), fact.value))


def test_members_of_the_domain_fit() -> None:
    assert fits(CUBE, ("Axis", "WholeMember"))
    assert fits(CUBE, ("Axis", "HomeMember"))
    assert not fits(CUBE, ("Axis", "AbroadMember"))


def test_a_member_is_needed_unless_there_is_a_default() -> None:
    assert not fits(CUBE)
    assert fits((*CUBE, arc(DIMENSION_DEFAULT, "Axis", "WholeMember")))


def test_a_closed_section_has_no_other_axis() -> None:
    assert not fits(CUBE, ("Axis", "HomeMember"), ("OtherAxis", "HomeMember"))
    opened = (arc(ALL, "Items", "Table"), *CUBE[1:])
    assert fits(opened, ("Axis", "HomeMember"), ("OtherAxis", "HomeMember"))


def test_one_section_is_enough() -> None:
    elsewhere = arc(ALL, "Cash", "EmptyTable", OTHER, closed=True)
    assert fits((*CUBE, elsewhere))
    assert fits((*CUBE, elsewhere), ("Axis", "HomeMember"))
    assert not fits((*CUBE, elsewhere), ("Axis", "AbroadMember"))


def test_what_cannot_be_used_is_no_member() -> None:
    heading = tuple(
        arc(DIMENSION_DOMAIN, "Axis", "WholeMember", usable=False) if one.arcrole == DIMENSION_DOMAIN else one
        for one in CUBE
    )
    assert not fits(heading, ("Axis", "WholeMember"))
    assert fits(heading, ("Axis", "HomeMember"))


def test_a_section_goes_on_in_another_role() -> None:
    moved = (
        *CUBE[:2],
        arc(HYPERCUBE_DIMENSION, "Table", "Axis", target_role=OTHER),
        arc(DIMENSION_DOMAIN, "Axis", "WholeMember", OTHER),
        arc(DOMAIN_MEMBER, "WholeMember", "HomeMember", OTHER),
    )
    assert fits(moved, ("Axis", "HomeMember"))
    stays = tuple(one for one in moved if one.target_role is None)
    assert not fits(stays, ("Axis", "HomeMember"))


def test_typed_members_are_any() -> None:
    cubes = Hypercubes(dts_of((), CUBE[:3]))
    typed = Fact(CASH.key._replace(dimensions=((example("Axis"), TypedMember("7")),)), CASH.value)
    assert cubes.fits(typed)


def test_an_item_without_hypercubes_may_have_any_members() -> None:
    assert fits((), ("Axis", "AbroadMember"))


def test_a_section_takes_members_away() -> None:
    less = (
        *CUBE,
        arc(NOT_ALL, "Items", "Less"),
        arc(HYPERCUBE_DIMENSION, "Less", "Axis", target_role=OTHER),
        arc(DIMENSION_DOMAIN, "Axis", "HomeMember", OTHER),
    )
    assert fits(less, ("Axis", "WholeMember"))
    assert not fits(less, ("Axis", "HomeMember"))
    assert not fits(less, ("Axis", "AbroadMember"))


def test_what_is_only_taken_away_leaves_the_rest() -> None:
    less = (arc(NOT_ALL, "Cash", "Table"), *CUBE[2:])
    assert not fits(less, ("Axis", "HomeMember"))
    assert fits(less, ("Axis", "AbroadMember"))
    assert fits(less)
    assert not fits((*less, arc(DIMENSION_DEFAULT, "Axis", "WholeMember")))
