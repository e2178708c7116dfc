"""A quarter's submission: what it is called, its contexts, and what Arelle and the official taxonomy say to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from tanshin.arelle.client import Arelle, as_arelle
from tanshin.document.build import documents
from tanshin.report.filing import Filing
from tanshin.write.context import Context, attachment_names, resources_of
from tanshin.write.ixbrl import InlineVersion
from tanshin.write.package import offline_package
from tanshin.write.submitter import names_of, summary_schemas
from tanshin.write.tdnet import ATTACHMENT, ENGLISH, SUMMARY, submission
from tests.quarterly import quarterly
from tests.write.test_tdnet import judge, sections

KYOWA = "samples/5971_2021_1Q_JP_fullzip/XBRLData/Summary/tse-qcedjpsm-59710-20210818487667-ixbrl.htm"


@pytest.fixture(scope="module", params=[1, 2, 3])
def filing(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Filing:
    return quarterly(tmp_path_factory.mktemp("quarter") / "iij", request.param)


def submit(filing: Filing, version: InlineVersion, folder: Path) -> dict[str, bytes]:
    files = submission(filing, {lang: documents(filing, lang) for lang in ("ja", "en")}, version=version)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return files


def contexts(filing: Filing) -> dict[str, Context]:
    own = filing.form_taxonomy.namespace
    keys = [fact.key for fact in filing.report if fact.concept.namespace == own]
    return {one.id: one for one in resources_of(keys, filing.calendar).contexts}


def test_the_parts_are_named_after_the_quarter(filing: Filing) -> None:
    names = names_of(filing)
    end, day = filing.calendar.period("CurrentAccumulated").last, filing.announced
    assert names.summary == f"tse-qcedussm-37740-{day:%Y%m%d}000000"
    assert names.summary_namespace.endswith(f"/qc/edus/sm/37740/{day:%Y%m%d}000000")
    assert names.attachment == f"tse-qcedusfr-37740-{end}-01-{day}"
    # In the first quarter the quarter alone is the year so far.
    third = "0102020-qcpl12" if filing.calendar.quarter == 1 else "0102020-qcpl21"
    assert [one.file[:14] for one in names.attached] == ["0101010-qcbs01", "0102010-qcpl11", third]


def test_the_sections_are_those_of_the_quarterly_form(filing: Filing) -> None:
    assert sections(filing) == [
        "RoleDocumentEntityInformation",
        "RoleBusinessResultsQuarterlyOperatingResults",
        "RoleBusinessResultsQuarterlyFinancialPositions",
        "RoleQuarterlyDividends",
        "RoleQuarterlyForecasts",
        "RoleNotesQuarterlyUSMaterialChangesSubsidiariesDuringThisPeriodChangesScopeConsolidationsResultingChangeSubsidiaries",
        "RoleNotesQuarterlyUSApplyingSimplifiedMethodAccountingSpecificAccountingConsolidatedQuarterlyFinancialStatement",
        "RoleNotesQuarterlyUSChangesAccountingPrinciplesProceduresPresentationConsolidatedQuarterlyFinancialStatements",
        "RoleNotesQuarterlyNumberIssuedOutstandingSharesCommonStock",
        "RoleSpecialNotesQuarterlyEarningDigestSummary",
    ]
    # What only the annual form has is not in the sections that both have.
    linkbase = next(content for name, content in summary_schemas(filing, names_of(filing)).items() if "-def" in name)
    assert b"QuarterlyPeriod" in linkbase
    assert b"DateOfGeneralShareholdersMeetingAsPlanned" not in linkbase


def test_contexts_are_called_after_the_quarter(filing: Filing) -> None:
    quarter, found = filing.calendar.quarter, contexts(filing)
    periods = {name.partition("_")[0] for name in found}
    assert periods == {
        f"CurrentAccumulatedQ{quarter}Instant",
        f"CurrentAccumulatedQ{quarter}Duration",
        f"PriorAccumulatedQ{quarter}Duration",
        "CurrentYearInstant",
        "CurrentYearDuration",
        "PriorYearInstant",
        "PriorYearDuration",
        *(["CurrentAccumulatedQ2Duration"] if quarter == 1 else []),
    }


def test_elements_stand_in_the_contexts_of_a_real_submission(filing: Filing, reference: Path) -> None:
    """A company under Japanese standards filled in the same items for a first quarter."""
    path = reference / "tse" / KYOWA
    if not path.is_file():
        pytest.skip("the reference folder has no quarterly submission")
    theirs: dict[str, set[str]] = {}
    for one in etree.fromstring(path.read_bytes()).iter("{*}nonFraction", "{*}nonNumeric"):
        quarter = str(filing.calendar.quarter)
        name = re.sub(r"(Current|Prior)AccumulatedQ1", rf"\g<1>AccumulatedQ{quarter}", str(one.get("contextRef")))
        theirs.setdefault(str(one.get("name")).partition(":")[2].removesuffix("US"), set()).add(name)
    ids = {(one.period, one.dimensions): name for name, one in contexts(filing).items()}
    own, compared, other = filing.form_taxonomy.namespace, 0, []
    for fact in filing.report:
        local = fact.concept.local.removesuffix("US")
        # Which dividends are past depends on the quarter, and half a year is forecast only before it ends.
        if fact.concept.namespace == own and local in theirs and local != "DividendPerShare":
            compared += 1
            name = ids[fact.key.period, fact.key.dimensions]
            if name not in theirs[local]:
                other.append((local, name))
    assert other == []
    assert compared > 50


def test_statements_have_the_contexts_of_quarters(filing: Filing) -> None:
    own = filing.taxonomy.namespace
    keys = [fact.key for fact in filing.report if fact.concept.namespace == own]
    found = {one.id for one in resources_of(keys, filing.calendar, naming=attachment_names).contexts}
    single = set() if filing.calendar.quarter == 1 else {"CurrentQuarterDuration"}
    expected = {"CurrentYTDDuration", "Prior1YTDDuration", "CurrentQuarterInstant", "Prior1YearInstant", *single}
    assert {name for name in found if "_" not in name} == expected


def test_every_document_is_valid_by_the_official_taxonomy(
    filing: Filing, arelle: Arelle, reference: Path, tmp_path: Path
) -> None:
    official = reference / "tse" / "tse-ed-2014-01-12.zip"
    names, own = names_of(filing), filing.form_taxonomy.namespace
    versions: tuple[InlineVersion, ...] = ("1.1", "1.0")
    for version in versions:
        submit(filing, version, tmp_path)
        for lang, folder in (("ja", SUMMARY), ("en", ENGLISH)):
            result = judge(arelle, tmp_path / folder / f"{names.summary}-ixbrl.htm", official)
            expected = {as_arelle(fact) for fact in filing.in_language(lang) if fact.concept.namespace == own}
            assert set(result.facts) == expected
    for folder in (ATTACHMENT, ENGLISH):
        judge(arelle, [tmp_path / folder / one.file for one in names.attached], mode="c11r")
    result = judge(arelle, tmp_path / f"{names.summary}.xbrl", official)
    assert result.facts == tuple(map(as_arelle, filing.report))


def test_the_restatement_serves_every_quarter(filing: Filing, arelle: Arelle, tmp_path: Path) -> None:
    package = tmp_path / "restated.zip"
    package.write_bytes(offline_package(filing.form_taxonomy))
    submit(filing, "1.0", tmp_path)
    judge(arelle, tmp_path / f"{names_of(filing).summary}.xbrl", package)


def test_a_wrong_member_is_seen_by_the_judge(arelle: Arelle, reference: Path, tmp_path: Path) -> None:
    filing = quarterly(tmp_path / "iij", 2)
    files = submit(filing, "1.0", tmp_path)
    path = tmp_path / f"{names_of(filing).summary}.xbrl"
    path.write_bytes(files[path.name].replace(b">tse-ed-t:ForecastMember<", b">tse-ed-t:ConsolidatedMember<"))
    assert arelle.load(path, [reference / "tse" / "tse-ed-2014-01-12.zip"]).problems
