from __future__ import annotations

import posixpath
from datetime import date
from decimal import Decimal

import pytest
from lxml import etree
from msgspec.structs import replace

from tanshin.taxonomy import label as label_roles
from tanshin.taxonomy import role as arcroles
from tanshin.taxonomy.concept import Balance, Concept, ItemType, PeriodType
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.label import Label, Reference
from tanshin.taxonomy.linkbase import REF
from tanshin.taxonomy.package import (
    CATALOG,
    TP,
    EntryPoint,
    OlderEra,
    PackageInfo,
    assemble,
    taxonomy_documents,
    taxonomy_package,
)
from tanshin.taxonomy.relationship import Relationship
from tanshin.taxonomy.role import Role
from tanshin.taxonomy.schema import LINK, XLINK, XSD
from tanshin.taxonomy.xlink import XML
from tanshin.values.qname import QName

NS = "https://example.com/taxonomy/2013-03-31"
SHEET = Role(f"{NS}/role/BalanceSheet", "BalanceSheet", (("en", "Balance Sheet"), ("ja", "連結貸借対照表")))
INFO = PackageInfo("ex", NS, "2013-03-31", {"ja": "例", "en": "Example"}, "The tanshin authors", date(2013, 3, 31))


def name(local: str) -> QName:
    return QName(NS, local, "ex")


def amount(local: str, *refs: Reference) -> Concept:
    texts = (Label(label_roles.STANDARD, "en", local), Label(label_roles.STANDARD, "ja", f"{local}（日本語）"))
    return Concept(name(local), ItemType.MONETARY, PeriodType.INSTANT, Balance.DEBIT, labels=texts, references=refs)


CONCEPTS = (
    Concept(name("AssetsAbstract"), abstract=True, labels=(Label(label_roles.STANDARD, "en", "ASSETS"),)),
    amount("Cash", Reference("http://www.xbrl.org/2003/role/reference", (("Name", "ASC"),))),
    amount("Assets"),
)
ARCS = (
    Relationship(arcroles.PARENT_CHILD, SHEET.uri, name("AssetsAbstract"), name("Cash"), 1),
    Relationship(arcroles.PARENT_CHILD, SHEET.uri, name("AssetsAbstract"), name("Assets"), 2),
    Relationship(arcroles.SUMMATION_ITEM, SHEET.uri, name("Assets"), name("Cash"), 1, Decimal(1)),
    Relationship(arcroles.DOMAIN_MEMBER, SHEET.uri, name("AssetsAbstract"), name("Cash"), 1),
)
DTS = Dts({c.qname: c for c in CONCEPTS}, {SHEET.uri: SHEET}, ARCS, {NS: f"{NS}/ex-2013-03-31.xsd"})


def entry(word: str) -> etree._Element:
    return etree.fromstring(taxonomy_documents(DTS, INFO)[f"ex-{word}-2013-03-31.xsd"])


def linkbases(root: etree._Element) -> list[str]:
    return [str(ref.get(f"{{{XLINK}}}href")) for ref in root.iter(f"{{{LINK}}}linkbaseRef")]


def test_a_package_is_one_folder_with_its_description_and_its_catalog() -> None:
    assert list(taxonomy_package(DTS, INFO)) == [
        "ex-2013-03-31/META-INF/catalog.xml",
        "ex-2013-03-31/META-INF/taxonomyPackage.xml",
        "ex-2013-03-31/taxonomy/ex-2013-03-31-cal.xml",
        "ex-2013-03-31/taxonomy/ex-2013-03-31-cal11.xml",
        "ex-2013-03-31/taxonomy/ex-2013-03-31-def.xml",
        "ex-2013-03-31/taxonomy/ex-2013-03-31-lab-en.xml",
        "ex-2013-03-31/taxonomy/ex-2013-03-31-lab-ja.xml",
        "ex-2013-03-31/taxonomy/ex-2013-03-31-pre.xml",
        "ex-2013-03-31/taxonomy/ex-2013-03-31-ref.xml",
        "ex-2013-03-31/taxonomy/ex-2013-03-31-role-en.xml",
        "ex-2013-03-31/taxonomy/ex-2013-03-31-role-ja.xml",
        "ex-2013-03-31/taxonomy/ex-2013-03-31.xsd",
        "ex-2013-03-31/taxonomy/ex-entry-2013-03-31.xsd",
        "ex-2013-03-31/taxonomy/ex-entry-calc11-2013-03-31.xsd",
    ]


