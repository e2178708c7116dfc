"""Facts and their counterparts: by key, and by local name where only versions differ."""

from __future__ import annotations

import pytest

from tanshin.compare.match import Match, match, stem
from tanshin.report.aspect import Entity
from tests.compare.reports import NAMESPACE, fact, side

LATER = NAMESPACE.replace("2013", "2014")


def test_a_whole_key_comes_first() -> None:
    found = match(side(fact("Cash", 1), fact("Old", 2)), side(fact("New", 3), fact("Cash", 4)))
    assert [(pair.old.value, pair.new.value, pair.by) for pair in found.pairs] == [(1, 4, Match.KEY)]
    assert [one.concept.local for one in found.removed] == ["Old"]
    assert [one.concept.local for one in found.added] == ["New"]
    assert (found.names, found.entities, found.ambiguous) == ((), None, ())


def test_another_version_of_a_namespace_is_matched_by_local_names() -> None:
    members = {"Axis": "Member"}
    found = match(
        side(fact("Cash", 1, members=members)), side(fact("Cash", 2, members=members, namespace=LATER, prefix="x"))
    )
    assert [pair.by for pair in found.pairs] == [Match.NAME]
    assert found.names == ((NAMESPACE, LATER),)


def test_an_override_is_matched_by_its_prefix() -> None:
    found = match(side(fact("Cash", 1)), side(fact("Cash", 2, namespace="urn:another:company")))
    assert [pair.by for pair in found.pairs] == [Match.NAME]
    other = match(side(fact("Cash", 1)), side(fact("Cash", 2, namespace="urn:another:company", prefix="z")))
    assert (other.pairs, other.names) == ((), ())


def test_what_both_reports_use_is_no_version_of_anything() -> None:
    found = match(side(fact("Cash", 1)), side(fact("Cash", 1), fact("Debt", 2, namespace=LATER)))
    assert found.names == ()


def test_of_several_namespaces_that_could_be_meant_none_is() -> None:
    third = NAMESPACE.replace("2013", "2015")
    found = match(side(fact("Cash", 1)), side(fact("Cash", 2, namespace=LATER), fact("Debt", 2, namespace=third)))
    assert found.names == ()


def test_what_has_several_counterparts_is_matched_with_none() -> None:
    branch = Entity("https://example.com/codes", "1")
    other = Entity("https://example.com/codes", "2")
    old = side(fact("Cash", 1, entity=branch), fact("Debt", 1, entity=branch))
    new = side(fact("Cash", 1, entity=other), fact("Debt", 3, entity=other))
    assert [pair.by for pair in match(old, new).pairs] == [Match.NAME, Match.NAME]
    assert match(old, new).entities == (branch, other)
    both = side(*new.report, fact("Cash", 2, entity=Entity("https://example.com/codes", "3")))
    assert match(old, both).pairs == ()


def test_members_that_become_one_are_ambiguous() -> None:
    # Two versions of an axis on one side: both would be the axis of the other.
    twice = side(fact("Cash", 1), fact("Cash", 2, namespace=LATER))
    third = NAMESPACE.replace("2013", "2015")
    found = match(twice, side(fact("Cash", 3, namespace=third)))
    assert (found.pairs, found.ambiguous, len(found.removed), len(found.added)) == ((), (), 2, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://xbrl.fasb.org/us-gaap/2012-01-31", "http://xbrl.fasb.org/us-gaap/2013-01-31"),
        ("http://fasb.org/us-gaap/2023", "http://fasb.org/us-gaap/2024"),
        (
            "http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed/t/2012-10-01",
            "http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed/t/2014-01-12",
        ),
        ("urn:example:v1.0/x", "urn:example:v1.0/x"),
        ("http://example.com/v1/a", "http://example.com/v2.1/a"),
    ],
)
def test_versions_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("http://example.com/E04907-000/2013-03-31", "http://example.com/E01234-000/2013-03-31"), ("urn:a", "urn:b")],
)
def test_other_companies_have_other_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)
