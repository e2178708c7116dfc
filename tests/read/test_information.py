from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tanshin.read.canonical.information import read_information
from tanshin.read.canonical.source import FilingSource
from tanshin.read.canonical.statement import Context
from tanshin.report.calendar import Calendar
from tanshin.report.fact import Fact, Value
from tanshin.values.finding import InputError
from tanshin.values.yaml import parse_yaml, validate
from tests.read.example import begun, refused, sample

FILING = sample()
CONTEXT = Context(FILING.form_taxonomy, Calendar(date(2013, 3, 31)), FILING.entity)
HEAD = 'form: acedussm\nfiscal_year_end: 2013-03-31\nannounced: 2013-05-15\nnumber: "20130515000000"\ninformation:\n'


def read(*items: str) -> tuple[Fact, ...]:
    document = parse_yaml(HEAD + "".join(f"  {item}\n" for item in items), "filing.yaml")
    return read_information(validate(FilingSource, document), document, FILING.form, FILING.issuer, CONTEXT)


def values(item: str) -> dict[str | None, Value]:
    return {fact.key.lang: fact.value for fact in read(item)}


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("CompanyName: {en: Example Inc., ja: 見本株式会社}", {"en": "Example Inc.", "ja": "見本株式会社"}),
        ("Tel: 03-5259-6500", {"en": "03-5259-6500", "ja": "03-5259-6500"}),
        ("Tel: ~", {"en": None, "ja": None}),
        ("TokyoStockExchange: yes", {None: True}),
        ("TokyoStockExchange: 有", {None: True}),
        ("TokyoStockExchange: None", {None: False}),
        ("TokyoStockExchange: 無", {None: False}),
        ("TokyoStockExchange: ~", {None: None}),
        ("FilingDate: 2013-05-15", {None: date(2013, 5, 15)}),
        ("FilingDate: 平成25年5月15日", {None: date(2013, 5, 15)}),
        ("FilingDate: May 15, 2013", {None: date(2013, 5, 15)}),
        ("URL: http://www.iij.ad.jp/", {None: "http://www.iij.ad.jp/"}),
        ("NumberOfSubsidiariesNewlyConsolidatedUS: 3", {None: Decimal(3)}),
        ("NoteToDividends: '{split.ratio} for 1'", {"en": "200 for 1", "ja": "200 for 1"}),
        (
            "NoteToDividends: {en: ' to {CurrentYear.last} ', ja: '{CurrentYear.fiscal}'}",
            {"en": "to March 31, 2013", "ja": "平成25年3月期"},
        ),
    ],
)
def test_an_item_is_read_by_its_type(item: str, found: dict[str | None, Value]) -> None:
    assert values(item) == found


def test_an_item_has_the_period_and_members_of_the_form() -> None:
    (fact, _) = read("NotesForUsingForecastedInformationAndOthers: none known")
    assert str(fact.key.period) == "2013-04-01/2014-03-31"
    (fact, _) = read("NoteToDividends: none")
    assert [member.local for _, member in fact.key.dimensions] == [
        "AnnualMember", "NonConsolidatedMember", "ResultMember",
    ]  # fmt: skip


def test_a_number_of_companies_is_exact_and_has_its_unit() -> None:
    (fact,) = read("NumberOfSubsidiariesNewlyConsolidatedUS: 0")
    assert (fact.value, fact.decimals, str(fact.key.unit)) == (Decimal(0), 0, "nonNegativeInteger")


def test_an_item_knows_its_line() -> None:
    (fact,) = read("TokyoStockExchange: yes")
    assert str(fact.source) == "filing.yaml:6:23"
    assert (fact.table, fact.decimals, fact.key.unit) == ("information", None, None)


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("CompanyNam: x", "TNS005 CompanyNam is no single item of the form acedussm; did you mean CompanyName?"),
        ("OperatingIncomeUS: 5", "TNS005 OperatingIncomeUS is no single item of the form acedussm"),
        ("TokyoStockExchange: maybe", "TNS005 TokyoStockExchange is yes or no, not `maybe`"),
        ("TokyoStockExchange: {en: yes, ja: 有}", "TNS005 TokyoStockExchange is a boolean, not a text of two"),
        ("FilingDate: 2013-02-30", "TNS015 no such day: '2013-02-30' (day is out of range for month)"),
        ("FilingDate: 0213-05-15", "TNS015 0213-05-15 is not between 1900 and 2199; check the year"),
        ("FilingDate: 平成99999年5月15日", "TNS015 not a date of the form YYYY-MM-DD: '平成99999年5月15日'"),
        (
            "NumberOfSubsidiariesNewlyConsolidatedUS: -1",
            "TNS005 NumberOfSubsidiariesNewlyConsolidatedUS is a number of companies, not `-1`",
        ),
        ("NoteToDividends: '{CurrentYear}'", "TNS005 {CurrentYear}: a period has .first, .last, .fiscal, .y"),
        ("NoteToDividends: '{LastYear.last}'", "TNS005 'LastYear' is not the name of a period;"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(item: str, found: str) -> None:
    with pytest.raises(InputError) as caught:
        read(item)
    expected = [f"filing.yaml:6:{len(item.partition(': ')[0]) + 5} {found}"]
    assert begun(refused(caught), expected) == expected


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        read("TokyoStockExchange: maybe", "FilingDate: soon", "Tel: 1")
    assert [finding.code for finding in caught.value.findings] == ["TNS005", "TNS015"]


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("FiscalYearEnd: 2012-03-31", "FiscalYearEnd is 2012-03-31, but fiscal_year_end above says 2013-03-31"),
        ("FiscalYearEnd: 2013-03-31", ""),
        ("FiscalYearEnd: ~", ""),
    ],
)
def test_an_item_that_repeats_what_the_filing_is_must_agree(item: str, message: str) -> None:
    if not message:
        assert len(read(item)) == 1
        return
    with pytest.raises(InputError) as caught:
        read(item)
    assert message in refused(caught)[0]
