"""Footnotes: what is noted on single cells and rows of a table."""

from __future__ import annotations

from dataclasses import dataclass

from tanshin.values.source import Source


@dataclass(frozen=True, slots=True)
class Target:
    """What a footnote stands on: a row of a table by the id of its caption, or one cell of it."""

    table: str
    row: str
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: its mark, its text by language, what it stands on.

    Every figure in the text is a place such as ``{Revenues@CurrentYear}``, every day one such as
    ``{CurrentYear.last}``.
    """

    mark: str
    texts: tuple[tuple[str, str], ...]
    targets: tuple[Target, ...]
    source: Source
