"""What two reports say differently, fact by fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from tanshin.compare.match import Match, Matching, Pair, match
from tanshin.compare.side import LANGUAGES, Note, Side, ends, is_number, sort_key
from tanshin.derive.place import is_foreign
from tanshin.report.aspect import Unit
from tanshin.report.fact import Fact, Key, value_text
from tanshin.report.restatement import Restatement
from tanshin.taxonomy.era import Eras, Reclassification
from tanshin.values.interval import interval_of
from tanshin.values.qname import QName
from tanshin.values.rounding import Rounding


class Kind(StrEnum):
    """In what way two reports differ about one thing."""

    CHANGED = "changed"
    """Another value."""

    RESTATED = "restated"
    """Another value of a period before that of the later report, by the same company."""

    TRANSLATED = "translated"
    """An amount in a foreign currency, translated for convenience at the rate of each filing."""

    RECLASSIFIED = "reclassified"
    """A concept that gave way to others between the eras of the two reports."""

    REMOVED = "removed"
    """Only the first report says it."""

    ADDED = "added"
    """Only the second report says it."""

    ROUNDING = "rounding"
    """Two roundings of one figure: the decimals differ, and one number is both, rounded."""

    LABEL = "label"
    """The same value under another caption or label."""


class Words(Struct, frozen=True):
    """What something is called: ``old`` and ``new``, in a language, or as captions of ``table`` are printed."""

    old: str
    new: str
    lang: str = ""
    table: str = ""


class Entry(Struct, frozen=True):
    """One difference.

    ``old`` and ``new`` are the facts of the first and the second report, ``None`` where there is none. With a ``table``
    they are what that table prints, of a fact that is the same in both. ``weight`` is the size of the difference as a
    part of the reference total of its unit, ``None`` for what is no number. ``words`` are names that differ besides.
    """

    kind: Kind
    old: Fact | None
    new: Fact | None
    by: Match | None = None
    weight: Fraction | None = None
    words: tuple[Words, ...] = ()
    table: str = ""
    restatement: Restatement | None = None
    reclassification: Reclassification | None = None

    @property
    def fact(self) -> Fact:
        """The fact of the second report, else of the first."""
        found = self.new or self.old
        assert found is not None  # an entry is about something
        return found

    @property
    def change(self) -> Decimal | None:
        """By how much the second figure is more than the first, where both are numbers."""
        old, new = (one.value if one else None for one in (self.old, self.new))
        return new - old if isinstance(old, Decimal) and isinstance(new, Decimal) else None


class NoteChange(Struct, frozen=True):
    """A footnote that one of the reports has not, or that reads otherwise there."""

    old: Note | None
    new: Note | None


class Difference(Struct, frozen=True):
    """Everything two reports say differently, the most material first.

    ``references`` are the totals that amounts were set against, by unit.
    """

    old: Side
    new: Side
    matching: Matching
    entries: tuple[Entry, ...]
    notes: tuple[NoteChange, ...]
    references: Mapping[str, Decimal]

    def __bool__(self) -> bool:
        return bool(self.entries or self.notes)

    def elsewhere(self, entry: Entry) -> bool:
        """Whether only one report says something, of a period of which the other says nothing at all."""
        if entry.old and entry.new:
            return False
        return entry.fact.key.period not in (self.old if entry.new else self.new).periods

    def of(self, kind: Kind) -> tuple[Entry, ...]:
        """The differences of a kind, the most material first."""
        return tuple(entry for entry in self.entries if entry.kind is kind)


def difference(old: Side, new: Side, eras: Eras | None = None) -> Difference:
    """What two reports say differently.

    ``eras`` are those of the taxonomy that both are reported under, if it is one: they tell what was reclassified.
    """
    matching = match(old, new)
    references = _references(old, new)
    judge = _Judge(old, new, references, _gone(old, new, eras))
    entries = [entry for pair in matching.pairs for entry in judge.pair(pair)]
    entries += (judge.alone(fact, Kind.REMOVED) for fact in matching.removed)
    entries += (judge.alone(fact, Kind.ADDED) for fact in matching.added)
    entries += (judge.alone(fact, Kind.REMOVED) for fact in _repeated(old, new))
    entries += (judge.alone(fact, Kind.ADDED) for fact in _repeated(new, old))
    return Difference(
        old, new, matching, tuple(sorted(entries, key=_order)), tuple(_notes(old.notes, new.notes)), references
    )


def _repeated(one: Side, other: Side) -> Iterator[Fact]:
    """What a report says in repetition of a fact, and neither the fact nor the other report says."""
    said = {*one.report, *other.report, *other.repeated} if one.repeated else set()
    for fact in dict.fromkeys(one.repeated):
        if fact not in said:
            yield fact


def _references(old: Side, new: Side) -> Mapping[str, Decimal]:
    """The largest absolute figure of each unit in either report: total assets or revenues, where there are such.

    What is of a time after the later report is a forecast, and no measure; where there is nothing else, it has to do.
    """
    days = [day for day in (old.closing, new.closing) if day]
    found: dict[Unit | None, Decimal] = {}
    ahead: dict[Unit | None, Decimal] = {}
    latest = max(days) if days else date.max
    for fact in (*old.report, *new.report):
        if isinstance(fact.value, Decimal) and fact.value:
            totals = ahead if ends(fact.key.period) > latest else found
            size = abs(fact.value)
            if size > totals.get(fact.key.unit, Decimal(0)):
                totals[fact.key.unit] = size
    return dict(sorted((str(unit or ""), total) for unit, total in (ahead | found).items()))


def _order(entry: Entry) -> tuple[object, ...]:
    """Amounts before other numbers, and these before words; what weighs more first; then by name, so that it is fixed.

    Without that a number of things of which there are few would stand before revenues.
    """
    unit = entry.fact.key.unit
    is_amount = unit is not None and unit.is_money
    return (
        entry.weight is None,
        not is_amount,
        -(entry.weight or 0),
        sort_key(entry.fact.key),
        list(Kind).index(entry.kind),
        entry.table,
    )


class _Judge(Struct, frozen=True):
    """Says of each pair in what way it differs; ``gone`` are the concepts that gave way, or took another's place."""

    old: Side
    new: Side
    references: Mapping[str, Decimal]
    gone: Mapping[QName, Reclassification]
    called: dict[tuple[QName, QName], tuple[Words, ...]] = {}

    def pair(self, pair: Pair) -> Iterator[Entry]:
        """The differences of one fact that both have: its value, else its prints and names."""
        words = tuple(self._words(pair))
        kind = self._kind(pair.old, pair.new)
        if kind:
            yield self._entry(kind, pair.old, pair.new, pair.by, words)
            return
        if words:
            yield self._entry(Kind.LABEL, pair.old, pair.new, pair.by, words)
        for old, new in self._reprinted(pair):
            printed = self._kind(old, new) or Kind.CHANGED
            yield self._entry(printed, old, new, pair.by, table=new.table)

    def alone(self, fact: Fact, kind: Kind) -> Entry:
        """The difference that a fact of one side alone is."""
        # What the other report says of another period has given way to nothing.
        other = self.new if kind is Kind.REMOVED else self.old
        told = None if fact.concept in other.report.by_concept else self.gone.get(fact.concept)
        old, new = (fact, None) if kind is Kind.REMOVED else (None, fact)
        weight = self._weight(fact, fact.value if isinstance(fact.value, Decimal) else Decimal(0))
        return Entry(Kind.RECLASSIFIED if told else kind, old, new, None, weight, reclassification=told)

    def _entry(
        self, kind: Kind, old: Fact, new: Fact, by: Match, words: tuple[Words, ...] = (), table: str = ""
    ) -> Entry:
        values = (one.value if isinstance(one.value, Decimal) else Decimal(0) for one in (old, new))
        before, after = values
        restatement = self._restatement(old, new) if kind is Kind.RESTATED else None
        return Entry(kind, old, new, by, self._weight(new, after - before), words, table, restatement)

    def _weight(self, fact: Fact, size: Decimal) -> Fraction | None:
        if not is_number(fact):
            return None
        total = self.references.get(str(fact.key.unit or ""))
        return Fraction(abs(size)) / Fraction(total) if total else Fraction(0)

    def _kind(self, old: Fact, new: Fact) -> Kind | None:
        """In what way two facts about one thing differ; ``None`` where they do not."""
        if not isinstance(old.value, Decimal) or not isinstance(new.value, Decimal):
            if value_text(old.value) == value_text(new.value):
                return None
        elif (old.value, old.decimals) == (new.value, new.decimals):
            return None
        elif old.decimals != new.decimals and self._agree(old, new):
            return Kind.ROUNDING
        if self._is_translation(old.key.unit):
            return Kind.TRANSLATED
        return Kind.RESTATED if self._is_before(new.key) else Kind.CHANGED

    def _agree(self, old: Fact, new: Fact) -> bool:
        """Whether one number is both figures, rounded as each side rounds: where that is unknown, in either way."""
        assert isinstance(old.value, Decimal)
        assert isinstance(new.value, Decimal)
        ways = self.old.rounding(old.key.unit), self.new.rounding(new.key.unit)
        for mode in dict.fromkeys(way for way in ways if way) or tuple(Rounding):
            one = interval_of(old.value, old.decimals, ways[0] or mode)
            other = interval_of(new.value, new.decimals, ways[1] or mode)
            if not one.intersect(other).is_empty:
                return True
        return False

    def _is_translation(self, unit: Unit | None) -> bool:
        """Whether amounts of a unit are translations, at two rates."""
        rates = [side.filing.exchange if side.filing else None for side in (self.old, self.new)]
        if unit is None or None in rates or rates[0] == rates[1]:
            return False
        return is_foreign(unit)

    def _is_before(self, key: Key) -> bool:
        """Whether the reports are of two periods of one company, and the key is of one before the later."""
        days = self.old.closing, self.new.closing
        if None in days or days[0] == days[1] or self.old.entities.isdisjoint(self.new.entities):
            return False
        return ends(key.period) < max(day for day in days if day)

    def _restatement(self, old: Fact, new: Fact) -> Restatement | None:
        """The record of a restatement in the later filing."""
        is_new_later = (self.old.closing or ends(old.key.period)) < (self.new.closing or ends(new.key.period))
        later, key = (self.new, new.key) if is_new_later else (self.old, old.key)
        if later.filing is None:
            return None
        cells = {(one.table, one.row, one.column) for one in later.prints.get(key, ())}
        return next((one for one in later.filing.restatements if (one.table, one.row, one.column) in cells), None)

    def _words(self, pair: Pair) -> Iterator[Words]:
        """The names of a fact that differ, in the languages and tables that both have."""
        names = pair.old.concept, pair.new.concept
        if names not in self.called:
            self.called[names] = tuple(self._labels(*names))
        yield from self.called[names]
        before, after = _captions(self.old, pair.old.key), _captions(self.new, pair.new.key)
        for table in before:
            if table in after and before[table] != after[table]:
                yield Words(before[table], after[table], table=table)

    def _labels(self, one: QName, other: QName) -> Iterator[Words]:
        for lang in LANGUAGES:
            old, new = self.old.label(one, lang), self.new.label(other, lang)
            if old is not None and new is not None and old != new:
                yield Words(old, new, lang)

    def _reprinted(self, pair: Pair) -> Iterator[tuple[Fact, Fact]]:
        """What a table prints of a fact in both reports, and not alike."""
        here, there = (_printed(side, key) for side, key in ((self.old, pair.old.key), (self.new, pair.new.key)))
        for table in here:
            for old, new in zip(here[table], there.get(table, ()), strict=False):
                if old != new:
                    yield old, new


