"""The engine against the XBRL 2.1 conformance suite: the calculation part (397 and 320), and a peer's opinion on 1.1.

The suite's instances use what our reports do not have: tuples, ``precision``, contexts of any shape. They are read here
with the least that binding needs, so that the engine itself is what is tested.
"""

from __future__ import annotations

import csv
import math
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path, PurePosixPath

import pytest
from lxml import etree

from tanshin.report.aspect import Entity, Instant, Unit
from tanshin.report.fact import Fact, Key
from tanshin.taxonomy.relationship import Network, Relationship, networks
from tanshin.taxonomy.role import SUMMATION_ITEM
from tanshin.validate.calculation import Summation, bind
from tanshin.values.qname import QName
from tanshin.values.rounding import Rounding

FOLDER = "XBRL-CONF-2025-07-16/Common/300-instance"
XBRLI = "{http://www.xbrl.org/2003/instance}"
LINK = "{http://www.xbrl.org/2003/linkbase}"
XLINK = "{http://www.w3.org/1999/xlink}"
XSD = "{http://www.w3.org/2001/XMLSchema}"
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"

#: How many variations the two test cases have; reading fewer would be no conformance.
VARIATIONS = {"397-Testcase-SummationItem.xml": 31, "320-CalculationBinding.xml": 33}


@dataclass
class Instance:
    """Facts by the element they stand in, each with the elements below it; and those with precision 0."""

    scopes: list[list[list[Fact]]] = field(default_factory=list)
    unknown: list[Fact] = field(default_factory=list)
    networks: tuple[Network, ...] = ()

    def summations(self) -> list[Summation]:
        return [one for parents in self.scopes for one in bind(parents[0], parents, self.networks)]

    def is_inconsistent(self, one: Summation) -> bool:
        """With precision 0 no rounding makes two figures equal (XBRL 2.1, section 5.2.5.2)."""
        facts = (one.total, *(fact for fact, _ in one.items))
        return one.is_inconsistent_21 or any(fact is known for fact in facts for known in self.unknown)


class Suite:
    """The files of the suite in its archive."""

    def __init__(self, archive: Path) -> None:
        self._zip = zipfile.ZipFile(archive)

    @cache  # noqa: B019 - one suite for the whole test run
    def parse(self, name: str) -> etree._Element:
        return etree.fromstring(self._zip.read(f"{FOLDER}/{name}"), etree.XMLParser(remove_blank_text=True))

    def variations(self, testcase: str) -> Iterator[tuple[str, str, str]]:
        for variation in self.parse(testcase).iter("variation"):
            instance = variation.findtext("data/instance")
            result = variation.find("result")
            assert instance is not None
            assert result is not None
            yield attribute(variation, "id"), instance, attribute(result, "expected")

    def read(self, name: str) -> Instance:
        root = self.parse(name)
        instance = Instance()
        contexts = {attribute(one, "id"): context_of(one) for one in root.iter(f"{XBRLI}context")}
        units = {attribute(one, "id"): unit_of(one) for one in root.iter(f"{XBRLI}unit")}
        scope(root, contexts, units, instance)
        arcs = [arc for linkbase in self._linkbases(name, set()) for arc in self._arcs(linkbase)]
        instance.networks = networks(arcs, SUMMATION_ITEM)
        return instance

    def _linkbases(self, name: str, seen: set[str]) -> Iterator[str]:
        """The linkbases that a file leads to."""
        if name in seen:
            return
        seen.add(name)
        root = self.parse(name)
        for element in root.iter(f"{LINK}linkbaseRef"):
            yield beside(name, attribute(element, f"{XLINK}href"))
        places = [attribute(element, f"{XLINK}href") for element in root.iter(f"{LINK}schemaRef")]
        places += [element.get("schemaLocation", "") for element in root.iter(f"{XSD}import", f"{XSD}include")]
        for place in places:
            if place and "://" not in place and not place.startswith("../"):
                yield from self._linkbases(beside(name, place), seen)

    def _arcs(self, linkbase: str) -> Iterator[Relationship]:
        for link in self.parse(linkbase).iter(f"{LINK}calculationLink"):
            found: dict[str, list[QName]] = {}
            for loc in link.iter(f"{LINK}loc"):
                name = self._concept(beside(linkbase, attribute(loc, f"{XLINK}href")))
                found.setdefault(attribute(loc, f"{XLINK}label"), []).append(name)
            for arc in link.iter(f"{LINK}calculationArc"):
                if attribute(arc, f"{XLINK}arcrole") != SUMMATION_ITEM:
                    continue
                for source in found[attribute(arc, f"{XLINK}from")]:
                    for target in found[attribute(arc, f"{XLINK}to")]:
                        role, weight = attribute(link, f"{XLINK}role"), Decimal(attribute(arc, "weight"))
                        yield Relationship(SUMMATION_ITEM, role, source, target, 1, weight)

    def _concept(self, href: str) -> QName:
        file, _, name = href.partition("#")
        schema = self.parse(file)
        element = next(one for one in schema.iter(f"{XSD}element") if one.get("id") == name)
        return QName(attribute(schema, "targetNamespace"), attribute(element, "name"))


