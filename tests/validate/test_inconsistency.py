"""Sums judged from a stream: in whole numbers as by the letter, with duplicates, nil, tuples and odd figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tanshin.report.aspect import JPY, USD, XBRLI, Duration, Entity, Instant, TypedMember, Unit
from tanshin.report.fact import VAGUE, Fact, Key
from tanshin.report.item import Aspects, Item
from tanshin.taxonomy.relationship import Network, Relationship
from tanshin.taxonomy.role import SUMMATION_ITEM, SUMMATION_ITEM_11
from tanshin.validate.amount import amount_of, exact, written
from tanshin.validate.calculation import Mode, Summation, Verdict, bind, number
from tanshin.validate.inconsistency import Judged, inconsistencies, once
from tanshin.values.qname import QName

ENTITY = Entity("scheme", "one")
HERE = Aspects(ENTITY, Instant(date(2013, 3, 31)))
THERE = Aspects(ENTITY, Duration(date(2012, 4, 1), date(2013, 3, 31)))


def name(local: str) -> QName:
    return QName("n", local)


def item(
    local: str,
    text: str | None,
    decimals: int | None = 0,
    aspects: Aspects = HERE,
    unit: Unit = JPY,
    parent: int = 0,
) -> Item:
    return Item(name(local), aspects, unit, text, decimals, parent)


def network(total: str = "T", arcrole: str = SUMMATION_ITEM, **weights: str) -> Network:
    arcs = [
        Relationship(arcrole, "role", name(total), name(local), order, Decimal(weight))
        for order, (local, weight) in enumerate((weights or {"A": "1", "B": "1"}).items())
    ]
    return Network(arcrole, "role", tuple(arcs))


def judged(mode: Mode, *items: Item, tuples: dict[int, int] | None = None, networks: Sequence[Network] = ()) -> Judged:
    return inconsistencies(items, networks or [network()], mode, "x.xbrl", tuples)


def verdicts(*items: Item) -> dict[str, str]:
    """What each mode says of one sum: consistent, inconsistent, why not judged, or not bound."""
    found = {}
    for mode in Mode:
        one = judged(mode, *items)
        said = ["inconsistent"] * len(one.inconsistent) + [str(why) for _, why in one.unjudged]
        found[str(mode)] = said[0] if said else ("consistent" if one.bound else "unbound")
    return found


def everywhere(verdict: str) -> dict[str, str]:
    return dict.fromkeys(map(str, Mode), verdict)


def test_a_sum_holds_or_it_does_not() -> None:
    assert verdicts(item("A", "1"), item("T", "3"), item("B", "2")) == everywhere("consistent")
    assert verdicts(item("A", "1"), item("T", "9"), item("B", "2")) == everywhere("inconsistent")


def test_what_does_not_bind() -> None:
    assert verdicts(item("T", "3")) == everywhere("unbound")
    assert verdicts(item("T", None), item("A", "3")) == everywhere("unbound")
    assert verdicts(item("T", "3"), item("A", None)) == everywhere("unbound")
    assert verdicts(item("T", "3"), item("A", "9", unit=USD)) == everywhere("unbound")
    assert verdicts(item("T", "3"), item("A", "9", aspects=THERE)) == everywhere("unbound")
    assert verdicts(item("T", "3"), item("A", None), item("A", None)) == everywhere("unbound")


def test_the_same_said_twice_binds_nothing_in_21_alone() -> None:
    found = verdicts(item("T", "3"), item("A", "1"), item("A", "1.0"), item("B", "2"))
    assert found == everywhere("consistent") | {"c10": "repeated"}


def test_of_consistent_duplicates_the_common_part_counts() -> None:
    found = verdicts(item("T", "1000", -3), item("T", "1234"), item("A", "1100"), item("B", "100"))
    assert found == {"c10": "repeated", "c10d": "inconsistent", "c11r": "inconsistent", "c11t": "inconsistent"}


def test_duplicates_that_contradict_each_other_stop_11() -> None:
    found = verdicts(item("T", "3"), item("A", "3"), item("A", "4"))
    contradicted = {"c11r": "disallowedDuplicateFacts", "c11t": "disallowedDuplicateFacts"}
    assert found == everywhere("repeated") | contradicted
    # nil is no value, so it contradicts one
    assert verdicts(item("T", "3"), item("A", None), item("A", "3"))["c11r"] == "disallowedDuplicateFacts"


def test_nil_repeats_a_total_by_21_and_is_dropped_when_facts_are_de_duplicated() -> None:
    found = verdicts(item("T", "3"), item("T", None), item("A", "1"))
    assert (found["c10"], found["c10d"]) == ("repeated", "inconsistent")


def test_more_digits_than_claimed_stop_11() -> None:
    found = verdicts(item("T", "3000", -3), item("A", "1234", -3), item("B", "2000", -3))
    assert found == {"c10": "consistent", "c10d": "consistent", "c11r": "excessDigits", "c11t": "excessDigits"}


def test_a_figure_of_which_nothing_is_known_equals_nothing() -> None:
    figures = item("T", "3", VAGUE), item("A", "3")
    assert len(judged(Mode.XBRL_21, *figures).inconsistent) == 1
    assert judged(Mode.ROUNDING, *figures).is_incompatible


@pytest.mark.parametrize(
    "odd",
    [
        item("Elsewhere", "1/3", None),
        item("Elsewhere", "1", VAGUE),
        item("A", "3", aspects=Aspects(ENTITY, HERE.period, ((QName(XBRLI, "segment"), TypedMember("<a/>")),))),
    ],
)
def test_calculations_11_is_silent_on_reports_it_does_not_know(odd: Item) -> None:
    wrong = item("T", "9"), item("A", "3")
    for mode in Mode:
        found = judged(mode, *wrong, odd)
        assert found.is_incompatible is not mode.is_21
        assert bool(found.inconsistent) is mode.is_21


@pytest.mark.parametrize(
    "text",
    ["", "x", "1,000", "1_000", "１", "1e999999999", "NaN", "INF", "--1", "1 2", ".-5", "1.2.3", "+-1", "9" * 20_000],
)
def test_what_is_no_number_is_not_added(text: str) -> None:
    assert verdicts(item("T", "3"), item("A", text)) == everywhere("unreadable")


def test_absurd_decimals_are_not_rounded_to() -> None:
    assert verdicts(item("T", "3", 10**6), item("A", "3")) == everywhere("unreadable")


def test_networks_of_both_arcroles() -> None:
    new = network(arcrole=SUMMATION_ITEM_11)
    for mode in Mode:
        found = judged(mode, item("T", "9"), item("A", "1"), networks=[new])
        assert len(found.inconsistent) == (not mode.is_21)


def test_weights_may_be_any_number() -> None:
    halves = network(A="0.5", B="-1.25", C="0.1")
    right = item("T", "1.3", 1), item("A", "5", 1), item("B", "1", 1), item("C", "0.5", 1)
    for mode in Mode:
        assert judged(mode, *right, networks=[halves]).bound == 1
        assert judged(mode, *right, networks=[halves]).inconsistent == ()
        wrong = judged(mode, item("T", "2.3", 1), *right[1:], networks=[halves])
        assert [one.computed for one in wrong.inconsistent] == [Decimal("1.3")]


def test_items_in_tuples_are_bound_below_the_parent_of_the_total() -> None:
    tuples = {1: 0, 2: 1, 3: 0}
    inside = item("T", "9", parent=1), item("A", "3", parent=1), item("B", "4", parent=2)
    found = judged(Mode.XBRL_21, *inside, item("B", "1", parent=3), tuples=tuples)
    assert [one.difference for one in found.inconsistent] == [Decimal(2)]
    above = judged(Mode.XBRL_21, item("T", "9"), *inside[1:], item("A", "2", parent=3), tuples=tuples)
    assert (above.bound, above.inconsistent) == (1, ())  # an item twice in different tuples is no duplicate
    assert judged(Mode.ROUNDING, *inside, tuples=tuples) == Judged(0)


def test_inconsistent_sums_say_where_they_stand() -> None:
    figures = [
        Item(name(local), HERE, JPY, text, -3, line=line)
        for line, (local, text) in enumerate((("T", "-9000"), ("A", "1000")), 5)
    ]
    (one,) = judged(Mode.ROUNDING, *figures).inconsistent
    assert [(str(fact.source), fact.value, fact.decimals) for fact in one.facts] == [
        ("x.xbrl:5", Decimal(-9000), -3),
        ("x.xbrl:6", Decimal(1000), -3),
    ]
    assert one.absent == (name("B"),)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("odd", [False, True])
def test_of_many_sums_some_are_written_out_and_the_others_counted(mode: Mode, odd: bool) -> None:
    units = [Unit((QName("http://example.com/units", f"U{number}"),)) for number in range(5)]
    figures = (("T", "9"), ("A", "1"), ("B", "2"), *((("B", "2.0"),) if odd and mode is not Mode.XBRL_21 else ()))
    items = [item(local, text, unit=unit) for unit in units for local, text in figures]
    whole = inconsistencies(items, [network()], mode)
    some = inconsistencies(items, [network()], mode, most=2)
    assert len(whole.inconsistent) == 5
    assert some.inconsistent == whole.inconsistent[:2]
    assert some.others == tuple(one.total.key for one in whole.inconsistent[2:])
    assert (some.bound, some.unjudged) == (whole.bound, whole.unjudged)


# Whole numbers against the letter

TEXTS = st.one_of(
    st.none(),
    st.builds(lambda n, p: str(Decimal(n).scaleb(-p)), st.integers(-60, 60), st.integers(0, 3)),
    st.integers(-9, 9).map(lambda n: f"{n}000"),
    st.sampled_from(["+1", "1.", ".5", " 7\n", "1e2", "0", "-0", "0.0"]),
)
DECIMALS = st.sampled_from([None, -3, -2, -1, 0, 0, 1, 2, 5])
FIGURES = st.builds(item, st.sampled_from("TABCDE"), TEXTS, DECIMALS, st.sampled_from([HERE, HERE, THERE]))
WEIGHTS = st.sampled_from(["1", "1", "-1", "2", "0.5", "-0.1", "10", "1E+1"])
NETWORKS = st.tuples(
    st.builds(lambda w: network("T", **w), st.dictionaries(st.sampled_from("ABC"), WEIGHTS, min_size=1)),
    st.builds(lambda w: network("A", **w), st.dictionaries(st.sampled_from("DE"), WEIGHTS, min_size=1)),
)


def fact_of(one: Item) -> Fact:
    key = Key(one.concept, one.aspects.entity, one.aspects.period, one.unit, one.aspects.dimensions)
    return Fact(key, None if one.text is None else exact(one.text), one.decimals)


def by_the_letter(mode: Mode, items: Iterable[Item], networks: Iterable[Network]) -> list[tuple[object, ...]]:
    alike: dict[Key, list[Fact]] = {}
    for one in items:
        fact = fact_of(one)
        alike.setdefault(fact.key, []).append(fact)
    groups = [sorted(facts, key=lambda fact: fact.is_nil) for facts in alike.values()]
    facts = [fact for group in groups for fact in (once(group) if mode is Mode.XBRL_21_ONCE else group)]
    return [said(one, one.verdict(mode)) for one in bind(facts, (facts,), networks)]


def said(one: Summation, verdict: Verdict) -> tuple[object, ...]:
    if verdict is Verdict.UNREADABLE:
        return one.role, one.total.key, verdict
    items = [(fact.key, number(fact).normalize() + 0) for fact, _ in one.items]  # one way to write each number
    return one.role, one.total.key, items, verdict


@pytest.mark.parametrize("mode", Mode)
@settings(max_examples=300, deadline=None)
@given(items=st.lists(FIGURES, max_size=12), networks=NETWORKS)
def test_whole_numbers_say_what_the_letter_says(mode: Mode, items: list[Item], networks: tuple[Network, ...]) -> None:
    letter = by_the_letter(mode, items, networks)
    found = inconsistencies(items, networks, mode)
    told = [said(one, Verdict.INCONSISTENT) for one in found.inconsistent]
    told += [said(one, why) for one, why in found.unjudged if why is not Verdict.REPEATED]
    expected = [one for one in letter if one[-1] not in (Verdict.CONSISTENT, Verdict.REPEATED)]
    assert sorted(map(repr, told)) == sorted(map(repr, expected))
    assert found.bound == sum(one[-1] in (Verdict.CONSISTENT, Verdict.INCONSISTENT) for one in letter)


@given(st.integers(-(10**30), 10**30), st.integers(0, 6), st.one_of(st.none(), st.integers(-8, 8)))
def test_an_amount_is_the_number_it_was_made_of(number: int, places: int, decimals: int | None) -> None:
    text = f"{Decimal((number < 0, tuple(map(int, str(abs(number)))), -places)):f}"
    amount = amount_of(text, decimals)
    if amount is None:  # it shows more digits than it claims
        assert decimals is not None
        assert Decimal(text) % Decimal((0, (1,), -decimals)) != 0
    else:
        assert Decimal(written(amount)) == Decimal(text)
