"""Deviations: what they accept, when they lapse, what is left over."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from tanshin.report.deviation import Deviation, DeviationKind, recordable, settle
from tanshin.values.finding import Finding, Severity
from tanshin.values.source import Source

CELL, OTHER, HERE = Source("t.csv", 2, 3), Source("t.csv", 3, 3), Source("deviations.csv", 2, 1)
FINDING = Finding("TNS101", Severity.ERROR, "wrong", (OTHER, CELL), expected=Decimal(5), actual=Decimal(6))
DEVIATION = Deviation("TNS101", "t", "Cash", "2013", Decimal(5), Decimal(6), "6", "misprint", HERE, CELL)
TEXT = replace(DEVIATION, code="TNS507", column="caption", expected=None, actual=None, text="Cahs", said="Cahs")


def codes(findings: list[Finding]) -> list[tuple[str, Severity]]:
    return [(one.code, one.severity) for one in findings]


def test_the_finding_that_is_accepted_weighs_less_and_says_why() -> None:
    (found,) = settle([FINDING], [DEVIATION])
    assert (found.severity, found.deviation) == (Severity.WARNING, HERE)
    assert found.message == "wrong. Accepted in deviations.csv:2:1: misprint"
    (mild,) = settle([replace(FINDING, severity=Severity.WARNING)], [DEVIATION])
    assert mild.severity is Severity.INFO


@pytest.mark.parametrize("change", [{"expected": Decimal(4)}, {"actual": Decimal(7)}, {"actual": None}])
def test_another_value_makes_it_lapse(change: dict[str, Decimal | None]) -> None:
    (found,) = settle([replace(FINDING, **change)], [DEVIATION])
    assert (found.severity, found.deviation) == (Severity.ERROR, None)
    assert "The deviation recorded in deviations.csv:2:1 has lapsed, for it accepts 6 where 5" in found.message


@pytest.mark.parametrize("change", [{"code": "TNS103"}, {"cell": Source("t.csv", 9, 9)}])
def test_what_no_finding_needs_is_told(change: dict[str, object]) -> None:
    found = list(settle([FINDING], [replace(DEVIATION, **change)]))
    assert codes(found) == [("TNS101", Severity.ERROR), ("TNS032", Severity.WARNING)]
    assert found[1].sources == (HERE,)


def test_what_is_only_worth_knowing_needs_no_deviation() -> None:
    mild = replace(FINDING, severity=Severity.INFO)
    found = list(settle([mild], [DEVIATION]))
    assert found[0] is mild
    assert codes(found[1:]) == [("TNS032", Severity.WARNING)]


def test_what_reading_has_settled_stays_as_it_is() -> None:
    settled = replace(FINDING, severity=Severity.WARNING, deviation=HERE)
    assert list(settle([settled], [DEVIATION])) == [settled]


def test_a_slip_that_was_published_is_told_from_a_practice() -> None:
    (slip,) = settle([FINDING], [replace(DEVIATION, kind=DeviationKind.PUBLISHED_WRONG)])
    assert slip.message == "wrong. Published-wrong in deviations.csv:2:1: misprint"


def test_a_finding_without_numbers_is_accepted_with_the_text_of_its_cell() -> None:
    spelling = replace(FINDING, code="TNS507", severity=Severity.WARNING, expected=None, actual=None)
    (found,) = settle([spelling], [TEXT])
    assert found.severity is Severity.INFO
    (lapsed,) = settle([spelling], [replace(TEXT, said="Csah")])
    assert lapsed.severity is Severity.WARNING
    assert "has lapsed, for it accepts `Cahs`" in lapsed.message


def test_a_finding_in_a_cell_says_how_to_record_it() -> None:
    (found,) = settle([FINDING], [], {OTHER})
    assert found.message == "wrong; if it was published so, record it in deviations.csv"
    assert list(settle([FINDING], [], {CELL})) == [FINDING]
    words = replace(FINDING, code="TNS507")
    assert list(settle([words], [], {OTHER})) == [words]


def test_records_are_written_for_what_could_be_accepted() -> None:
    places = {OTHER: ("t", "Total", "2013")}
    mild = replace(FINDING, severity=Severity.INFO)
    wordy = replace(FINDING, expected=None, actual=None)
    done = replace(FINDING, deviation=HERE)
    nil = replace(FINDING, actual=None)
    tail = ("published-wrong", "")
    found = list(recordable([FINDING, mild, wordy, done, nil], places))
    assert found == [
        ("t", "Total", "2013", "TNS101", "5", "6", *tail),
        ("t", "Total", "2013", "TNS101", "5", "-", *tail),
    ]
