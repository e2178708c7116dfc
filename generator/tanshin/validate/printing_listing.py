"""Where printed figures come from, as text, as JSON and as a page of the documentation."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from tanshin.validate.printing import Origin, Printing, Reason

_INTRODUCTION = """# How figures are printed, and where they come from

Every printed figure of every table is taken away in thought, and what the rest of its filing says about it is rounded
half up and made to foot, as `display` in `samples/iij/issuer.yaml` says. It is *derived* where rounding alone gives
what is printed, *adjusted* where the policy moves it by the unit by which the company moved it, and *given* where it
is known only because it is given; the reasons follow. Marks of nil are not counted. `tanshin facts FILING --origins`
lists every figure. `make golden` writes this page anew.
"""


def counted(found: Iterable[Printing]) -> dict[str, dict[Origin | Reason, int]]:
    """How many figures of each table come from where, and of those given how many for which reason."""
    tables: dict[str, dict[Origin | Reason, int]] = {}
    for one in found:
        counts = tables.setdefault(one.printed.table, {})
        for kind in (one.origin, one.reason):
            if kind is not None:
                counts[kind] = counts.get(kind, 0) + 1
    return tables


def as_text(found: Sequence[Printing]) -> str:
    """One line for each figure, grouped by table, and their count at the end."""
    lines: list[str] = []
    table = None
    for one in found:
        printed = one.printed
        if printed.table != table:
            table = printed.table
            lines += [*([""] if lines else []), table]
        because = f" ({one.reason})" if one.reason else ""
        instead = f", not {one.expected:f}" if one.expected is not None and one.expected != printed.value else ""
        lines.append(f"  {printed.row} | {printed.column}: {printed.value:f} {one.origin}{instead}{because}")
    counts = _total(counted(found).values())
    total = ", ".join(f"{counts.get(origin, 0)} {origin}" for origin in Origin)
    return "\n".join([*lines, *([""] if lines else []), total]) + "\n"


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


def as_page(filings: Iterable[tuple[str, Sequence[Printing]]]) -> str:
    """The page: filings by name, a row for each table, a column for each origin and reason."""
    parts = [_INTRODUCTION]
    kinds: tuple[Origin | Reason, ...] = (*Origin, *Reason)
    together = []
    for name, found in filings:
        tables = counted(found)
        together.append((name, _total(tables.values())))
        rows = [*tables.items(), ("**all**", together[-1][1])]
        parts.append(f"\n## {name}\n\n{_table(rows, kinds)}")
    rows = [*together, ("**all**", _total(counts for _, counts in together))]
    parts.insert(1, f"\n## All filings\n\n{_table(rows, kinds)}")
    return "".join(parts)


def _total(tables: Iterable[dict[Origin | Reason, int]]) -> dict[Origin | Reason, int]:
    counts: dict[Origin | Reason, int] = {}
    for table in tables:
        for kind, number in table.items():
            counts[kind] = counts.get(kind, 0) + number
    return counts


def _table(rows: Sequence[tuple[str, dict[Origin | Reason, int]]], kinds: Sequence[Origin | Reason]) -> str:
    used = [kind for kind in kinds if isinstance(kind, Origin) or any(kind in counts for _, counts in rows)]
    head = ["", *(kind if isinstance(kind, Origin) else f"*{kind}*" for kind in used)]
    lines = [head, ["---", *("--:" for _ in used)]]
    lines += [[name, *(str(counts.get(kind) or "") for kind in used)] for name, counts in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
