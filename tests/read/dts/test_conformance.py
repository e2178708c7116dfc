"""The XBRL 2.1 conformance suite: what is valid loads without a word, and overrides come to what the suite says.

Loading is no validation: what the suite calls invalid is mostly read without objection. Pinned is what is noticed.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from msgspec import Struct

from tanshin.read.dts.load import Loaded, load_dts
from tanshin.read.dts.resolver import Resolver

ROOT = "XBRL-CONF-2025-07-16/Common/"
LINK = "{http://www.xbrl.org/2003/linkbase}"
HREF = "{http://www.w3.org/1999/xlink}href"
PTV = "{http://www.xbrl.org/2003/ptv}"
TAXONOMY = ("schemaRef", "linkbaseRef", "roleRef", "arcroleRef")

#: Variations that name files the suite does not have.
WITHOUT_FILES = {
    ("200-linkbase/204-arcCycles.xml", "V-29"),
    ("200-linkbase/204-arcCycles.xml", "V-31"),
    ("300-instance/320-CalculationBinding.xml", "V-24"),
}

#: What is invalid and noticed while loading.
NOTICED = {
    ("100-schema/102-item.xml", "V-2"): {"TNS054"},  # no period type
    ("200-linkbase/201-linkref.xml", "V-01"): {"TNS051"},
    ("200-linkbase/202-xlinkLocator.xml", "V-02"): {"TNS055"},
    ("200-linkbase/202-xlinkLocator.xml", "V-03c"): {"TNS051"},
    ("200-linkbase/202-xlinkLocator.xml", "V-08"): {"TNS055"},
    ("200-linkbase/202-xlinkLocator.xml", "V-11"): {"TNS055"},
    ("200-linkbase/202-xlinkLocator.xml", "V-12"): {"TNS055"},
    ("200-linkbase/204-arcCycles.xml", "V-6"): {"TNS059"},
    ("200-linkbase/204-arcCycles.xml", "V-8"): {"TNS059"},
    ("200-linkbase/204-arcCycles.xml", "V-30"): {"TNS051"},
    ("200-linkbase/204-arcCycles.xml", "V-32"): {"TNS051"},
    ("200-linkbase/208-balance.xml", "V-10"): {"TNS056"},  # a weight of zero
    ("200-linkbase/208-balance.xml", "V-10_11"): {"TNS056"},
    ("300-instance/307-schemaRef.xml", "V-2"): {"TNS051"},
    ("400-misc/400-nestedElements.xml", "v03"): {"TNS053"},
    ("400-misc/400-nestedElements.xml", "v04"): {"TNS053"},
    ("400-misc/400-nestedElements.xml", "v05"): {"TNS053"},
    ("400-misc/400-nestedElements.xml", "v06"): {"TNS053"},
}


class Variation(Struct, frozen=True):
    """One case of the suite: the references in it with the files they stand in, and what should come of it."""

    testcase: str
    id: str
    expected: str | None
    hrefs: tuple[tuple[str, str], ...]
    result: str

    @property
    def key(self) -> tuple[str, str]:
        return self.testcase, self.id


Files = Mapping[str, bytes]


@pytest.fixture(scope="module")
def files(reference: Path) -> Files:
    with zipfile.ZipFile(reference / "conformance" / "XBRL-CONF-2025-07-16.zip") as archive:
        names = [name for name in archive.namelist() if name.startswith(ROOT) and not name.endswith("/")]
        return {name.removeprefix(ROOT): archive.read(name) for name in names}


@pytest.fixture(scope="module")
def variations(files: Files) -> tuple[Variation, ...]:
    return tuple(one for name in sorted(files) if name.endswith(".xml") for one in _variations(files, name))


def _variations(files: Files, name: str) -> Iterator[Variation]:
    if b"<testcase" in files[name]:
        for one in etree.fromstring(files[name]).iter("variation"):
            result = one.find("result")
            assert result is not None
            hrefs = tuple(href for datum in one.iterfind("data/*") for href in _hrefs(files, name, datum))
            yield Variation(name, one.get("id", ""), result.get("expected"), hrefs, (result.text or "").strip())


def _hrefs(files: Files, name: str, datum: etree._Element) -> Iterator[tuple[str, str]]:
    text = (datum.text or "").strip()
    if datum.tag in ("xsd", "linkbase"):
        yield name, text
    elif datum.tag == "instance":
        instance = beside(name, text)
        for one in etree.fromstring(files[instance]).iter(*(f"{LINK}{tag}" for tag in TAXONOMY)):
            yield instance, one.get(HREF, "")


def beside(name: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), href))


def loaded(files: Files, one: Variation) -> list[Loaded]:
    bases = dict.fromkeys(base for base, _ in one.hrefs)
    return [load_dts([h for b, h in one.hrefs if b == base], Resolver(files), base=base) for base in bases]


def test_what_is_valid_loads_without_a_word_and_some_of_the_rest_is_noticed(
    files: Files, variations: tuple[Variation, ...]
) -> None:
    said = {one.key: {found.code for dts in loaded(files, one) for found in dts.findings} for one in variations}
    expected = {one.key: one.expected for one in variations}
    assert len(variations) == 612
    assert {key for key, codes in said.items() if codes and expected[key] == "valid"} == WITHOUT_FILES
    assert {key: codes for key, codes in said.items() if codes and expected[key] != "valid"} == NOTICED


#: Overrides and equivalence: the test cases whose results are lists of what is in force.
OVERRIDES = ("200-linkbase/209-Arcs.xml", "200-linkbase/291-inferArcOverride.xml")


def test_overrides_come_to_what_the_suite_says(files: Files, variations: tuple[Variation, ...]) -> None:
    judged = [one for one in variations if one.testcase in OVERRIDES and one.expected == "valid" and one.result]
    for one in judged:
        (found,) = loaded(files, one)
        result = etree.fromstring(files[beside(one.testcase, f"out/{one.result}")])
        assert in_force(found) == listed(result), one.key
    assert len(judged) == 13


def in_force(found: Loaded) -> set[tuple[object, ...]]:
    """Relationships, labels and references as the suite lists them."""
    dts = found.dts
    relationships = {
        (one.arcrole, one.source.local, one.target.local, Decimal(one.order), one.weight, one.preferred_label)
        for one in dts.relationships
    }
    labels = {
        (name.local, label.role, label.lang, label.text) for name, one in dts.concepts.items() for label in one.labels
    }
    references = {(name.local, r.role, r.parts) for name, one in dts.concepts.items() for r in one.references}
    return {*relationships, *labels, *references}


def local(path: str) -> str:
    """The name of a concept; some results of the suite have its id there."""
    return path.rpartition("#")[2].rpartition("_")[2]


def listed(result: etree._Element) -> set[tuple[object, ...]]:
    found: set[tuple[object, ...]] = set()
    for arc in result.iter(f"{PTV}arc"):
        source = local(arc.get("fromPath", ""))
        match arc.get("linkType"):
            case "label":
                found.add((source, arc.get("resRole"), arc.get("labelLang"), arc.text))
            case "reference":
                parts = tuple((str(one.tag).rpartition("}")[2], one.text) for one in arc)
                found.add((source, arc.get("resRole"), parts))
            case _:
                target = local(arc.get("toPath", ""))
                weight = arc.get("weight")
                found.add(
                    (
                        arc.get("arcRole"),
                        source,
                        target,
                        Decimal(arc.get("order", "1")),
                        None if weight is None else Decimal(weight),
                        arc.get("preferredLabel"),
                    )
                )
    return found


#: Equivalence (210): what is left of the sum.
EQUIVALENT = {
    "200-linkbase/210-01-RelationshipEquivalence.xsd": [],
    "200-linkbase/210-02-DifferentOrder.xsd": ["changeInRetainedEarnings"],
    "200-linkbase/210-03-MissingOrder.xsd": [],
    "200-linkbase/210-04-RelationshipEquivalence.xsd": ["floatingAssets"],
    "200-linkbase/210-05-RelationshipEquivalence.xsd": ["floatingAssets"],
}


@pytest.mark.parametrize("schema", EQUIVALENT)
def test_what_is_equivalent_is_prohibited(files: Files, schema: str) -> None:
    found = load_dts([schema], Resolver(files))
    assert found.findings == ()
    assert [one.target.local for one in found.dts.relationships] == EQUIVALENT[schema]
