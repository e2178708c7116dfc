"""The engine against the XBRL 2.1 conformance suite: the calculation part (397 and 320), read as anybody's reports are.

The suite's own verdict is on XBRL 2.1. On the other modes a peer's opinion is compared; where ours differs, the
specification decides, and the difference is named here.
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from tanshin.read.dts.load import load_dts
from tanshin.read.dts.resolver import Resolver
from tanshin.read.xbrl.stream import Stream
from tanshin.taxonomy.relationship import networks
from tanshin.taxonomy.role import SUMMATION_ITEM, SUMMATION_ITEM_11
from tanshin.validate.calculation import Mode, Verdict
from tanshin.validate.inconsistency import Judged, inconsistencies

FOLDER = "XBRL-CONF-2025-07-16/Common/300-instance/"

#: How many variations the two test cases have; reading fewer would be no conformance.
VARIATIONS = {"397-Testcase-SummationItem.xml": 31, "320-CalculationBinding.xml": 33}

#: Under Calculations 1.1 nothing is said of a report with a precision of 0, for it is none of the Open Information
#: Model (``calc11e:oimIncompatibleReportWarning``). Arelle looks at that only with its loader of OIM reports, and takes
#: such a figure as exact.
NOT_JUDGED = {"397-24-PrecisionZeroRoundUp.xbrl", "397-25-PrecisionZeroRoundDown.xbrl"}

#: What a peer calls what we do.
CODES = {Verdict.CONTRADICTED: "disallowedDuplicateFacts", Verdict.EXCESS_DIGITS: "excessDigits"}


class Suite:
    """The files of the suite."""

    def __init__(self, archive: Path) -> None:
        with zipfile.ZipFile(archive) as file:
            self.files = {
                name.removeprefix(FOLDER): file.read(name)
                for name in file.namelist()
                if name.startswith((f"{FOLDER}320", f"{FOLDER}397"))
            }

    def variations(self, testcase: str) -> Iterator[tuple[str, str]]:
        for variation in etree.fromstring(self.files[testcase]).iter("variation"):
            instance, result = variation.findtext("data/instance"), variation.find("result")
            assert instance is not None
            assert result is not None
            yield instance, str(result.get("expected"))

    @cache  # noqa: B019 - one suite for the whole test run
    def judged(self, instance: str, mode: Mode) -> Judged:
        stream = Stream(self.files[instance], instance)
        items = list(stream)
        assert stream.findings == ()
        dts = load_dts([*stream.schemas, *stream.linkbases], Resolver(self.files)).dts
        found = [one for role in (SUMMATION_ITEM, SUMMATION_ITEM_11) for one in networks(dts.relationships, role)]
        return inconsistencies(items, found, mode, instance, stream.tuples)


@pytest.fixture(scope="module")
def suite(reference: Path) -> Suite:
    return Suite(reference / "conformance" / "XBRL-CONF-2025-07-16.zip")


@pytest.fixture(scope="module")
def opinions(reference: Path) -> list[Mapping[str, str]]:
    """Arelle's verdicts: one line for each variation, a column for each mode."""
    with (reference / "conformance" / "calculation-verdicts.csv").open(encoding="utf-8", newline="") as file:
        rows: list[Mapping[str, str]] = list(csv.DictReader(file))
    assert len(rows) == sum(VARIATIONS.values())
    return rows


@pytest.mark.parametrize("testcase", VARIATIONS)
def test_xbrl_21(suite: Suite, testcase: str) -> None:
    expected = list(suite.variations(testcase))
    found = [(name, suite.judged(name, Mode.XBRL_21).inconsistent) for name, _ in expected]
    assert [(name, "invalid" if sums else "valid") for name, sums in found] == expected
    assert len(found) == VARIATIONS[testcase]


@pytest.mark.parametrize("mode", Mode)
def test_a_peer_says_the_same(suite: Suite, opinions: list[Mapping[str, str]], mode: Mode) -> None:
    """How many sums are inconsistent, and for which other reasons Calculations 1.1 stops."""
    differing = set()
    for row in opinions:
        ours = suite.judged(row["instance"], mode)
        told = {part.partition("*")[0].rpartition(":")[2]: part for part in row[mode].split(";") if part}
        sums = [part for code, part in told.items() if "nconsisten" in code]
        stops = {code.removesuffix("UsingTruncation") for code in told if "nconsisten" not in code}
        theirs = (sum(int(part.partition("*")[2]) for part in sums), stops)
        if (len(ours.inconsistent), {CODES[why] for _, why in ours.unjudged if why in CODES}) != theirs:
            differing.add(row["instance"])
    assert differing == (set() if mode.is_21 else NOT_JUDGED)


def test_a_report_with_a_precision_of_0_is_not_judged_by_calculations_11(suite: Suite) -> None:
    for name in NOT_JUDGED:
        for mode in Mode:
            assert suite.judged(name, mode).is_incompatible is not mode.is_21
