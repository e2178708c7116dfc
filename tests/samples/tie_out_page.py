"""The page of the documentation on tie-out: what of each filing is held how fast, and the list of the unbound."""

from __future__ import annotations

from collections.abc import Iterable

from tanshin.tell.tie_out import unbound
from tanshin.validate.tie_out import Count, TieOut, together

_INTRODUCTION = """# Tie-out: which printed figures some check holds fast

Every printed figure of every table counts once; marks of nil do not. It is bound **exactly** when a change by one unit
in its last printed place, up or down, would make a rule report a warning or worse. It is bound **within rounding** when
some rule has to do with it and would notice a larger change, but not surely that one. It is **unbound** when nothing in
its filing would notice any change: a rule that is only worth knowing (INFO), one that is off, and one that is not
checkable bind nothing. Compare the unbound with the books. `tanshin tie-out FILING` counts and lists them, and
`tanshin why FILING FIGURE` tells what binds one. `make golden` writes this page anew.
"""


def as_page(filings: Iterable[tuple[str, TieOut]]) -> str:
    """The page of the documentation: filings by name, a row for each table, and the list of the unbound."""
    parts = [_INTRODUCTION]
    totals = []
    for name, found in filings:
        totals.append(together(name, found.tables))
        parts.append(f"\n## {name}\n\n{_table((*found.tables, together('**all**', found.tables)))}")
        loose = "".join(f"- {line}\n" for line in unbound(found))
        parts.append(f"\nUnbound:\n\n{loose}" if loose else "")
    parts.insert(1, f"\n## All filings\n\n{_table((*totals, together('**all**', totals)))}")
    return "".join(parts)


def _table(counts: Iterable[Count]) -> str:
    lines = ["|  | figures | exact | within rounding | unbound | % exact | % bound |", "|---|--:|--:|--:|--:|--:|--:|"]
    for one in counts:
        numbers = (one.figures, one.exact, one.rounded, one.unbound, *one.percentages)
        lines.append(f"| {one.name} | {' | '.join(str(number or '') for number in numbers)} |")
    return "\n".join(lines) + "\n"