def test_the_same_taxonomy_gives_the_same_package() -> None:
    assert taxonomy_package(DTS, INFO) == taxonomy_package(DTS, INFO)


def test_the_catalog_leads_from_the_base_url_to_the_folder() -> None:
    files = taxonomy_package(DTS, INFO)
    (rewrite,) = etree.fromstring(files["ex-2013-03-31/META-INF/catalog.xml"])
    assert rewrite.tag == f"{{{CATALOG}}}rewriteURI"
    folder = str(rewrite.get("rewritePrefix"))
    for url in (INFO.entry, INFO.entry_calc11, DTS.schemas[NS]):
        local = url.replace(str(rewrite.get("uriStartString")), folder)
        assert posixpath.normpath(f"ex-2013-03-31/META-INF/{local}") in files


def test_the_description_names_both_entry_points() -> None:
    root = etree.fromstring(taxonomy_package(DTS, INFO)["ex-2013-03-31/META-INF/taxonomyPackage.xml"])
    names = [(e.get(f"{{{XML}}}lang"), e.text) for e in root.findall(f"{{{TP}}}name")]
    assert names == [("en", "Example"), ("ja", "例")]
    texts = [root.findtext(f"{{{TP}}}{tag}") for tag in ("identifier", "version", "publisher", "publicationDate")]
    assert texts == [NS, "2013-03-31", "The tanshin authors", "2013-03-31"]
    points = list(root.iter(f"{{{TP}}}entryPoint"))
    assert [e.get("href") for e in root.iter(f"{{{TP}}}entryPointDocument")] == [INFO.entry, INFO.entry_calc11]
    for tag in ("name", "description"):
        found = [text.text for point in points for text in point.findall(f"{{{TP}}}{tag}")]
        assert len(set(found)) == 4, "each entry point says in both languages how it differs"
    assert [e.text for e in points[0].iter(f"{{{TP}}}language")] == ["en", "ja"]


def test_a_package_without_a_date_does_not_invent_one() -> None:
    files = taxonomy_package(DTS, replace(INFO, published=None))
    assert b"publicationDate" not in files["ex-2013-03-31/META-INF/taxonomyPackage.xml"]


def test_the_schema_itself_refers_to_no_linkbase() -> None:
    assert linkbases(etree.fromstring(taxonomy_documents(DTS, INFO)["ex-2013-03-31.xsd"])) == []


@pytest.mark.parametrize(
    ("word", "own", "arcrole"),
    [
        ("entry", "ex-2013-03-31-cal.xml", arcroles.SUMMATION_ITEM),
        ("entry-calc11", "ex-2013-03-31-cal11.xml", arcroles.SUMMATION_ITEM_11),
    ],
)
def test_an_entry_point_brings_everything_and_one_kind_of_calculation(word: str, own: str, arcrole: str) -> None:
    documents = taxonomy_documents(DTS, INFO)
    root = entry(word)
    found = linkbases(root)
    assert [href for href in found if "-cal" in href] == [own]
    others = {file for file in documents if file.endswith(".xml") and "-cal" not in file}
    assert set(found) == others | {own}
    arcs = etree.fromstring(documents[own]).iter(f"{{{LINK}}}calculationArc")
    assert {arc.get(f"{{{XLINK}}}arcrole") for arc in arcs} == {arcrole}
    imported = {e.get("namespace"): e.get("schemaLocation") for e in root.iter(f"{{{XSD}}}import")}
    assert imported[NS] == "ex-2013-03-31.xsd"
    assert REF in imported


def test_entry_points_have_namespaces_of_their_own() -> None:
    spaces = {str(root.get("targetNamespace")) for root in (entry("entry"), entry("entry-calc11"))}
    assert len(spaces | {NS}) == 3


def test_every_place_pointed_to_exists() -> None:
    documents = {file: etree.fromstring(content) for file, content in taxonomy_documents(DTS, INFO).items()}
    ids = {(file, str(e.get("id"))) for file, root in documents.items() for e in root.iter() if e.get("id")}
    for root in documents.values():
        for element in root.iter():
            file, _, place = str(element.get(f"{{{XLINK}}}href", "http:")).partition("#")
            if not file.startswith("http"):
                assert file in documents
                assert not place or (file, place) in ids


