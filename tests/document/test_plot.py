"""From what a chart is to show to the chart."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from msgspec.structs import replace

from tanshin import api
from tanshin.derive.binding import bind
from tanshin.derive.past import Past
from tanshin.document.chart import Standing
from tanshin.document.plot import chart_table, plot
from tanshin.document.prose import Speaker
from tanshin.report.aspect import Duration
from tanshin.report.chart import ChartPlan, SeriesPlan
from tanshin.report.filing import Filing
from tanshin.report.prose import Prose, Words
from tests.samples.filings import sample


def said(text: str) -> Prose:
    return Prose({lang: (Words(text),) for lang in ("en", "ja")}, {})


@pytest.fixture(scope="module")
def past() -> Past:
    own = sample("1q-fy2013")
    earlier = tuple(sample(name) for name in ("1h-fy2012", "fy2012-annual"))
    return Past(own, earlier, api.figures_of(own))


def speaker(filing: Filing, lang: str = "en") -> Speaker:
    return Speaker(bind(filing, ()), lang)


def plan(past: Past, *columns: str, periods: tuple[str, ...], scale: int = 6) -> ChartPlan:
    spans = tuple(map(past.filing.calendar.period, periods))
    return ChartPlan("one", said("A chart"), False, spans, scale, tuple(SeriesPlan(one) for one in columns))


def test_marks_are_the_facts_and_say_where_they_come_from(past: Past) -> None:
    wanted = plan(
        past, "NetCashProvidedByOperatingActivities", periods=("PriorQuarter1", "PriorQuarter2", "CurrentQuarter")
    )
    chart = plot(wanted, past, speaker(past.filing))
    (series,) = chart.columns
    assert [mark.text for mark in series.marks] == ["1,424*", "2,546", "not published"]
    assert [mark.standing for mark in series.marks] == [Standing.DERIVED, Standing.PUBLISHED, Standing.MISSING]
    assert series.marks[1].value == Fraction(2546)
    assert chart.categories == ("1Q12", "2Q12", "1Q13")
    assert chart.unit == "Millions of JPY"
    assert [note[:8] for note in chart.notes] == ["* Hatche", "Dashed f"]


def test_a_note_tells_of_rounded_inputs_only_where_there_are(past: Past) -> None:
    rounded = plot(plan(past, "AdjustedEbitda", periods=("PriorQuarter1",)), past, speaker(past.filing))
    exact = plot(plan(past, "Revenues", periods=("PriorQuarter1",)), past, speaker(past.filing))
    assert "last digit" in rounded.notes[0]
    assert "last digit" not in exact.notes[0]


def test_japanese_has_its_own_words(past: Past) -> None:
    wanted = plan(
        past, "NetCashProvidedByInvestingActivities", periods=("PriorYear", "PriorQuarter1", "CurrentQuarter")
    )
    chart = plot(wanted, past, speaker(past.filing, "ja"))
    assert chart.categories == ("2012年度", "2012年度\n1Q", "2013年度\n1Q")
    assert [mark.text for mark in chart.columns[0].marks] == ["△5,946", "△2,131*", "未公表"]
    assert chart.unit == "百万円"


def test_balances_are_named_by_their_day(past: Past) -> None:
    chart = plot(plan(past, "TotalContractedBandwidth", periods=("PriorYear",)), past, speaker(past.filing))
    assert chart.categories == ("Mar\n2013",)
    assert chart.columns[0].marks[0].text == "1,218.7"


def test_what_is_not_over_and_what_was_not_planned_are_no_gaps(past: Past) -> None:
    wanted = plan(past, "OperatingIncome", "OperatingIncomeTarget", periods=("Prior2Year", "CurrentYear"), scale=9)
    chart = plot(wanted, past, speaker(past.filing))
    result, target = chart.columns
    assert [mark.text for mark in result.marks] == ["6.4", ""]
    assert [mark.text for mark in target.marks] == ["", "9.4"]
    assert {mark.standing for mark in (result.marks[1], target.marks[0])} == {Standing.VOID}
    assert chart.notes == ()


def test_a_figure_known_too_roughly_says_so(past: Past) -> None:
    alone = Past(past.filing, (), past.figures)
    chart = plot(plan(alone, "CostOfRevenues", periods=("PriorQuarter",)), alone, speaker(alone.filing))
    assert chart.columns[0].marks[0].text == "c. 20,000"


def test_the_table_has_every_figure(past: Past) -> None:
    wanted = replace(
        plan(past, "NetworkServicesRevenue", "SystemsIntegrationRevenue", periods=("PriorQuarter2", "CurrentQuarter")),
        stacked=True,
        totals=SeriesPlan("Revenues"),
    )
    chart = plot(wanted, past, speaker(past.filing))
    table = chart_table(chart)
    assert [[cell.display for cell in row.cells[1:]] for row in table.body] == [
        ["16,167", "16,785"],
        ["9,175", "8,692"],
        ["26,268", "26,441"],
    ]
    assert table.body[-1].kind == "total"
    gap = chart_table(plot(plan(past, "AdjustedEbitda", periods=("CurrentQuarter",)), past, speaker(past.filing)))
    assert gap.body[0].cells[1].display == "…"


def test_explicit_spans_reach_further_back_than_the_calendar(past: Past) -> None:
    older = sample("fy2009-annual")
    longer = Past(past.filing, (*past.earlier, older), past.figures)
    span = Duration(date(2009, 4, 1), date(2010, 3, 31))
    wanted = replace(plan(longer, "Revenues", periods=("PriorYear",)), periods=(span,))
    chart = plot(wanted, longer, speaker(longer.filing))
    assert (chart.categories, chart.columns[0].marks[0].text) == (("FY09",), "68,006")
