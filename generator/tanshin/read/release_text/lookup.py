"""A statement as rows are looked up in it: by caption, by caption with slips, by likeness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from tanshin.read.canonical.caption import Position
from tanshin.read.release_text.likeness import HELD, NEAR, folded, likeness, words_of
from tanshin.read.release_text.printed import PrintedRow
from tanshin.report.imported import Candidate
from tanshin.taxonomy.pattern import PLACE
from tanshin.values.text import caption_key

#: What is less alike is no candidate, and so many candidates are told.
_LEAST, TOLD = 40, 3


class Tree(Struct, frozen=True, dict=True):
    """A statement as rows are looked up in it: its positions and the words that the taxonomy knows."""

    positions: tuple[Position, ...]
    known: frozenset[str]

    @cached_property
    def by_fold(self) -> Mapping[str, frozenset[int]]:
        """The positions by their captions as one word of letters that look alike."""
        found: dict[str, set[int]] = {}
        for one in self.positions:
            for text in one.captions_printed:
                found.setdefault(folded(text), set()).add(one.index)
        return {key: frozenset(indexes) for key, indexes in found.items()}

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all captions but those of headings."""
        return frozenset(key for one in self.positions if not one.line.abstract for key in one.captions)

    @cached_property
    def _words(self) -> tuple[tuple[frozenset[str], str], ...]:
        captions = (text for one in self.positions if not one.line.abstract for text in one.captions_printed)
        return tuple((frozenset(words_of(text)), text) for text in dict.fromkeys(captions))

    def is_torn(self, row: PrintedRow) -> bool:
        """Whether a row may be a part of one: its caption alone is no heading, nor a line where it has figures."""
        lines = (self.positions[index].line for index in self.by_fold.get(folded(row.caption), ()))
        return not any(row.has_figures or line.abstract for line in lines)

    def knows(self, caption: str) -> bool:
        """Whether a caption is one of the tree, perhaps with slips."""
        if caption_key(caption) in self.keys or folded(caption) in self.by_fold:
            return True
        words = frozenset(words_of(caption))
        return any(
            2 * len(words & own) >= len(own) - 1 and likeness(caption, text, self.known) >= NEAR
            for own, text in self._words
        )

    def best(self, caption: str, one: Position) -> tuple[int, str]:
        """How alike a caption is to the best of a position's, and that one."""
        return max(((likeness(caption, text, self.known), text) for text in one.captions_printed), default=(0, ""))

    def candidates(self, caption: str, *, is_heading: bool) -> tuple[Candidate, ...]:
        """The lines that a caption is most like."""
        if not caption:
            return ()
        found = []
        for one in self.positions:
            if one.line.abstract == is_heading:
                alike, text = self.best(caption, one)
                if alike >= _LEAST:
                    found.append(Candidate(text, one.line.concept.local, alike))
        found.sort(key=lambda each: (-each.likeness, each.concept))
        return tuple(found[:TOLD])


def unwrapped(rows: Sequence[PrintedRow], tree: Tree) -> list[PrintedRow]:
    """The rows, those whose captions stand in two lines being one: only together they are a caption of the tree."""
    found: list[PrintedRow] = []
    for row in rows:
        above = found[-1] if found else None
        if above and not (above.has_figures and row.has_figures) and above.caption and row.caption:
            whole = f"{above.caption} {row.caption}"
            if folded(whole) in tree.by_fold and tree.is_torn(above) and (tree.is_torn(row) or row.has_figures):
                figures = row if row.has_figures else above
                found[-1] = replace(figures, caption=whole, source=above.source)
                continue
        found.append(row)
    return found


def filled(text: str, printed: str) -> str | None:
    """A caption of the taxonomy with the figures and days of the printed one; ``None`` if it has not as many places."""
    places = PLACE.findall(text)
    held = HELD.findall(printed)
    if len(places) != len(held):
        return None
    texts = iter(held)
    return PLACE.sub(lambda _: next(texts), text)
