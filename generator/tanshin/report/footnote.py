"""Footnotes: what is noted on single cells and rows of a table."""

from __future__ import annotations

from msgspec import Struct

from tanshin.values.source import Source


class Target(Struct, frozen=True):
    """What a footnote stands on: a row of a table by the id of its caption, or one cell of it."""

    table: str
    row: str
    column: str | None = None


class Footnote(Struct, frozen=True):
    """A footnote: its mark, its text by language, what it stands on.

    Every figure in the text is a place such as ``{Revenues@CurrentYear}``, every day one such as
    ``{CurrentYear.last}``.
    """

    mark: str
    texts: tuple[tuple[str, str], ...]
    targets: tuple[Target, ...]
    source: Source
