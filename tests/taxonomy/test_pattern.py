from __future__ import annotations

import pytest

from tanshin.taxonomy.pattern import PLACE, Place, is_period_name, is_period_part, period_name, place_of


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("no place", []),
        ("BALANCE, {date}", [Place("date", ())]),
        ("JPY {Allowance@PriorYear} thousand", [Place("Allowance", ("PriorYear",))]),
        ("{Shares@PriorYear,CurrentYear} at {date@PriorYear}", [
            Place("Shares", ("PriorYear", "CurrentYear")), Place("date", ("PriorYear",)),
        ]),
        ("{not a place} {@PriorYear} {A@}", []),
    ],
)  # fmt: skip
def test_places_name_what_stands_there_and_for_which_periods(text: str, places: list[Place]) -> None:
    assert [place_of(match) for match in PLACE.finditer(text)] == places


@pytest.mark.parametrize(
    ("column", "row", "name"),
    [
        ("CurrentYear", None, "CurrentYear"),
        (None, "PriorQuarter", "PriorQuarter"),
        ("Prior2", "Quarter4", "Prior2Quarter4"),
        ("Month12", "Prior", "PriorMonth12"),
        ("Announcement", None, "Announcement"),
        (None, None, None),
    ],
)
def test_column_and_row_name_a_period_together(column: str | None, row: str | None, name: str | None) -> None:
    assert period_name(column, row) == name
    assert name is None or is_period_name(name)


def test_halves_of_a_name_are_no_names() -> None:
    halves = ("Prior2", "Prior", "Current", "Next", "Year", "AccumulatedQ3", "Quarter", "Quarter1", "Month12")
    assert all(is_period_part(one) and not is_period_name(one) for one in halves)
    assert not any(is_period_part(one) for one in ("PriorYear", "Month13", "Announcement", ""))
