"""Which component a column shows: what the balance sheet has at the same day, else what its head says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from tanshin.read.release_text.form_head import kind_said
from tanshin.read.release_text.printed import PrintedRow, PrintedTable, value_of
from tanshin.report.calendar import Calendar
from tanshin.report.imported import PlacedTable
from tanshin.report.unit_said import units_said
from tanshin.taxonomy.identity import Equality
from tanshin.taxonomy.label import STANDARD
from tanshin.taxonomy.statement import Statement
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.qname import QName
from tanshin.values.text import caption_key

#: What a total is called everywhere.
_TOTALS = ("total", "合計")
#: How labels of members end, which no table prints.
_ENDINGS = ("[member]", "[メンバー]")


class Component(Struct, frozen=True):
    """A column: a member of an axis, the total, what ``repeats`` it in some rows, or a ``variant``: another number."""

    key: str
    axis: QName | None = None
    member: QName | None = None
    is_total: bool = False
    repeats: bool = False
    variant: str = ""

    def aspects(self, unit: tuple[str, int | None]) -> dict[str, object]:
        """What ``filing.yaml`` says of the column."""
        found: dict[str, object] = {"unit": unit[0]}
        if unit[1] is not None:
            found["scale"] = str(unit[1])
        if self.axis and self.member:
            found["members"] = {self.axis.local: self.member.local}
        if self.variant:
            found["variant"] = self.variant
        return found


class Components(Struct, frozen=True):
    """The components of a statement, and what tells them apart."""

    taxonomy: Taxonomy
    calendar: Calendar
    statement: Statement
    currency: str

    def of(
        self,
        table: PrintedTable,
        balances: Sequence[tuple[PrintedRow, date]],
        placed: Sequence[PlacedTable],
    ) -> dict[int, Component]:
        """The columns that are known, by their place; a component that two columns may be is none of them."""
        filled = [at for at in range(len(table.heads)) if any(value_of(row.cells[at]) for row in table.rows)]
        known = self._known(placed)
        words = {at: frozenset(_words(table.heads[at])) for at in filled}
        choices = {at: self._choice(at, words[at], balances, known) for at in filled}
        chosen = list(choices.values())
        found = {at: one for at, one in choices.items() if one is not None and chosen.count(one) == 1}
        total = next((at for at, one in found.items() if one.is_total), None)
        if total is not None:
            others = {at: self._other(at, words[at], table, balances, total) for at in filled if at not in found}
            found |= {at: one for at, one in others.items() if one}
        return dict(sorted(found.items()))

    def _choice(
        self,
        at: int,
        words: frozenset[str],
        balances: Sequence[tuple[PrintedRow, date]],
        known: Mapping[tuple[QName | None, date], Decimal],
    ) -> Component | None:
        """What a column is: by figures if they tell, else by its words where no figure says otherwise."""
        agreeing: list[Component] = []
        named: list[Component] = []
        for one, captions in self._all():
            pairs = [(row.amount(at), known[one.member, day]) for row, day in balances if (one.member, day) in known]
            if any(mine != theirs for mine, theirs in pairs):
                continue
            if any(theirs for _, theirs in pairs):
                agreeing.append(one)
            if words & captions:
                named.append(one)
        both = [one for one in agreeing if one in named]
        for choice in (both, agreeing, named):
            if choice:
                return choice[0] if len(choice) == 1 else None
        return None

    def _other(
        self,
        at: int,
        words: frozenset[str],
        table: PrintedTable,
        balances: Sequence[tuple[PrintedRow, date]],
        total: int,
    ) -> Component | None:
        """A column that is no component: it repeats the total in some rows, or counts something else."""
        filled = [row for row in table.rows if row.cells[at]]
        if filled and all(row.amount(at) == row.amount(total) for row in filled):
            return Component(next(iter(_texts(table.heads[at])), "Total (2)"), repeats=True)
        of_balances = {row.source for row, _ in balances}
        for _, line in self.statement.walk():
            for name, concept in line.variants:
                captions = {caption_key(label.text) for label in self.taxonomy.dts.concepts[concept].labels}
                if words & captions and all(row.source in of_balances for row in filled):
                    return Component(next(iter(_texts(table.heads[at]))), variant=name)
        return None

    def _all(self) -> Iterator[tuple[Component, frozenset[str]]]:
        """Every component with the keys of what it is called."""
        concepts = self.taxonomy.dts.concepts
        # Of balances the total is called what it is; of flows that is the heading over all columns.
        opening = [line.concept for _, line in self.statement.walk() if line.opens]
        own = {caption_key(label.text) for name in opening for label in concepts[name].labels}
        yield Component("Total", is_total=True), frozenset({*own, *_TOTALS})
        linked = {member: concept for member, concept, _ in self._links()}
        for axis, members in self.statement.axes:
            for member in members:
                labels = [*concepts[member].labels]
                other = linked.get(member)
                labels += concepts[other].labels if other else ()
                captions = {_bare(label.text) for label in labels}
                text = next((one.text for one in concepts[member].labels if one.role != STANDARD), member.local)
                yield Component(text, axis, member), frozenset(captions)

    def _links(self) -> Iterator[tuple[QName, QName, int]]:
        """The members whose balance is that of another concept, with its weight against it."""
        own = {line.concept for _, line in self.statement.walk() if line.opens}
        for one in self.taxonomy.identities:
            if isinstance(one, Equality) and one.left.concept in own and one.left.member and not one.right.member:
                yield one.left.member, one.right.concept, one.right.weight * one.left.weight

    def _known(self, placed: Sequence[PlacedTable]) -> Mapping[tuple[QName | None, date], Decimal]:
        """The balances of members, and of them all, that other statements have, as this statement prints them."""
        links: dict[QName, list[tuple[QName | None, int]]] = {}
        for member, concept, weight in self._links():
            links.setdefault(concept, []).append((member, weight))
        for _, line in self.statement.walk():
            if line.opens:
                links.setdefault(line.concept, []).append((None, 1))
        found: dict[tuple[QName | None, date], set[Decimal]] = {}
        for table in placed:
            if table.part == "statements" and not table.has_periods:
                for concept, day, value in self._balances(table):
                    for of, weight in links.get(concept, ()):
                        found.setdefault((of, day), set()).add(value * weight)
        return {key: next(iter(values)) for key, values in found.items() if len(values) == 1}

    def _balances(self, table: PlacedTable) -> Iterator[tuple[QName, date, Decimal]]:
        """The figures of a placed statement in this currency, with the day at whose end they stand."""
        lines = {line.id: line for _, line in self.taxonomy.by_id[table.statement].walk()}
        for at, column in enumerate(table.columns):
            aspects = column.aspects
            if aspects.get("unit") != self.currency or {"scale", "variant"} & aspects.keys():
                continue
            period = self.calendar.period(str(aspects["period"]))
            for row in table.rows:
                line, printed = lines[row.line], value_of(row.cells[at])
                if printed is not None and row.line not in table.reversed:
                    value = printed.value or Decimal(0)
                    yield (
                        line.concept,
                        period.opening.day if line.opens else period.last,
                        -value if line.negated else value,
                    )


def _texts(head: Sequence[str]) -> list[str]:
    """What stands over a column but for units, the whole first and then its parts from below."""
    parts = [text for text in head if text and not kind_said(text) and not list(units_said(text.casefold()))]
    return list(dict.fromkeys((" ".join(parts), *reversed(parts)))) if parts else []


def _words(head: Sequence[str]) -> Iterator[str]:
    yield from map(_bare, _texts(head))


def _bare(text: str) -> str:
    key = caption_key(text)
    for ending in _ENDINGS:
        key = key.removesuffix(ending).strip()
    return key
