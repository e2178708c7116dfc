"""Parts -> concepts: what is defined at its first mention, and what every statement brings with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from tanshin.taxonomy import label as labels
from tanshin.taxonomy.concept import Concept, ItemType, Kind
from tanshin.taxonomy.label import Label, Reference
from tanshin.taxonomy.part import Part, problem
from tanshin.taxonomy.source import (
    AxisSource,
    CompanionSource,
    LineSource,
    MemberSource,
    PositionRole,
    TaxonomySource,
    Text,
)
from tanshin.values.complaint import KeyPath
from tanshin.values.finding import Finding, InputError
from tanshin.values.message import say
from tanshin.values.qname import QName
from tanshin.values.yaml import Document

#: The label role a position prints, by its word in the source.
ROLES: Mapping[PositionRole, str] = {
    "standard": labels.STANDARD,
    "terse": labels.TERSE,
    "total": labels.TOTAL,
    "start": labels.PERIOD_START,
    "end": labels.PERIOD_END,
    "verbose": labels.VERBOSE,
}

#: What the generated parts of a statement are called after its title.
_SUFFIXES: Mapping[str, Mapping[str, str]] = {
    "heading": {"en": "[Abstract]", "ja": "[目次項目]"},
    "table": {"en": "[Table]", "ja": "[表]"},
    "line_items": {"en": "[Line Items]", "ja": "[表示項目]"},
}

#: Keys that define a concept: they count where its label stands and nowhere else.
_DEFINING = ("type", "period", "balance", "unit", "abstract", "terse", "total", "start", "end", "verbose")


class Definitions:
    """The concepts of a taxonomy while they are collected."""

    def __init__(self, source: TaxonomySource, namespace: str, references: Mapping[str, tuple[Reference, ...]]) -> None:
        self._source = source
        self._namespace = namespace
        self._references = references
        self._frames: dict[QName, str] = {}
        self._companions: dict[QName, str] = {}
        self.concepts: dict[QName, Concept] = {}
        self.problems: list[Finding] = []

    def name(self, local: str) -> QName:
        """The qualified name of a concept of this taxonomy."""
        return QName(self._namespace, local, self._source.prefix)

    def add_axes(self, head: Document) -> None:
        """The axes and members that ``taxonomy.yaml`` declares."""
        for index, axis in enumerate(self._source.axes):
            members: list[tuple[KeyPath, MemberSource]] = [(("default",), axis.default)] if axis.default else []
            members += [(("members", at), member) for at, member in enumerate(axis.members)]
            self._add(_axis(self.name(axis.axis), axis), head, ("axes", index))
            for path, member in members:
                self._add(_member(self.name(member.member), member), head, ("axes", index, *path))

    def add_frame(self, part: Part) -> None:
        """The heading, the table and the line items of a part; parts may share them."""
        for kind, local in (("heading", part.heading), ("table", part.table), ("line_items", part.line_items)):
            name = self.name(local)
            if self._frames.get(name) != kind:
                self._frames[name] = kind
                self._add(_frame(name, kind, part), part.document, part.path)

    def add_lines(self, part: Part) -> None:
        """The concepts that the lines of a part define."""
        for line, path in part.defined():
            if line.label:
                self._add(self._item(line, part), part.document, path)
            elif given := [key for key in _DEFINING if getattr(line, key)]:
                message = say(
                    "{concept} has no label here, so its {given} defines nothing; put it beside the label",
                    concept=line.concept,
                    given=given[0],
                )
                self.problems.append(problem(part.document, (*path, given[0]), message))

    def add_companions(self, part: Part) -> None:
        """The concepts of the figures that accompany those of a part; parts may share them.

        A figure inside a caption stands in no column, and nothing stands beside it.
        """
        for line, path in part.walk():
            concept = None if line.under else self.concepts.get(self.name(line.concept))
            for companion, _ in part.companions if concept else ():
                assert concept
                made = companion_of(concept, companion)
                if made and self._companions.get(made.qname) != companion.companion:
                    self._companions[made.qname] = companion.companion
                    self._add(made, part.document, path)

    def _item(self, line: LineSource, part: Part) -> Concept:
        concept = _item(self.name(line.concept), line, part)
        return replace(concept, unit=self.name(line.unit)) if line.unit else concept

    def _add(self, concept: Concept, document: Document, path: KeyPath) -> None:
        if concept.qname in self.concepts:
            self.problems.append(
                problem(document, path, say("{concept} is defined a second time", concept=concept.qname.local))
            )
        references = self._references.get(concept.qname.local, ())
        self.concepts[concept.qname] = replace(concept, references=references) if references else concept


def concepts_of(
    parts: Sequence[Part],
    source: TaxonomySource,
    head: Document,
    namespace: str,
    references: Mapping[str, tuple[Reference, ...]],
) -> dict[QName, Concept]:
    """Every concept of a taxonomy, in the order of definition.

    Raises:
        InputError: a concept is defined twice, or half a definition stands where there is no label (TNS020).
    """
    found = Definitions(source, namespace, references)
    found.add_axes(head)
    negated: dict[QName, set[str]] = {}
    for part in parts:
        found.add_frame(part)
        found.add_lines(part)
        for line, _ in part.walk():
            if line.negated:
                negated.setdefault(found.name(line.concept), set()).add(ROLES[line.role])
    for part in parts:
        found.add_companions(part)
    if found.problems:
        raise InputError(*found.problems)
    return {
        name: _with_negated(concept, negated[name]) if name in negated else concept
        for name, concept in found.concepts.items()
    }


def companion_of(concept: Concept, source: CompanionSource) -> Concept | None:
    """The concept of a figure that accompanies those of another; ``None`` where it does not go with them."""
    if concept.abstract or not concept.type.is_numeric or concept.type not in (source.of or (concept.type,)):
        return None
    if source.at not in (None, concept.period):
        return None
    is_alike = source.type in (None, concept.type)
    return Concept(
        replace(concept.qname, local=concept.qname.local + source.suffix),
        source.type or concept.type,
        source.period or concept.period,
        concept.balance if is_alike else None,
        labels=tuple(
            Label(labels.STANDARD, lang, words.replace("{label}", concept.label(lang)))
            for lang, words in pairs(source.label)
        ),
        unit=concept.unit if is_alike else None,
    )


def pairs(text: Text) -> tuple[tuple[str, str], ...]:
    """A text by language."""
    return (("en", text.en), ("ja", text.ja))


def _labels(text: Text | None, role: str = labels.STANDARD) -> tuple[Label, ...]:
    return tuple(Label(role, lang, words) for lang, words in pairs(text)) if text else ()


def _axis(name: QName, source: AxisSource) -> Concept:
    texts = _labels(source.label) + _labels(source.terse, labels.TERSE)
    return Concept(name, abstract=True, kind=Kind.AXIS, labels=texts)


def _member(name: QName, source: MemberSource) -> Concept:
    texts = _labels(source.label) + _labels(source.terse, labels.TERSE)
    return Concept(name, ItemType.DOMAIN, abstract=True, kind=Kind.MEMBER, labels=texts)


def _frame(name: QName, kind: str, part: Part) -> Concept:
    suffixes = _SUFFIXES[kind]
    return Concept(
        name,
        period=part.heading_period,
        abstract=True,
        kind=Kind.HYPERCUBE if kind == "table" else Kind.ITEM,
        labels=tuple(Label(labels.STANDARD, lang, f"{words} {suffixes[lang]}") for lang, words in pairs(part.title)),
    )


def _item(name: QName, line: LineSource, part: Part) -> Concept:
    texts = (
        *_labels(line.label),
        *_labels(line.terse, labels.TERSE),
        *_labels(line.total, labels.TOTAL),
        *_labels(line.start, labels.PERIOD_START),
        *_labels(line.end, labels.PERIOD_END),
        *_labels(line.verbose, labels.VERBOSE),
    )
    if line.abstract:
        type_, period = line.type or ItemType.STRING, line.period or part.heading_period
    else:
        type_, period = line.type or part.type, line.period or part.period
    return Concept(name, type_, period, line.balance, line.abstract, labels=texts)


def _with_negated(concept: Concept, roles: set[str]) -> Concept:
    """A negated position needs a label in the negated role; it reads like the label it negates."""
    extra = tuple(
        Label(labels.NEGATED_OF[role], label.lang, label.text)
        for role in sorted(roles & labels.NEGATED_OF.keys())
        for label in concept.labels
        if label.role == role
    )
    return replace(concept, labels=concept.labels + extra) if extra else concept
