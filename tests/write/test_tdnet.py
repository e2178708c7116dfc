"""The submission as files, and what Arelle and the official taxonomy say to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from tanshin import resources
from tanshin.arelle.client import Arelle, Calculations, Result, as_arelle
from tanshin.document.build import documents
from tanshin.document.model import Document
from tanshin.read.canonical.filing import read_filing
from tanshin.report.calendar import Calendar
from tanshin.report.filing import Filing, Table
from tanshin.report.report import Report
from tanshin.taxonomy.schema import LINK, XLINK, XSD
from tanshin.validate.workpaper import Workpaper
from tanshin.write.ixbrl import InlineVersion
from tanshin.write.package import offline_package
from tanshin.write.submitter import attachment_schemas, names_of, summary_schemas
from tanshin.write.tdnet import ATTACHMENT, ENGLISH, MANIFEST, SUMMARY, submission
from tests.taxonomy.eras import eras

VERSIONS: tuple[InlineVersion, ...] = ("1.0", "1.1")
STEM = "tse-acedusfr-37740-2013-03-31-01-2013-05-15"
FORM = "tse-acedussm-37740-20130515000000"
STATEMENTS = {
    "0101010-acbs01": "balance-sheet",
    "0102010-acpl01": "income-statement",
    "0102020-acpl02": "income-statement-4q",
    "0103010-acss01": "equity",
    "0103020-acss02": "equity-usd",
    "0104010-accf01": "cash-flow",
    "0104020-accf02": "cash-flow-4q",
    "0105010-acdv01": "summary-dividends-adjusted",
}
FILES = [f"{code}-{STEM}-ixbrl.htm" for code in STATEMENTS]
TSE = "http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed"


@dataclass(frozen=True, repr=False)
class Built:
    """A submission in memory and on the disk."""

    filing: Filing
    documents: Mapping[str, tuple[Document, ...]]
    files: Mapping[str, bytes]
    folder: Path

    def root(self, path: str) -> etree._Element:
        return etree.fromstring(self.files[path])


@pytest.fixture(scope="module")
def filing() -> Filing:
    return read_filing(resources.samples_dir() / "iij" / "fy2012-annual", resources.taxonomy_dir())


def build(filing: Filing, version: InlineVersion, folder: Path) -> Built:
    made = {lang: documents(filing, lang) for lang in ("ja", "en")}
    files = submission(filing, made, version=version)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return Built(filing, made, files, folder)


@pytest.fixture(scope="module")
def built(filing: Filing, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(filing, "1.0", tmp_path_factory.mktemp("submission"))


@pytest.fixture(scope="module", params=VERSIONS)
def version(request: pytest.FixtureRequest) -> InlineVersion:
    found: InlineVersion = request.param
    return found


@pytest.fixture(scope="module")
def inlined(version: InlineVersion, filing: Filing, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(filing, version, tmp_path_factory.mktemp("submission"))


@pytest.fixture(scope="module")
def restated(filing: Filing, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("package") / "restated.zip"
    path.write_bytes(offline_package(filing.form_taxonomy))
    return path


@pytest.fixture(scope="module")
def official(reference: Path) -> Path:
    path = reference / "tse" / "tse-ed-2014-01-12.zip"
    if not path.is_file():
        pytest.skip("the reference folder has no TSE taxonomy")
    return path


# What is there and what it is called.


def test_every_file_is_where_tdnet_looks_for_it(built: Built) -> None:
    linkbases = ["cal", "def", "gla", "gla-en", "lab", "lab-en", "pre", "ref"]
    assert sorted(built.files) == sorted(
        [
            f"{FORM}.xbrl",
            *(f"{SUMMARY}/{FORM}{end}" for end in (".xsd", "-def.xml", "-ixbrl.htm")),
            *(f"{ATTACHMENT}/{name}" for name in (*FILES, f"{STEM}.xsd", "iij-2013-03-31.xsd")),
            *(f"{ATTACHMENT}/{STEM}-{kind}.xml" for kind in linkbases),
            *(f"{ATTACHMENT}/{name}" for name in ("manifest.xml", "index.txt")),
            *(f"{ENGLISH}/{name}" for name in (*FILES, f"{FORM}-ixbrl.htm")),
        ]
    )


def test_names_and_namespaces_follow_the_rules(filing: Filing) -> None:
    names = names_of(filing)
    base = "http://www.xbrl.tdnet.info/jp/tse/tdnet/ac/edus"
    assert (names.summary, names.attachment) == (FORM, STEM)
    assert names.summary_namespace == f"{base}/sm/37740/20130515000000"
    assert names.attachment_namespace == f"{base}/fr/37740/2013-03-31/01/2013-05-15"
    assert (names.summary_prefix, names.attachment_prefix) == ("tse-acedussm-37740", "tse-acedusfr-37740")
    assert {one.file.removesuffix(f"-{STEM}-ixbrl.htm"): one.name for one in names.attached} == STATEMENTS


def test_a_quarterly_filing_is_named_by_the_end_of_its_quarter(filing: Filing) -> None:
    names = names_of(
        replace(filing, form=replace(filing.form, name="qcedussm"), calendar=Calendar(date(2013, 3, 31), 2))
    )
    assert names.attachment == "tse-qcedusfr-37740-2012-09-30-01-2013-05-15"
    assert "/qc/edus/fr/" in names.attachment_namespace
    assert names.attached[0].file.startswith("0101010-qcbs01-tse-qcedusfr-")


def test_a_statement_without_a_place_of_its_own_comes_last(filing: Filing) -> None:
    tables = (Table("segments", "SegmentSummary", ()), *filing.tables, Table("notes", "Notes", ()))
    attached = names_of(replace(filing, tables=tables)).attached
    assert [one.name for one in attached] == [*STATEMENTS.values(), "segments", "notes"]
    assert [one.file[:14] for one in attached[-2:]] == ["0109010-acot01", "0109020-acot02"]


def test_the_same_filing_gives_the_same_files(built: Built) -> None:
    assert submission(built.filing, built.documents) == built.files


def test_a_document_that_is_missing_is_named(filing: Filing) -> None:
    with pytest.raises(ValueError, match="no ja document is given for balance-sheet"):
        submission(filing, {"ja": [d for d in documents(filing, "ja") if d.name != "balance-sheet"]})
    with pytest.raises(ValueError, match=r"no en document is given for .*summary"):
        submission(filing, {"ja": documents(filing, "ja")})


# The lists of files.


def test_the_index_is_text_for_japanese_windows(built: Built) -> None:
    content = built.files[f"{ATTACHMENT}/index.txt"]
    assert content.count(b"\n") == content.count(b"\r\n") == 14
    lines = content.decode("cp932").split("\r\n")
    assert lines[0] == "【TDnet財務諸表本表】"
    assert lines[3].split() == ["連結貸借対照表", FILES[0]]
    assert {len(line.encode("cp932")) - len(FILES[0]) for line in lines[3:11]} == {36}  # files stand under one another
    assert lines[12] == "【会社名】株式会社インターネットイニシアティブ"


def test_letters_that_cp932_lacks_are_not_lost_in_silence(filing: Filing) -> None:
    issuer = replace(filing.issuer, names={**filing.issuer.names, "ja": "髙〜−—𠮷"})
    files = submission(replace(filing, issuer=issuer), {lang: documents(filing, lang) for lang in ("ja", "en")})
    # The wave dash, the minus and the dash have twins in CP932; the last letter has none.
    assert "【会社名】髙～－―〓" in files[f"{ATTACHMENT}/index.txt"].decode("cp932")


def test_the_manifest_lists_the_documents_of_the_report(built: Built) -> None:
    root = built.root(f"{ATTACHMENT}/manifest.xml")
    assert [one.text for one in root.iter(f"{{{MANIFEST}}}ixbrl")] == FILES
    [report] = root.iter(f"{{{MANIFEST}}}instance")
    assert dict(report.items()) == {"id": "tse-acedusfr", "type": "Attachment", "preferredFilename": f"{STEM}.xbrl"}
    networks = built.root(f"{ATTACHMENT}/{STEM}-pre.xml").iter(f"{{{LINK}}}presentationLink")
    roles = [one.get("extrole") for one in root.iter(f"{{{MANIFEST}}}item")]
    assert set(roles) <= {one.get(f"{{{XLINK}}}role") for one in networks}  # the others are tables of the release
    assert len(roles) == 5


# The schemas.


def hrefs(root: etree._Element, tag: str) -> list[str]:
    return [str(one.get(f"{{{XLINK}}}href")) for one in root.iter(f"{{{LINK}}}{tag}")]


def test_the_schema_of_the_summary_declares_nothing_and_imports_the_official_one(built: Built) -> None:
    root = built.root(f"{SUMMARY}/{FORM}.xsd")
    assert root.get("targetNamespace") == "http://www.xbrl.tdnet.info/jp/tse/tdnet/ac/edus/sm/37740/20130515000000"
    assert list(root.iter(f"{{{XSD}}}element")) == []
    assert {one.get("namespace"): one.get("schemaLocation") for one in root.iter(f"{{{XSD}}}import")} == {
        f"{TSE}/t/2014-01-12": f"{TSE}/t/2014-01-12/tse-ed-t-2014-01-12.xsd",
        f"{TSE}/o/rt/2014-01-12": f"{TSE}/o/rt/2014-01-12/tse-ed-rt-2014-01-12.xsd",
    }
    assert hrefs(root, "linkbaseRef") == [
        f"{FORM}-def.xml",
        f"{TSE}/t/2014-01-12/tse-ed-t-2014-01-12-lab-en.xml",
        f"{TSE}/t/2014-01-12/tse-ed-t-2014-01-12-lab.xml",
    ]


def sections(filing: Filing) -> list[str]:
    content = summary_schemas(filing, names_of(filing))[f"{names_of(filing).summary}-def.xml"]
    links = etree.fromstring(content).iter(f"{{{LINK}}}definitionLink")
    return [str(one.get(f"{{{XLINK}}}role")).rpartition("/")[2] for one in links]


def test_the_definition_linkbase_has_the_sections_in_use_and_no_others(filing: Filing) -> None:
    found = sections(filing)
    assert {"RoleDocumentEntityInformation", "RoleDividends", "RoleForecasts"} <= set(found)
    assert not [role for role in found if "Nonconsolidated" in role]


def test_a_fact_that_fits_no_section_does_not_escape_judgement(filing: Filing) -> None:
    concept = filing.form_taxonomy.name("OperatingRevenuesUS")
    fact = next(fact for fact in filing.report if fact.concept == concept)
    alone = replace(filing, report=Report((replace(fact, key=fact.key._replace(dimensions=())),)))
    assert "RoleBusinessResultsOperatingResults" in sections(alone)
    assert sections(replace(filing, report=Report(()))) == []


def test_the_attachment_needs_nothing_but_itself(built: Built) -> None:
    roots = [built.root(path) for path in built.files if path.startswith(f"{ATTACHMENT}/") and path.endswith("x")]
    roots += [built.root(path) for path in built.files if path.startswith(f"{ATTACHMENT}/{STEM}")]
    locations = {str(one.get("schemaLocation")) for root in roots for one in root.iter(f"{{{XSD}}}import")}
    locations |= {href for root in roots for tag in ("linkbaseRef", "loc", "roleRef") for href in hrefs(root, tag)}
    outside = {location.partition("#")[0] for location in locations if location.startswith("http")}
    # The schemas of XBRL itself, which every processor brings along.
    assert all(location.startswith(("http://www.xbrl.org/", "https://www.xbrl.org/")) for location in outside)
    inside = {location.partition("#")[0] for location in locations if not location.startswith("http")}
    assert inside
    assert inside <= {path.removeprefix(f"{ATTACHMENT}/") for path in built.files}


# The judges.


def judge(arelle: Arelle, entry: Path | list[Path], *packages: Path, mode: Calculations = "c10") -> Result:
    result = arelle.load(entry, packages, mode)
    assert [f"{message.code} {message.message}" for message in result.problems][:5] == []
    return result


@pytest.mark.parametrize("mode", ["c10", "c11r"])
def test_the_instance_is_valid_and_holds_every_fact(
    built: Built, arelle: Arelle, official: Path, mode: Calculations
) -> None:
    result = judge(arelle, built.folder / f"{FORM}.xbrl", official, mode=mode)
    assert result.facts == tuple(as_arelle(fact) for fact in built.filing.report)
    assert result.bindings == len(Workpaper(built.filing).summations)


def test_the_instance_loads_with_our_restatement(built: Built, arelle: Arelle, restated: Path) -> None:
    result = judge(arelle, built.folder / f"{FORM}.xbrl", restated)
    assert len(result.facts) == len(built.filing.report)


@pytest.mark.parametrize(("lang", "folder"), [("ja", SUMMARY), ("en", ENGLISH)])
def test_the_summary_is_valid_by_the_official_taxonomy(
    inlined: Built, arelle: Arelle, official: Path, lang: str, folder: str
) -> None:
    result = judge(arelle, inlined.folder / folder / f"{FORM}-ixbrl.htm", official)
    own = inlined.filing.form_taxonomy.namespace
    expected = {as_arelle(fact) for fact in inlined.filing.in_language(lang) if fact.concept.namespace == own}
    assert set(result.facts) == expected
    assert len(result.facts) == len(expected)


def test_each_statement_is_valid_alone(inlined: Built, arelle: Arelle, version: InlineVersion) -> None:
    # One language a version here; the whole reports below are read in both.
    lang, folder = {"1.0": ("ja", ATTACHMENT), "1.1": ("en", ENGLISH)}[version]
    printed = {document.name: document for document in inlined.documents[lang]}
    for name, file in zip(STATEMENTS.values(), FILES, strict=True):
        result = judge(arelle, inlined.folder / folder / file, mode="c11r")
        assert Counter(result.facts) == Counter(map(as_arelle, printed[name].tagged())), file


@pytest.mark.parametrize(("folder", "mode"), [(ATTACHMENT, "c10d"), (ATTACHMENT, "c11r"), (ENGLISH, "c11r")])
def test_the_statements_are_one_valid_report(inlined: Built, arelle: Arelle, folder: str, mode: Calculations) -> None:
    result = judge(arelle, [inlined.folder / folder / file for file in FILES], mode=mode)
    own = inlined.filing.taxonomy.namespace
    stated = inlined.filing.unrounded  # the attachment holds statements, not the tables of the release
    assert set(result.facts) == {as_arelle(fact) for fact in stated if fact.concept.namespace == own}
    assert (result.bindings or 0) > 100


def test_a_planted_error_is_found(filing: Filing, arelle: Arelle, official: Path, tmp_path: Path) -> None:
    planted = build(replace(filing, report=filing.unrounded), "1.0", tmp_path)
    total = next(fact for fact in filing.report if fact.concept == filing.taxonomy.name("Assets"))
    path = tmp_path / f"{FORM}.xbrl"
    printed = f">{total.value:f}</iij:Assets>".encode()
    assert planted.files[path.name].count(printed) == 1
    path.write_bytes(planted.files[path.name].replace(printed, b">1000</iij:Assets>"))
    assert arelle.load(path, [official], "c11r").inconsistencies


def test_networks_are_those_of_the_statements_that_are_printed(filing: Filing) -> None:
    """A sum of a statement that is not there would bind what happens to be reported of it."""
    printed = {filing.statement(table).role for table in filing.printed_tables}
    assert networks(filing) == printed
    without = tuple(table for table in filing.tables if table.statement != "StatementOfShareholdersEquity")
    assert networks(replace(filing, tables=without)) == {role for role in printed if "Equity" not in role}


def networks(filing: Filing) -> set[str]:
    """The roles of the presentation in the attachment of a filing."""
    files = attachment_schemas(filing, names_of(filing))
    (presentation,) = (content for name, content in files.items() if name.endswith("-pre.xml"))
    root = etree.fromstring(presentation)
    return {str(one.get(f"{{{XLINK}}}role")) for one in root.iter(f"{{{LINK}}}presentationLink")}


def test_an_attachment_has_what_its_era_has(filing: Filing) -> None:
    """The schema beside a report declares what the report can use: no concepts, roles or captions of other eras."""
    early = replace(filing, taxonomy=eras().named("early"))
    files = attachment_schemas(early, names_of(early))
    core = etree.fromstring(files["ex-2013-03-31.xsd"])
    declared = {element.get("name") for element in core.iter(f"{{{XSD}}}element")}
    assert "Securities" in declared
    assert not {"Receivables", "ComponentsAxis", "MovementTable"} & declared
    every = b"".join(files.values())
    assert b"role/early/Sheet" in every
    assert b"role/Sheet" not in every
    assert b"Cash and deposits" in every
    assert b"Cash on hand" not in every
