"""Totals of a table as formulas: what the calculation adds up, in the signs that the table prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from tanshin.report.filing import Column, Table, negates
from tanshin.taxonomy.statement import Line
from tanshin.values.source import cell_name


class Placed(Struct, frozen=True):
    """A row of a sheet and the line it is; ``period`` is the name of its own period, where rows have one."""

    row: int
    line: Line
    period: str = ""


class Total(Struct, frozen=True):
    """A sum: the rows that are added and those that are taken off, top to bottom."""

    plus: tuple[int, ...]
    minus: tuple[int, ...]

    @property
    def rows(self) -> tuple[int, ...]:
        """Every row that takes part."""
        return (*self.plus, *self.minus)

    def formula(self, column: int) -> str:
        """The formula in a column; where nothing is filled in yet, it shows nothing."""
        plus, minus = (",".join(_areas(rows, column)) for rows in (self.plus, self.minus))
        every = ",".join(part for part in (plus, minus) if part)
        added = f"SUM({plus})" if plus else ""
        taken = f"-SUM({minus})" if minus else ""
        return f'IF(COUNT({every})=0,"",{added}{taken})'

    def value(self, figures: Mapping[int, Decimal]) -> Decimal | None:
        """What the formula gives of the figures in its rows; ``None`` where there are none."""
        if not figures.keys() & {*self.rows}:
            return None
        plus, minus = (
            sum((figures[row] for row in rows if row in figures), Decimal()) for rows in (self.plus, self.minus)
        )
        return plus - minus


def totals(table: Table, column: Column, rows: Sequence[Placed]) -> Iterator[tuple[int, Total]]:
    """The sums of a table in a column, by the row they stand in.

    The fact of a total is the weighted sum of those of its parts. A printed figure is its fact, or the reverse where
    the line is printed so; a part counts with its weight and both signs.
    """
    if column.variant is not None or column.line is not None:
        return
    for total in rows:
        beside = [one for one in rows if one.period == total.period]
        line = total.line
        terms = [
            (weight, [one for one in beside if (one.line.concept, one.line.members) == (name, line.members)])
            for name, weight in line.addends
        ]
        terms += [(weight, [one for one in beside if one.line.id == id_]) for id_, weight in line.footing]
        parts: list[tuple[int, int]] = []
        for weight, found in terms:
            if len(found) > 1:
                break  # one figure in two rows would count twice
            parts += [(one.row, weight * _sign(table, one.line, column)) for one in found]
        else:
            own = _sign(table, total.line, column)
            if all(weight in (1, -1) for _, weight in parts) and len(parts) > 1:
                plus = sorted(row for row, weight in parts if weight * own > 0)
                yield total.row, Total(tuple(plus), tuple(sorted(row for row, weight in parts if weight * own < 0)))


def _sign(table: Table, line: Line, column: Column) -> int:
    return -1 if negates(table, line, column) else 1


def _areas(rows: Iterable[int], column: int) -> Iterator[str]:
    """Cells of a column, those that follow one another as an area."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and spans[-1][1] == row - 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    for first, last in spans:
        yield cell_name(first, column) if first == last else f"{cell_name(first, column)}:{cell_name(last, column)}"
