"""The four samples beside each other: what differs, counted, and the same from the other side."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import combinations

import pytest

from tanshin import api
from tanshin.compare.difference import Difference, Kind
from tanshin.read.ixbrl.read import read_inline
from tanshin.report.filing import Filing
from tests.built import product
from tests.samples.filings import sample

SAMPLES = ("fy2009-annual", "1h-fy2012", "fy2012-annual", "1q-fy2013")


@cache
def read(name: str) -> Filing:
    return sample(name)


def diff(old: str, new: str) -> Difference:
    return api.diff(read(old), read(new))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_does_not_differ_from_itself(name: str) -> None:
    assert not diff(name, name)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("fy2009-annual", "fy2012-annual", {"removed": 1064, "added": 1042, "reclassified": 61, "footnotes": 14}),
        ("1h-fy2012", "fy2012-annual", {"removed": 900, "added": 1003, "label": 23, "translated": 1, "footnotes": 8}),
    ],
)
def test_differences_are_counted(old: str, new: str, expected: dict[str, int]) -> None:
    found = diff(old, new)
    counts = Counter(entry.kind.value for entry in found.entries)
    assert dict(counts) | {"footnotes": len(found.notes)} == expected


def test_what_was_reclassified_names_what_took_its_place() -> None:
    found = diff("fy2009-annual", "fy2012-annual").of(Kind.RECLASSIFIED)
    payable = [one for one in found if one.fact.concept.local == "AccountsPayable"]
    assert {one.new for one in payable} == {None}
    told = payable[0].reclassification
    assert told
    assert ([name.local for name in told.to], told.since) == (
        ["AccountsPayableTrade", "AccountsPayableOther"],
        "fy2012",
    )
    # The concept is in both eras and means something else in each: it has gone nowhere.
    assert {one.fact.concept.local for one in found}.isdisjoint({"DepreciationAndAmortization"})


def test_the_summary_that_is_built_says_what_the_filing_says() -> None:
    """Read back from Inline XBRL, with its days, flags and Japanese texts: nothing is changed, and nothing is new."""
    filing = read("fy2012-annual")
    built = product("fy2012-annual").files
    pages = {
        path: content
        for path, content in built.items()
        if path.startswith("XBRLData/Summary/") and path.endswith(".htm")
    }
    (instance,) = read_inline(pages, "summary", filing.dts).values()
    found = api.diff(filing, instance)
    assert len(found.matching.pairs) == len(instance.report) > 100
    assert {entry.kind for entry in found.entries} == {Kind.REMOVED}
    assert {entry.kind for entry in api.diff(instance, filing).entries} == {Kind.ADDED}


@pytest.mark.parametrize(("old", "new"), list(combinations(SAMPLES, 2)))
def test_samples_are_mirrored(old: str, new: str) -> None:
    there, back = diff(old, new), diff(new, old)
    assert Counter(one.kind for one in there.of(Kind.CHANGED)) == Counter(one.kind for one in back.of(Kind.CHANGED))
    assert {one.old for one in there.of(Kind.REMOVED)} == {one.new for one in back.of(Kind.ADDED)}
    assert {one.new for one in there.of(Kind.ADDED)} == {one.old for one in back.of(Kind.REMOVED)}
    assert {(one.old, one.new) for one in there.of(Kind.LABEL)} == {(one.new, one.old) for one in back.of(Kind.LABEL)}
