"""The text of the slides, from which figures are crossed off as they are found; nothing of the product is used here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

#: What is written with digits and is no figure: periods, days, numbers of slides and of points, names, addresses.
NO_FIGURE = re.compile(
    r"""
      \b[1-4]Q\d\d\b | \b[12]H\d\d\b | \bFY\d\d(?:\d\d)?\b
    | \b[1-4]Q\b(?=\ |$|:)                                         # 1Q FY2013, the seasonal factors of 1Q
    | \b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\ ?(?:\d{1,2},\ ?)?\d{4}\b
    | First\ 3\ months
    | ^III?\ ?-\ ?\d+\. | ^[1-4]\.\ | \([12]\)(?=Revenues|Cost\ of\ Revenues) | \*[12]\b
    | TSE1\(3774\) | Form\ 20-F | ^Jinbo-cho.* | ^TEL:.* | over\ 1Gbps | 1:200\ stock\ split
    """,
    re.MULTILINE | re.VERBOSE,
)

#: Figures that no table has, and why.
LEFT_OUT = {
    "projects of annual revenue over JPY0.1 billion": "how large the projects spoken of are",
    "large scale projects of over JPY0.1 billion": "how large the projects spoken of are",
    "whose MRC* expected to be over JPY10 million": "how large the projects spoken of are",
    "around 20 projects currently": "about how many there are",
    "over MRC JPY5 million clients": "which clients are counted: the caption of their number says it",
    "server utilization rate reaching over 60%": "what it is above, not what it is",
    "MRC over JPY0.5 million": "the key of a chart that is lost",
    "MRC over JPY1 million": "the key of a chart that is lost",
    "Addition of over 250 personnel": "what a plan is above, not what it is",
    "Changed from JPY148.01": "the former target of the release of May 15, 2013, in its footnote",
}

_MOVE = re.compile(r"(up|down|plus|minus) (?:JPY)?([\d,.]+%?)(?: million| personnel)? (YoY|QoQ)")


@dataclass(frozen=True)
class Slides:
    """A part of the text, as it stands in the whole; ``taken`` are the places that were crossed off."""

    text: str
    start: int = 0
    taken: set[int] = field(default_factory=set)

    def part(self, starts: str, ends: str = r"\Z") -> Slides:
        """What stands between two patterns, of which the first is there once."""
        (first,) = re.finditer(starts, self.text, re.MULTILINE)
        last = re.compile(ends, re.MULTILINE).search(self.text, first.end())
        assert last, ends
        return replace(self, text=self.text[first.start() : last.start()], start=self.start + first.start())

    def take(self, pattern: str) -> list[str]:
        """The groups of the one place of this form; they are crossed off."""
        found = list(re.finditer(pattern, self.text, re.MULTILINE))
        assert len(found) == 1, f"{pattern!r} stands {len(found)} times"
        for group in range(1, len(found[0].groups()) + 1):
            self.taken.update(range(self.start + found[0].start(group), self.start + found[0].end(group)))
        return [group or "" for group in found[0].groups()]

    def take_table(self, width: int) -> list[list[str]]:
        """The tab-separated lines of the part, all of one width."""
        rows = []
        for line in re.finditer(r"^.*\t.*$", self.text, re.MULTILINE):
            rows.append(line[0].split("\t"))
            self.taken.update(range(self.start + line.start(), self.start + line.end()))
        assert {len(row) for row in rows} == {width}, rows
        return rows

    def take_moves(self, caption: str, *columns: str) -> list[str]:
        """A bullet about how something moved, such as `up JPY326 million YoY, up 8.4% YoY`, by the columns asked for.

        A column is ``YoY``, ``YoY %``, ``QoQ`` or ``QoQ %``; the bullet has no others.
        """
        (line,) = re.finditer(rf"^[-◆ *]*(?:1Q13|The) {re.escape(caption)}\b.*(?:\n \(.*\))?", self.text, re.MULTILINE)
        found = {}
        for move in _MOVE.finditer(line[0]):
            found[f"{move[3]} %" if move[2].endswith("%") else move[3]] = signed(move[1], move[2])
            self.taken.update(range(self.start + line.start() + move.start(2), self.start + line.start() + move.end(2)))
        assert found.keys() <= set(columns), (caption, found)
        return [found.get(column, "") for column in columns]


def signed(way: str, figure: str) -> str:
    """`up 326` is 326, `down 326` is (326); nothing is nothing."""
    return f"({figure})" if figure and way in ("down", "minus") else figure


def whole(caption: str) -> str:
    """A caption in which the text recognition lost a letter of the company's name."""
    return re.sub(r"\bIJ\b", "IIJ", caption)
