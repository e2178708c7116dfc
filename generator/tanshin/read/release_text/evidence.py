"""What sums say of rows: where one belongs that its caption does not place, and which of those placed is in doubt."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from tanshin.read.canonical.caption import Position
from tanshin.read.release_text.lookup import filled
from tanshin.read.release_text.placing import Placing, Spot
from tanshin.read.release_text.printed import value_of
from tanshin.read.release_text.total import Total, slack, totals_of
from tanshin.values.message import say
from tanshin.values.text import caption_key

#: How alike a caption has to be to that of the only line that a sum lacks, and in how many columns it has to be that.
_LACKING, _COLUMNS = 60, 2


def by_arithmetic(placing: Placing, used: set[int]) -> None:
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


def claimed(placing: Placing) -> None:
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


def lacking(placing: Placing) -> None:
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
        if whole is None or taken or not placing.fits(spot, position):
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


def doubted(placing: Placing) -> None:
    """Take back rows with slips that take part in a sum that fails; those that take part in one that holds say so."""
    failed = {index for total, _, _ in placing.failed for index in total.parts}
    held = {index for total, _ in placing.held for index in total.parts}
    for spot in placing.spots:
        if spot.position is None or not spot.read_as or spot.position.line.abstract:
            continue
        if spot.position.index in failed:
            spot.unplace(say("the caption has slips, and a sum that the row takes part in does not hold"))
        elif spot.position.index in held:
            spot.evidence = say("the sums that it takes part in hold")
    placing.add_up()


def reversed_(placing: Placing) -> None:
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
