"""What two reports say differently, in words of a language: what every shape of it prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from tanshin.compare.difference import Difference, Entry, Kind, NoteChange
from tanshin.compare.match import Match
from tanshin.compare.side import Side
from tanshin.derive.rounding import rounded
from tanshin.document.display import GLYPHS
from tanshin.report.fact import Fact, Value, value_text
from tanshin.report.restatement import RestatementKind
from tanshin.taxonomy.dts import Dts
from tanshin.tell.language import Language
from tanshin.values.message import Message, listed, say, title
from tanshin.values.qname import QName
from tanshin.values.rounding import Rounding

HEADINGS: Mapping[Kind, Message] = {
    Kind.CHANGED: say("Changed"),
    Kind.RESTATED: say("Restated"),
    Kind.TRANSLATED: say("Translated anew"),
    Kind.RECLASSIFIED: say("Reclassified"),
    Kind.REMOVED: say("Only in the first"),
    Kind.ADDED: say("Only in the second"),
    Kind.ROUNDING: say("Rounded otherwise"),
    Kind.LABEL: say("Called otherwise"),
}
_MEANINGS: Mapping[Kind, Message] = {
    Kind.RESTATED: say("The later report gives another value for a period before its own."),
    Kind.TRANSLATED: say("Each report translates at its own rate of exchange."),
    Kind.RECLASSIFIED: say("The concept gave way to others between the two reports."),
    Kind.ROUNDING: say("One number is both figures, rounded to other decimals."),
    Kind.LABEL: say("The value is the same under another caption or label."),
}
NOTES = say("Footnotes")

_WHY: Mapping[RestatementKind, Message] = {
    RestatementKind.POLICY: say("an accounting principle changed"),
    RestatementKind.CORRECTION: say("a correction"),
    RestatementKind.SCOPE: say("the scope changed"),
    RestatementKind.RECLASSIFICATION: say("a reclassification"),
}


class Line(Struct, frozen=True):
    """A difference in words.

    ``name`` is ``prefix:Name``. ``old`` and ``new`` are the two values, empty where there is none; ``change`` and
    ``share`` say by how much numbers differ, and what part of the reference total that is. ``names`` are pairs of
    captions or labels, with what they are before them, ``remarks`` whatever else is known.
    """

    label: str
    name: str
    period: str
    unit: str
    members: str
    old: str
    new: str
    is_number: bool
    change: str = ""
    share: str = ""
    names: tuple[tuple[str, str, str], ...] = ()
    remarks: tuple[str, ...] = ()


class Group(Struct, frozen=True):
    """The differences of one kind, the most material first; ``remarks`` are what is to say of all of them.

    ``count`` is how many there are, of which ``lines`` are the first.
    """

    kind: Kind
    heading: str
    lines: tuple[Line, ...]
    remarks: tuple[str, ...]
    count: int


def groups(found: Difference, language: Language, most: int | None = None) -> tuple[Group, ...]:
    """The differences by kind, at ``most`` so many lines of each; kinds of which there are none are left out."""
    teller = _Teller(found, language)
    kinds = ((kind, found.of(kind)) for kind in Kind)
    return tuple(
        Group(
            kind,
            language.say(HEADINGS[kind]),
            tuple(map(teller.line, entries[:most])),
            tuple(teller.said(kind, entries)),
            len(entries),
        )
        for kind, entries in kinds
        if entries
    )


def lines(entries: Iterable[Entry], found: Difference, language: Language) -> tuple[Line, ...]:
    """Some of the differences as lines."""
    return tuple(map(_Teller(found, language).line, entries))


def further(number: int, language: Language) -> str:
    """What stands below differences of which not all are shown; nothing where all are."""
    return language.say(say("{number:,} more; --verbose shows them", number=number)) if number > 0 else ""


def note_pairs(found: Difference, language: Language) -> tuple[tuple[str, str], ...]:
    """The footnotes that differ, those of the language of the reader first: old and new, empty where there is none."""

    def key(change: NoteChange) -> tuple[bool, str, str]:
        one = change.new or change.old
        return (one is None or one.lang != language.code, *((one.lang, one.text) if one else ("", "")))

    ordered = sorted(found.notes, key=key)
    return tuple((one.old.text if one.old else "", one.new.text if one.new else "") for one in ordered)


def matched(found: Difference, language: Language) -> tuple[str, ...]:
    """How the facts were matched, where not by their keys alone."""
    return tuple(map(language.say, _matched(found)))


def _matched(found: Difference) -> Iterator[Message]:
    matching = found.matching
    if matching.entities:
        old, new = matching.entities
        yield say(
            "the first is about {old}, the second about {new}; they are compared as one",
            old=old.identifier,
            new=new.identifier,
        )
    named = sum(1 for pair in matching.pairs if pair.by is Match.NAME)
    for old_name, new_name in matching.names:
        yield say("names of {old} are compared with those of {new} by their local part", old=old_name, new=new_name)
    if matching.names or matching.entities:
        yield say("{number} facts were matched by local names", number=named)
    if matching.ambiguous:
        yield say(
            "{number} facts have several counterparts by their local names, and are matched with none",
            number=len(matching.ambiguous),
        )


def summary(found: Difference, language: Language) -> str:
    """How many differences there are of each kind, in a line."""
    counts = [
        say("{kind}: {number:,}", kind=HEADINGS[kind], number=len(found.of(kind))) for kind in Kind if found.of(kind)
    ]
    if found.notes:
        counts.append(say("{kind}: {number:,}", kind=NOTES, number=len(found.notes)))
    return language.say(listed(counts, "; ") if counts else say("no differences"))


class _Teller(Struct, frozen=True):
    """Puts differences into words."""

    found: Difference
    language: Language

    def said(self, kind: Kind, entries: Iterable[Entry]) -> Iterator[str]:
        """What a kind means, and how many of its differences are of periods that the other report is not about."""
        if kind in _MEANINGS:
            yield self.language.say(_MEANINGS[kind])
        if number := sum(map(self.found.elsewhere, entries)):
            yield self.language.say(
                say("{number:,} of them are of periods of which the other report says nothing.", number=number)
            )

    def line(self, entry: Entry) -> Line:
        """A difference as a line."""
        fact = entry.fact
        key = fact.key
        side = self.found.new if entry.new else self.found.old
        is_number = entry.weight is not None
        return Line(
            self._label(side, key.concept),
            str(key.concept),
            str(key.period),
            str(key.unit) if key.unit else key.lang or "",
            ", ".join(
                self._label(side, member) if isinstance(member, QName) else str(member) for _, member in key.dimensions
            ),
            "" if entry.kind is Kind.LABEL else self._value(entry.old),
            self._value(entry.new),
            is_number,
            f"{entry.change:+,f}" if entry.change else "",
            share_text(entry.weight) if entry.weight else "",
            tuple(self._names(entry)),
            tuple(map(self.language.say, self._remarks(entry))),
        )

    def _label(self, side: Side, name: QName) -> str:
        return side.label(name, self.language.code) or side.label(name, "en") or name.local

    def _value(self, fact: Fact | None) -> str:
        if fact is None:
            return ""
        return GLYPHS[self.language.code].nil if fact.value is None else value_words(fact.value)

    def _names(self, entry: Entry) -> Iterator[tuple[str, str, str]]:
        for one in entry.words:
            what = say("caption in {table}", table=one.table) if one.table else say("label, {lang}", lang=one.lang)
            yield self.language.say(what), one.old, one.new

    def _remarks(self, entry: Entry) -> Iterator[Message]:
        old, new = entry.old, entry.new
        if entry.table:
            yield say("as {table} prints it", table=entry.table)
        if old and new and old.decimals != new.decimals and None not in (old.value, new.value):
            yield say("decimals {old}, then {new}", old=_decimals(old), new=_decimals(new))
        if entry.by is Match.NAME and old and new and old.concept != new.concept:
            yield say("matched by its local name")
        if entry.restatement:
            yield say("{kind}: {reason}", kind=_WHY[entry.restatement.kind], reason=entry.restatement.reason)
        if entry.reclassification:
            told = entry.reclassification
            dts = self.found.new.dts or self.found.old.dts
            yield say(
                "{concept} gave way to {others} in {since}",
                concept=_title(dts, told.concept),
                others=listed((_title(dts, name) for name in told.to), " and "),
                since=told.since,
            )
            if told.notes:
                yield say("{note}", note=title(told.notes))


def value_words(value: Value) -> str:
    """A value for people: a number in full, with commas."""
    if isinstance(value, Decimal):
        return f"{value:,f}"
    return value_text(value) or ""


def share_text(weight: Fraction) -> str:
    """A part of a whole in per cent, to two places; what is less than that says so."""
    part = rounded(100 * weight, 2, Rounding.HALF_UP)
    return f"{part:f}%" if part else "<0.01%"


def _decimals(fact: Fact) -> str:
    return "INF" if fact.decimals is None else str(fact.decimals)


def _title(dts: Dts | None, name: QName) -> str:
    concept = dts.concepts.get(name) if dts else None
    return title({lang: concept.label(lang) for lang in ("en", "ja")}) if concept else name.local
