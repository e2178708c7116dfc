from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.read.release_text.likeness import CLOSE, FOLDED, NEAR, SAME, distance, likeness, vocabulary

CAPTIONS = (
    "Interest income",
    "Interest expense",
    "Increase in accounts payable",
    "Decrease in accounts payable",
    "Deferred tax assets—current",
    "DEFERRED TAX ASSETS—Noncurrent",
    "IIJ FiberAccess/F and IIJ DSL/F",
    "Accounts receivable, net of JPY {X@PriorYear} thousand at {date@PriorYear}",
)
KNOWN = vocabulary(CAPTIONS)
LETTERS = st.text("abc", max_size=6)


@pytest.mark.parametrize(
    ("printed", "caption", "found"),
    [
        ("INTEREST INCOME:", "Interest income", SAME),
        ("lnterest inc0me", "Interest income", FOLDED),
        ("Deferred tax as sets - current", "Deferred tax assets—current", FOLDED),
        ("Intrest income", "Interest income", NEAR),
        ("Interest incmoe", "Interest income", NEAR),
        ("IJ FiberAccess/F and IJ DSL/F", "IIJ FiberAccess/F and IIJ DSL/F", CLOSE),
        ("Accounts recievable, net of JPY 12,345 thousand at March 31, 2012", CAPTIONS[-1], NEAR),
        ("有形 固定資産", "有形固定資産", SAME),
    ],
)
def test_a_caption_with_slips_is_like_the_one_that_was_meant(printed: str, caption: str, found: int) -> None:
    assert likeness(printed, caption, KNOWN) == found


@pytest.mark.parametrize(
    ("printed", "caption"),
    [
        ("Interest expense", "Interest income"),
        ("Decrease in accounts payable", "Increase in accounts payable"),
        ("Deferred tax assets—noncurrent", "Deferred tax assets—current"),
        ("無形固定資産", "有形固定資産"),
        ("", "Interest income"),
    ],
)
def test_another_line_is_no_slip(printed: str, caption: str) -> None:
    assert likeness(printed, caption, KNOWN) < CLOSE


@given(LETTERS, LETTERS)
def test_the_distance_is_the_same_both_ways_and_nothing_only_for_the_same(one: str, other: str) -> None:
    found = distance(one, other, 9)
    assert found == distance(other, one, 9)
    assert (found == 0) == (one == other)
    assert distance(one, other, 1) == min(found, 2)


@given(st.text("abcd", min_size=2, max_size=8), st.integers(0, 6))
def test_letters_that_changed_places_are_one_slip(word: str, at: int) -> None:
    at %= len(word) - 1
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assert distance(word, swapped, 2) == (word != swapped)
