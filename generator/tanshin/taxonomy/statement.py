"""Statements: the trees a company prints, from which presentation, calculation and definition follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tanshin.taxonomy.label import NEGATED, NEGATED_TERSE, NEGATED_TOTAL, PERIOD_START, STANDARD, TOTAL
from tanshin.values.qname import QName
from tanshin.values.source import Source

_NEGATED = frozenset({NEGATED, NEGATED_TERSE, NEGATED_TOTAL})


@dataclass(frozen=True)
class Line:
    """One position in a statement.

    ``role`` is the label role the position prints (a preferred label; a negated role reverses the printed sign).
    ``patterns`` are captions with figures inside, as pairs of language and pattern; ``aliases`` are further captions
    under which a source may print the position. ``addends`` are pairs of concept and weight: the sum this line
    closes. ``variants`` name another concept for columns of another kind (a share count in an equity statement).
    An ``inline`` line is not printed as a row: its figure stands inside the caption of the line above it.
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

    @property
    def negated(self) -> bool:
        """Whether the printed sign is the reverse of the fact's."""
        return self.role in _NEGATED

    @property
    def is_total(self) -> bool:
        """Whether the line closes a sum."""
        return bool(self.addends) or self.role in (TOTAL, NEGATED_TOTAL)

    @property
    def opens(self) -> bool:
        """Whether an instant is printed as it stood at the start of the column's period."""
        return self.role == PERIOD_START

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Line]]:
        """This line and all below it, depth first, each with its depth."""
        yield depth, self
        for line in self.lines:
            yield from line.walk(depth + 1)


@dataclass(frozen=True)
class Statement:
    """One statement or form section: its extended link role, its hypercube and its lines.

    ``axes`` are pairs of axis and the members allowed in this section. A statement that is ``presented`` has a
    presentation network; sections of the TSE form have a definition network only, as the official taxonomy does.
    ``form`` is the form a section belongs to; two forms may each have a section in one role.
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

    @cached_property
    def concepts(self) -> frozenset[QName]:
        """Every concept that may be reported in this statement."""
        return frozenset(
            concept
            for top in self.lines
            for _, line in top.walk()
            for concept in (line.concept, *(variant for _, variant in line.variants))
        )

    def walk(self) -> Iterator[tuple[int, Line]]:
        """Every line with its depth, in printed order."""
        for line in self.lines:
            yield from line.walk()
