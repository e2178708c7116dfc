"""Texts with figures bound into them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from tanshin import api
from tanshin.derive.binding import Binder, bind
from tanshin.document.model import Tagged, Text
from tanshin.document.precision import true_decimals
from tanshin.document.prose import Speaker
from tanshin.read.canonical.prose import parse_prose
from tanshin.report.fact import Fact
from tanshin.report.filing import Filing
from tests.samples.filings import sample


@pytest.fixture(scope="module")
def filing() -> Filing:
    return sample("fy2012-annual")


@pytest.fixture(scope="module")
def binder(filing: Filing) -> Binder:
    return bind(filing, api.figures_of(filing))


@pytest.mark.parametrize(
    ("place", "english", "japanese"),
    [
        ("Revenues | million", "JPY106,248 million", "106,248百万円"),
        ("Revenues | billion", "JPY106.2 billion", "1,062億円"),
        ("Revenues | usd-million", "$1,128.4 million", "1,128.4百万米ドル"),
        ("change(Revenues) | change", "up 9.2%", "9.2％増"),
        ("change(WanServicesRevenue) | change", "down 1.9%", "1.9％減"),
        ("increase(Revenues) | increase", "an increase of JPY8,934 million", "8,934百万円の増加"),
        ("movement(IncomeTaxesPayable) | change-amount", "decreased by JPY540 million", "540百万円減少"),
        ("OtherIncomeExpense | income", "an income of JPY4 million", "4百万円の収益"),
        ("OtherIncomeExpense@PriorYear | income", "an expense of JPY377 million", "377百万円の費用"),
        ("-NetCashProvidedByInvestingActivities | million", "JPY5,946 million", "5,946百万円"),
        ("NetIncomePerShareBasic | per-share", "JPY130.76", "130.76円"),
        ("equity_ratio | percent", "45.8%", "45.8％"),
        ("ConnectivityCorporateContracts | count", "114,614", "114,614"),
        ("TotalContractedBandwidth | count", "1,218.7", "1,218.7"),
        ("Revenues - Revenues | increase", "no change", "増減なし"),
        ("tse.DividendPayableDateAsPlanned | date", "June 27, 2013", "平成25年6月27日"),
        # As the table prints it, which foots: the statement rounds to 84,395.
        ("CostOfRevenues | million", "JPY84,394 million", "84,394百万円"),
    ],
)
def test_each_style(filing: Filing, binder: Binder, place: str, english: str, japanese: str) -> None:
    for lang, expected in (("en", english), ("ja", japanese)):
        runs = Speaker(binder, lang).runs(parse_prose(f"{{{place}}}", filing, lang))
        assert "".join(run.display if isinstance(run, Tagged) else run.text for run in runs) == expected


def test_a_fact_is_tagged_and_a_figure_is_not(filing: Filing, binder: Binder) -> None:
    said = Speaker(binder, "en").runs(
        parse_prose("{Revenues | million} {Revenues - CostOfRevenues | million}", filing, "en")
    )
    assert [type(run) for run in said] == [Text, Tagged, Text]
    (tagged,) = (run for run in said if isinstance(run, Tagged))
    assert (tagged.fact.value, tagged.fact.decimals, tagged.scale) == (Decimal(106248000000), -6, 6)


def test_the_negative_of_a_fact_states_the_fact(filing: Filing, binder: Binder) -> None:
    said = Speaker(binder, "en").runs(parse_prose("{-NetCashProvidedByInvestingActivities | million}", filing, "en"))
    (tagged,) = (run for run in said if isinstance(run, Tagged))
    assert (tagged.display, tagged.fact.value) == ("5,946", Decimal(-5946000000))


def test_footnotes_are_numbered_as_they_are_met(filing: Filing, binder: Binder) -> None:
    speaker = Speaker(binder, "en")
    assert [run.text for run in speaker.runs(parse_prose("{^b}{^a}{^b}", filing, "en"))] == ["1", "2", "1"]
    assert [speaker.mark("b").id, speaker.mark("b").target] == ["mark-1-3", "note-1"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{Revenues}", "a figure says how it is printed"),
        ("{Revenues | }", "is no figure"),
        ("{ | million}", "is no figure"),
        ("{Revenues | million", "a brace without its partner"),
        ("{Revenues@CurentYear | million}", "did you mean CurrentYear?"),
        ("{Revenues | milion}", "did you mean million?"),
        ("{CurentYear.last}", "did you mean CurrentYear?"),
    ],
)
def test_what_means_nothing_is_refused(filing: Filing, text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words.replace("?", r"\?")):
        parse_prose(text, filing, "en")


@pytest.mark.parametrize(
    ("value", "printed", "decimals", "expected"),
    [
        ("84394933000", "84395000000", -6, -6),
        ("84394933000", "84394000000", -6, -7),
        ("84394933000", "84000000000", -6, None),
    ],
)
def test_a_print_is_as_precise_as_it_is_true(
    filing: Filing, value: str, printed: str, decimals: int, expected: int | None
) -> None:
    fact = replace(filing.report.facts[-1], value=Decimal(value), decimals=-3)
    assert isinstance(fact, Fact)
    assert true_decimals(fact, Decimal(printed), decimals) == expected
