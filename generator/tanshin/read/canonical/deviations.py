"""``deviations.csv``: what a company has published so, and stands by."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from tanshin.read.canonical.folder import Folder
from tanshin.read.canonical.grid import Grid, Row
from tanshin.read.canonical.records import cell_of, problem, read_records
from tanshin.report.book import DEVIATIONS, RECORDS
from tanshin.report.deviation import CAPTION, Deviation, DeviationKind
from tanshin.report.fact import Fact
from tanshin.values.finding import Finding
from tanshin.values.message import listed, say
from tanshin.values.number import NumberError, parse_number
from tanshin.values.source import Source

_KINDS = {kind.value: kind for kind in DeviationKind}
_CODE = re.compile(r"[A-Z]{2,8}[0-9]{3}")


def read_deviations(folder: Folder) -> tuple[Deviation, ...]:
    """The deviations of a filing, not yet in their cells; none when the file does not exist.

    Its header is ``caption,table,row,column,code,expected,actual,kind,reason``; the caption is for the reader and may
    be empty. The column ``caption`` means the caption itself.

    Raises:
        InputError: the file cannot be read, a deviation is incomplete, or is recorded twice (TNS031).
    """
    return read_records(folder, DEVIATIONS, _deviation, _about, "TNS031")


def _about(one: Deviation) -> tuple[str, ...]:
    return one.code, one.table, one.row, one.column, str(one.expected), one.text


def _deviation(row: Row) -> Deviation | list[Finding]:
    table, place, column, code, expected, actual, kind, reason = (row.cells[name] for name in RECORDS[DEVIATIONS])
    problems = []
    if not _CODE.fullmatch(code.text):
        problems.append(problem("TNS031", say("`{code}` is no code of a rule", code=code.text), code.source))
    if kind.text not in _KINDS:
        message = say("`{kind}` is no kind of deviation; use {kinds}", kind=kind.text, kinds=listed(sorted(_KINDS)))
        problems.append(problem("TNS031", message, kind.source))
    if not reason.text:
        problems.append(problem("TNS031", say("a deviation needs a reason"), reason.source))
    values: list[Decimal | None] = []
    for cell in () if column.text == CAPTION else (expected, actual):
        try:
            values.append(parse_number(cell.text).value if cell.text else None)
        except NumberError as error:
            if cell is expected or expected.text:  # what is accepted of a rule that compares no numbers is the text
                problems.append(
                    problem("TNS031", say("`{text}` is no figure: {error}", text=cell.text, error=error), cell.source)
                )
            values.append(None)
    if problems:
        return problems
    wanted, found = values or (None, None)
    if not expected.text and not actual.text:
        return [problem("TNS031", say("a deviation says what it accepts: the values, or the text"), actual.source)]
    here = row.caption.source
    return Deviation(
        code.text,
        table.text,
        place.text,
        column.text,
        wanted,
        found,
        actual.text,
        reason.text,
        here,
        here,
        kind=_KINDS[kind.text],
    )


def placed(deviations: Iterable[Deviation], grids: Mapping[str, Grid]) -> tuple[Deviation, ...]:
    """The deviations in their cells, without those that are about none."""
    found = ((one, cell_of(one, grids)) for one in deviations)
    return tuple(replace(one, cell=cell.source, said=cell.text) for one, cell in found if cell)


def without(facts: Sequence[Fact], cells: Collection[Source]) -> list[Fact]:
    """The facts less those of some cells that another cell has as well: there they are only printed."""
    had = {fact.key for fact in facts if fact.source not in cells}
    return [fact for fact in facts if fact.source not in cells or fact.key not in had]