def test_what_a_taxonomy_does_not_have_is_not_written() -> None:
    bare = Concept(name("Cash"), ItemType.MONETARY)
    documents = taxonomy_documents(Dts({bare.qname: bare}, {}, (), DTS.schemas), INFO)
    assert set(documents) == {"ex-2013-03-31.xsd", "ex-entry-2013-03-31.xsd", "ex-entry-calc11-2013-03-31.xsd"}
    assert REF.encode() not in documents["ex-entry-2013-03-31.xsd"]


def test_formulas_have_an_entry_point_of_their_own() -> None:
    documents = taxonomy_documents(DTS, INFO, formula=b"<linkbase/>")
    assert documents["ex-2013-03-31-formula.xml"] == b"<linkbase/>"
    plain = linkbases(etree.fromstring(documents["ex-entry-2013-03-31.xsd"]))
    entered = linkbases(etree.fromstring(documents["ex-entry-formula-2013-03-31.xsd"]))
    assert set(entered) == {*plain, "ex-2013-03-31-formula.xml"}
    assert "ex-2013-03-31-formula.xml" not in plain
    points = etree.fromstring(
        taxonomy_package(DTS, INFO, formula=b"<linkbase/>")["ex-2013-03-31/META-INF/taxonomyPackage.xml"]
    )
    hrefs = [str(e.get("href")).rpartition("/")[2] for e in points.iter("{*}entryPointDocument")]
    assert hrefs == ["ex-entry-2013-03-31.xsd", "ex-entry-calc11-2013-03-31.xsd", "ex-entry-formula-2013-03-31.xsd"]


def test_concepts_of_another_taxonomy_stay_where_they_are() -> None:
    other = Concept(QName("https://example.com/other", "Loss", "o"), ItemType.MONETARY, PeriodType.INSTANT)
    wider = Dts(
        {**DTS.concepts, other.qname: other},
        DTS.roles,
        (*ARCS, Relationship(arcroles.PARENT_CHILD, SHEET.uri, name("AssetsAbstract"), other.qname, 3)),
        {**DTS.schemas, other.qname.namespace: "https://example.com/other.xsd"},
    )
    documents = taxonomy_documents(wider, INFO)
    assert b"https://example.com/other.xsd#o_Loss" in documents["ex-2013-03-31-pre.xml"]
    assert b"Loss" not in documents["ex-2013-03-31.xsd"]


@pytest.mark.parametrize("url", [f"{NS}/", f"{NS}/sub/ex.xsd", "https://example.com/ex.xsd"])
def test_a_schema_must_stand_directly_below_the_base_url(url: str) -> None:
    with pytest.raises(ValueError, match="does not stand directly below"):
        taxonomy_documents(replace(DTS, schemas={NS: url}), INFO)


def test_a_namespace_without_a_schema_is_named() -> None:
    with pytest.raises(ValueError, match=f"no schema document is known for {NS}"):
        taxonomy_documents(replace(DTS, schemas={}), INFO)


def test_documents_of_any_place_can_be_assembled() -> None:
    base = "https://example.com/official/"
    point = EntryPoint(f"{base}t/t.xsd", {"en": "T"}, {"en": "Restated"})
    files = assemble(INFO, {f"{base}rt/rt.xsd": b"r", point.url: b"t"}, [point], base=base)
    assert files["ex-2013-03-31/taxonomy/t/t.xsd"] == b"t"
    assert f'uriStartString="{base}"'.encode() in files["ex-2013-03-31/META-INF/catalog.xml"]
    with pytest.raises(ValueError, match="does not stand below"):
        assemble(INFO, {point.url: b"t"}, [point])
    with pytest.raises(ValueError, match="is not among the documents"):
        assemble(INFO, {}, [point], base=base)