def attribute(element: etree._Element, name: str) -> str:
    value = element.get(name)
    assert value is not None, f"{element.tag} has no {name}"
    return value


def beside(file: str, href: str) -> str:
    return (PurePosixPath(file).parent / href).as_posix()


def context_of(context: etree._Element) -> Entity:
    """Everything a context says, as one text: equal texts are s-equal contexts in this suite."""
    return Entity("context", "".join(etree.tostring(part, method="c14n").decode() for part in context))


def unit_of(unit: etree._Element) -> Unit:
    def measures(place: str) -> tuple[QName, ...]:
        found = []
        for element in unit.iterfind(place):
            prefix, _, local = (element.text or "").strip().rpartition(":")
            found.append(QName(element.nsmap[prefix or None], local))
        return tuple(sorted(found))

    return Unit(
        measures(f"{XBRLI}measure") or measures(f"{XBRLI}divide/{XBRLI}unitNumerator/{XBRLI}measure"),
        measures(f"{XBRLI}divide/{XBRLI}unitDenominator/{XBRLI}measure"),
    )


def scope(
    parent: etree._Element, contexts: Mapping[str, Entity], units: Mapping[str, Unit], instance: Instance
) -> list[list[Fact]]:
    """The facts of an element, then those of each tuple below it: the former are totals, all are items (5.2.5.2)."""
    own: list[Fact] = []
    below: list[list[Fact]] = []
    for element in parent.iterchildren(tag=etree.Element):
        if element.get("contextRef"):
            if element.get("unitRef"):
                fact = fact_of(element, contexts, units)
                own.append(fact)
                if element.get("precision") == "0":
                    instance.unknown.append(fact)
        elif not element.tag.startswith((LINK, XBRLI)):
            below += scope(element, contexts, units, instance)
    instance.scopes.append([own, *below])
    return [own, *below]


def fact_of(element: etree._Element, contexts: Mapping[str, Entity], units: Mapping[str, Unit]) -> Fact:
    name = etree.QName(element)
    key = Key(
        QName(name.namespace or "", name.localname),
        contexts[attribute(element, "contextRef")],
        Instant(date(2000, 1, 1)),
        units[attribute(element, "unitRef")],
    )
    if element.get(NIL) in ("true", "1"):
        return Fact(key, None)
    value = Decimal((element.text or "").strip())
    return Fact(key, value, decimals_of(element, value))


def decimals_of(element: etree._Element, value: Decimal) -> int | None:
    """``decimals`` as it is, or inferred from ``precision`` (XBRL 2.1, section 4.6.6)."""
    decimals, precision = element.get("decimals"), element.get("precision")
    if decimals is not None:
        return None if decimals == "INF" else int(decimals)
    if precision in (None, "INF", "0") or not value:
        return None
    return int(precision) - math.floor(abs(value).log10()) - 1


@pytest.fixture(scope="module")
def suite(reference: Path) -> Suite:
    return Suite(reference / "conformance" / "XBRL-CONF-2025-07-16.zip")


@pytest.mark.parametrize("testcase", VARIATIONS)
def test_xbrl_21(suite: Suite, testcase: str) -> None:
    wrong = []
    seen = 0
    for number, name, expected in suite.variations(testcase):
        seen += 1
        instance = suite.read(name)
        verdict = "invalid" if any(map(instance.is_inconsistent, instance.summations())) else "valid"
        if verdict != expected:
            wrong.append(f"{number} {name}: {verdict}, not {expected}")
    assert wrong == []
    assert seen == VARIATIONS[testcase]


@pytest.mark.parametrize(("column", "mode"), [("c11r", Rounding.HALF_UP), ("c11t", Rounding.TRUNCATE)])
def test_calculations_11_agrees_with_a_peer(suite: Suite, reference: Path, column: str, mode: Rounding) -> None:
    """Calculations 1.1 has no conformance suite in the reference material; Arelle's verdicts are compared instead."""
    wrong = []
    with (reference / "conformance" / "calculation-verdicts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == sum(VARIATIONS.values())
    for row in rows:
        instance = suite.read(row["instance"])
        top = instance.scopes[-1][0]  # 1.1 ignores tuples
        verdicts = [one.is_inconsistent_11(mode) for one in bind(top, (top,), instance.networks)]
        found = sum(verdict is True for verdict in verdicts)
        expected = sum(
            int(part.partition("*")[2]) for part in row[column].split(";") if "inconsistentCalculation" in part
        )
        if found != expected:
            wrong.append(f"{row['testcase']} {row['id']} {row['name']}: {found}, the peer {row[column] or 'nothing'}")
    assert wrong == []
