"""Figures of the form that stand in lines of text: ``(Note) Comprehensive income: ... JPY24 million (up 2.0% YoY)``.

A line counts only where it is made of nothing else: an item, and then periods of its table each with its figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from tanshin.read.release_text.form_head import Found
from tanshin.report.form import FigureKind, FormRow, FormTable
from tanshin.values.source import Source
from tanshin.values.text import caption_key

_DIGITS = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_MILLION = re.compile(rf"(?:jpy ?(?P<a>[(△▲-]?{_DIGITS}\)?) ?million|(?P<b>[(△▲-]?{_DIGITS}\)?) ?百万円)")
_SHARES = re.compile(rf"(?P<a>{_DIGITS}) ?(?:shares|株)(?![a-z])")
_CHANGE = re.compile(
    rf" ?\((?:(?P<way>up|down) )?(?P<figure>[(△▲-]?{_DIGITS}\)?) ?%(?: (?:yoy|year on year|from a year earlier))?\)"
)
#: What may stand between an item, its periods and their figures.
_BETWEEN = re.compile(r"(?:[\s:;,.・/]|\bfor the\b|\band\b)*")
#: What may stand before an item: the mark of a list or of a note.
_MARK = re.compile(r"(?:[^\w]|[0-9]|_|note|reference|注記?|参考|[①-⑳])*")


class Said(Struct, frozen=True):
    """A figure in a line: the table, the row and the column of the form that it is of, and the figure as printed."""

    table: FormTable
    row: FormRow
    row_caption: str
    column: Found
    text: str


class Item(Struct, frozen=True):
    """A column of a table that is printed in lines, and that of the change beside it."""

    table: FormTable
    column: Found
    change: Found | None = None


class Lines(Struct, frozen=True):
    """The items that stand in lines, by what they are called, and the periods of each table."""

    items: Mapping[str, tuple[Item, ...]]
    rows: Mapping[str, Mapping[str, tuple[str, FormRow]]]

    def read(self, lines: Iterable[tuple[str, Source]]) -> Iterator[tuple[Said, Source]]:
        """Every figure that lines say; an item may stand in the line above its figures."""
        open_: tuple[Item, ...] = ()
        for text, source in lines:
            plain = caption_key(text)
            start = _MARK.match(plain).end()  # type: ignore[union-attr]
            items, at = self._item(plain, start)
            if items is None:
                items, at = open_, start
            found, rest = self._figures(plain, at, items)
            if rest:  # words that are none of this: the line is something else
                open_ = ()
                continue
            yield from ((one, source) for one in found)
            open_ = items

    def _item(self, text: str, start: int) -> tuple[tuple[Item, ...] | None, int]:
        for name, items in self.items.items():
            if text.startswith(name, start):
                return items, start + len(name)
        return None, start

    def _figures(self, text: str, at: int, items: tuple[Item, ...]) -> tuple[list[Said], str]:
        """The figures from a place on, each after its period, and what is left of the text where that is no more."""
        found: list[Said] = []
        while items:
            at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]
            if at >= len(text):
                break
            row = self._row(text, at, items)
            if row is None:
                break
            name, caption, one, item = row
            at = _BETWEEN.match(text, at + len(name)).end()  # type: ignore[union-attr]
            kind = item.column.slot.column.kind
            figure = (_MILLION if kind is FigureKind.MILLION else _SHARES).match(text, at)
            if figure is None:
                break
            at = figure.end()
            digits = next(filter(None, figure.groups()))
            found.append(Said(item.table, one, caption, item.column, digits))
            change = _CHANGE.match(text, at)
            if change and item.change:
                at = change.end()
                percent = f"({change['figure']})" if change["way"] == "down" else change["figure"]
                found.append(Said(item.table, one, caption, item.change, percent))
        return found, text[at:].strip(" ()") if found or items else text

    def _row(self, text: str, at: int, items: tuple[Item, ...]) -> tuple[str, str, FormRow, Item] | None:
        best: tuple[str, str, FormRow, Item] | None = None
        for item in items:
            for name, (caption, row) in self.rows[item.table.id].items():
                if text.startswith(name, at) and (best is None or len(name) > len(best[0])):
                    best = name, caption, row, item
        return best
