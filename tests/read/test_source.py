from __future__ import annotations

import pytest
from pydantic import BaseModel

from tanshin.read.canonical.source import (
    AdsSource,
    ExchangeSource,
    FilingSource,
    IssuerSource,
    SplitSource,
    TableSource,
)
from tanshin.values.finding import InputError
from tanshin.values.yaml import parse_yaml, validate
from tests.read.example import begun, refused

FILING = {
    "form": "acedussm",
    "fiscal_year_end": "2013-03-31",
    "announced": "2013-05-15",
    "number": "'20130515000000'",
}
ISSUER = {"code": "'3774'", "name": "{en: Example, ja: 見本}", "taxonomy": "iij"}


def read(model: type[BaseModel], given: dict[str, str], **changed: str) -> BaseModel:
    text = "".join(f"{key}: {value}\n" for key, value in {**given, **changed}.items())
    return validate(model, parse_yaml(text, "f.yaml"))


def test_what_is_left_out_has_its_usual_value() -> None:
    filing = read(FilingSource, FILING)
    assert isinstance(filing, FilingSource)
    assert (filing.quarter, filing.rounding.value, filing.exchange, filing.statements) == ("4", "half-up", None, ())


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"fiscal_year_end": "13-03-31"}, "fiscal_year_end: not a date of the form YYYY-MM-DD: '13-03-31'"),
        ({"fiscal_year_end": "20130331"}, "fiscal_year_end: not a date of the form YYYY-MM-DD: '20130331'"),
        ({"fiscal_year_end": "9999-12-31"}, "fiscal_year_end: 9999-12-31 is not between 1900 and 2199; check the year"),
        ({"announced": "0001-01-01"}, "announced: 0001-01-01 is not between 1900 and 2199; check the year"),
        (
            {"number": "20130515"},
            "number: expected the disclosure number of 14 digits, in quotation marks, found `20130515`",
        ),
        ({"form": "../x"}, "form: expected the name of a form such as acedussm, found `../x`"),
        ({"quarter": "5"}, "quarter: expected"),
        ({"rounding": "up"}, "rounding: expected"),
        (
            {"exchange": "{rate: 1e999999, date: 2013-03-29}"},
            "exchange.rate: this character has no place in a figure: 'e'",
        ),
        ({"exchange": "{rate: -, date: 2013-03-29}"}, "exchange.rate: expected a figure such as 94.16, found `-`"),
        ({"exchange": "{rate: 0, date: 2013-03-29}"}, "exchange.rate: input should be greater than 0"),
        (
            {"exchange": f"{{rate: {'9' * 30}, date: 2013-03-29}}"},
            "exchange.rate: decimal input should have no more than 20",
        ),
        ({"information": "{Tel: ''}"}, "information.Tel: string should have at least 1 character"),
        ({"summary": "{shares: ../x.csv}"}, "summary.shares: expected the name of a CSV file beside filing.yaml"),
        ({"summary": "{shares: 'c:x.csv'}"}, "summary.shares: expected the name of a CSV file beside filing.yaml"),
        ({"summary": "{shares: 'a\\b.csv'}"}, "summary.shares: expected the name of a CSV file beside filing.yaml"),
        ({"summary": "{shares: x.txt}"}, "summary.shares: expected the name of a CSV file beside filing.yaml"),
    ],
)
def test_a_filing_of_another_shape_is_refused(changed: dict[str, str], found: str) -> None:
    with pytest.raises(InputError) as caught:
        read(FilingSource, FILING, **changed)
    (said,) = refused(caught)
    assert f" TNS005 {found}" in said


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"code": "377"}, "code: expected a securities code of four characters such as 3774, found `377`"),
        ({"taxonomy": "../iij"}, "taxonomy: expected the name of a folder, without a path, found `../iij`"),
        ({"taxonomy": ".."}, "taxonomy: expected the name of a folder, without a path, found `..`"),
        ({"taxonomy": "''"}, "taxonomy: expected the name of a folder, without a path, found ``"),
        ({"namespace": "'no uri'"}, "namespace: expected a URI such as https://example.com/taxonomy, found `no uri`"),
        ({"scheme": "http://<x>"}, "scheme: expected a URI"),
        ({"filings": "[a/b]"}, "filings[0]: expected the name of a folder, without a path, found `a/b`"),
        ({"name": "Example"}, "name: expected a mapping (key: value), found `Example`"),
        ({"captions": "{NetSalesUS: ''}"}, "captions.NetSalesUS: "),
    ],
)
def test_an_issuer_of_another_shape_is_refused(changed: dict[str, str], found: str) -> None:
    with pytest.raises(InputError) as caught:
        read(IssuerSource, ISSUER, **changed)
    said = refused(caught)
    assert begun([text.partition(" TNS005 ")[2] for text in said[:1]], [found]) == [found]


@pytest.mark.parametrize("shares", ["1/400", "2", "1/2"])
def test_an_ads_is_a_fraction_or_a_number_of_shares(shares: str) -> None:
    ads = read(AdsSource, {"effective": "2012-10-01", "shares": shares})
    assert isinstance(ads, AdsSource)
    assert ads.shares == shares


@pytest.mark.parametrize("shares", ["0", "1/0", "0.5", "-1", "1/" + "9" * 5000, "1 / 2"])
def test_an_ads_is_nothing_else(shares: str) -> None:
    with pytest.raises(InputError):
        read(AdsSource, {"effective": "2012-10-01", "shares": shares})


@pytest.mark.parametrize("ratio", ["1", "0", "1.5", "9" * 4000, "two"])
def test_a_split_makes_more_of_a_share(ratio: str) -> None:
    with pytest.raises(InputError):
        read(SplitSource, {"effective": "2012-10-01", "ratio": ratio})


@pytest.mark.parametrize("table", ["../x", "X", "a b", "", "-a", "a.csv", "é"])
def test_a_table_has_a_plain_name(table: str) -> None:
    with pytest.raises(InputError) as caught:
        read(TableSource, {"table": f"'{table}'", "statement": "S", "columns": "{a: {}}"})
    assert refused(caught) == [
        f"f.yaml:1:8 TNS005 table: expected a name of small letters, digits and hyphens, found `{table}`"
    ]


def test_a_rate_is_read_as_it_is_printed() -> None:
    exchange = read(ExchangeSource, {"rate": "９４.１６", "date": "2013-03-29"})
    assert isinstance(exchange, ExchangeSource)
    assert str(exchange.rate) == "94.16"
