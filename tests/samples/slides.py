"""The text of the slides, from which figures are crossed off as they are found; nothing of the product is used here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

_MOVE = re.compile(r"(up|down|plus|minus) (?:JPY)?([\d,.]+%?)(?: million| personnel)? (YoY|QoQ)")


@dataclass(frozen=True)
class Slides:
    """A part of the text, as it stands in the whole; ``taken`` are the places that were crossed off."""

    text: str
    start: int = 0
    taken: set[int] = field(default_factory=set)

    def part(self, starts: str, ends: str = r"\Z") -> Slides:
        """What stands between two patterns, of which the first is there once."""
        (first,) = re.finditer(starts, self.text, re.M)
        last = re.compile(ends, re.M).search(self.text, first.end())
        assert last, ends
        return replace(self, text=self.text[first.start() : last.start()], start=self.start + first.start())

    def take(self, pattern: str) -> list[str]:
        """The groups of the one place of this form; they are crossed off."""
        found = list(re.finditer(pattern, self.text, re.M))
        assert len(found) == 1, f"{pattern!r} stands {len(found)} times"
        for group in range(1, len(found[0].groups()) + 1):
            self.taken.update(range(self.start + found[0].start(group), self.start + found[0].end(group)))
        return [group or "" for group in found[0].groups()]

    def take_table(self, width: int) -> list[list[str]]:
        """The tab-separated lines of the part, all of one width."""
        rows = []
        for line in re.finditer(r"^.*\t.*$", self.text, re.M):
            rows.append(line[0].split("\t"))
            self.taken.update(range(self.start + line.start(), self.start + line.end()))
        assert {len(row) for row in rows} == {width}, rows
        return rows

    def take_moves(self, caption: str, *columns: str) -> list[str]:
        """A bullet about how something moved, such as `up JPY326 million YoY, up 8.4% YoY`, by the columns asked for.

        A column is ``YoY``, ``YoY %``, ``QoQ`` or ``QoQ %``; the bullet has no others.
        """
        (line,) = re.finditer(rf"^[-◆ *]*(?:1Q13|The) {re.escape(caption)}\b.*(?:\n \(.*\))?", self.text, re.M)
        found = {}
        for move in _MOVE.finditer(line[0]):
            found[f"{move[3]} %" if move[2].endswith("%") else move[3]] = signed(move[1], move[2])
            self.taken.update(range(self.start + line.start() + move.start(2), self.start + line.start() + move.end(2)))
        assert found.keys() <= set(columns), (caption, found)
        return [found.get(column, "") for column in columns]


def signed(way: str, figure: str) -> str:
    """`up 326` is 326, `down 326` is (326); nothing is nothing."""
    return f"({figure})" if figure and way in ("down", "minus") else figure
