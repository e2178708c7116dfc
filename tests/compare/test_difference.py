"""Differences of two reports: of which kind, in which order, and the same from the other side."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tanshin.compare.difference import Difference, Entry, Kind, Words, difference
from tanshin.compare.match import Match
from tanshin.compare.side import Note, Side, side_of
from tanshin.report.aspect import JPY, JPY_PER_SHARE, PURE
from tanshin.report.fact import Fact, Value
from tanshin.report.instance import FactNote, Instance
from tanshin.report.report import Report
from tanshin.report.restatement import Restatement, RestatementKind
from tanshin.tell.difference_text import difference_lines
from tests.compare.corrected import sample
from tests.compare.reports import NAMESPACE, fact, side

MIRRORED = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}


def kinds(found: Difference) -> list[tuple[Kind, str]]:
    return [(entry.kind, entry.fact.concept.local) for entry in found.entries]


def test_a_figure_is_changed_added_or_removed() -> None:
    old = side(fact("Assets", 1000), fact("Cash", 90), fact("Gone", 7))
    found = difference(old, side(fact("Assets", 1000), fact("Cash", 100), fact("Come", 500)))
    assert kinds(found) == [(Kind.ADDED, "Come"), (Kind.CHANGED, "Cash"), (Kind.REMOVED, "Gone")]
    assert [entry.weight for entry in found.entries] == [Fraction(1, 2), Fraction(1, 100), Fraction(7, 1000)]
    assert found.references == {"JPY": Decimal(1000)}
    assert [entry.change for entry in found.entries] == [None, Decimal(10), None]


@pytest.mark.parametrize(
    ("old", "new"),
    [(Decimal(5), None), (None, Decimal(0)), (True, False), (date(2013, 5, 15), date(2013, 5, 16)), ("a", "b")],
)
def test_every_kind_of_value_is_compared(old: Value, new: Value) -> None:
    found = difference(side(fact("X", old, unit=JPY)), side(fact("X", new, unit=JPY)))
    assert kinds(found) == [(Kind.CHANGED, "X")]


def test_a_day_that_was_read_as_text_is_the_day() -> None:
    assert not difference(side(fact("X", date(2013, 5, 15))), side(fact("X", "2013-05-15")))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ((Decimal(12345000), -3), (Decimal(12000000), -6), Kind.ROUNDING),
        ((Decimal(12345000), -3), (Decimal(13000000), -6), Kind.CHANGED),
        ((Decimal(12000000), -3), (Decimal(12000000), -6), Kind.ROUNDING),
        ((Decimal(12000000), None), (Decimal(12000000), -6), Kind.ROUNDING),
        # The thousands may have been dropped as well as rounded: nobody says which.
        ((Decimal(12945000), -3), (Decimal(12000000), -6), Kind.ROUNDING),
        ((Decimal(12345000), -3), (Decimal(12346000), -3), Kind.CHANGED),
    ],
)
def test_two_roundings_of_one_figure_are_told_apart(
    old: tuple[Decimal, int | None], new: tuple[Decimal, int | None], expected: Kind
) -> None:
    assert kinds(difference(side(fact("X", old[0], decimals=old[1])), side(fact("X", new[0], decimals=new[1])))) == [
        (expected, "X")
    ]


def test_a_figure_of_a_period_before_that_of_the_later_report_is_restated() -> None:
    old = side(fact("Cash", 1, "2012-03-31"), fact("Sales", 5, "2012-04-01/2013-03-31"))
    new = side(fact("Cash", 2, "2012-03-31"), fact("Sales", 6, "2012-04-01/2013-03-31"), fact("Cash", 9))
    assert kinds(difference(old, new)) == [
        (Kind.ADDED, "Cash"),
        (Kind.RESTATED, "Cash"),
        (Kind.CHANGED, "Sales"),
    ]
    # Two versions of one report restate nothing.
    assert kinds(difference(new, side(*new.report.facts[1:], fact("Cash", 3, "2012-03-31")))) == [
        (Kind.CHANGED, "Cash")
    ]


def test_a_label_alone_is_told_and_beside_a_value_too() -> None:
    old, new = side(fact("Cash", 1), labels={"Cash": "Cash"}), side(fact("Cash", 1), labels={"Cash": "Money"})
    found = difference(old, new)
    assert kinds(found) == [(Kind.LABEL, "Cash")]
    assert found.entries[0].words == (Words("Cash", "Money", "en"),)
    (both,) = difference(old, side(fact("Cash", 2), labels={"Cash": "Money"})).entries
    assert (both.kind, len(both.words)) == (Kind.CHANGED, 1)
    # What one side does not call at all is no difference.
    assert not difference(old, side(fact("Cash", 1)))


def test_amounts_come_before_other_numbers_and_words_last() -> None:
    old = side(
        fact("Text", "a", lang="en"),
        fact("Ratio", Decimal("0.5"), unit=PURE),
        fact("PerShare", 100, unit=JPY_PER_SHARE),
        fact("Small", 1),
        fact("Large", 1000),
    )
    found = difference(old, side())
    assert [entry.fact.concept.local for entry in found.entries] == ["Large", "Small", "PerShare", "Ratio", "Text"]


def test_a_forecast_is_no_measure_where_there_is_a_result() -> None:
    old = side(
        fact("Assets", 100),
        fact("Sales", 900, "2013-04-01/2014-03-31"),
        fact("PerShare", 8, "2013-04-01/2014-03-31", unit=JPY_PER_SHARE),
    )
    assert difference(old, side()).references == {"JPY": Decimal(100), "JPY/shares": Decimal(8)}


def test_texts_are_compared_in_their_language() -> None:
    old = side(fact("Note", "同じ", lang="ja"), fact("Note", "one", lang="en"))
    found = difference(old, side(fact("Note", "同じ", lang="ja"), fact("Note", "two", lang="en")))
    assert [(entry.fact.key.lang, entry.weight) for entry in found.entries] == [("en", None)]


def test_facts_matched_by_name_are_no_difference_and_it_is_known() -> None:
    later = NAMESPACE.replace("2013", "2014")
    found = difference(side(fact("Cash", 1)), side(fact("Cash", 1, namespace=later)))
    assert not found
    assert [pair.by for pair in found.matching.pairs] == [Match.NAME]


def test_footnotes_are_compared_by_text_then_by_what_they_stand_on() -> None:
    cash = fact("Cash", 1)
    kept, moved = Note("kept", "en", ()), Note("kept", "en", (cash.key,))
    old = side(cash, notes=(kept, Note("before", "en", (cash.key,)), Note("gone", "ja", ())))
    new = side(cash, notes=(moved, Note("after", "en", (cash.key,)), Note("come", "ja", ())))
    found = difference(old, new)
    assert [(one.old and one.old.text, one.new and one.new.text) for one in found.notes] == [
        ("before", "after"),
        ("gone", None),
        (None, "come"),
    ]
    assert found


NUMBERS = st.builds(
    fact,
    st.sampled_from(["Assets", "Cash", "Sales"]),
    st.one_of(st.none(), st.integers(-(10**12), 10**12).map(Decimal)),
    st.sampled_from(["2012-03-31", "2013-03-31", "2012-04-01/2013-03-31"]),
    st.one_of(st.none(), st.integers(-6, 2)),
    unit=st.sampled_from([JPY, PURE]),
    namespace=st.sampled_from([NAMESPACE, NAMESPACE.replace("2013", "2014")]),
)
TEXTS = st.builds(fact, st.just("Note"), st.text(max_size=5), lang=st.sampled_from(["en", "ja"]))
SIDES = st.lists(NUMBERS | TEXTS, max_size=8, unique_by=lambda one: one.key).map(lambda facts: side(*facts))


@given(SIDES)
def test_a_report_does_not_differ_from_itself(one: Side) -> None:
    found = difference(one, one)
    assert not found
    assert found.entries == ()


@given(SIDES, SIDES)
def test_the_other_way_round_everything_is_mirrored(one: Side, other: Side) -> None:
    there, back = difference(one, other), difference(other, one)
    assert {_said(entry) for entry in there.entries} == {_mirrored(entry) for entry in back.entries}
    assert there.references == back.references


@given(SIDES, SIDES)
def test_every_fact_is_matched_or_alone(one: Side, other: Side) -> None:
    matching = difference(one, other).matching
    assert len(matching.pairs) + len(matching.removed) == len(one.report)
    assert len(matching.pairs) + len(matching.added) == len(other.report)


Said = tuple[Kind, Fact | None, Fact | None, Fraction | None]


def _said(entry: Entry) -> Said:
    return entry.kind, entry.old, entry.new, entry.weight


def _mirrored(entry: Entry) -> Said:
    return MIRRORED.get(entry.kind, entry.kind), entry.new, entry.old, entry.weight


def test_an_instance_is_compared_with_its_footnotes_and_repetitions() -> None:
    cash = fact("Cash", 1)
    old = Instance("a.xbrl", Report((cash,)), notes=(FactNote("noted", "en", (cash.key,)),))
    new = Instance("b.xbrl", Report((cash,)), repeated=(cash, fact("Cash", 2)))
    found = difference(side_of(old), side_of(new))
    assert [(entry.kind, entry.fact.value) for entry in found.entries] == [(Kind.ADDED, Decimal(2))]
    assert [one.old.text for one in found.notes if one.old] == ["noted"]
    back = difference(side_of(new), side_of(old))
    assert [(entry.kind, entry.fact.value) for entry in back.entries] == [(Kind.REMOVED, Decimal(2))]
    assert not difference(side_of(new), side_of(new))


def test_a_restatement_is_told_with_its_kind_and_reason() -> None:
    """The record stands in the later filing, whichever side that is."""
    later, _ = sample()
    cell = next(one for one in later.prints if one.key.concept.local == "Inventories" and "2012" in str(one.key.period))
    told = Restatement(
        cell.table, cell.row, cell.column, RestatementKind.SCOPE, Decimal(1), Decimal(2), 0, "wider", cell.source
    )
    calendar = replace(later.calendar, year_end=date(2012, 3, 31))
    facts = tuple(
        replace(one, value=Decimal(1000), decimals=-3) if one.key == cell.key else one for one in later.report
    )
    earlier = side_of(replace(later, calendar=calendar, report=Report(facts)))
    now = side_of(replace(later, restatements=(told,)))
    for found in (difference(earlier, now), difference(now, earlier)):
        (entry,) = found.of(Kind.RESTATED)
        assert (entry.restatement, entry.fact.concept.local) == (told, "Inventories")
    assert "the scope changed: wider" in "\n".join(difference_lines(difference(earlier, now)))


def test_captions_that_differ_come_table_by_table() -> None:
    filing, _ = sample()
    renamed = replace(filing, captions=tuple(replace(one, text=f"{one.text} (new)") for one in filing.captions))
    entries = difference(side_of(filing), side_of(renamed)).entries
    several = [[one.table for one in entry.words if one.table] for entry in entries]
    assert max(map(len, several)) > 2
    assert all(tables == sorted(tables) for tables in several)
