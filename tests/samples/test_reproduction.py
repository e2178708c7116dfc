"""What the unrounded figures of the releases prove: changes in per cent, and sums."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tanshin.report.aspect import JPY, PURE
from tanshin.report.fact import Fact
from tanshin.validate.workpaper import Comparison
from tests.samples.filings import NAMES, paper, sample

#: Printed changes in per cent whose base is published in full, in the filing or in an earlier one; how many of them
#: differ; sums of statements; identities in yen; printed columns of tables that add up.
PROVED = {
    "fy2009-annual": (42, 0, 108, 61, 77),
    "1h-fy2012": (39, 1, 119, 30, 48),
    "fy2012-annual": (48, 0, 112, 68, 48),
    "1q-fy2013": (2, 0, 0, 0, 6),
}


def changes(name: str) -> Iterator[Comparison]:
    """The printed changes that follow from figures known exactly."""
    for one in paper(name, with_earlier=True).figures_printed:
        is_change = one.fact.key.unit == PURE and "Change" in one.fact.concept.local and one.fact.value is not None
        if is_change and one.derived.is_checkable and one.derived.bounds is None:
            yield one


def is_accepted(name: str, fact: Fact) -> bool:
    """Whether a cell of the fact is recorded as published so."""
    cells = {(one.table, one.row, one.column) for one in sample(name).deviations}
    return any((one.table, one.row, one.column) in cells for one in sample(name).prints if one.key == fact.key)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_proved(name: str) -> None:
    known = paper(name)
    found = list(changes(name))
    home = [one for one in known.evaluation.equations if one.stated[0].key.unit == JPY]
    feet = [one for one in known.footings if not one.difference]
    differing = [one for one in found if one.fact.value != one.derived.value]
    assert (len(found), len(differing), len(known.summations), len(home), len(feet)) == PROVED[name]
    assert [one.fact.concept.local for one in differing if not is_accepted(name, one.fact)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_sum_of_a_statement_is_exact(name: str) -> None:
    """In yen and in dollars; identities in yen as well."""
    known = paper(name)
    assert [one.total.key for one in known.summations if one.difference] == []
    home = (one for one in known.evaluation.equations if one.stated[0].key.unit == JPY)
    assert [one.stated[0].key for one in home if one.difference] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_column_of_a_table_adds_up_unless_it_is_accepted(name: str) -> None:
    for one in paper(name).footings:
        if one.difference and not one.is_rounding(paper(name).exactly):
            assert any(is_accepted(name, Fact(print_.key, None)) for print_ in one.prints), one.total
