"""Which printed figures some check holds fast, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tanshin.tell.language import ENGLISH, Language
from tanshin.tell.text import columns
from tanshin.tell.words import GRIPS
from tanshin.validate.tie import Grip
from tanshin.validate.tie_out import Count, TieOut
from tanshin.values.message import listed, say

_HEADINGS = (say("figures"), *GRIPS.values(), say("% exact"), say("% bound"))


def as_text(found: TieOut, language: Language = ENGLISH) -> str:
    """A line for each table, then the figures that are unbound."""
    counts = ((one.name, one) for one in found.tables)
    rows = [("", *map(language.say, _HEADINGS))]
    rows += [(name, *_numbers(one)) for name, one in (*counts, (language.say(say("all")), found.total))]
    first, *widths = (max(map(columns, cells)) for cells in zip(*rows, strict=True))
    lines = [
        "  ".join((f"{name}{' ' * (first - columns(name))}", *map(_to_the_right, numbers, widths)))
        for name, *numbers in rows
    ]
    loose = list(unbound(found, language))
    lines += ["", language.say(say("unbound:")), *(f"  {line}" for line in loose)] if loose else []
    return "\n".join(lines) + "\n"


def _numbers(one: Count) -> tuple[str, ...]:
    return tuple(map(str, (one.figures, one.exact, one.rounded, one.unbound, *one.percentages)))


def _to_the_right(text: str, width: int) -> str:
    return f"{' ' * (width - columns(text))}{text}"


def unbound(found: TieOut, language: Language = ENGLISH) -> Iterator[str]:
    """The unbound by table and row, with the columns they stand in."""
    rows: dict[tuple[str, str], list[str]] = {}
    for one in found.loose:
        if one.grip is Grip.NONE:
            rows.setdefault((one.printed.table, one.printed.row), []).append(one.printed.column)
    for (table, row), names in rows.items():
        yield f"{table} / {row}: {language.say(listed(dict.fromkeys(names)))}"


def as_json(found: TieOut) -> str:
    """An object: ``total`` and ``tables`` with counts and percentages, and ``loose``.

    ``loose`` lists every figure that is not bound exactly: ``table``, ``row``, ``column``, ``source``, ``concept``,
    ``period``, ``value`` in units of 1, ``grip`` (``within rounding`` or ``unbound``), and the ``rules`` it is part of.
    """
    loose = [
        {
            "table": one.printed.table,
            "row": one.printed.row,
            "column": one.printed.column,
            "source": str(one.printed.source),
            "concept": str(one.printed.key.concept),
            "period": str(one.printed.key.period),
            "value": f"{one.printed.value:f}",
            "grip": one.grip,
            "rules": sorted({tie.code for tie in one.ties}),
        }
        for one in found.loose
    ]
    shape = {"total": _shape(found.total), "tables": [_shape(one) for one in found.tables], "loose": loose}
    return json.dumps(shape, ensure_ascii=False, indent=2) + "\n"


def _shape(one: Count) -> dict[str, object]:
    exact, bound = one.percentages
    return {
        "name": one.name,
        "figures": one.figures,
        "exact": one.exact,
        "within_rounding": one.rounded,
        "unbound": one.unbound,
        "percent_exact": exact,
        "percent_bound": bound,
    }
