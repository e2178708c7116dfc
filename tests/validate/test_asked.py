"""What a person may ask about, on the published sample."""

from __future__ import annotations

import pytest

from tanshin.validate.asked import filtered, select, wanted
from tanshin.values.finding import InputError
from tests.validate.sample import filing


def concepts(asked: str) -> set[str]:
    return {fact.concept.local for fact in select(filing(), asked)}


@pytest.mark.parametrize("asked", ["iij:Revenues", "Revenues", "営業収益合計", "TOTAL  REVENUES", "Total revenues"])
def test_a_concept_has_many_names(asked: str) -> None:
    assert "Revenues" in concepts(asked)


def test_a_caption_means_what_stands_in_its_row() -> None:
    assert {"OemHomeRevenue", "OemHomeRevenueChange", "OemHomeContracts"} <= concepts("OEM")


@pytest.mark.parametrize(
    "asked",
    ["106,248", "106,248,486", "106248486", "106,248 million", "JPY106,248 million", "JPY 106.2 billion", "1,062億円"],
)
def test_a_figure_is_found_in_any_scale(asked: str) -> None:
    values = {str(fact.value) for fact in select(filing(), asked) if fact.concept.local == "Revenues"}
    assert values == {"106248486000"}


def test_what_is_printed_so_comes_before_what_rounds_to_it() -> None:
    assert concepts("2.9%") == {"NetworkServicesRevenueChange"}
    assert {str(fact.value) for fact in select(filing(), "106,248,486")} == {"106248486000"}


def test_a_sign_is_looked_for_where_there_is_one() -> None:
    assert {str(fact.value) for fact in select(filing(), "(559)")} == {"-559000000"}
    assert "-559000000" in {str(fact.value) for fact in select(filing(), "559")}


@pytest.mark.parametrize("text", ["Revenues", "1,23", "12 apples", "-", "", "FY2012"])
def test_what_is_no_figure_is_a_name(text: str) -> None:
    assert wanted(text) is None


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("Revenuse", "reports nothing called Revenuse; near: Revenues, "),
        ("iij:Goodwil", "near: Goodwill"),
        ("xyzzy plugh", "reports nothing called xyzzy plugh"),
        ("987,654,321", "has no figure 987,654,321, in no scale"),
    ],
)
def test_an_unknown_name_or_figure_is_told(asked: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        select(filing(), asked)
    (found,) = caught.value.findings
    assert found.code == "TNS022"
    assert words in found.message


def test_facts_are_chosen_by_period_unit_and_member() -> None:
    facts = select(filing(), "Revenues")
    (one,) = filtered(facts, filing(), "CurrentYear", "jpy", "EliminationMember")
    assert str(one.value) == "-559000000"
    assert filtered(facts, filing(), "2012-04-01/2013-03-31", "USD") == tuple(
        fact for fact in facts if str(fact.key.unit) == "USD" and str(fact.key.period) == "2012-04-01/2013-03-31"
    )
    with pytest.raises(InputError, match="none of these is asked for: iij:Revenues"):
        filtered(facts, filing(), "CurrentMonth13")


def test_a_balance_is_of_the_year_that_it_closes() -> None:
    found = filtered(select(filing(), "Goodwill"), filing(), "CurrentYear", "JPY")
    assert {str(fact.key.period) for fact in found} == {"2013-03-31"}
