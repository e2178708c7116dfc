"""The page of the documentation on printed figures: where those of each filing come from, table by table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tanshin.validate.printing import Origin, Printing, Reason

_INTRODUCTION = """# How figures are printed, and where they come from

Every printed figure of every table is taken away in thought, and what the rest of its filing says about it is rounded
half up and made to foot, as `display` in `samples/iij/issuer.yaml` says. It is *derived* where rounding alone gives
what is printed, *adjusted* where the policy moves it by the unit by which the company moved it, and *given* where it
is known only because it is given; the reasons follow. Marks of nil are not counted. `tanshin facts FILING --origins`
lists every figure. `make golden` writes this page anew.
"""


def as_page(filings: Iterable[tuple[str, Sequence[Printing]]]) -> str:
    """The page: filings by name, a row for each table, a column for each origin and reason."""
    parts = [_INTRODUCTION]
    kinds: tuple[Origin | Reason, ...] = (*Origin, *Reason)
    together = []
    for name, found in filings:
        tables = _counted(found)
        together.append((name, _total(tables.values())))
        rows = [*tables.items(), ("**all**", together[-1][1])]
        parts.append(f"\n## {name}\n\n{_table(rows, kinds)}")
    rows = [*together, ("**all**", _total(counts for _, counts in together))]
    parts.insert(1, f"\n## All filings\n\n{_table(rows, kinds)}")
    return "".join(parts)


def _counted(found: Iterable[Printing]) -> dict[str, dict[Origin | Reason, int]]:
    """How many figures of each table come from where, and of those given how many for which reason."""
    tables: dict[str, dict[Origin | Reason, int]] = {}
    for one in found:
        counts = tables.setdefault(one.printed.table, {})
        for kind in (one.origin, one.reason):
            if kind is not None:
                counts[kind] = counts.get(kind, 0) + 1
    return tables


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
