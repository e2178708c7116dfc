"""Rows -> lines of a tree: by caption, section and order, confirmed or doubted by arithmetic.

What a caption says decides. A caption that is not in the taxonomy places a row only where it is one with slips, nothing
else is as like it, its neighbours stand in that order, and no sum it takes part in fails.
"""

from __future__ import annotations

from collections.abc import Sequence

from tanshin.read.canonical.caption import Cursor, Match, Position
from tanshin.read.release_text.evidence import by_arithmetic, claimed, doubted, lacking, reversed_
from tanshin.read.release_text.likeness import NEAR
from tanshin.read.release_text.lookup import Tree, filled, unwrapped
from tanshin.read.release_text.placing import Placing, Spot
from tanshin.read.release_text.printed import PrintedRow
from tanshin.values.message import say


def place(rows: Sequence[PrintedRow], tree: Tree, columns: Sequence[int], *, is_rounded: bool) -> Placing:
    """The rows of a table, placed as far as that is sure; ``columns`` are those with amounts of one kind."""
    placing = Placing(tree, [Spot(row) for row in unwrapped(rows, tree)], tuple(columns), is_rounded)
    cursor = Cursor(tree.positions)
    used: set[int] = set()
    for spot in placing.spots:
        _by_caption(spot, cursor, tree, used)
    _out_of_order(placing)
    placing.add_up()
    claimed(placing)
    by_arithmetic(placing, used)
    doubted(placing)
    lacking(placing)
    reversed_(placing)
    return placing


def _by_caption(spot: Spot, cursor: Cursor, tree: Tree, used: set[int]) -> None:
    caption, is_heading = spot.row.caption, not spot.row.has_figures
    if not caption:
        spot.why = say("the row has no caption")
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


def _settle(spot: Spot, cursor: Cursor, used: set[int], match: Match) -> None:
    spot.position = match.position
    used.add(match.position.index)
    cursor.advance(match)


def _out_of_order(placing: Placing) -> None:
    """Rows with slips count only where the rows around them stand in the order of the tree."""
    for spot in placing.spots:
        if spot.position and spot.read_as and not placing.fits(spot, spot.position):
            spot.unplace(say("the caption has slips, and the row stands where its line does not"))
