"""What filings have published, as it was printed: the figures that the next one shows beside its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from tanshin.report.aspect import Instant
from tanshin.report.book import COVER
from tanshin.report.fact import Key
from tanshin.report.filing import Filing, Print, negates
from tanshin.values.yaml import parse_yaml
from tanshin.write.records import ids_of, records_of


class Source(Struct, frozen=True, dict=True):
    """A filing and the texts of its files."""

    filing: Filing
    files: Mapping[str, str]

    @cached_property
    def data(self) -> dict[str, Any]:
        """What ``filing.yaml`` says."""
        data = parse_yaml(self.files[COVER], COVER).data
        return data if isinstance(data, dict) else {}


class Published(Struct, frozen=True, dict=True):
    """The printed figures of some filings, the latest first."""

    sources: tuple[Source, ...]

    @cached_property
    def _prints(self) -> Mapping[Key, tuple[tuple[Source, Print], ...]]:
        found: dict[Key, list[tuple[Source, Print]]] = {}
        for source in self.sources:
            for one in source.filing.prints:
                found.setdefault(one.key, []).append((source, one))
        return {key: tuple(several) for key, several in found.items()}

    @cached_property
    def _texts(self) -> Mapping[tuple[str, str, str, str], str]:
        return {
            (source.filing.name, table, row, column): text
            for source in self.sources
            for table, file in _files(source)
            if file in source.files
            for row, column, text in cells_of(source.files[file])
        } | {
            (source.filing.name, mark.table, mark.row, mark.column): mark.value
            for source in self.sources
            for mark in source.filing.marks
        }

    def text(self, key: Key | None, like: Sequence[Print], *, negated: bool) -> str:
        """A figure as it was last printed with the decimals of ``like``; nothing where it was not.

        ``negated`` is whether it is to be printed with its sign reversed, as it then was printed as well.
        """
        wanted = {one.decimals for one in like if one.decimals is not None}
        for source, one in self._prints.get(key, ()) if key else ():
            fits = not wanted or one.decimals in wanted or one.value is None
            text = self._texts.get((source.filing.name, one.table, one.row, one.column))
            if text and fits and _negated(source.filing, one) == negated:
                return text
        return ""

    def is_settled(self, key: Key) -> bool:
        """Whether a figure is of a period that was over when it was published, and no forecast."""
        last = self.sources[0].filing.calendar.period("CurrentAccumulated").last
        ends = key.period.day if isinstance(key.period, Instant) else key.period.last
        return ends <= last and all(member.local != "ForecastMember" for _, member in key.dimensions)


def cells_of(text: str) -> list[tuple[str, str, str]]:
    """The cells of a table that hold something: the id of the row, the column, the text."""
    head, *body = records_of(text)
    return [
        (id_, key, cell)
        for id_, record in zip(ids_of([record[0] for record in body]), body, strict=True)
        for key, cell in zip(head[1:], record[1:], strict=True)
        if cell
    ]


def _files(source: Source) -> list[tuple[str, str]]:
    """The tables of a filing and the files they stand in."""
    named = [(table.id, f"{table.id}.csv") for table in source.filing.printed_tables]
    return [*named, *source.data.get("summary", {}).items()]


def _negated(filing: Filing, one: Print) -> bool:
    """Whether a figure was printed with its sign reversed."""
    table = next((each for each in filing.printed_tables if each.id == one.table), None)
    caption = next((each for each in filing.captions if (each.table, each.row) == (one.table, one.row)), None)
    if table is None:
        return False
    column = next((each for each in table.columns if each.key == one.column), None)
    if column is None:
        return False
    lines = {line.id: line for _, line in filing.statement(table).walk()}
    line = caption.line if caption and caption.line else lines.get(column.line or "")
    return line is not None and negates(table, line, column)
