"""The rows of a table on the way to their lines, and the sums over those that were placed."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct, field

from tanshin.read.canonical.caption import Position
from tanshin.read.release_text.lookup import Tree
from tanshin.read.release_text.printed import PrintedRow, value_of
from tanshin.read.release_text.total import Total, slack, totals_of
from tanshin.values.message import Message


class Spot(Struct):
    """A row on the way: where it was placed, as what, on what grounds, or why it was not."""

    row: PrintedRow
    position: Position | None = None
    read_as: str = ""
    why: Message | None = None
    evidence: Message | None = None

    def unplace(self, why: Message) -> None:
        """Take it back, and say why."""
        self.position, self.read_as, self.why = None, "", why


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

    def fits(self, spot: Spot, position: Position) -> bool:
        """Whether a line stands in the tree between those of the rows above and below that are placed without slips."""
        at = next(place for place, one in enumerate(self.spots) if one is spot)
        certain = [
            (place, one.position.index) for place, one in enumerate(self.spots) if one.position and not one.read_as
        ]
        above = next((index for place, index in reversed(certain) if place < at), -1)
        below = next((index for place, index in certain if place > at), len(self.tree.positions))
        return above < position.index < below
