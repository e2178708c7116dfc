from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.batch.job import FindingRow
from tanshin.batch.schema import PLACES, TABLES, schema_of, table_of


def _numbers(*values: Decimal | None) -> list[Decimal | None]:
    rows = [FindingRow("f", "r", "TNS101", "ERROR", "m", None, None, value, None) for value in values]
    found: list[Decimal | None] = table_of(FindingRow, rows)["expected"].to_pylist()
    return found


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**28), max_value=10**28, places=PLACES))
def test_what_the_column_holds_is_exact(value: Decimal) -> None:
    assert _numbers(value) == [value]


@pytest.mark.parametrize(
    "value", [Decimal("0.0000000001"), Decimal(10) ** 29, -(Decimal(10) ** 400), Decimal("NaN"), Decimal("Infinity")]
)
def test_what_it_cannot_hold_is_null(value: Decimal) -> None:
    assert _numbers(value, None, Decimal("1.500")) == [None, None, Decimal("1.5")]


@pytest.mark.parametrize("table", TABLES)
def test_every_field_is_a_column_and_null_only_where_it_may_be(table: str) -> None:
    schema = schema_of(TABLES[table])
    assert schema.names[:2] == ["filing", "report"]
    assert not schema.field("filing").nullable
    assert table_of(TABLES[table], []).num_rows == 0


def test_the_page_names_every_column() -> None:
    page = (Path(__file__).parents[2] / "docs" / "batch.md").read_text(encoding="utf-8")
    _, *parts = page.split("\n### ")
    assert {part.split("\n", 1)[0] for part in parts} == set(TABLES)
    for part in parts:
        table = part.split("\n", 1)[0]
        told = re.findall(r"^\| `(\w+)` \| (.*?) \|", part, re.MULTILINE)
        schema = schema_of(TABLES[table])
        assert told == [(one.name, _words(one)) for one in schema]


def _words(column: Any) -> str:
    return re.sub(r" \('\w+'\)", "", str(column.type)) + (", null" if column.nullable else "")
