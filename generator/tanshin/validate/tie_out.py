"""Tie-out coverage: how many printed figures of each table some check holds fast, and which none does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from tanshin.validate.tie import Binding, Grip, Tied


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
