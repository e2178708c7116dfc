"""What stands in print around the figures: captions of rows, headings of columns and tables."""

from __future__ import annotations

from msgspec import Struct

from tanshin.taxonomy.statement import Line
from tanshin.values.qname import QName
from tanshin.values.source import Source


class Heading(Struct, frozen=True):
    """Words printed over a table or a column, as they stand there, and where the data has them."""

    text: str
    source: Source


class Caption(Struct, frozen=True):
    """The caption of a row, as it is printed.

    ``row`` is the id of the row among those of its table, ``line`` what the caption was read as, where rows are lines,
    and ``under`` the headings above that, outermost first. ``period`` is the name of the period the row is about, where
    rows are periods. ``read_as`` is the caption the row should have, where a mark says that it was published wrong.
    ``heading`` tells that the row has no figures.
    """

    table: str
    row: str
    text: str
    source: Source
    line: Line | None = None
    under: tuple[QName, ...] = ()
    period: str | None = None
    read_as: str = ""
    heading: bool = False