def _captions(side: Side, key: Key) -> Mapping[str, str]:
    """The caption of a fact in each table that prints it; where it stands twice, the first."""
    found: dict[str, str] = {}
    for one in side.prints.get(key, ()):
        if caption := side.captions.get((one.table, one.row)):
            found.setdefault(one.table, caption)
    return dict(sorted(found.items()))


def _printed(side: Side, key: Key) -> Mapping[str, list[Fact]]:
    """What each table prints of a fact."""
    found: dict[str, list[Fact]] = {}
    for one in side.prints.get(key, ()):
        found.setdefault(one.table, []).append(one.fact)
    return dict(sorted(found.items()))


def _gone(old: Side, new: Side, eras: Eras | None) -> Mapping[QName, Reclassification]:
    """The concepts that gave way to others between the eras of two filings, and those others."""
    if eras is None or old.filing is None or new.filing is None:
        return {}
    names = [one.name for one in eras.eras]
    ours = {side.filing.taxonomy.era for side in (old, new) if side.filing}
    if not ours <= set(names):
        return {}
    first, last = sorted((names.index(old.filing.taxonomy.era), names.index(new.filing.taxonomy.era)))
    found: dict[QName, Reclassification] = {}
    for one in eras.reclassifications:
        if first < names.index(one.since) <= last:
            for name in (one.concept, *one.to):
                found.setdefault(name, one)
    return found


def _notes(old: Iterable[Note], new: Iterable[Note]) -> Iterator[NoteChange]:
    """Footnotes by what they say; of the rest, those on the same facts are one footnote that changed."""
    ones, others = list(dict.fromkeys(old)), list(dict.fromkeys(new))
    said, told = {(note.lang, note.text) for note in ones}, {(note.lang, note.text) for note in others}
    left = [note for note in ones if (note.lang, note.text) not in told]
    right = [note for note in others if (note.lang, note.text) not in said]
    for note in left:
        other = next((one for one in right if one.facts and (one.lang, one.facts) == (note.lang, note.facts)), None)
        if other:
            right.remove(other)
        yield NoteChange(note, other)
    yield from (NoteChange(None, note) for note in right)
