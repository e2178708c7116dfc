"""What both formats say of a fact, made into facts and footnotes (Open Information Model 1.0, sections 4 and 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from tanshin.read.building import MAX_DIGITS, fact_of, gathered, is_number
from tanshin.read.ixbrl.words import shown
from tanshin.read.oim.info import Info
from tanshin.read.oim.names import Misfit
from tanshin.read.oim.trouble import Spot, Trouble, Where
from tanshin.report.aspect import FOREVER, PURE, Dimensions, Member, Period, TypedMember, Unit
from tanshin.report.fact import Fact, Key
from tanshin.report.instance import FactNote, Instance
from tanshin.report.item import Aspects, Item
from tanshin.report.oim import CORE, NO_ENTITY, NOTE
from tanshin.taxonomy.concept import ItemType
from tanshin.taxonomy.dts import Dts
from tanshin.values.finding import InputError, Severity, sort_findings
from tanshin.values.message import say
from tanshin.values.qname import QName
from tanshin.values.xml import parse_xml

_BOUND = 1_000_000  # decimals beyond this are a slip or an attack
_WRONG: Any = object()  # what nobody can understand
_PLAIN = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class Raw(Struct, frozen=True):
    """A fact as a file has it: its id, its value, ``None`` for nil, its decimals, ``None`` for INF, its dimensions.

    ``where`` tells where it stands, or the part of it that is asked for. ``shares`` tells that it has what it has in
    common with others, as in a table, so that what does not suit it is nobody's fault.
    """

    id: str
    value: str | None
    decimals: int | None
    dimensions: Mapping[str, str | None]
    where: Where
    shares: bool = False


class Link(Struct, frozen=True):
    """What is noted on a fact: the word of the kind of link, the ids of the fact and of the note."""

    kind: str
    group: str
    fact: str
    note: str
    where: Spot


class Facts:
    """One reading of the facts of a report; ``period`` reads a text as a period, or raises Misfit."""

    def __init__(self, info: Info, trouble: Trouble, dts: Dts | None, period: Callable[[str], Period]) -> None:
        self._info = info
        self._trouble = trouble
        self._dts = dts
        self._period = period
        self._periods: dict[str, Period] = {}
        self._aspects: dict[object, Aspects] = {}
        self._notes: dict[str, tuple[str, str]] = {}
        self._facts: list[Fact] = []
        self._ids: dict[str, int] = {}

    def add(self, raw: Raw) -> None:
        """Take a fact, or a footnote; what cannot be understood of it is told, and it is left out."""
        try:
            concept = self._concept(raw)
            if concept == NOTE:
                self._note(raw)
                return
            source = raw.where()()
            if item := self._item(raw, concept, source.line):
                self._ids[raw.id] = len(self._facts)
                self._facts.append(fact_of(item, source, self._dts))
        except Misfit as fault:
            self._trouble.say(fault.code, fault.message, raw.where("dimensions", "concept"))

    def _concept(self, raw: Raw) -> QName:
        written = raw.dimensions.get("concept")
        if written is None:
            raise Misfit("TNS085", say("the fact has no concept, so it is left out; name it"))
        return self._info.names.qname(written)

    def _item(self, raw: Raw, concept: QName, line: int) -> Item | None:
        known = self._dts.concepts.get(concept) if self._dts is not None else None
        kind = known.type if known is not None else None
        aspects, unit = self._aspects_of(raw), self._unit(raw, kind)
        lang = self._language(raw) if unit is None else None
        if aspects is None or unit is _WRONG:
            return None
        decimals = self._decimals(raw, unit)
        if raw.value is not None and unit is not None and not is_number(raw.value):
            message = say(
                "{text!r} is no number of up to {most:,} digits, so it is read as a text; correct it",
                text=shown(raw.value),
                most=MAX_DIGITS,
            )
            self._trouble.say("TNS086", message, raw.where("value"))
        return Item(concept, aspects, unit, raw.value, decimals, line=line, lang=lang, id=raw.id)

    def _aspects_of(self, raw: Raw) -> Aspects | None:
        """Entity, period and dimensions; ``None`` where one of them cannot be understood, which is told."""
        about = raw.dimensions
        # A row or an object that says the same as another is looked at once.
        same = tuple((name, about[name]) for name in sorted(about) if name not in ("concept", "unit", "language"))
        if same in self._aspects:
            return self._aspects[same]
        entity = self._try(raw, "entity", self._info.names.entity)
        period = self._try(raw, "period", self._period_of)
        dimensions = self._dimensions(raw)
        if entity is _WRONG or period is _WRONG or dimensions is None:
            return None
        found = Aspects(entity or NO_ENTITY, period or FOREVER, dimensions)
        self._aspects[same] = found
        return found

    def _period_of(self, text: str) -> Period:
        if text not in self._periods:
            self._periods[text] = self._period(text)
        return self._periods[text]

    def _try(self, raw: Raw, name: str, read: Callable[[str], Any]) -> Any:
        """What a core dimension says, ``None`` where it is absent; what cannot be understood is told."""
        if name not in raw.dimensions:
            return None
        text = raw.dimensions[name]
        if text is None:
            self._left_out(raw, name, Misfit("TNS085", say("{name} is nil, and that says nothing", name=name)))
            return _WRONG
        try:
            return read(text)
        except Misfit as fault:
            self._left_out(raw, name, fault)
            return _WRONG

    def _dimensions(self, raw: Raw) -> Dimensions | None:
        found: list[tuple[QName, Member]] = []
        for name, text in raw.dimensions.items():
            if name not in CORE:
                try:
                    axis = self._info.names.qname(name)
                    found.append((axis, self._member(raw, name, axis, text)))
                except Misfit as fault:
                    self._left_out(raw, name, fault)
                    return None
        return tuple(sorted(found, key=lambda pair: pair[0]))

    def _member(self, raw: Raw, name: str, axis: QName, text: str | None) -> Member:
        """A member: a name that is declared is one of the taxonomy, anything else the value of a typed dimension."""
        names = self._info.names
        if text is None or not names.is_name(text):
            return TypedMember(text)
        if names.is_declared(text):
            return names.qname(text)
        message = say(
            "the prefix of the member {text!r} is not declared, so it is read as the text of a typed dimension; "
            "declare the prefix if {axis} has members of a taxonomy",
            text=shown(text),
            axis=str(axis),
        )
        self._trouble.say("TNS084", message, raw.where("dimensions", name), Severity.WARNING)
        return TypedMember(text)

    def _unit(self, raw: Raw, kind: ItemType | None) -> Unit | None:
        """The unit: what is a number and has none is a pure one; without a taxonomy decimals tell what is a number."""
        if kind is not None and not kind.is_numeric:
            return None
        if "unit" in raw.dimensions:
            found: Unit | None = self._try(raw, "unit", self._info.names.unit)
            return found
        said = raw.decimals is not None and not (raw.shares and raw.value and not is_number(raw.value))
        return PURE if kind is not None or said else None

    def _language(self, raw: Raw) -> str | None:
        found = self._try(raw, "language", self._info.names.language)
        return found if isinstance(found, str) else None

    def _decimals(self, raw: Raw, unit: Unit | None) -> int | None:
        if raw.decimals is None or (unit is not None and raw.value is not None and abs(raw.decimals) <= _BOUND):
            return raw.decimals
        if raw.shares and (unit is None or raw.value is None):
            return None
        message = (
            say("{decimals} decimals make no sense, so the number counts as exact; correct them", decimals=raw.decimals)
            if unit is not None and raw.value is not None
            else say("what is nil or no number has no decimals; leave them out")
        )
        self._trouble.say("TNS086", message, raw.where("decimals"))
        return None

    def _left_out(self, raw: Raw, name: str, fault: Misfit) -> None:
        message = say("the fact is left out: {reason}", reason=fault.message)
        self._trouble.say(fault.code, message, raw.where("dimensions", name))

    # Footnotes

    def _note(self, raw: Raw) -> None:
        language = self._language(raw)
        if language is None:
            self._trouble.say("TNS087", say("a footnote needs a language; name it"), raw.where("dimensions"))
        if raw.dimensions.get("noteId", raw.id) != raw.id:
            message = say("the noteId of a footnote is its own id, here {id!r}; correct it", id=shown(raw.id))
            self._trouble.say("TNS087", message, raw.where("dimensions", "noteId"))
        text = raw.value or ""
        try:
            parse_xml(f"<div>{text}</div>".encode(), "")
        except InputError:
            message = say("the footnote is not XHTML, so it is read as plain text; correct its markup")
            self._trouble.say("TNS087", message, raw.where("value"))
            text = text.translate(_PLAIN)
        self._notes[raw.id] = (text, language or "")

    def instance(self, name: str, links: Sequence[Link]) -> Instance:
        """The report, with everything that was to be said."""
        notes = tuple(self._linked(links))
        report, repeated = gathered(self._facts)
        findings = sort_findings(self._trouble.findings)
        return Instance(name, report, repeated, notes, self._info.taxonomy, self._dts, findings=findings)

    def _linked(self, links: Sequence[Link]) -> Iterator[FactNote]:
        noted: dict[tuple[str, str, str], dict[Key, None]] = {}
        for link in links:
            arcrole = self._info.link_types.get(link.kind)
            if arcrole is None or link.group not in self._info.link_groups:
                word = link.kind if arcrole is None else link.group
                message = say(
                    "{word!r} is no kind or group of links that is declared, so what it notes is lost; declare it",
                    word=shown(word),
                )
                self._trouble.say("TNS087", message, link.where)
            elif link.fact not in self._ids or (link.note not in self._notes and link.note not in self._ids):
                name = link.note if link.fact in self._ids else link.fact
                message = say(
                    "a link leads from or to {id!r}, which is no fact that was read; correct it", id=shown(name)
                )
                self._trouble.say("TNS087", message, link.where)
            elif link.note in self._notes:
                key = self._facts[self._ids[link.fact]].key
                noted.setdefault((arcrole, link.group, link.note), {})[key] = None
            else:
                message = say("that a fact explains another is not read")
                self._trouble.say("TNS087", message, link.where, Severity.INFO)
        for (arcrole, _, note), keys in noted.items():
            text, language = self._notes[note]
            yield FactNote(text, language, tuple(keys), arcrole=arcrole)
