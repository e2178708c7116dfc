"""What we write of a taxonomy is read back as what the YAML says.

What cannot come back: the unit of a concept, which a schema has no place for; the labels and networks of the other
eras, whose concepts and roles one schema declares with those of all; where our own roles are declared, which the YAML
leaves open; titles of the exchange's roles in Japanese, which its own schema has no place for either.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tanshin import resources
from tanshin.read.dts.load import load_dts
from tanshin.read.dts.package import TaxonomyPackage, read_package
from tanshin.read.dts.resolver import Resolver
from tanshin.taxonomy import role as arcroles
from tanshin.taxonomy.build import read_taxonomy
from tanshin.taxonomy.concept import Balance, Concept, ItemType, Kind, PeriodType
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.era import Eras
from tanshin.taxonomy.history import read_eras
from tanshin.taxonomy.linkbase import calculation, definition, locator
from tanshin.taxonomy.relationship import Relationship
from tanshin.taxonomy.role import Role
from tanshin.taxonomy.schema import schema
from tanshin.values.qname import QName
from tanshin.write.package import company_package, offline_package


@pytest.fixture(scope="module")
def company() -> Eras:
    return read_eras(resources.taxonomy_dir() / "iij")


@pytest.fixture(scope="module")
def package(company: Eras) -> TaxonomyPackage:
    [(name, content)] = company_package(company, "x").items()
    return read_package(content, name)


def loaded(package: TaxonomyPackage, word: str) -> Dts:
    """The taxonomy behind the entry point whose URL ends so; all of it must be there."""
    urls = [url for entry in package.entry_points for url in entry.urls if url.endswith(word)]
    found = load_dts(urls, Resolver(packages=(package,)))
    assert len(urls) == 1
    assert found.findings == ()
    assert found.is_complete
    return found.dts


def written(concept: Concept) -> Concept:
    """What a schema and linkbases can say of a concept."""
    return replace(concept, labels=tuple(sorted(concept.labels)), unit=None)


def by_name(dts: Dts) -> Mapping[QName, Concept]:
    return {name: written(concept) for name, concept in dts.concepts.items()}


def titled(role: Role) -> tuple[str, str, Mapping[str, str]]:
    return role.uri, role.id, dict(role.definitions)


def ordered(dts: Dts) -> dict[tuple[str, str, QName], list[Relationship]]:
    """The relationships from each source, in their order."""
    found: dict[tuple[str, str, QName], list[Relationship]] = {}
    for one in sorted(dts.relationships, key=lambda one: (one.order, one.target.local, one.preferred_label or "")):
        found.setdefault((one.arcrole, one.role, one.source), []).append(one)
    return found


@pytest.mark.parametrize(("era", "word"), [(-1, "iij-entry-2013-03-31.xsd"), (0, "iij-entry-2013-03-31-fy2009.xsd")])
def test_the_company_s_taxonomy_comes_back(company: Eras, package: TaxonomyPackage, era: int, word: str) -> None:
    ours, theirs = company.eras[era].taxonomy.dts, loaded(package, word)
    read = by_name(theirs)
    assert {name: read[name] for name in ours.concepts} == by_name(ours)
    # The schema is that of all eras; what only another era has is declared, and neither named nor shown.
    assert {name.local for name in read.keys() - ours.concepts.keys()} <= {
        name.local for other in company.eras for name in other.taxonomy.dts.concepts
    }
    assert all(not read[name].labels for name in read.keys() - ours.concepts.keys())
    assert ordered(theirs) == ordered(ours)
    assert [titled(theirs.roles[uri]) for uri in ours.roles] == [titled(role) for role in ours.roles.values()]
    assert theirs.schemas == ours.schemas
    assert theirs.default_members == ours.default_members
    assert theirs.calculation.keys() == ours.calculation.keys()


def test_calculations_11_have_an_entry_point_of_their_own(company: Eras, package: TaxonomyPackage) -> None:
    ours, theirs = company.newest.dts, loaded(package, "iij-entry-calc11-2013-03-31.xsd")
    later = [one for one in theirs.relationships if one.arcrole == arcroles.SUMMATION_ITEM_11]
    as_before = {replace(one, arcrole=arcroles.SUMMATION_ITEM) for one in later}
    assert theirs.calculation == {}
    assert as_before == {one for one in ours.relationships if one.arcrole == arcroles.SUMMATION_ITEM}
    assert [one.role for one in theirs.calculations] == list(theirs.calculation_11)


def test_formulas_are_passed_over(company: Eras, package: TaxonomyPackage) -> None:
    assert ordered(loaded(package, "iij-entry-formula-2013-03-31.xsd")) == ordered(company.newest.dts)


def test_the_exchange_s_taxonomy_comes_back() -> None:
    taxonomy = read_taxonomy(resources.taxonomy_dir() / "tse-ed-t")
    ours = taxonomy.dts
    theirs = loaded(read_package(offline_package(taxonomy), "offline.zip"), "-restated-2014-01-12.xsd")
    assert by_name(theirs) == by_name(ours)
    assert ordered(theirs) == ordered(ours)
    assert {uri: (role.id, role.href, role.title("en")) for uri, role in theirs.roles.items()} == {
        uri: (role.id, role.href, role.title("en")) for uri, role in ours.roles.items()
    }
    assert theirs.schemas == ours.schemas


SPACE = "https://example.com/own"


def own(local: str) -> QName:
    return QName(SPACE, local, "own")


ROLES = {uri: Role(uri, uri.rpartition("/")[2], (("en", uri),)) for uri in (f"{SPACE}/Sheet", f"{SPACE}/Members")}
SHEET, MEMBERS = ROLES
CONCEPTS = (
    Concept(own("Table"), kind=Kind.HYPERCUBE, abstract=True),
    Concept(own("OtherTable"), kind=Kind.HYPERCUBE, abstract=True),
    Concept(own("Axis"), kind=Kind.AXIS, abstract=True),
    Concept(own("Domain"), ItemType.DOMAIN, kind=Kind.MEMBER),
    Concept(own("PartMember"), ItemType.DOMAIN, kind=Kind.MEMBER),
    Concept(own("Assets"), ItemType.MONETARY, PeriodType.INSTANT, Balance.DEBIT),
    Concept(own("Cash"), ItemType.MONETARY, PeriodType.INSTANT, Balance.DEBIT),
)


def related(arcrole: str, source: str, target: str, role: str = SHEET) -> Relationship:
    return Relationship(arcrole, role, own(source), own(target), 1)


def read_back(relationships: tuple[Relationship, ...], kind: str) -> Dts:
    """What a schema and one linkbase of these relationships are read as."""
    dts = Dts({one.qname: one for one in CONCEPTS}, ROLES, relationships, {SPACE: "own.xsd"})
    content = {"def": definition, "cal": calculation}[kind](
        dts, ROLES.values(), locator(dts.schemas), roles_at="own.xsd"
    )
    files = {"own.xsd": schema(dts, SPACE, linkbases=[("own.xml", None)]), "own.xml": content}
    found = load_dts(["own.xsd"], Resolver(files))
    assert found.findings == ()
    assert by_name(found.dts) == by_name(dts)
    assert {role.href for role in found.dts.roles.values()} == {"own.xsd#Sheet", "own.xsd#Members"}
    return found.dts


def test_dimensions_of_every_kind_come_back() -> None:
    relationships = (
        replace(related(arcroles.ALL, "Assets", "Table"), closed=True, context_element="scenario", target_role=MEMBERS),
        replace(related(arcroles.NOT_ALL, "Assets", "OtherTable"), context_element="segment"),
        replace(related(arcroles.HYPERCUBE_DIMENSION, "Table", "Axis", MEMBERS), target_role=SHEET),
        replace(related(arcroles.DIMENSION_DOMAIN, "Axis", "Domain"), usable=False, order=Decimal("1.5")),
        related(arcroles.DOMAIN_MEMBER, "Domain", "PartMember"),
        related(arcroles.DIMENSION_DEFAULT, "Axis", "Domain"),
    )
    assert set(read_back(relationships, "def").relationships) == set(relationships)


@given(
    st.dictionaries(
        st.permutations([one.qname.local for one in CONCEPTS]).map(lambda names: (names[0], names[1])),
        st.tuples(
            st.one_of(st.integers(0, 99), st.decimals(0, 99, places=2)),
            st.decimals(-9, 9, allow_nan=False, places=1).filter(bool),
            st.sampled_from([SHEET, MEMBERS]),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_sums_come_back(sums: dict[tuple[str, str], tuple[int | Decimal, Decimal, str]]) -> None:
    relationships = tuple(
        Relationship(arcroles.SUMMATION_ITEM, role, own(source), own(target), order, weight)
        for (source, target), (order, weight, role) in sums.items()
    )
    assert set(read_back(relationships, "cal").relationships) == set(relationships)
