"""Arelle and our own engine, side by side: the same sums, the same errors, the same facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from tanshin import api
from tanshin.arelle.client import Arelle, Calculations, Result, as_arelle
from tanshin.document.build import documents
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing
from tanshin.report.report import Report
from tanshin.taxonomy.package import PackageInfo
from tanshin.validate.check import check
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tanshin.write.tdnet import submission
from tanshin.write.xbrl import instance
from tests.samples import filings

MODES: tuple[Calculations, ...] = ("c10", "c11r")

#: How many sums bind in each filing, statement by statement, in as many periods and units as are reported.
SUMS = {
    "iij/fy2009-annual": {
        "BalanceSheet": 21,
        "StatementOfIncome": 60,
        "StatementOfShareholdersEquity": 3,
        "StatementOfCashFlows": 24,
    },
    "iij/1h-fy2012": {
        "BalanceSheet": 21,
        "StatementOfIncome": 60,
        "StatementOfComprehensiveIncome": 6,
        "StatementOfCashFlows": 28,
        "SegmentInformation": 4,
    },
    "iij/fy2012-annual": {
        "BalanceSheet": 21,
        "StatementOfIncome": 60,
        "StatementOfShareholdersEquity": 3,
        "StatementOfCashFlows": 28,
    },
    "iij/1q-fy2013": {},  # slides print no statement, and a filing carries the networks of what it prints
}

#: One figure in each statement table, and what it is printed as. Each is judged in one mode, in turn.
PLANTED = {
    "iij/fy2009-annual": {
        "balance-sheet": "Inventories",
        "income-statement": "OutsourcingServicesRevenue",
        "income-statement-4q": "CostOfEquipmentSales",
        "cash-flow": "PaymentsToAcquirePropertyAndEquipment",
        "cash-flow-4q": "DepreciationAndAmortization",
    },
    "iij/1h-fy2012": {
        "balance-sheet": "Inventories",
        "income-statement": "WanServicesRevenue",
        "income-statement-2q": "CostOfNetworkServices",
        "cash-flow": "PaymentsToAcquirePropertyAndEquipment",
        "cash-flow-2q": "DepreciationAndAmortization",
    },
    "iij/fy2012-annual": {
        "balance-sheet": "Inventories",
        "income-statement": "WanServicesRevenue",
        "income-statement-4q": "CostOfNetworkServices",
        "equity": "OtherComprehensiveIncome",
        "equity-usd": "OtherComprehensiveIncome",
        "cash-flow": "PaymentsToAcquirePropertyAndEquipment",
        "cash-flow-4q": "DepreciationAndAmortization",
    },
}
CASES = [(filing, table, MODES[at % 2]) for filing, tables in PLANTED.items() for at, table in enumerate(tables)]


@dataclass(frozen=True)
class Judge:
    """Arelle with the official taxonomy at hand, and the attachment's schemas on the disk."""

    arelle: Arelle
    folder: Path
    official: Path

    def load(self, filing: Filing, mode: Calculations, report: Report | None = None) -> Result:
        """What Arelle reads in, and says of, the instance of a filing."""
        path = self.folder / "judged.xbrl"
        schemas = sorted(
            one.relative_to(self.folder).as_posix() for one in self.folder.glob("XBRLData/*/*-37740-*.xsd")
        )
        path.write_bytes(instance(report or filing.report, calendar=filing.calendar, schema_refs=schemas))
        return self.arelle.load(path, [self.official], mode)


@pytest.fixture(scope="module")
def judges(arelle: Arelle, reference: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Judge]:
    """The judge of a filing, its schemas written once."""

    @cache
    def judge(name: str) -> Judge:
        filing = sample(name)
        folder = tmp_path_factory.mktemp("judge")
        for path, content in submission(filing, {lang: documents(filing, lang) for lang in ("ja", "en")}).items():
            if path.endswith((".xsd", ".xml")):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)
        return Judge(arelle, folder, reference / "tse" / "tse-ed-2014-01-12.zip")

    return judge


