"""Mistakes in figures: every one that can be made in the tables of a filing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import groupby, pairwise
from pathlib import PurePosixPath

from msgspec import Struct

from benchmarks.seeded_errors.mutation import Area, CellEdit, Kind, Mutation
from benchmarks.seeded_errors.sheet import Sheet
from tanshin.report.aspect import Dimensions, Unit
from tanshin.report.fact import Key
from tanshin.report.filing import Filing, MarkKind
from tanshin.values.qname import QName

_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_OTHERS = {digit: tuple(other for other in "0123456789" if other != digit) for digit in "0123456789"}
_CASH_FLOWS = "CashFlow"


class Figure(Struct, frozen=True):
    """A printed figure as it was typed: its cell, and what fact it is."""

    area: Area
    table: str
    file: str
    line: int
    column: int
    text: str
    key: Key
    place: str
    decimals: int | None
    is_cash_flow: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """Where in the text of the cell its number stands."""
        found = _NUMBER.search(self.text)
        assert found is not None
        return found.span()

    @property
    def number(self) -> str:
        """The number, without a sign."""
        start, end = self.span
        return self.text[start:end]

    def spelled(self, number: str) -> str:
        """The text of the cell with another number in it."""
        start, end = self.span
        return self.text[:start] + number + self.text[end:]

    def changed(self, kind: Kind, *texts: tuple[Figure, str]) -> Mutation:
        """A mistake in this figure, or in those that are given with it."""
        edits = tuple(CellEdit(one.line, one.column, text) for one, text in texts)
        return Mutation(
            kind,
            self.area,
            self.table,
            self.place,
            self.file,
            edits,
            "; ".join(one.text for one, _ in texts),
            "; ".join(text for _, text in texts),
        )


def figures_in(filing: Filing, sheets: Callable[[str], Sheet]) -> Iterator[Figure]:
    """The figures of a filing that are typed in cells of their own, in reading order.

    What a mark says in place of a cell counts, not the cell: it is left out. So are figures inside captions.
    """
    read: dict[str, Sheet] = {}
    areas = area_of(filing)
    cash_flows = {table.id for table in filing.printed_tables if _CASH_FLOWS in table.statement}
    replaced = {
        (mark.table, mark.row, mark.column) for mark in filing.marks if mark.value or mark.kind is MarkKind.ILLEGIBLE
    }
    for one in filing.prints:
        source = one.source
        if not source.line or not source.column or source.column == 1 or (one.table, one.row, one.column) in replaced:
            continue
        file = PurePosixPath(source.file).name
        sheet = read[file] if file in read else read.setdefault(file, sheets(file))
        text = sheet.text(source.line, source.column)
        if len(_NUMBER.findall(text)) == 1:
            yield Figure(
                areas.get(one.table, Area.FORM),
                one.table,
                file,
                source.line,
                source.column,
                text,
                one.key,
                f"{one.row} / {one.column}",
                one.decimals,
                one.table in cash_flows,
            )


def area_of(filing: Filing) -> Mapping[str, Area]:
    """The area of each table that is not of the form alone."""
    statements = {table.id: Area.FORM if table.in_form else Area.STATEMENT for table in filing.tables}
    return {**statements, **{table.id: Area.TABLE for table in filing.details}}


def mistakes(figures: Iterable[Figure]) -> Mapping[Kind, list[Mutation]]:
    """Every mistake of each kind."""
    figures = tuple(figures)
    rows = [list(row) for _, row in groupby(figures, key=lambda one: (one.file, one.line))]
    return {
        Kind.DIGIT: [found for one in figures for found in _digits(one)],
        Kind.TRANSPOSED: [found for one in figures for found in _transposed(one)],
        Kind.SIGN: [found for one in figures for found in _signs(one)],
        Kind.THOUSAND: [one.changed(Kind.THOUSAND, (one, one.spelled(_times_1000(one.number)))) for one in figures],
        Kind.COLUMN: [found for row in rows for found in _taken(Kind.COLUMN, row)],
        Kind.ROW: [found for column in _columns(figures) for found in _taken(Kind.ROW, column)],
        Kind.STALE: list(_stale(figures)),
        Kind.CASH_FLOW: list(_swapped(rows)),
        Kind.CONTROL: [
            one.changed(Kind.CONTROL, (one, one.spelled(plain)))
            for one in figures
            if (plain := one.number.replace(",", "")) != one.number
        ],
    }


def _digits(one: Figure) -> Iterator[Mutation]:
    number = one.number
    for at, digit in enumerate(number):
        for other in _OTHERS.get(digit, ()):
            if other != "0" or at or len(number) == 1:
                yield one.changed(Kind.DIGIT, (one, one.spelled(number[:at] + other + number[at + 1 :])))


def _transposed(one: Figure) -> Iterator[Mutation]:
    number = one.number
    digits = [at for at, sign in enumerate(number) if sign.isdigit()]
    for first, second in pairwise(digits):
        if number[first] != number[second] and not (first == 0 and number[second] == "0"):
            signs = list(number)
            signs[first], signs[second] = signs[second], signs[first]
            yield one.changed(Kind.TRANSPOSED, (one, one.spelled("".join(signs))))


def _signs(one: Figure) -> Iterator[Mutation]:
    if Decimal(one.number.replace(",", "")):
        is_negative = one.text.startswith("(") and one.text.endswith(")")
        yield one.changed(Kind.SIGN, (one, one.text[1:-1] if is_negative else f"({one.text})"))


def _times_1000(number: str) -> str:
    return f"{Decimal(number.replace(',', '')) * 1000:,f}"


def _columns(figures: Iterable[Figure]) -> Iterator[list[Figure]]:
    found: dict[tuple[str, int], list[Figure]] = {}
    for one in figures:
        found.setdefault((one.file, one.column), []).append(one)
    yield from found.values()


def _taken(kind: Kind, line: list[Figure]) -> Iterator[Mutation]:
    """Each figure replaced by the one beside it."""
    for first, second in pairwise(line):
        if first.text != second.text:
            yield first.changed(kind, (first, second.text))
            yield second.changed(kind, (second, first.text))


def _stale(figures: Iterable[Figure]) -> Iterator[Mutation]:
    """The figure of the other period, where the same table prints the same thing for two."""
    found: dict[tuple[str, QName, Unit | None, Dimensions, int | None], list[Figure]] = {}
    for one in figures:
        key = one.key
        found.setdefault((one.table, key.concept, key.unit, key.dimensions, one.decimals), []).append(one)
    for same in found.values():
        for first, second in pairwise(same):
            if first.key.period != second.key.period and first.text != second.text:
                yield first.changed(Kind.STALE, (first, second.text))
                yield second.changed(Kind.STALE, (second, first.text))


def _swapped(rows: list[list[Figure]]) -> Iterator[Mutation]:
    """Two lines of a cash flow statement that stand close together, with each other's figures."""
    flows = [row for row in rows if row[0].is_cash_flow]
    for at, row in enumerate(flows):
        for other in flows[at + 1 : at + 3]:
            here, there = ({one.column: one for one in line} for line in (row, other))
            if row[0].file == other[0].file and here.keys() == there.keys():
                texts = [(here[column], there[column].text) for column in here]
                texts += [(there[column], here[column].text) for column in here]
                if any(one.text != text for one, text in texts):
                    yield row[0].changed(Kind.CASH_FLOW, *texts)
