"""One side of a comparison: what is needed of a report, whatever it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from tanshin.derive.rounding import rounding_of
from tanshin.report.aspect import Duration, Entity, Instant, Period, Unit
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing, Print
from tanshin.report.instance import Instance
from tanshin.report.report import Report
from tanshin.taxonomy.dts import Dts
from tanshin.values.qname import QName
from tanshin.values.rounding import Rounding

LANGUAGES = ("en", "ja")


class Note(Struct, frozen=True):
    """A footnote in one language, and the facts it stands on, in the order of their names."""

    text: str
    lang: str
    facts: tuple[Key, ...]


class Side(Struct, frozen=True, dict=True):
    """A report as it is compared.

    ``filing`` is there where the report is canonical: then it has prints, sources and restatements. ``dts`` gives the
    labels, where it is known. ``repeated`` are further facts about what ``report`` has one about.
    """

    name: str
    report: Report
    notes: tuple[Note, ...] = ()
    repeated: tuple[Fact, ...] = ()
    dts: Dts | None = None
    filing: Filing | None = None

    @property
    def is_canonical(self) -> bool:
        """Whether the report was read from canonical data."""
        return self.filing is not None

    @cached_property
    def entities(self) -> frozenset[Entity]:
        """Everyone the report is about."""
        return frozenset(fact.key.entity for fact in self.report)

    @cached_property
    def closing(self) -> date | None:
        """The last day of the period the report is about; ``None`` where nothing is measured at an instant.

        An instance does not say so by itself: it is its latest day on which an amount stood, for forecasts are of
        periods and not of days.
        """
        if self.filing:
            return self.filing.calendar.reported.last
        days = [one.key.period.day for one in self.report if one.key.unit and isinstance(one.key.period, Instant)]
        return max(days, default=None)

    @cached_property
    def periods(self) -> frozenset[Period]:
        """Every period the report says something of."""
        return frozenset(fact.key.period for fact in self.report)

    @cached_property
    def prints(self) -> Mapping[Key, tuple[Print, ...]]:
        """The cells that print each fact, in the order of the tables."""
        found: dict[Key, list[Print]] = {}
        for one in self.filing.prints if self.filing else ():
            found.setdefault(one.key, []).append(one)
        return {key: tuple(prints) for key, prints in found.items()}

    @cached_property
    def captions(self) -> Mapping[tuple[str, str], str]:
        """The caption of each row as it is printed, by table and row."""
        return {(one.table, one.row): one.text for one in (self.filing.captions if self.filing else ())}

    def label(self, name: QName, lang: str) -> str | None:
        """What a concept or a member is called in a language; ``None`` where nothing says so."""
        concept = self.dts.concepts.get(name) if self.dts else None
        if concept is None or not any(one.lang == lang for one in concept.labels):
            return None
        return concept.label(lang)

    def rounding(self, unit: Unit | None) -> Rounding | None:
        """How the figures of a unit were rounded; ``None`` where it is not known."""
        return rounding_of(unit, self.filing) if self.filing else None


def side_of(one: Filing | Instance) -> Side:
    """A filing or an instance as it is compared."""
    if isinstance(one, Filing):
        return Side(one.name, one.report, tuple(_filed_notes(one)), (), one.dts, one)
    notes = tuple(Note(note.text, note.lang, tuple(sorted(note.facts, key=sort_key))) for note in one.notes)
    return Side(one.name, one.report, notes, one.repeated, one.dts)


def _filed_notes(filing: Filing) -> Iterator[Note]:
    cells: dict[tuple[str, str, str | None], list[Key]] = {}
    for one in filing.prints:
        cells.setdefault((one.table, one.row, one.column), []).append(one.key)
        cells.setdefault((one.table, one.row, None), []).append(one.key)
    for footnote in filing.footnotes:
        keys = {key for at in footnote.targets for key in cells.get((at.table, at.row, at.column), ())}
        for lang, text in footnote.texts:
            yield Note(text, lang, tuple(sorted(keys, key=sort_key)))


def sort_key(key: Key) -> tuple[str, ...]:
    """An order of keys that depends on nothing but what they say."""
    members = (f"{axis.clark}={member.clark}" for axis, member in key.dimensions)
    entity = f"{key.entity.scheme} {key.entity.identifier}"
    return (
        key.concept.local,
        key.concept.namespace,
        *period_key(key.period),
        str(key.unit or ""),
        *members,
        entity,
        key.lang or "",
    )


def period_key(period: Period) -> tuple[str, str]:
    """A period by its end, then by its start."""
    return (period.last.isoformat(), period.first.isoformat()) if isinstance(period, Duration) else (str(period), "")


def ends(period: Period) -> date:
    """The last day of a period."""
    return period.last if isinstance(period, Duration) else period.day


def is_number(fact: Fact) -> bool:
    """Whether a fact is a number, nil or not."""
    return fact.key.unit is not None or isinstance(fact.value, Decimal)
