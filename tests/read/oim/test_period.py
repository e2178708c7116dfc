"""Periods as texts."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.read.oim.names import Misfit
from tanshin.read.oim.period import moments, period_of
from tanshin.report.aspect import FOREVER, Duration, Instant, Period, parse_period
from tanshin.write.oim import period as written
from tests.oim_reports import PERIODS


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2013-04-01T00:00:00", "2013-03-31"),
        ("2013-04-01T00:00:00Z", "2013-03-31"),
        ("2013-04-01T00:00:00.000", "2013-03-31"),
        ("2013-04-01T00:00:00/2013-04-01T00:00:00", "2013-03-31"),
        ("2012-04-01T00:00:00/2013-04-01T00:00:00", "2012-04-01/2013-03-31"),
        ("2012", "2012-01-01/2012-12-31"),
        ("2012-02", "2012-02-01/2012-02-29"),
        ("2012Q4", "2012-10-01/2012-12-31"),
        ("2012H1", "2012-01-01/2012-06-30"),
        ("2021W01", "2021-01-04/2021-01-10"),
        ("2012-04-01", "2012-04-01/2012-04-01"),
        ("2012-04-01..2013-03-31", "2012-04-01/2013-03-31"),
        ("2013-03-31@end", "2013-03-31"),
        ("2013-04-01@start", "2013-03-31"),
        ("2012Q2@start", "2012-03-31"),
        ("2012-04-01..2013-03-31@end", "2013-03-31"),
        ("2012-04-01T00:00:00/2013-04-01T00:00:00@end", "2013-03-31"),
    ],
)
def test_periods_are_days(text: str, period: str) -> None:
    assert period_of(text) == parse_period(period)


@pytest.mark.parametrize(
    "text",
    [
        "", "/", "2012Q5", "2012Q0", "2012Q02", "2012H3", "2012-13", "2012-4", "2012W00", "2012W54", "0000",
        "2013-02-29", "2013-02-29@end", "2013-04-01T00:00:00@end", "2013@end@end", "2013@middle", "13Q1",
        "2013-04-01..2012-04-01", "2013-04-01T24:00:00", "2013-04-01T00:00:00+09:00", "0001-01-01..0001-01-05",
        "0001-01-01T00:00:00", "２０１３",
    ],
)  # fmt: skip
def test_what_is_no_period_is_told(text: str) -> None:
    with pytest.raises(Misfit) as caught:
        period_of(text)
    assert caught.value.code == "TNS085"


@given(PERIODS)
def test_every_period_has_a_text(period: Period) -> None:
    text = written(period)
    assert (text is None) == (period == FOREVER)
    if text is not None:
        assert moments(text) == period == period_of(text)


@given(st.text(alphabet="0123456789-T:.Q@/HWstarend", max_size=24))
def test_any_text_is_a_period_or_none(text: str) -> None:
    with suppress(Misfit):
        assert isinstance(period_of(text), Instant | Duration)


def test_the_first_year_has_a_start() -> None:
    assert period_of("0001-01-02") == Duration(date(1, 1, 2), date(1, 1, 2))
