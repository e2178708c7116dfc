"""The text of a CSV table as records, and back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def records_of(text: str) -> tuple[tuple[str, ...], ...]:
    """The records of a CSV, without blank ones."""
    cells = (tuple(cell.strip() for cell in record) for record in csv.reader(io.StringIO(text)))
    return tuple(record for record in cells if any(record))


def text_of(records: Iterable[Sequence[str]]) -> str:
    """A CSV of some records."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(records)
    return out.getvalue()


def ids_of(captions: Iterable[str]) -> list[str]:
    """The ids of rows: the caption, from its second appearance on with a number."""
    found: dict[str, None] = {}
    for caption in captions:
        id_, number = caption, 1
        while id_ in found:
            number += 1
            id_ = f"{caption}#{number}"
        found[id_] = None
    return list(found)