@cache
def sample(name: str) -> Filing:
    return filings.sample(name.rpartition("/")[2])


@pytest.fixture(params=SUMS)
def name(request: pytest.FixtureRequest) -> str:
    param: str = request.param
    return param


@pytest.fixture
def filing(name: str) -> Filing:
    return sample(name)


@pytest.fixture
def judge(name: str, judges: Callable[[str], Judge]) -> Judge:
    return judges(name)


def test_the_sums_that_bind_are_pinned(name: str, filing: Filing) -> None:
    found = Counter(one.role.rpartition("/")[2] for one in Workpaper(filing).summations)
    assert found == SUMS[name]


@pytest.mark.parametrize("mode", MODES)
def test_arelle_binds_the_same_sums_and_finds_nothing(
    name: str, filing: Filing, judge: Judge, mode: Calculations
) -> None:
    result = judge.load(filing, mode)
    assert [message.message for message in result.problems] == []
    assert result.bindings == sum(SUMS[name].values())


@pytest.mark.parametrize(("place", "table", "mode"), CASES)
def test_a_planted_error_is_reported_by_both(
    judges: Callable[[str], Judge], place: str, table: str, mode: Calculations
) -> None:
    planted, fact = plant(sample(place), table, PLANTED[place][table])
    ours = [
        finding
        for finding in check(planted, api.figures_of(planted)).findings
        if finding.code == "TNS101" and str(fact.key) in finding.facts
    ]
    assert ours, table
    assert all(finding.severity is Severity.ERROR for finding in ours)
    assert len(judges(place).load(planted, mode).inconsistencies) == len(ours)


def plant(filing: Filing, table: str, local: str) -> tuple[Filing, Fact]:
    """The filing with one million added to a figure: enough to be seen at any precision in use."""
    concept = filing.taxonomy.name(local)
    prints = {one.key for one in filing.prints if one.table == table}
    fact = next(
        fact
        for fact in filing.report
        if fact.concept == concept and fact.key in prints and not fact.key.dimensions and fact.value is not None
    )
    assert isinstance(fact.value, Decimal)
    wrong = replace(fact, value=fact.value + 1_000_000)
    facts = tuple(wrong if one is fact else one for one in filing.report)
    return replace(filing, report=Report(facts)), fact


def test_every_listed_fact_is_in_the_instance_one_by_one(filing: Filing, judge: Judge) -> None:
    found = judge.load(filing, "c10", filing.report).facts
    assert len(found) == len(set(found)) == len(filing.report) == len(api.fact_rows(filing))
    assert set(found) == {as_arelle(fact) for fact in filing.report}


def test_english_and_japanese_reports_differ_in_texts_alone(filing: Filing) -> None:
    def rest(lang: str) -> dict[Key, object]:
        return {fact.key: fact.value for fact in filing.in_language(lang) if fact.key.lang is None}

    assert rest("ja") == rest("en")
    texts = [{fact.key._replace(lang=None) for fact in filing.in_language(x) if fact.key.lang} for x in ("ja", "en")]
    assert texts[0] == texts[1]
    assert bool(texts[0]) == bool(filing.form.name)


def test_the_taxonomy_package_is_valid_in_every_era(arelle: Arelle, tmp_path: Path) -> None:
    filing, package = sample("iij/fy2012-annual"), tmp_path / "iij.zip"
    eras = api.read_eras("iij")
    api.build_taxonomy(eras, package)
    taxonomy = eras.newest
    info = PackageInfo(taxonomy.prefix, taxonomy.namespace, taxonomy.version, taxonomy.titles, "")
    entries = [info.entries(era.name if era is not eras.eras[-1] else "") for era in eras.eras]
    together = [*zip(*entries, strict=True)] if len(entries) > 1 else []
    for refs in ([url] for pair in entries for url in pair), together:
        for urls in refs:
            path = tmp_path / "entry.xbrl"
            path.write_bytes(instance(Report(()), calendar=filing.calendar, schema_refs=list(urls)))
            result = arelle.load(path, [package], "c11r")
            assert [message.message for message in result.problems] == [], urls