OLD_SHEET = Role(f"{NS}/role/old/BalanceSheet", "old-BalanceSheet", (("en", "Balance Sheets"),))
OLD_CONCEPTS = (
    replace(CONCEPTS[0], labels=(Label(label_roles.STANDARD, "en", "Old assets"),)),
    amount("Securities"),
    replace(amount("Assets"), labels=()),
)
OLD_ARCS = (
    Relationship(arcroles.PARENT_CHILD, OLD_SHEET.uri, name("AssetsAbstract"), name("Securities"), 1),
    Relationship(arcroles.SUMMATION_ITEM, OLD_SHEET.uri, name("Assets"), name("Securities"), 1, Decimal(1)),
)
OLD = OlderEra(
    "old",
    Dts({c.qname: c for c in OLD_CONCEPTS}, {OLD_SHEET.uri: OLD_SHEET}, OLD_ARCS, DTS.schemas),
    {"en": "Old days", "ja": "昔"},
)


def test_an_older_era_adds_files_and_leaves_those_of_the_newest() -> None:
    alone, both = taxonomy_documents(DTS, INFO), taxonomy_documents(DTS, INFO, older=[OLD])
    assert {file for file, content in alone.items() if both[file] != content} == {"ex-2013-03-31.xsd"}
    assert sorted(both.keys() - alone.keys()) == [
        "ex-2013-03-31-old-cal.xml",
        "ex-2013-03-31-old-cal11.xml",
        "ex-2013-03-31-old-lab-en.xml",
        "ex-2013-03-31-old-lab-ja.xml",
        "ex-2013-03-31-old-pre.xml",
        "ex-2013-03-31-old-role-en.xml",
        "ex-entry-2013-03-31-old.xsd",
        "ex-entry-calc11-2013-03-31-old.xsd",
    ]


def test_one_schema_declares_the_concepts_and_roles_of_all_eras() -> None:
    root = etree.fromstring(taxonomy_documents(DTS, INFO, older=[OLD])["ex-2013-03-31.xsd"])
    names = sorted(str(e.get("name")) for e in root.iter(f"{{{XSD}}}element"))
    assert names == ["Assets", "AssetsAbstract", "Cash", "Securities"]
    assert sorted(str(e.get("id")) for e in root.iter(f"{{{LINK}}}roleType")) == ["BalanceSheet", "old-BalanceSheet"]


def test_an_entry_point_brings_its_own_era_alone() -> None:
    documents = taxonomy_documents(DTS, INFO, older=[replace(OLD, formula=b"<old/>")], formula=b"<new/>")
    old = linkbases(etree.fromstring(documents["ex-entry-2013-03-31-old.xsd"]))
    new = linkbases(etree.fromstring(documents["ex-entry-2013-03-31.xsd"]))
    assert old
    assert all("-old-" in file for file in old)
    assert documents["ex-2013-03-31-old-formula.xml"] == b"<old/>"
    entered = linkbases(etree.fromstring(documents["ex-entry-formula-2013-03-31-old.xsd"]))
    assert "ex-2013-03-31-old-formula.xml" in entered
    assert not any("-old-" in file for file in new)
    assert b"Old assets" in documents["ex-2013-03-31-old-lab-en.xml"]
    assert b"Old assets" not in documents["ex-2013-03-31-lab-en.xml"]


def test_the_description_tells_the_eras_apart() -> None:
    files = taxonomy_package(DTS, INFO, era={"en": "Now", "ja": "今"}, older=[OLD])
    root = etree.fromstring(files["ex-2013-03-31/META-INF/taxonomyPackage.xml"])
    urls = [e.get("href") for e in root.iter(f"{{{TP}}}entryPointDocument")]
    assert urls == [*INFO.entries(), *INFO.entries("old")]
    assert len(set(urls)) == 4
    names = [text.text for point in root.iter(f"{{{TP}}}entryPoint") for text in point.findall(f"{{{TP}}}name")]
    assert names[::2] == [
        "Example, Now (XBRL 2.1)",
        "Example, Now (Calculations 1.1)",
        "Example, Old days (XBRL 2.1)",
        "Example, Old days (Calculations 1.1)",
    ]
    assert len(set(names)) == 8


def test_eras_that_contradict_each_other_are_no_package() -> None:
    other = {**OLD.dts.concepts, name("Cash"): replace(amount("Cash"), balance=Balance.CREDIT)}
    with pytest.raises(ValueError, match="ex:Cash is not the same in all eras"):
        taxonomy_package(DTS, INFO, older=[replace(OLD, dts=replace(OLD.dts, concepts=other))])
