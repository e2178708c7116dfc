"""Each fact once, from where it is printed most precisely."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tanshin.read.canonical.restated import with_details
from tanshin.report.aspect import JPY, Instant
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Print
from tanshin.values.qname import QName
from tanshin.values.source import Source
from tests.read.example import ENTITY

KEY = Key(QName("https://example.com", "Assets", "ex"), ENTITY, Instant(date(2013, 3, 31)), JPY)


def printed(table: str, value: str | None, decimals: int | None) -> Print:
    number = None if value is None else Decimal(value)
    return Print(table, "Assets", "2013", KEY, Source(f"{table}.csv", 2, 2), number, decimals)


STATED = Fact(KEY, Decimal(100_100_000), -3, "balance-sheet")


@pytest.mark.parametrize(
    ("facts", "prints", "made"),
    [
        ((STATED,), [("a", "100000000", -6)], "balance-sheet"),
        ((STATED,), [("a", "100100000", -3)], "balance-sheet"),
        ((STATED,), [("a", "100100400", 0)], "a"),
        ((), [("a", "100000000", -6), ("b", "100100000", -3)], "b"),
        ((), [("a", "100000000", -6), ("b", "101000000", -6)], "a"),
        ((), [("a", "100000000", -6), ("b", None, None)], "a"),
    ],
)
def test_the_most_precise_makes_the_fact(
    facts: tuple[Fact, ...], prints: list[tuple[str, str | None, int | None]], made: str
) -> None:
    (fact,) = with_details(facts, [printed(*one) for one in prints])
    assert fact.table == made


def test_nil_stays_what_it_was_read_as() -> None:
    (fact,) = with_details((), [printed("a", None, None), printed("b", "100000000", -6)])
    assert fact.is_nil
