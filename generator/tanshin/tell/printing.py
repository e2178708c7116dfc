"""Where printed figures come from, as text and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from tanshin.tell.language import ENGLISH, Language
from tanshin.tell.words import ORIGINS, REASONS
from tanshin.validate.printing import Origin, Printing
from tanshin.values.message import Message, listed, say


def as_text(found: Sequence[Printing], language: Language = ENGLISH) -> str:
    """One line for each figure, grouped by table, and their count at the end."""
    lines: list[str] = []
    table = None
    for one in found:
        printed = one.printed
        if printed.table != table:
            table = printed.table
            lines += [*([""] if lines else []), table]
        lines.append(f"  {printed.row} | {printed.column}: {printed.value:f} {language.say(_words(one))}")
    counts = Counter(one.origin for one in found)
    total = listed(say("{number} {origin}", number=counts[origin], origin=ORIGINS[origin]) for origin in Origin)
    return "\n".join([*lines, *([""] if lines else []), language.say(total)]) + "\n"


def _words(one: Printing) -> Message:
    """Where a figure comes from, what it would be otherwise, and the reason."""
    words = ORIGINS[one.origin]
    if one.expected is not None and one.expected != one.printed.value:
        words = say("{origin}, not {value}", origin=words, value=f"{one.expected:f}")
    return say("{words} ({reason})", words=words, reason=REASONS[one.reason]) if one.reason else words


def as_json(found: Iterable[Printing]) -> str:
    """An array of objects, one on each line.

    ``table``, ``row`` and ``column`` name the cell, ``value`` is what is printed in units of 1 and ``decimals`` its
    precision, ``origin`` is ``derived``, ``adjusted`` or ``given``, ``expected`` what the rest of the filing would have
    printed (null where it says nothing), ``reason`` why it is given (else null), ``source`` is ``file:line:column``.
    """
    rows = [
        {
            "table": one.printed.table,
            "row": one.printed.row,
            "column": one.printed.column,
            "concept": str(one.printed.key.concept),
            "value": f"{one.printed.value:f}",
            "decimals": one.printed.decimals,
            "origin": one.origin,
            "expected": None if one.expected is None else f"{one.expected:f}",
            "reason": one.reason,
            "source": str(one.printed.source),
        }
        for one in found
    ]
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n{lines}\n]\n" if rows else "[]\n"
