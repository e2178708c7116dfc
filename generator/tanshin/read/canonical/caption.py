"""Captions -> lines: which position of a statement a printed caption means.

Letter case, width, dashes and spaces do not matter. One caption may stand in several places of a statement (*Total*);
the section that is open when it is met decides. A pattern such as ``net of allowance of JPY {Allowance@PriorYear}
thousand`` also takes figures out of a caption.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from msgspec import Struct

from tanshin.taxonomy.label import STANDARD
from tanshin.taxonomy.pattern import PLACE, Place, place_of
from tanshin.taxonomy.statement import Line, Statement
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.qname import QName
from tanshin.values.text import caption_key

_FIGURE = r"([0-9][0-9,.]*)"
_DATE = r"(\S(?:.*?\S)?)"

#: Looking for similar captions is slow; whoever has more unknown ones than this has the wrong statement.
_MAX_SUGGESTIONS = 20


class Position(Struct, frozen=True):
    """A line together with the headings above it, and every caption it answers to.

    ``path`` holds the indexes of the positions above it, outermost first, below that of the statement itself (-1).
    ``under`` are the concepts of those lines. ``words`` are pairs of the key of a caption and the caption,
    ``templates`` are the captions with places inside, of which ``patterns`` are made.
    """

    index: int
    line: Line
    path: tuple[int, ...]
    words: tuple[tuple[str, str], ...]
    patterns: tuple[tuple[re.Pattern[str], tuple[Place, ...]], ...]
    under: tuple[QName, ...] = ()
    templates: tuple[str, ...] = ()

    @property
    def captions_printed(self) -> tuple[str, ...]:
        """Its captions, those with places for figures and days too."""
        return (*(text for _, text in self.words), *self.templates)

    @property
    def captions(self) -> tuple[str, ...]:
        """The keys of its captions."""
        return tuple(key for key, _ in self.words)


class Match(Struct, frozen=True):
    """A position found, with what the caption held: pairs of a place and its text."""

    position: Position
    held: tuple[tuple[Place, str], ...] = ()


def positions(statement: Statement, taxonomy: Taxonomy) -> tuple[Position, ...]:
    """Every position of a statement that a row can mean."""
    found: list[Position] = []

    def below(lines: Sequence[Line], path: tuple[int, ...], under: tuple[QName, ...]) -> None:
        for line in lines:
            index = len(found)
            if not line.inline:
                captions = tuple(dict.fromkeys(_captions(line, taxonomy)))
                plain = tuple((caption_key(text), text) for text in captions if not PLACE.search(text))
                templates = tuple(text for text in captions if PLACE.search(text))
                patterns = tuple(map(compile_pattern, templates))
                found.append(Position(index, line, path, plain, patterns, under, templates))
            below(line.lines, (*path, index), (*under, line.concept))

    below(statement.lines, (-1,), ())
    return tuple(found)


def _captions(line: Line, taxonomy: Taxonomy) -> Iterator[str]:
    concept = taxonomy.dts.concepts[line.concept]
    for label in concept.labels:
        if label.role in (line.role, STANDARD):
            yield label.text
    for _, text in (*line.patterns, *line.aliases):
        yield text


def compile_pattern(text: str) -> tuple[re.Pattern[str], tuple[Place, ...]]:
    """A pattern as an expression over caption keys, and its places in order."""
    places = tuple(place_of(match) for match in PLACE.finditer(text))
    # A private character stands for a place while the words around it are brought to their key.
    marked = PLACE.sub("\ue000", text)
    pieces = [re.escape(piece) for piece in caption_key(marked).split("\ue000")]
    expression = pieces[0]
    for place, piece in zip(places, pieces[1:], strict=True):
        expression += (_DATE if place.name == "date" else _FIGURE) + piece
    return re.compile(expression), places


class Cursor(Struct, dict=True):
    """Reads the captions of one table from top to bottom, keeping track of the section that is open."""

    positions: Sequence[Position]
    open: tuple[int, ...] = ()
    suggested: int = 0

    def __post_init__(self) -> None:
        # Before the first row, the statement itself is what is open.
        self.open = self.open or (self.positions[0].path[:1] if self.positions else ())
        found: dict[str, list[Position]] = {}
        for position in self.positions:
            for key in dict.fromkeys(position.captions):
                found.setdefault(key, []).append(position)
        self.by_key: Mapping[str, tuple[Position, ...]] = {key: tuple(places) for key, places in found.items()}

    def find(self, caption: str, is_heading: bool) -> tuple[Match, ...]:
        """The matches of a caption: one when it is clear, several when it is not, none when it is unknown.

        A row without figures means a heading where there is one, a row with figures never does.
        """
        key = caption_key(caption)
        found = [Match(position) for position in self.by_key.get(key, ())]
        for position in self.positions:
            for pattern, places in position.patterns:
                match = pattern.fullmatch(key)
                if match:
                    found.append(Match(position, tuple(zip(places, match.groups(), strict=True))))
                    break  # the two languages may say the same
        kept = [match for match in found if match.position.line.abstract == is_heading]
        return self._nearest(kept or found)

    def advance(self, match: Match) -> None:
        """Note where a row stood: its section is open for the rows that follow."""
        position = match.position
        self.open = (*position.path, position.index) if position.line.is_section else position.path

    def suggestions(self, caption: str) -> list[str]:
        """The captions of this statement that are most like an unknown one."""
        self.suggested += 1
        if self.suggested > _MAX_SUGGESTIONS:
            return []
        known = {key: text for position in self.positions for key, text in position.words}
        return [known[key] for key in get_close_matches(caption_key(caption), known, n=3, cutoff=0.6)]

    def _nearest(self, matches: list[Match]) -> tuple[Match, ...]:
        """Of several matches those in the innermost open section; without one there, all of them."""
        if len(matches) < 2:
            return tuple(matches)
        for depth in range(len(self.open), 0, -1):
            here = [match for match in matches if match.position.path == self.open[:depth]]
            if here:
                return tuple(here)
        return tuple(matches)
