"""The text of a cell -> a number with its precision."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from tanshin.read.canonical.affix import Bare, without_affixes
from tanshin.read.canonical.grid import Cell
from tanshin.report.aspect import Unit
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import say
from tanshin.values.number import NumberError, PrintedNumber, parse_number, sign_of
from tanshin.values.rounding import EXACT

#: The yen of all the world's accounts together have fewer digits.
MAX_DIGITS = 30


class Figure(Struct, frozen=True):
    """A value in units of 1 and its decimals (XBRL 2.1, section 4.6.5); nil has no value.

    A loss that is rounded off is the negative zero: equal to zero, and printed as ``△0``.

    ``plus`` and ``worded`` tell that a plus sign and the unit stood in the cell.
    """

    value: Decimal | None
    decimals: int
    plus: bool = False
    worded: bool = False


def figure(cell: Cell, scale: int, findings: list[Finding], unit: Unit | None = None) -> Figure | None:
    """The number a cell prints, ``scale`` being the power of ten of its column; adds a finding when there is none.

    Where the ``unit`` is known, it may stand in the cell (``JPY11.00``, ``530.5 Gbps``, ``(2.5%)``), and so may a plus
    sign.
    """
    try:
        bare = without_affixes(cell.text, unit) if unit else Bare(cell.text)
        printed = _parsed(bare.text)
    except NumberError as error:
        message = say("{error}. Write the figure as printed, such as 1,234 or (1,234)", error=error)
        findings.append(Finding("TNS010", Severity.ERROR, message, (cell.source,)))
        return None
    if printed.widened:
        message = say("`{cell}` has full-width characters; it was read as a figure", cell=cell.text)
        findings.append(Finding("TNS011", Severity.INFO, message, (cell.source,)))
    value = None if printed.value is None else scaled(printed.value, scale)
    if value is not None and not value and sign_of(bare.text):
        value = value.copy_negate()  # what is printed (0) or △0 is a loss that is less than a unit
    return Figure(value, printed.places - scale, bare.plus, bare.worded)


def _parsed(text: str) -> PrintedNumber:
    printed = parse_number(text)
    if printed.value is not None and len(printed.value.as_tuple().digits) > MAX_DIGITS:
        raise NumberError(say("a figure of more than {max_digits} digits", max_digits=MAX_DIGITS))
    return printed


def scaled(value: Decimal, scale: int) -> Decimal:
    """The value times a power of ten, exact and written out (1234000, not 1.234E+6)."""
    return EXACT.multiply(value, Decimal(10**scale) if scale >= 0 else Decimal((0, (1,), scale)))
