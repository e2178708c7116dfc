"""Loading whole taxonomies: our own, those of the conformance suite, and what is missing or refused."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from tanshin.read.dts.load import Loaded, load_dts
from tanshin.read.dts.package import TaxonomyPackage, read_package
from tanshin.read.dts.resolver import Folder, Resolver
from tanshin.taxonomy.concept import Balance, ItemType, Kind, PeriodType
from tanshin.values.memory import holding
from tests.read.dts.small import ROLE, arc, codes, import_, item, linkbase, load, loc, name, refer, schema, sums

SUITE = "XBRL-CONF-2025-07-16/Common/300-instance/"

#: The schemas of 320 and 397: how many concepts, and the relationships of their linkbases.
SCHEMAS = {
    "320-03-nestedtupleBindCalc.xsd": (7, 7),
    "320-17-BindCalculationInferPrecision.xsd": (3, 2),
    "320-18-BindCalculationInferPrecision.xsd": (3, 2),
    "320-24-BindCalculationInferPrecision.xsd": (3, 2),
    "320-26-BindCalculationInferPrecision.xsd": (19, 13),
    "320-BindCalculationInferPrecision.xsd": (3, 2),
    "397-ABC.xsd": (3, 2),
    "397-Holder.xsd": (1, 0),
    "397-XYZ.xsd": (3, 0),
}


@pytest.fixture(scope="module")
def suite(reference: Path) -> Mapping[str, bytes]:
    with zipfile.ZipFile(reference / "conformance" / "XBRL-CONF-2025-07-16.zip") as archive:
        wanted = [one for one in archive.namelist() if one.startswith((f"{SUITE}320", f"{SUITE}397"))]
        return {one.removeprefix(SUITE): archive.read(one) for one in wanted}


def test_every_schema_of_the_calculation_tests_is_known(suite: Mapping[str, bytes]) -> None:
    assert sorted(one for one in suite if one.endswith(".xsd")) == sorted(SCHEMAS)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_schemas_of_the_conformance_suite(suite: Mapping[str, bytes], schema: str) -> None:
    loaded = load_dts([schema], Resolver(suite))
    assert (len(loaded.dts.concepts), len(loaded.dts.relationships)) == SCHEMAS[schema]
    assert loaded.is_complete
    assert loaded.findings == ()


def test_an_instance_names_linkbases_itself(suite: Mapping[str, bytes]) -> None:
    loaded = load_dts(["397-XYZ.xsd", "397-XYZ-calculation.xml", "397-XYZ-definition.xml"], Resolver(suite))
    assert sums(loaded) == [
        ("X", "Y", "1"),
        ("X", "A", "1"),
        ("A", "Z", "None"),  # an essence alias
        ("A", "B", "1"),
        ("A", "C", "1"),
    ]
    assert {one.local for one in loaded.dts.concepts} == {"A", "B", "C", "X", "Y", "Z"}


def test_concepts_and_sums() -> None:
    loaded = load(
        {
            "e.xsd": schema(
                refer("e-cal.xml"),
                item("Assets", 'type="xbrli:monetaryItemType" xbrli:balance="debit"'),
                item("Cash"),
                item("Loans", 'type="xbrli:monetaryItemType" abstract="true" xbrli:periodType="duration"'),
            ),
            "e-cal.xml": linkbase(
                loc("Assets"), loc("Cash"), loc("Loans"), arc("Assets", "Cash"), arc("Assets", "Loans", 'weight="-1.0"')
            ),
        }
    )
    assert loaded.findings == ()
    assert loaded.is_complete
    assert loaded.documents == ("e.xsd", "e-cal.xml")
    assets, cash, loans = loaded.dts.concepts.values()
    assert (assets.type, assets.period, assets.balance, assets.kind, assets.abstract) == (
        ItemType.MONETARY,
        PeriodType.INSTANT,
        Balance.DEBIT,
        Kind.ITEM,
        False,
    )
    assert (str(cash.qname), cash.balance) == ("e:Cash", None)
    assert (loans.period, loans.abstract) == (PeriodType.DURATION, True)
    assert sums(loaded) == [("Assets", "Cash", "1"), ("Assets", "Loans", "-1.0")]
    assert list(loaded.dts.calculation) == [ROLE]
    assert loaded.dts.schemas == {name("Cash").namespace: "e.xsd"}


def test_both_calculations_have_networks_of_their_own() -> None:
    later = "https://xbrl.org/2023/arcrole/summation-item"
    loaded = load(
        {
            "e.xsd": schema(refer("a.xml", "b.xml"), item("Assets"), item("Cash")),
            "a.xml": linkbase(loc("Assets"), loc("Cash"), arc("Assets", "Cash")),
            "b.xml": linkbase(loc("Assets"), loc("Cash"), arc("Assets", "Cash", arcrole=later)),
        }
    )
    assert [one.arcrole for one in loaded.dts.calculations] == [one.arcrole for one in loaded.dts.relationships]
    assert loaded.dts.calculation[ROLE].roots == loaded.dts.calculation_11[ROLE].roots == (name("Assets"),)


def test_what_is_missing_is_told_once_and_the_rest_is_loaded() -> None:
    gaap = "http://example.com/gaap.xsd"
    loaded = load(
        {
            "e.xsd": schema(refer("e-cal.xml"), import_("http://example.com/gaap", gaap), item("Cash")),
            "e-cal.xml": linkbase(loc("Assets", href=gaap), loc("Cash"), arc("Assets", "Cash")),
        }
    )
    assert not loaded.is_complete
    assert loaded.missing == (gaap,)
    (finding,) = loaded.findings
    assert finding.code == "TNS051"
    assert finding.message == f"{gaap} is not at hand; give the taxonomy package that has it with --package"
    assert list(loaded.dts.concepts) == [name("Cash")]
    # The id tells what the concept is called, and the import in which namespace.
    (total,) = loaded.dts.calculation[ROLE].roots
    assert (total.namespace, total.local) == ("http://example.com/gaap", "Assets")


def test_a_process_that_stays_reads_a_taxonomy_once_for_all_reports_that_name_it(tmp_path: Path) -> None:
    gaap = "http://example.com/gaap.xsd"
    files = {
        "e.xsd": schema(refer("e-cal.xml"), item("Assets"), item("Cash")),
        "e-cal.xml": linkbase(loc("Assets", href="e.xsd"), loc("Cash"), arc("Assets", "Cash")),
    }

    def loaded(entry: str, base: str) -> Loaded:
        return load_dts([entry], Resolver(files), base=base)

    alone = loaded("e.xsd", "one.xbrl")
    with holding():
        one, other = loaded("e.xsd", "one.xbrl"), loaded("e.xsd", "other.xbrl")
        assert one is other
        assert one == alone
        assert [loaded(gaap, base).findings[0].sources[0].file for base in ("one", "other")] == ["one", "other"]
        files["e.xsd"] = schema(refer("e-cal.xml"), item("Assets"), item("Cash"), item("Debt"))
        assert set(loaded("e.xsd", "one.xbrl").dts.concepts) == {name("Assets"), name("Cash"), name("Debt")}
        del files["e-cal.xml"]
        assert loaded("e.xsd", "one.xbrl").missing == ("e-cal.xml",)


def test_cyclic_imports_and_includes_end() -> None:
    loaded = load(
        {
            "e.xsd": schema(
                '<include schemaLocation="part.xsd"/>', import_("http://example.com/f", "f.xsd"), item("A")
            ),
            "part.xsd": schema('<include schemaLocation="e.xsd"/><include schemaLocation="part.xsd"/>', item("B")),
            "f.xsd": schema(
                import_("http://example.com/e", "./x/../e.xsd"), item("C"), namespace="http://example.com/f"
            ),
        }
    )
    assert loaded.findings == ()
    assert [str(one) for one in loaded.dts.concepts] == ["e:A", "e:B", "e:C"]
    assert loaded.dts.schemas == {"http://example.com/e": "e.xsd", "http://example.com/f": "f.xsd"}


def test_a_folder_gives_nothing_that_lies_outside(tmp_path: Path) -> None:
    (tmp_path / "outside.xsd").write_bytes(schema(item("Secret")))
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link.xsd").symlink_to(tmp_path / "outside.xsd")
    (inside / "e.xsd").write_bytes(
        schema(
            import_("http://example.com/a", "../outside.xsd"),
            import_("http://example.com/b", "link.xsd"),
            import_("http://example.com/c", (tmp_path / "outside.xsd").as_uri()),
            import_("http://example.com/d", str(tmp_path / "outside.xsd")),
            import_("http://example.com/f", "%2e%2e/outside.xsd"),
            item("Cash"),
        )
    )
    loaded = load_dts(["e.xsd"], Resolver(Folder(inside)))
    assert list(loaded.dts.concepts) == [name("Cash")]
    assert codes(loaded) == ["TNS052", "TNS052", "TNS052", "TNS052", "TNS051"]
    assert loaded.missing == ("link.xsd",)
    assert not loaded.is_complete


@pytest.fixture(scope="module")
def exchange(reference: Path) -> TaxonomyPackage:
    return read_package(reference / "tse" / "tse-ed-2014-01-12.zip", "tse-ed-2014-01-12.zip")


def counted(loaded: Loaded) -> tuple[int, int, int, int]:
    """Concepts, labels, references and roles of extended links."""
    concepts = loaded.dts.concepts.values()
    labels, references = (len(one.labels) for one in concepts), (len(one.references) for one in concepts)
    return len(concepts), sum(labels), sum(references), len(loaded.dts.roles)


def arcs(loaded: Loaded) -> dict[str, int]:
    return dict(Counter(one.arcrole.rpartition("/")[2] for one in loaded.dts.relationships))


#: What Arelle 2.47.3 counts in the official taxonomy, for every entry point alone and for all of them together.
#: Compared one by one, every concept, label, reference and relationship is the same; relationships are counted here.
OFFICIAL = (815, 4032, 301, 108)
# fmt: off
RELATIONSHIPS = {
    "acedifsm": 438, "acedjpsm": 500, "acedussm": 566, "anedjpsm": 290, "qcedifsm": 261, "qcedjpsm": 338,
    "qcedussm": 387, "qnedjpsm": 274, "rvdf": 75, "rvfc": 1100, "scedifsm": 398, "scedifsy": 235, "scedjpsm": 458,
    "scedjpsy": 312, "scedussy": 361, "snedjpsm": 257, "snedjpsy": 263,
}
# fmt: on
US_GAAP_ARCS = {"domain-member": 480, "dimension-domain": 41, "hypercube-dimension": 29, "all": 16}
ALL_ARCS = {"domain-member": 2488, "dimension-domain": 185, "hypercube-dimension": 110, "all": 54}


def test_the_official_taxonomy_of_the_exchange_is_loaded_as_arelle_does(exchange: TaxonomyPackage) -> None:
    loaded = load_dts(["tse/entryPoint-acedussm-2014-01-12.xsd"], Resolver(exchange.files))
    assert loaded.findings == ()
    assert loaded.is_complete
    assert counted(loaded) == OFFICIAL
    assert arcs(loaded) == US_GAAP_ARCS


@pytest.mark.parametrize("form", RELATIONSHIPS)
def test_every_entry_point_of_the_exchange(exchange: TaxonomyPackage, form: str) -> None:
    loaded = load_dts([f"tse/entryPoint-{form}-2014-01-12.xsd"], Resolver(exchange.files))
    assert loaded.is_complete
    assert counted(loaded) == OFFICIAL
    assert len(loaded.dts.relationships) == RELATIONSHIPS[form]


def test_all_entry_points_of_the_exchange_at_once(exchange: TaxonomyPackage) -> None:
    entries = [name for name in exchange.names if "entryPoint" in name]
    loaded = load_dts(entries, Resolver(exchange.files))
    assert len(entries) == 17
    assert loaded.findings == ()
    assert loaded.is_complete
    assert counted(loaded) == OFFICIAL
    assert arcs(loaded) == ALL_ARCS
    assert {one.kind for one in loaded.dts.concepts.values()} == set(Kind) - {Kind.TUPLE}


FILED = "tse/samples/5971_2021_1Q_JP_fullzip/XBRLData"


def test_a_summary_as_it_was_filed(reference: Path, exchange: TaxonomyPackage) -> None:
    page = "Summary/tse-qcedjpsm-59710-20210818487667-ixbrl.htm"
    resolver = Resolver(Folder(reference / FILED), (exchange,))
    loaded = load_dts(["tse-qcedjpsm-59710-20210818487667.xsd"], resolver, base=page)
    assert loaded.findings == ()
    assert loaded.is_complete
    assert counted(loaded) == (815, 4032, 0, 108)
    assert arcs(loaded) == {"all": 11, "hypercube-dimension": 19, "dimension-domain": 28, "domain-member": 153}


def test_an_attachment_as_it_was_filed_lacks_the_taxonomies_of_edinet(
    reference: Path, exchange: TaxonomyPackage
) -> None:
    page = "Attachment/0101010-qcbs01-tse-qcedjpfr-59710-2021-07-31-01-2021-09-10-ixbrl.htm"
    resolver = Resolver(Folder(reference / FILED), (exchange,))
    loaded = load_dts(["tse-qcedjpfr-59710-2021-07-31-01-2021-09-10.xsd"], resolver, base=page)
    assert not loaded.is_complete
    assert len(loaded.missing) == 18
    assert codes(loaded) == ["TNS051"] * 5  # one for each taxonomy: two of TDnet, three of EDINET
    edinet = "http://disclosure.edinet-fsa.go.jp/taxonomy"
    assert (
        f"{edinet}/jpcrp/2020-11-01/jpcrp_cor_2020-11-01.xsd is not at hand, nor what lies beside or below it "
        "(documents: 2); give the taxonomy package that has them with --package"
    ) in [str(one.message) for one in loaded.findings]
    assert f"{edinet}/jppfs/2020-11-01/jppfs_cor_2020-11-01.xsd" in loaded.missing
    assert f"{edinet}/jpcrp/2020-11-01/jpcrp_cor_2020-11-01.xsd" in loaded.missing
    # What adds up to what stands in the filing itself.
    assert loaded.dts.concepts == {}
    sheet = loaded.dts.calculation[
        "http://disclosure.edinet-fsa.go.jp/role/jppfs/rol_QuarterlyConsolidatedBalanceSheet"
    ]
    assert [str(name) for name in sheet.roots] == ["jppfs_cor:Assets", "jppfs_cor:LiabilitiesAndNetAssets"]
    assert sum(len(one.relationships) for one in loaded.dts.calculation.values()) == 67
