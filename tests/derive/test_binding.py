"""What the places in a release's texts ask for."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tanshin import api
from tanshin.derive.binding import Binder, bind
from tanshin.report.prose import Bound, Style
from tests.samples.filings import sample


@pytest.fixture(scope="module")
def binder() -> Binder:
    filing = sample("fy2012-annual")
    return bind(filing, api.figures_of(filing))


def ask(expression: str, style: Style, period: str = "CurrentYear") -> Bound:
    return Bound(expression, period, style)


def test_a_concept_is_its_fact(binder: Binder) -> None:
    answer = binder.answer(ask("Revenues", Style.MILLION))
    assert answer.fact
    assert (answer.value, answer.fact.concept.local) == (Fraction(106248486000), "Revenues")


def test_a_figure_written_out_is_the_fact_that_it_is(binder: Binder) -> None:
    answer = binder.answer(ask("change(Revenues)", Style.CHANGE))
    assert answer.fact
    assert (answer.value, answer.fact.concept.local) == (Fraction(92, 1000), "RevenuesChange")


def test_a_year_before_is_another_fact(binder: Binder) -> None:
    now, before = (binder.answer(ask(text, Style.MILLION)).fact for text in ("Revenues", "prior(Revenues)"))
    assert now
    assert before
    assert now.key.period != before.key.period


def test_what_no_concept_has_is_a_figure_alone(binder: Binder) -> None:
    answer = binder.answer(ask("Revenues - CostOfRevenues", Style.MILLION))
    assert answer.fact is None
    assert answer.value == Fraction(106248486000 - 84394933000)


def test_what_is_missing_is_said(binder: Binder) -> None:
    assert binder.answer(ask("Revenues", Style.MILLION, "Prior2Year")).needs == ("Revenues 2010-04-01/2011-03-31",)


@pytest.mark.parametrize(
    ("bound", "words"),
    [
        (ask("Revenues", Style.PERCENT), "percent prints a rate or ratio, and Revenues is an amount"),
        (ask("change(Revenues)", Style.MILLION), "million prints an amount"),
        (ask("Revenus", Style.MILLION), "did you mean Revenues"),
        (ask("opening(Revenues)", Style.MILLION), "is measured over a period"),
        (ask("tse.Tel", Style.DATE), "no day of the form"),
    ],
)
def test_what_cannot_be_asked_is_told(binder: Binder, bound: Bound, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        binder.answer(bound)
