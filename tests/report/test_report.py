from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from tanshin.report.aspect import JPY, Entity, Instant
from tanshin.report.fact import Fact, Key
from tanshin.report.report import Report, report_of
from tanshin.values.qname import QName


def fact(local: str, value: Decimal | str | None, decimals: int | None = None, day: int = 31) -> Fact:
    name = QName("https://example.com", local, "ex")
    key = Key(name, Entity("https://example.com", "1"), Instant(date(2013, 3, day)), JPY)
    return Fact(key, value, decimals)


CASH, EARLIER, NOTE = fact("Cash", Decimal(5), 0), fact("Cash", Decimal(4), 0, 30), fact("Note", "text")


def test_facts_are_found_by_what_they_are_about() -> None:
    report = Report((CASH, EARLIER, NOTE))
    assert len(report) == 3
    assert list(report) == [CASH, EARLIER, NOTE]
    assert report.get(NOTE.key) is NOTE
    assert report.get(fact("Other", None).key) is None
    assert report.by_concept == {CASH.concept: (CASH, EARLIER), NOTE.concept: (NOTE,)}


def test_repetitions_are_left_out_where_they_were_met_later() -> None:
    again = replace(CASH, table="elsewhere")
    report = report_of([CASH, NOTE, again])
    assert report.facts == (CASH, NOTE)
    assert report.facts[0].table == ""


@pytest.mark.parametrize("precise", [0, 2, None])
def test_of_repetitions_the_most_precise_is_kept_in_its_first_place(precise: int | None) -> None:
    rough = replace(CASH, decimals=-3)
    exact = replace(CASH, decimals=precise)
    assert report_of([rough, NOTE, exact]).facts == (exact, NOTE)
    assert report_of([exact, NOTE, rough]).facts == (exact, NOTE)


@pytest.mark.parametrize("other", [Decimal(6), None])
def test_two_values_for_one_thing_are_a_contradiction(other: Decimal | None) -> None:
    with pytest.raises(ValueError, match="two values for ex:Cash 2013-03-31 JPY: 5 and"):
        report_of([CASH, replace(CASH, value=other)])
