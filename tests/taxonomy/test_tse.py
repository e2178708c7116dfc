"""Our restatement of the TSE's forms says what the official taxonomy says.

The judge is the official schema and definition linkbase, read here with nothing of the product but its XML safety.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tanshin import resources
from tanshin.taxonomy.build import read_taxonomy
from tanshin.taxonomy.concept import Concept, ItemType, Kind
from tanshin.taxonomy.label import STANDARD, VERBOSE
from tanshin.taxonomy.relationship import Relationship
from tanshin.taxonomy.taxonomy import Taxonomy

#: Each form, and how many concepts the official one has.
FORMS = {
    "acedussm": 417,
    "qcedussm": 316,
    "acedjpsm": 321,
    "qcedjpsm": 274,
    "acedifsm": 336,
    "qcedifsm": 213,
    "rvfc": 294,
    "rvdf": 77,
}
ED = "tse/taxonomy/jp/tse/tdnet/ed"
TDNET = "http://www.xbrl.tdnet.info/"
LINK = "{http://www.xbrl.org/2003/linkbase}"
XLINK = "{http://www.w3.org/1999/xlink}"
XSD = "{http://www.w3.org/2001/XMLSchema}"
XBRLI = "{http://www.xbrl.org/2003/instance}"
XBRLDT = "{http://xbrl.org/2005/xbrldt}"
TSE_TYPES = "{http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed/o/types/2014-01-12}"

TYPES = {
    ItemType.STRING: f"{XBRLI}stringItemType",
    ItemType.MONETARY: f"{XBRLI}monetaryItemType",
    ItemType.BOOLEAN: f"{XBRLI}booleanItemType",
    ItemType.DATE: f"{XBRLI}dateItemType",
    ItemType.URI: f"{XBRLI}anyURIItemType",
    ItemType.SHARES: f"{XBRLI}sharesItemType",
    ItemType.PER_SHARE: "{http://www.xbrl.org/dtr/type/numeric}perShareItemType",
    ItemType.DOMAIN: "{http://www.xbrl.org/dtr/type/non-numeric}domainItemType",
    ItemType.PERCENT: f"{TSE_TYPES}percentage1ItemType",
    ItemType.PERCENT_2: f"{TSE_TYPES}percentage2ItemType",
    ItemType.INTEGER: f"{XBRLI}nonNegativeIntegerItemType",
    ItemType.COMPANIES: f"{TSE_TYPES}numberOfCompaniesItemType",
}
GROUPS = {
    Kind.ITEM: f"{XBRLI}item",
    Kind.MEMBER: f"{XBRLI}item",
    Kind.HYPERCUBE: f"{XBRLDT}hypercubeItem",
    Kind.AXIS: f"{XBRLDT}dimensionItem",
}

#: Arcrole, source, target, closed, context element.
Arc = tuple[str, str, str, bool, str | None]


@dataclass(frozen=True)
class Official:
    """What the official files say of a form."""

    form: str
    namespace: str
    elements: dict[str, dict[str, str | None]]
    roles: dict[str, tuple[str, str]]
    arcs: dict[str, list[tuple[float, Arc]]]


@pytest.fixture(scope="module")
def folder(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tse")
    with zipfile.ZipFile(reference / "tse" / "tse-ed-2014-01-12.zip") as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module", params=FORMS)
def official(request: pytest.FixtureRequest, folder: Path) -> Official:
    form = str(request.param)
    schema = parse(folder / ED / "t/2014-01-12/tse-ed-t-2014-01-12.xsd")

    def expanded(name: str) -> str:
        prefix, _, local = name.partition(":")
        return f"{{{schema.nsmap[prefix]}}}{local}"

    elements = {
        str(element.get("name")): {
            "type": expanded(str(element.get("type"))),
            "period": element.get(f"{XBRLI}periodType"),
            "balance": element.get(f"{XBRLI}balance"),
            "abstract": element.get("abstract", "false"),
            "group": expanded(str(element.get("substitutionGroup"))),
        }
        for element in schema.findall(f"{XSD}element")
    }
    names = {str(element.get("id")): str(element.get("name")) for element in schema.findall(f"{XSD}element")}
    roles = {
        str(role.get("id")): (str(role.get("roleURI")), str(role.findtext(f"{LINK}definition")))
        for role in parse(folder / ED / "o/rt/2014-01-12/tse-ed-rt-2014-01-12.xsd").iter(f"{LINK}roleType")
    }
    linkbase = parse(folder / ED / f"r/2014-01-12/tse-{form}-2014-01-12-def.xml")
    arcs = {str(link.get(f"{XLINK}role")): extended(link, names) for link in linkbase.iter(f"{LINK}definitionLink")}
    return Official(form, str(schema.get("targetNamespace")), elements, roles, arcs)


def parse(path: Path) -> Any:
    return etree.parse(path, etree.XMLParser(no_network=True, resolve_entities=False)).getroot()


def extended(link: Any, names: dict[str, str]) -> list[tuple[float, Arc]]:
    """The arcs of an extended link, with their order."""
    located = {
        str(loc.get(f"{XLINK}label")): names[str(loc.get(f"{XLINK}href")).partition("#")[2]]
        for loc in link.iter(f"{LINK}loc")
    }
    found = []
    for arc in link.iter(f"{LINK}definitionArc"):
        assert arc.get("use", "optional") == "optional"
        assert arc.get(f"{XBRLDT}targetRole") is None
        assert arc.get(f"{XBRLDT}usable", "true") == "true"
        source, target = (located[str(arc.get(f"{XLINK}{end}"))] for end in ("from", "to"))
        closed, element = arc.get(f"{XBRLDT}closed") == "true", arc.get(f"{XBRLDT}contextElement")
        found.append((float(arc.get("order")), (str(arc.get(f"{XLINK}arcrole")), source, target, closed, element)))
    return found


@pytest.fixture(scope="module")
def whole() -> Taxonomy:
    return read_taxonomy(resources.taxonomy_dir() / "tse-ed-t")


@pytest.fixture
def ours(whole: Taxonomy, official: Official) -> Taxonomy:
    return whole.of_form(official.form)


def declaration(concept: Concept) -> dict[str, str | None]:
    return {
        "type": TYPES[concept.type],
        "period": concept.period.value,
        "balance": concept.balance.value if concept.balance else None,
        "abstract": "true" if concept.abstract else "false",
        "group": GROUPS[concept.kind],
    }


def ranked(arcs: Iterable[tuple[float, Arc]]) -> dict[tuple[str, str], list[Arc]]:
    """The arcs of one source and arcrole in their order, which must be clear."""
    found: dict[tuple[str, str], list[tuple[float, Arc]]] = {}
    for order, arc in arcs:
        found.setdefault(arc[:2], []).append((order, arc))
    for siblings in found.values():
        assert len({order for order, _ in siblings}) == len(siblings)
    return {key: [arc for _, arc in sorted(siblings)] for key, siblings in found.items()}


def plain(arc: Relationship) -> tuple[float, Arc]:
    return float(arc.order), (arc.arcrole, arc.source.local, arc.target.local, arc.closed, arc.context_element)


def test_it_is_the_official_namespace_and_its_files_exist(ours: Taxonomy, official: Official, folder: Path) -> None:
    assert ours.official
    assert ours.namespace == official.namespace
    schemas = {ours.schema, *(str(role.href).partition("#")[0] for role in ours.dts.roles.values())}
    for url in schemas:
        assert url.startswith(TDNET)
        assert (folder / "tse" / url.removeprefix(TDNET)).is_file(), url


def test_every_concept_is_declared_as_the_official_one(ours: Taxonomy, official: Official) -> None:
    declared = {name.local: declaration(concept) for name, concept in ours.dts.concepts.items()}
    assert declared == {local: official.elements.get(local) for local in declared}


def test_exactly_the_concepts_of_the_form_are_there(ours: Taxonomy, official: Official) -> None:
    named = {end for arcs in official.arcs.values() for _, arc in arcs for end in arc[1:3]}
    assert {end.local for arc in ours.dts.relationships for end in (arc.source, arc.target)} == named
    assert len(named) == FORMS[official.form]


def test_no_concept_belongs_to_no_form(whole: Taxonomy) -> None:
    used = {end for form in FORMS for arc in whole.of_form(form).dts.relationships for end in (arc.source, arc.target)}
    assert used == whole.dts.concepts.keys()
    assert len(used) == 761


def test_what_both_forms_have_in_one_role_stands_there_once(whole: Taxonomy) -> None:
    found = [(arc.arcrole, arc.role, arc.source, arc.target) for arc in whole.dts.relationships]
    assert len(found) == len(set(found))
    shared = {section.role for section in whole.statements if section.form == "acedussm"} & {
        section.role for section in whole.statements if section.form == "qcedussm"
    }
    assert {role.rpartition("/")[2] for role in shared} == {
        "RoleDocumentEntityInformation",
        "RoleNotesUSSignificantChangesScopeConsolidationDuringPeriod",
    }


def test_sections_are_the_official_roles_in_their_order(ours: Taxonomy, official: Official) -> None:
    ids = [role.id for role in ours.dts.roles.values()]
    assert {role.id: role.uri for role in ours.dts.roles.values()} == {id_: official.roles[id_][0] for id_ in ids}
    numbers = [int(re.findall(r"^\[(\d+)\]", official.roles[id_][1])[0]) for id_ in ids]
    assert numbers == sorted(numbers)


def test_every_section_has_the_official_arcs_in_their_order(ours: Taxonomy, official: Official) -> None:
    """Axes, members, hypercubes and nesting: the linkbase of the form puts each section into its standard role."""
    mine: dict[str, list[tuple[float, Arc]]] = {}
    for arc in ours.dts.relationships:
        mine.setdefault(arc.role.replace("/role/Role", "/role/Role_std_"), []).append(plain(arc))
    assert {role: ranked(arcs) for role, arcs in mine.items()} == {
        role: ranked(arcs) for role, arcs in official.arcs.items()
    }


def test_there_is_nothing_to_present_or_to_add_up(whole: Taxonomy) -> None:
    assert whole.dts.presentation == {}
    assert whole.dts.calculation == {}
    assert whole.dts.default_members == {}


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_concept_has_a_label_of_its_own(whole: Taxonomy, lang: str) -> None:
    """What shares a short label has a longer one that nothing else is called by."""
    own = {name.local: concept.label(lang, VERBOSE) for name, concept in whole.dts.concepts.items()}
    short = {name.local: concept.label(lang, STANDARD) for name, concept in whole.dts.concepts.items()}
    assert all(text and text == text.strip() for text in (*own.values(), *short.values()))
    assert len(set(own.values())) == len(own)
    assert [local for local in own for other in short if other != local and short[other] == own[local]] == []
