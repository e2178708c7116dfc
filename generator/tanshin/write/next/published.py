"""What filings have published, as it was printed: the figures that the next one shows beside its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from tanshin.report.aspect import PURE, Instant
from tanshin.report.book import COVER
from tanshin.report.fact import Key
from tanshin.report.filing import Filing, Print, negates
from tanshin.report.summary import REVISED
from tanshin.values.qname import QName
from tanshin.values.yaml import parse_yaml
from tanshin.write.records import ids_of, records_of

#: What a notice of revision repeats of what was announced before.
BEFORE = "PreviousMember"

#: A forecast is one figure or a range; what is announced last takes the place of what was before, whichever it is.
_KIND = "ResultForecastAxis"
AHEAD = frozenset({"ForecastMember", "UpperMember", "LowerMember"})

#: What goes with a figure and says nothing without it.
_CHANGE = "ChangeIn"


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
                if _is_announced(one.key):
                    found.setdefault(_plain(one.key), []).append((source, one))
        return {key: tuple(several) for key, several in found.items()}

    @cached_property
    def _latest(self) -> Mapping[Key, Source]:
        """The filing that said last what is forecast of something, by what it is."""
        found: dict[Key, Source] = {}
        for key, several in self._prints.items():
            if subject := _subject(key):
                at = min(self.sources.index(source) for source, _ in several)
                known = found.get(subject)
                found[subject] = self.sources[at if known is None else min(at, self.sources.index(known))]
        return found

    def last(self, concept: QName) -> tuple[Source, Print] | None:
        """A figure of a concept and the filing that printed it, the latest; a forecast where there is any."""
        found = self._by_concept.get(concept, ())
        return next((one for one in found if _subject(one[1].key)), next(iter(found), None))

    @cached_property
    def _by_concept(self) -> Mapping[QName, tuple[tuple[Source, Print], ...]]:
        found: dict[QName, list[tuple[Source, Print]]] = {}
        for source in self.sources:
            for one in source.filing.prints:
                if _is_announced(one.key):
                    found.setdefault(one.key.concept, []).append((source, one))
        return {concept: tuple(several) for concept, several in found.items()}

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

        ``negated`` is whether it is to be printed with its sign reversed, as it then was printed as well. A forecast is
        what was announced last, in a notice as in a summary; where another kind of forecast took its place, there is
        none, and no change of what has been revised.
        """
        subject = _subject(_plain(key)) if key else None
        latest = self._latest.get(subject) if subject else None
        wanted = {one.decimals for one in like if one.decimals is not None}
        for source, one in self._prints.get(_plain(key), ()) if key else ():
            if latest is not None and source is not latest:
                continue
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


def _is_announced(key: Key) -> bool:
    """Whether a figure is what its filing says itself, and not what it repeats or how far it moved from that."""
    revision = next((member.local for axis, member in key.dimensions if axis.local == REVISED), None)
    return revision is None or (revision != BEFORE and key.unit != PURE)


def _plain(key: Key) -> Key:
    """What a figure of a notice is about, as a summary says it."""
    return key._replace(dimensions=tuple(one for one in key.dimensions if one[0].local != REVISED))


def _subject(key: Key) -> Key | None:
    """What a forecast is of, be it one figure, an end of a range, or the change that goes with them."""
    kept = tuple(one for one in key.dimensions if not (one[0].local == _KIND and one[1].local in AHEAD))
    if len(kept) == len(key.dimensions):
        return None
    concept = QName(key.concept.namespace, key.concept.local.removeprefix(_CHANGE))
    return key._replace(concept=concept, unit=None, dimensions=kept)


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
