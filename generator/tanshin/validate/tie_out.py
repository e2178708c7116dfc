"""Tie-out coverage: how many printed figures of each table some check holds fast, and which none does."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from tanshin.validate.tie import Binding, Grip, Tied

_INTRODUCTION = """# Tie-out: which printed figures some check holds fast

Every printed figure of every table counts once; marks of nil do not. It is bound **exactly** when a change by one unit
in its last printed place, up or down, would make a rule report a warning or worse. It is bound **within rounding** when
some rule has to do with it and would notice a larger change, but not surely that one. It is **unbound** when nothing in
its filing would notice any change: a rule that is only worth knowing (INFO), one that is off, and one that is not
checkable bind nothing. Compare the unbound with the books. `tanshin tie-out FILING` counts and lists them, and
`tanshin why FILING FIGURE` tells what binds one. `make golden` writes this page anew.
"""


class Count(Struct, frozen=True):
    """How many figures of a table are held how fast."""

    name: str
    exact: int
    rounded: int
    unbound: int

    @property
    def figures(self) -> int:
        """All of them."""
        return self.exact + self.rounded + self.unbound

    @property
    def percentages(self) -> tuple[str, str]:
        """How many are bound exactly, and how many at all, cut off and not rounded up: 100 % means all."""
        return _percent(self.exact, self.figures), _percent(self.exact + self.rounded, self.figures)


class TieOut(Struct, frozen=True):
    """What binds the printed figures of a filing, table by table; ``loose`` are those that are not bound exactly."""

    tables: tuple[Count, ...]
    loose: tuple[Tied, ...]

    @property
    def total(self) -> Count:
        """All tables together."""
        return together("all", self.tables)


def tie_out(binding: Binding) -> TieOut:
    """The coverage of a filing."""
    tables: dict[str, list[Tied]] = {}
    for one in binding.tied:
        tables.setdefault(one.printed.table, []).append(one)
    counts = tuple(_count(name, found) for name, found in tables.items())
    return TieOut(counts, tuple(one for one in binding.tied if one.grip is not Grip.EXACT))


def together(name: str, counts: Iterable[Count]) -> Count:
    """Several counts as one."""
    found = tuple(counts)
    sums = (sum(getattr(one, kind) for one in found) for kind in ("exact", "rounded", "unbound"))
    return Count(name, *sums)


def _count(name: str, found: Sequence[Tied]) -> Count:
    return Count(name, *(sum(one.grip is grip for one in found) for grip in (Grip.EXACT, Grip.ROUNDED, Grip.NONE)))


def _percent(part: int, whole: int) -> str:
    whole_percent, tenths = divmod(part * 1000 // whole, 10) if whole else (0, 0)
    return f"{whole_percent}.{tenths}"


def as_text(found: TieOut) -> str:
    """A line for each table, then the figures that are unbound."""
    width = max((len(one.name) for one in found.tables), default=3)
    lines = [f"{'':{width}}  figures  exact  within rounding  unbound  % exact  % bound"]
    for one in (*found.tables, found.total):
        exact, bound = one.percentages
        counts = f"{one.figures:7}  {one.exact:5}  {one.rounded:15}  {one.unbound:7}"
        lines.append(f"{one.name:{width}}  {counts}  {exact:>7}  {bound:>7}")
    loose = list(_unbound(found))
    lines += ["", "unbound:", *(f"  {line}" for line in loose)] if loose else []
    return "\n".join(lines) + "\n"


def _unbound(found: TieOut) -> Iterator[str]:
    """The unbound by table and row, with the columns they stand in."""
    rows: dict[tuple[str, str], list[str]] = {}
    for one in found.loose:
        if one.grip is Grip.NONE:
            rows.setdefault((one.printed.table, one.printed.row), []).append(one.printed.column)
    for (table, row), columns in rows.items():
        yield f"{table} / {row}: {', '.join(dict.fromkeys(columns))}"


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


def as_page(filings: Iterable[tuple[str, TieOut]]) -> str:
    """The page of the documentation: filings by name, a row for each table, and the list of the unbound."""
    parts = [_INTRODUCTION]
    totals = []
    for name, found in filings:
        totals.append(together(name, found.tables))
        parts.append(f"\n## {name}\n\n{_table((*found.tables, together('**all**', found.tables)))}")
        loose = "".join(f"- {line}\n" for line in _unbound(found))
        parts.append(f"\nUnbound:\n\n{loose}" if loose else "")
    parts.insert(1, f"\n## All filings\n\n{_table((*totals, together('**all**', totals)))}")
    return "".join(parts)


def _table(counts: Iterable[Count]) -> str:
    lines = ["|  | figures | exact | within rounding | unbound | % exact | % bound |", "|---|--:|--:|--:|--:|--:|--:|"]
    for one in counts:
        numbers = (one.figures, one.exact, one.rounded, one.unbound, *one.percentages)
        lines.append(f"| {one.name} | {' | '.join(str(number or '') for number in numbers)} |")
    return "\n".join(lines) + "\n"
