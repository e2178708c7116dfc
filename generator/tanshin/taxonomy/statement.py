"""Statements: the trees a company prints, from which presentation, calculation and definition follow."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from tanshin.taxonomy.label import NEGATED, NEGATED_TERSE, NEGATED_TOTAL, PERIOD_START, STANDARD, TOTAL
from tanshin.values.qname import QName
from tanshin.values.source import Source

_NEGATED = frozenset({NEGATED, NEGATED_TERSE, NEGATED_TOTAL})


class Companion(Struct, frozen=True):
    """A figure that a tree prints beside each of its figures, such as the change from a year earlier.

    ``expression`` says how it follows, ``X`` being the figure; empty where it does not. ``headings`` head its columns,
    by language. One that is ``signed`` is printed with the sign of its line reversed where the line's is; a rate of
    change is not. What ``adds`` up is part of one whole, and its columns foot as those of the figures do.
    """

    name: str
    expression: str
    headings: tuple[tuple[str, str], ...]
    signed: bool = True
    source: Source | None = None
    adds: bool = False


class Line(Struct, frozen=True):
    """One position in a statement.

    ``role`` is the label role the position prints (a preferred label; a negated role reverses the printed sign).
    ``patterns`` are captions with figures inside, as pairs of language and pattern; of several in a language the first
    that fits the figures is printed. ``aliases`` are further captions under which a source may print the position.
    ``addends`` are pairs of concept and weight: the sum this line closes. ``variants`` name another concept for columns
    of another kind (a share count in an equity statement), ``companions`` those of the figures that accompany it. An
    ``inline`` line is not printed as a row: its figure stands inside the caption of the line above it.

    ``members`` are pairs of axis and member that the line sets for its figures (segments in rows). ``id`` names the
    line among those of its tree. ``footing`` are pairs of such an id and a weight: a sum that the printed figures of a
    column must keep, and that is no calculation, because its terms are rounded or differ in members.

    A line that ``restates`` prints a total of another statement without its parts. It is not tagged again: in a
    document by itself a processor would add up those of the parts that happen to stand there.
    """

    concept: QName
    role: str = STANDARD
    abstract: bool = False
    inline: bool = False
    patterns: tuple[tuple[str, str], ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    addends: tuple[tuple[QName, int], ...] = ()
    variants: tuple[tuple[str, QName], ...] = ()
    lines: tuple[Line, ...] = ()
    source: Source | None = None
    id: str = ""
    members: tuple[tuple[QName, QName], ...] = ()
    footing: tuple[tuple[str, int], ...] = ()
    companions: tuple[tuple[Companion, QName], ...] = ()
    restates: bool = False

    @property
    def negated(self) -> bool:
        """Whether the printed sign is the reverse of the fact's."""
        return self.role in _NEGATED

    @property
    def is_total(self) -> bool:
        """Whether the line closes a sum."""
        return bool(self.addends or self.footing) or self.role in (TOTAL, NEGATED_TOTAL)

    @property
    def opens(self) -> bool:
        """Whether an instant is printed as it stood at the start of the column's period."""
        return self.role == PERIOD_START

    @property
    def is_section(self) -> bool:
        """Whether other rows stand below this one."""
        return self.abstract or any(not line.inline for line in self.lines)

    @property
    def others(self) -> tuple[QName, ...]:
        """What columns of another kind show of the line."""
        return (*(name for _, name in self.variants), *(name for _, name in self.companions))

    def shown(self, variant: str | None) -> QName | None:
        """The concept of the line in a column of some kind; ``None`` where it has none to show there."""
        if variant is None:
            return self.concept
        companions = {companion.name: name for companion, name in self.companions}
        return companions.get(variant) or dict(self.variants).get(variant)

    def turns(self, variant: str | None) -> bool:
        """Whether what a column of some kind shows follows the sign in which the line is printed."""
        return variant is None or any(one.signed for one, _ in self.companions if one.name == variant)

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Line]]:
        """This line and all below it, depth first, each with its depth."""
        yield depth, self
        for line in self.lines:
            yield from line.walk(depth + 1)


class Statement(Struct, frozen=True, dict=True):
    """One statement or form section: its extended link role, its hypercube and its lines.

    ``is_table`` marks a table of a release, which restates and details statements in rounded figures: its sums are
    footings. ``axes`` are pairs of axis and the members allowed in this section. A statement that is ``presented`` has
    a presentation network; sections of the TSE form have a definition network only, as the official taxonomy does.
    ``form`` is the form a section belongs to; two forms may each have a section in one role. ``attached_as`` are the
    letters of the kind of document that TDnet takes the statement as.
    """

    id: str
    role: str
    heading: QName
    table: QName
    line_items: QName
    axes: tuple[tuple[QName, tuple[QName, ...]], ...]
    lines: tuple[Line, ...]
    presented: bool = True
    form: str | None = None
    is_table: bool = False
    attached_as: str = ""

    @cached_property
    def concepts(self) -> frozenset[QName]:
        """Every concept that may be reported in this statement."""
        return frozenset(
            concept for top in self.lines for _, line in top.walk() for concept in (line.concept, *line.others)
        )

    def walk(self) -> Iterator[tuple[int, Line]]:
        """Every line with its depth, in printed order."""
        for line in self.lines:
            yield from line.walk()
