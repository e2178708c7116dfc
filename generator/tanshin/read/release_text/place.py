"""Rows -> lines of a tree: by caption, section and order, confirmed or doubted by arithmetic.

What a caption says decides. A caption that is not in the taxonomy places a row only where it is one with slips, nothing
else is as like it, its neighbours stand in that order, and no sum it takes part in fails.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from tanshin.read.canonical.caption import Cursor, Match, Position
from tanshin.read.release_text.likeness import HELD, NEAR, folded, likeness, words_of
from tanshin.read.release_text.printed import PrintedRow, value_of
from tanshin.read.release_text.total import Total, slack, totals_of
from tanshin.report.imported import Candidate
from tanshin.taxonomy.pattern import PLACE
from tanshin.values.message import Message, say
from tanshin.values.text import caption_key

#: What is less alike is no candidate, and so many candidates are told.
_LEAST, TOLD = 40, 3
#: How alike a caption has to be to that of the only line that a sum lacks, and in how many columns it has to be that.
_LACKING, _COLUMNS = 60, 2


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


class Spot(Struct):
    """A row on the way: where it was placed, as what, on what grounds, or why it was not."""

    row: PrintedRow
    position: Position | None = None
    read_as: str = ""
    why: Message | None = None
    evidence: Message | None = None


class Placing(Struct):
    """The rows of a table in the tree of a statement, the sums that were tried, and the lines printed reversed."""

    tree: Tree
    spots: list[Spot]
    columns: tuple[int, ...]
    is_rounded: bool = False
    flipped: frozenset[int] = frozenset()
    held: list[tuple[Total, int]] = field(default_factory=list)
    failed: list[tuple[Total, int, Decimal]] = field(default_factory=list)

    def figures(self, column: int) -> dict[int, Decimal]:
        """What a column prints, by position; nil is zero."""
        found = {}
        for spot in self.spots:
            if spot.position and (printed := value_of(spot.row.cells[column])):
                found[spot.position.index] = printed.value or Decimal(0)
        return found

    def add_up(self) -> None:
        """Try every sum in every column."""
        self.held, self.failed = [], []
        totals = totals_of(self.tree.positions, self.flipped)
        for column in self.columns:
            figures = self.figures(column)
            for total in totals:
                rest = total.rest(figures)
                if rest is None:
                    continue
                if abs(rest) <= slack(total, is_rounded=self.is_rounded):
                    self.held.append((total, column))
                elif not any(self.is_missing(spot, rest, total, column) for spot in self.spots):
                    self.failed.append((total, column, rest))

    def is_missing(self, spot: Spot, rest: Decimal, total: Total, column: int) -> bool:
        """Whether a row that was not placed is what a sum lacks in a column."""
        printed = value_of(spot.row.cells[column]) if spot.position is None else None
        value = abs(printed.value) if printed and printed.value else None
        return value is not None and abs(abs(rest) - value) <= slack(total, is_rounded=self.is_rounded)


def place(rows: Sequence[PrintedRow], tree: Tree, columns: Sequence[int], *, is_rounded: bool) -> Placing:
    """The rows of a table, placed as far as that is sure; ``columns`` are those with amounts of one kind."""
    placing = Placing(tree, [Spot(row) for row in unwrapped(rows, tree)], tuple(columns), is_rounded)
    cursor = Cursor(tree.positions)
    used: set[int] = set()
    for spot in placing.spots:
        _by_caption(spot, cursor, tree, used)
    _out_of_order(placing)
    placing.add_up()
    _claimed(placing)
    _by_arithmetic(placing, used)
    _doubted(placing)
    _lacking(placing)
    _reversed(placing)
    return placing


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


def _by_caption(spot: Spot, cursor: Cursor, tree: Tree, used: set[int]) -> None:
    caption, is_heading = spot.row.caption, not spot.row.has_figures
    if not caption or spot.row.torn:
        spot.why = say("the row has fewer cells than columns") if caption else say("the row has no caption")
        return
    matches = [one for one in cursor.find(caption, is_heading) if not (one.position.line.abstract and not is_heading)]
    if not matches:
        _by_slips(spot, cursor, tree, used, is_heading=is_heading)
        return
    free = [one for one in matches if one.position.index not in used]
    if len(matches) == 1 and free:
        _settle(spot, cursor, used, matches[0])
    elif len(matches) == 1:
        spot.why = say("a row above is that line already")
    else:
        spot.why = say("the caption stands in several places of this table")


def _by_slips(spot: Spot, cursor: Cursor, tree: Tree, used: set[int], *, is_heading: bool) -> None:
    """Place a row whose caption is one of the taxonomy but for slips."""
    found = []
    for one in tree.positions:
        if one.line.abstract != is_heading or one.index in used:
            continue
        alike, text = tree.best(spot.row.caption, one)
        if alike >= NEAR:
            found.append((alike, text, one))
    best = max((alike for alike, _, _ in found), default=0)
    nearest = _in_open_section([one for one in found if one[0] == best], cursor)
    if len(nearest) != 1:
        spot.why = say("no caption of the taxonomy is the same") if not found else say("several lines are called so")
        return
    _, text, position = nearest[0]
    whole = filled(text, spot.row.caption)
    if whole is None:
        spot.why = say("the figures inside the caption cannot be told apart")
        return
    spot.read_as = whole
    _settle(spot, cursor, used, Match(position))


def _in_open_section(found: list[tuple[int, str, Position]], cursor: Cursor) -> list[tuple[int, str, Position]]:
    if len(found) < 2:
        return found
    for depth in range(len(cursor.open), 0, -1):
        here = [one for one in found if one[2].path == cursor.open[:depth]]
        if here:
            return here
    return found


def filled(text: str, printed: str) -> str | None:
    """A caption of the taxonomy with the figures and days of the printed one; ``None`` if it has not as many places."""
    places = PLACE.findall(text)
    held = HELD.findall(printed)
    if len(places) != len(held):
        return None
    texts = iter(held)
    return PLACE.sub(lambda _: next(texts), text)


def _settle(spot: Spot, cursor: Cursor, used: set[int], match: Match) -> None:
    spot.position = match.position
    used.add(match.position.index)
    cursor.advance(match)


def _out_of_order(placing: Placing) -> None:
    """Rows with slips count only where the rows around them stand in the order of the tree."""
    for spot in placing.spots:
        if spot.position and spot.read_as and not _fits(placing, spot, spot.position):
            _unplace(spot, say("the caption has slips, and the row stands where its line does not"))


def _fits(placing: Placing, spot: Spot, position: Position) -> bool:
    """Whether a line stands in the tree between those of the rows above and below that are placed without slips."""
    at = next(place for place, one in enumerate(placing.spots) if one is spot)
    certain = [
        (place, one.position.index) for place, one in enumerate(placing.spots) if one.position and not one.read_as
    ]
    above = next((index for place, index in reversed(certain) if place < at), -1)
    below = next((index for place, index in certain if place > at), len(placing.tree.positions))
    return above < position.index < below


def _unplace(spot: Spot, why: Message) -> None:
    spot.position, spot.read_as, spot.why = None, "", why


def _by_arithmetic(placing: Placing, used: set[int]) -> None:
    """Rows whose caption stands in several places: a sum that only one of them keeps, in every column, decides."""
    for spot in placing.spots:
        if spot.position is not None or not spot.row.caption or not spot.row.has_figures:
            continue
        key = caption_key(spot.row.caption)
        same = [one for one in placing.tree.positions if key in one.captions and one.index not in used]
        kept = [one for one in same if not one.line.abstract and _keeps(placing, spot, one)]
        if len(kept) == 1:
            spot.position, spot.why = kept[0], None
            spot.evidence = say("its figures are the sum of the rows above it")
            used.add(kept[0].index)
    placing.add_up()


def _claimed(placing: Placing) -> None:
    """Of rows with one caption the one whose sum holds is the line; the other was published under a wrong caption."""
    for spot in placing.spots:
        if spot.position is not None or not spot.row.has_figures:
            continue
        key = caption_key(spot.row.caption)
        rivals = [one for one in placing.spots if one.position and key in one.position.captions]
        if len(rivals) != 1 or rivals[0].position is None or rivals[0].row.source == spot.row.source:
            continue
        rival, position = rivals[0], rivals[0].position
        if _keeps(placing, rival, position):
            continue
        rival.position = None
        if _keeps(placing, spot, position):
            spot.position, spot.why = position, None
            spot.evidence = say("its figures are the sum of the rows above it")
            rival.why = say("another row has this caption too, and it is that one whose sum holds")
        else:
            rival.position = position


def _lacking(placing: Placing) -> None:
    """A row that is exactly what a sum lacks in every column, and whose caption is close to the only line missing."""
    missing: dict[int, set[int]] = {}
    totals = totals_of(placing.tree.positions, placing.flipped)
    for spot in placing.spots:
        if spot.position is not None or not spot.row.has_figures:
            continue
        for total in totals:
            figures = {column: placing.figures(column) for column in placing.columns}
            there = frozenset().union(*figures.values())
            lines = [(index, weight) for index, weight in total.terms if index not in there]
            if total.closing not in there or len(lines) != 1 or not _lacks(placing, spot, total, lines[0][1]):
                continue
            missing.setdefault(id(spot), set()).add(lines[0][0])
    for spot in placing.spots:
        lines_missing = missing.get(id(spot), set())
        if len(lines_missing) != 1:
            continue
        position = placing.tree.positions[next(iter(lines_missing))]
        alike, text = placing.tree.best(spot.row.caption, position)
        whole = filled(text, spot.row.caption) if alike >= _LACKING else None
        taken = any(one.position is position for one in placing.spots)
        if whole is None or taken or not _fits(placing, spot, position):
            continue
        spot.position, spot.read_as, spot.why = position, whole, None
        spot.evidence = say("it is what the sum lacks in every column, and the only line that is missing there")
    placing.add_up()


def _lacks(placing: Placing, spot: Spot, total: Total, weight: int) -> bool:
    """Whether a row is what a sum lacks, in every column, of which at least two say something."""
    tried = 0
    for column in placing.columns:
        printed = value_of(spot.row.cells[column])
        rest = total.rest(placing.figures(column))
        if printed is None or rest is None:
            return False
        value = printed.value or Decimal(0)
        if abs(rest - weight * value) > slack(total, is_rounded=placing.is_rounded):
            return False
        tried += bool(value) and abs(value) > slack(total, is_rounded=placing.is_rounded)
    return tried >= _COLUMNS


def _keeps(placing: Placing, spot: Spot, position: Position) -> bool:
    """Whether a row closes a sum at a position, in every column that has a figure; at least in one it is not nil."""
    totals = [one for one in totals_of(placing.tree.positions, placing.flipped) if one.closing == position.index]
    tried = 0
    for column in placing.columns:
        printed = value_of(spot.row.cells[column])
        if printed is None:
            continue
        figures = {**placing.figures(column), position.index: printed.value or Decimal(0)}
        for total in totals:
            rest = total.rest(figures)
            if rest is None or abs(rest) > slack(total, is_rounded=placing.is_rounded):
                return False
            tried += bool(printed.value)
    return tried > 0


def _doubted(placing: Placing) -> None:
    """Take back rows with slips that take part in a sum that fails; those that take part in one that holds say so."""
    failed = {index for total, _, _ in placing.failed for index in total.parts}
    held = {index for total, _ in placing.held for index in total.parts}
    for spot in placing.spots:
        if spot.position is None or not spot.read_as or spot.position.line.abstract:
            continue
        if spot.position.index in failed:
            _unplace(spot, say("the caption has slips, and a sum that the row takes part in does not hold"))
        elif spot.position.index in held:
            spot.evidence = say("the sums that it takes part in hold")
    placing.add_up()


def _reversed(placing: Placing) -> None:
    """A line that the table prints with the opposite sign: one alone, with which every sum that failed holds."""
    failed = placing.failed
    if not failed:
        return
    tried = {index for total, _, _ in failed for index in total.parts}
    for column in {column for _, column, _ in failed}:
        tried &= {index for total, at, _ in failed if at == column for index in total.parts}
    columns = {column for column in placing.columns if placing.figures(column)}
    if {column for _, column, _ in failed} != columns:
        return
    works = []
    for index in sorted(tried):
        if not any(placing.figures(column).get(index) for column in columns):
            continue
        trial = replace(placing, flipped=frozenset((index,)), held=[], failed=[])
        trial.add_up()
        if not trial.failed and trial.held:
            works.append(index)
    closing = {total.closing for total, _, _ in failed}
    works = [index for index in works if index not in closing]
    if len(works) == 1:
        placing.flipped = frozenset(works)
        placing.add_up()
        for spot in placing.spots:
            if spot.position and spot.position.index == works[0]:
                spot.evidence = say("it is printed with the opposite sign: only so the sums hold, in every column")
