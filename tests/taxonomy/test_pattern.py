from __future__ import annotations

import pytest

from tanshin.taxonomy.pattern import PLACE, Place, place_of


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
