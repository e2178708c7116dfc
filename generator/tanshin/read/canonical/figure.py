"""The text of a cell -> a number with its precision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from tanshin.read.canonical.grid import Cell
from tanshin.report.filing import Mark, MarkKind
from tanshin.values.finding import Finding, Severity
from tanshin.values.number import NumberError, parse_number


@dataclass(frozen=True, slots=True)
class Figure:
    """A value in units of 1 and its decimals (XBRL 2.1, section 4.6.5); nil has no value."""

    value: Decimal | None
    decimals: int


def figure(cell: Cell, scale: int, findings: list[Finding]) -> Figure | None:
    """The number a cell prints, ``scale`` being the power of ten of its column; adds a finding when there is none."""
    try:
        printed = parse_number(cell.text)
    except NumberError as error:
        findings.append(
            Finding("TNS010", Severity.ERROR, f"{error}. Write the figure as printed, such as 1,234 or (1,234)",
                    (cell.source,))
        )
        return None
    if printed.widened:
        findings.append(
            Finding("TNS011", Severity.INFO, f"`{cell.text}` has full-width characters; it was read as a figure",
                    (cell.source,))
        )
    value = None if printed.value is None else printed.value.scaleb(scale)
    return Figure(value, printed.places - scale)


def marked(cell: Cell, mark: Mark | None) -> Cell:
    """The cell as a mark says it should read; an accepted figure stays as it is printed."""
    if mark is None or not mark.value or mark.kind is MarkKind.ACCEPTED:
        return cell
    return replace(cell, text=mark.value)
