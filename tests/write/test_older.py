from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from tanshin.read.older import as_today
from tanshin.report.aspect import JPY, Duration, Entity
from tanshin.report.calendar import Calendar
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing
from tanshin.taxonomy.schema import XLINK
from tanshin.write.older import Older, context_id, older_files, place
from tests.older import form, lines, reported, resources, today
from tests.samples.filings import sample

ENTITY = Entity("http://www.tse.or.jp/sicc", "37740")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "older-form.md"
CALENDAR = Calendar(date(2013, 3, 31))
FORMS = ["fy2009-annual", "fy2012-annual", "1h-fy2012"]

#: What the older form cannot take up, by filing: concepts without a known element, and without a known namespace.
RATIO, MARKET = "OperatingIncomeToOperatingRevenuesRatioUS", "TokyoStockExchangePROMarket"
LEFT: dict[str, tuple[list[str], list[str]]] = {
    "fy2009-annual": ([RATIO] * 2, []),
    "fy2012-annual": ([MARKET, RATIO, RATIO], []),
    "1h-fy2012": (
        [MARKET],
        [
            "QuarterlyPeriod",
            "QuarterlyStatementFilingDateAsPlanned",
            "SupplementalMaterialOfQuarterlyResults",
            "ConveningBriefingOfQuarterlyResults",
            "TargetForBriefingOfQuarterlyResults",
            "CorrectionOfDividendForecastInThisQuarter",
            "CorrectionOfConsolidatedFinancialForecastInThisQuarter",
            "ExpressionOfImplementationStatusOfQuarterlyReviewProcedures",
        ],
    ),
}


def instance_of(made: Older) -> bytes:
    (content,) = (content for path, content in made.files.items() if path.endswith(".xbrl"))
    return content


def in_form(filing: Filing) -> list[Fact]:
    """The facts of the form, without the language that the older one does not say."""
    return [
        replace(fact, key=fact.key._replace(lang=None))
        for fact in filing.in_language("ja")
        if fact.concept.namespace == today().namespace
    ]


@pytest.mark.parametrize("name", FORMS)
def test_there_and_back_again_is_the_same(name: str) -> None:
    """Every fact of a sample's form comes back as it was, but those that the older form cannot take up."""
    filing = sample(name)
    back = as_today(reported(instance_of(older_files(filing, form()))), form())
    missing = set(in_form(filing)) - set(back.report)
    unknown, hidden = LEFT[name]
    assert sorted(fact.concept.local for fact in missing) == sorted((*unknown, *hidden))
    assert set(back.report) - set(in_form(filing)) == set()
    assert [finding.code for finding in back.findings] == ["TNS093"]


@pytest.mark.parametrize("name", FORMS)
def test_what_is_left_out_is_told(name: str) -> None:
    made = older_files(sample(name), form())
    unknown, hidden = LEFT[name]
    told = [finding.message for finding in made.findings if finding.code == "TNS092"]
    assert len(told) == len({*unknown, *hidden})
    for local in unknown:
        number = unknown.count(local)
        assert f"tse-ed-t:{local}: no element known in the older form; facts left out: {number}" in told
    for local in hidden:
        words = "the namespace of its element in the older form is not known; facts left out: 1"
        assert f"tse-ed-t:{local}: {words}" in told


@pytest.mark.parametrize("name", FORMS)
def test_the_page_says_how_much_is_written(name: str) -> None:
    filing = sample(name)
    placed, _ = place(filing.in_language("ja"), filing.calendar, form(), today().namespace)

    def listed(names: list[str]) -> str:
        counts = Counter(names)
        return ", ".join(f"`{one}`" + (f" ({n})" if n > 1 else "") for one, n in counts.items()) or "—"

    unknown, hidden = LEFT[name]
    row = f"| {name} | {len(placed)} | {listed(unknown)} | {listed(hidden)} |"
    assert row in PAGE.read_text(encoding="utf-8").splitlines()


def test_the_files_are_called_as_they_were() -> None:
    made = older_files(sample("1h-fy2012"), form())
    assert list(made.files) == [f"older/tdnet-qcedussm-37740-20121108000000.{end}" for end in ("xbrl", "xsd")]
    root = etree.fromstring(instance_of(made))
    (reference,) = root.iterchildren("{*}schemaRef")
    href = reference.get(f"{{{XLINK}}}href")
    assert href == "tdnet-qcedussm-37740-20121108000000.xsd"
    own = "http://www.xbrl.tdnet.info/jp/br/tdnet/qc/edus/sm/37740/20121108000000"
    assert root.nsmap["tdnet-qcedussm-37740"] == own
    schema = etree.fromstring(made.files[f"older/{href}"])
    assert schema.get("targetNamespace") == own
    assert [(one.get("namespace"), one.get("schemaLocation")) for one in schema.iterchildren("{*}import")] == [
        (form().vocabularies[0].namespace, form().vocabularies[0].schema)
    ]
    assert not schema.findall("{*}element")


def test_a_quarter_names_its_contexts_by_itself() -> None:
    data = instance_of(older_files(sample("1h-fy2012"), form()))
    assert [name for name, _ in resources(data)] == [
        "PriorYearConsolidatedDuration",
        "PriorYearConsolidatedInstant",
        "PriorAccumulatedQ2ConsolidatedDuration",
        "CurrentYearConsolidatedDuration",
        "CurrentAccumulatedQ2ConsolidatedDuration",
        "CurrentAccumulatedQ2ConsolidatedInstant",
        "JPY",
        "Pure",
        "Shares",
        "JPYPerShares",
        "NumberOfCompanies",
    ]
    assert ("tse-t-ed:FiscalYearEnd", "CurrentAccumulatedQ2ConsolidatedInstant") in [one[:2] for one in lines(data)]


def test_a_nil_figure_has_its_unit_and_no_decimals() -> None:
    found = [one for one in lines(instance_of(older_files(sample("fy2012-annual"), form()))) if one[4]]
    assert found
    assert {one[1:] for one in found if "DividendPerShare" in one[0]} == {
        (f"{year}YearConsolidatedDuration", "JPYPerShares", None, "true", "") for year in ("Prior", "Current", "Next")
    }


@pytest.mark.parametrize(("name", "day"), [("fy2012-annual", date(2014, 1, 1)), ("1q-fy2013", date(2013, 8, 8))])
def test_what_had_no_older_form_gets_none(name: str, day: date) -> None:
    made = older_files(replace(sample(name), announced=day), form())
    assert made.files == {}
    assert [finding.code for finding in made.findings] == ["TNS095"]


def test_on_the_last_day_it_was_in_force() -> None:
    assert older_files(replace(sample("fy2012-annual"), announced=date(2013, 12, 31)), form()).files


def test_a_period_of_no_context_is_left_out() -> None:
    name = today().name
    members = tuple(
        sorted(
            (
                (name("ConsolidatedNonconsolidatedAxis"), name("ConsolidatedMember")),
                (name("ResultForecastAxis"), name("ResultMember")),
            )
        )
    )
    period = Duration(date(2013, 1, 1), date(2013, 3, 31))
    fact = Fact(Key(name("NetIncomeUS"), ENTITY, period, JPY, members), Decimal(1), 0)
    assert place([fact], CALENDAR, form(), today().namespace) == ((), (fact,))
    with pytest.raises(ValueError, match="no context"):
        context_id(apart=False, key=fact.key, calendar=CALENDAR)
