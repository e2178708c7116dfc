"""The dataset of a batch: three tables in Parquet, column by column.

The columns are the fields of the rows in `job`, so that the two cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal, localcontext
from typing import TYPE_CHECKING, Any, get_type_hints

from msgspec import Struct, convert
from msgspec.structs import fields

from tanshin.batch.job import FactRow, FilingRow, FindingRow

if TYPE_CHECKING:
    import pyarrow as pa

#: The tables by name; each is a folder of the dataset.
TABLES: dict[str, type[Struct]] = {"facts": FactRow, "findings": FindingRow, "filings": FilingRow}

#: Numbers have up to 29 digits before the point and 9 behind it; what has more is null here and stands in ``value``.
DIGITS, PLACES = 38, 9
_GRAIN = Decimal(1).scaleb(-PLACES)
_LARGEST = Decimal(10) ** (DIGITS - PLACES)


def schema_of(row: type[Struct]) -> pa.Schema:
    """The columns of a table, in the order of the fields."""
    import pyarrow as pa

    types: dict[Any, pa.DataType] = {
        str: pa.string(),
        int: pa.int32(),
        date: pa.date32(),
        Decimal: pa.decimal128(DIGITS, PLACES),
        dict[str, str]: pa.map_(pa.string(), pa.string()),
    }
    hints = get_type_hints(row)
    columns = []
    for one in fields(row):
        bare, can_be_null = _bare(hints[one.name])
        columns.append(pa.field(one.encode_name, types[bare], nullable=can_be_null))
    return pa.schema(columns)


def table_of(row: type[Struct], rows: Sequence[Struct]) -> pa.Table:
    """Rows as a table."""
    import pyarrow as pa

    schema = schema_of(row)
    columns = [pa.array(list(_column(rows, one.name)), type=schema.field(one.encode_name).type) for one in fields(row)]
    return pa.Table.from_arrays(columns, schema=schema)


def rows_of(row: type[Struct], table: pa.Table) -> Iterator[Any]:
    """The rows of a table, as they were when it was made.

    Raises:
        ValueError: another version wrote it, with other columns.
    """
    for batch in table.to_batches(max_chunksize=1000):
        for one in batch.to_pylist(maps_as_pydicts="strict"):
            yield convert(one, row)


def _bare(hint: Any) -> tuple[Any, bool]:
    parts = [part for part in getattr(hint, "__args__", ()) if part is not type(None)]
    if type(None) in getattr(hint, "__args__", ()):
        return parts[0], True
    return hint, False


def _column(rows: Iterable[Struct], name: str) -> Iterable[object]:
    for row in rows:
        value = getattr(row, name)
        if isinstance(value, Decimal):
            yield _fitting(value)
        elif isinstance(value, dict):
            yield sorted(value.items())
        else:
            yield value


def _fitting(value: Decimal) -> Decimal | None:
    """The number, ``None`` where the column cannot hold it exactly."""
    if not value.is_finite() or abs(value) >= _LARGEST:
        return None
    with localcontext(prec=2 * DIGITS):
        return value if value == value.quantize(_GRAIN, ROUND_DOWN) else None
