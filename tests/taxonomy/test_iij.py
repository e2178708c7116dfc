"""What taxonomy/iij says must add up does add up in the printed figures of the sample.

Everything is read here a second time and more simply, with nothing of the product: PyYAML's own loader, Python's csv,
captions by their letters and digits alone.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TAXONOMY = ROOT / "taxonomy" / "iij"
FILING = ROOT / "samples" / "iij" / "fy2012-annual"

Yaml = dict[str, Any]

#: Table, period, unit, member: what the figures of one column have in common.
Where = tuple[str, str, str, str | None]


def load(path: Path) -> Yaml:
    found: Yaml = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


HEAD, SAMPLE = load(TAXONOMY / "taxonomy.yaml"), load(FILING / "filing.yaml")
ERA = HEAD["eras"][-1]  # the sample's
FILES = [load(TAXONOMY / file) for file in ERA["statements"]]
STATEMENTS = {one["statement"]: one for one in FILES if one.get("kind", "statement") == "statement"}


@dataclass(eq=False)
class Position:
    """A line of a tree, with the sections it stands in and what stands before it."""

    source: Yaml
    path: tuple[str, ...]
    before: list[Position]
    children: list[Position] = field(default_factory=list)

    @property
    def concept(self) -> str:
        return str(self.source["concept"])

    @property
    def sign(self) -> int:
        return -1 if self.source.get("negated") else 1

    @property
    def is_closing(self) -> bool:
        return "sum" in self.source or self.source.get("as") == "total"


def positions(lines: list[Yaml], path: tuple[str, ...] = ()) -> list[Position]:
    found: list[Position] = []
    for line in lines:
        position = Position(line, path, list(found))
        position.children = positions(line.get("lines", []), (*path, line["concept"]))
        found.append(position)
    return found


def every(tree: list[Position]) -> Iterator[Position]:
    for position in tree:
        yield position
        yield from every(position.children)


#: The statements of the sample; other releases of its era print others.
TREES = {name: positions(STATEMENTS[name]["lines"]) for name in {one["statement"]: 0 for one in SAMPLE["statements"]}}
DEFINED = {
    line["concept"]: line
    for statement in STATEMENTS.values()
    for line in (*(one.source for one in every(positions(statement["lines"]))), *statement.get("figures", []))
    if "label" in line
}


def letters(text: str) -> str:
    return re.sub("[^0-9a-z]", "", unicodedata.normalize("NFKC", text).lower())


@cache
def expressions(concept: str, role: str, *more: str) -> list[re.Pattern[str]]:
    own = DEFINED[concept]
    texts = [own[key]["en"] for key in (role, "label") if key in own]
    return [
        re.compile("[0-9a-z]+".join(letters(piece) for piece in re.split(r"\{[^}]*\}", text)))
        for text in (*texts, *more)
    ]


def answers(position: Position, caption: str) -> bool:
    source = position.source
    role = source.get("as", "standard").replace("standard", "label")
    captions = source.get("caption", [])
    more = [one["en"] for one in (captions if isinstance(captions, list) else [captions])]
    more += source.get("aliases", {}).get("en", [])
    return any(one.fullmatch(letters(caption)) for one in expressions(position.concept, role, *more))


def amount(cell: str) -> Decimal:
    figure = Decimal(cell.strip("()").replace(",", "") if cell != "-" else 0)
    return -figure if cell.startswith("(") else figure


def rows(table: str) -> list[dict[str, str]]:
    with (FILING / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        found = list(csv.DictReader(stream))
    with (FILING / "marks.csv").open(encoding="utf-8", newline="") as stream:
        for mark in csv.DictReader(stream):
            if (mark["table"], mark["column"]) == (table, "caption"):
                next(row for row in found if row["caption"] == mark["row"])["caption"] = mark["value"]
    return found


def placed(table: Yaml) -> Iterator[tuple[Position, dict[str, str]]]:
    """Each row of a table with its position: in the section that is open, or in one around it, or anywhere."""
    everywhere = list(every(TREES[table["statement"]]))
    section: tuple[str, ...] = ()
    for row in rows(table["table"]):
        hits = [one for one in everywhere if answers(one, row["caption"])]
        paths = [section[:depth] for depth in range(len(section), -1, -1)]
        near = [[hit for hit in hits if hit.path == path] for path in paths]
        hits = next((some for some in near if some), hits)
        if len(hits) > 1:  # balances: an opening one is dated by the first of the month
            opens = re.search(r"\b1, [0-9]{4}$", row["caption"]) is not None
            hits = [hit for hit in hits if (hit.source.get("as") == "start") == opens]
        (hit,) = hits
        section = (*hit.path, hit.concept) if hit.children else hit.path
        yield hit, row


def printed() -> dict[tuple[Where, Position], Decimal]:
    """Every printed amount of the statements."""
    found: dict[tuple[Where, Position], Decimal] = {}
    for table in SAMPLE["statements"]:
        for position, row in placed(table):
            for key, column in table["columns"].items():
                if not row[key] or column.get("variant") or key.startswith("Comprehensive income"):
                    continue  # share counts, and the column that repeats three rows
                (member,) = column.get("members", {}).values() or (None,)
                period = row.get("@period") or column["period"]
                where = (table["table"], period, column.get("unit") or table["unit"], member)
                assert (where, position) not in found, (where, row["caption"])
                found[where, position] = amount(row[key])
    return found


PRINTED = printed()
#: In the sense of the concept, by concept, member, period, unit, and whether it is an opening balance.
FACTS: dict[tuple[str, str | None, str, str, bool], Decimal] = {}
for (where, position), value in PRINTED.items():
    _, period, unit, member = where
    FACTS[position.concept, member, period, unit, position.source.get("as") == "start"] = value * position.sign
for (concept, member, period, unit, start), value in list(FACTS.items()):
    if period == "PriorYear" and not start and DEFINED[concept].get("period") != "duration":
        FACTS.setdefault((concept, member, "CurrentYear", unit, True), value)  # one year's end opens the next
COLUMNS = sorted({(period, unit) for _, _, period, unit, _ in FACTS})


def closing(part: Position) -> Position:
    """What a section contributes to a sum: the total that closes it; a line contributes itself."""
    return [one for one in part.children if one.is_closing][-1] if part.children else part


def addends(total: Position, tree: list[Position]) -> list[tuple[Position, int]]:
    """What a sum takes up and with which sign, as it is printed."""
    if total.source["sum"] == "siblings":
        return [(closing(part), 1) for part in total.before]
    by_concept = {one.concept: one for one in every(tree)}
    weights: dict[str, int] = total.source["sum"]
    return [(by_concept[name], weight * by_concept[name].sign * total.sign) for name, weight in weights.items()]


SUMS = [(total, addends(total, tree)) for tree in TREES.values() for total in every(tree) if "sum" in total.source]


@pytest.mark.parametrize(("total", "parts"), SUMS, ids=[total.concept for total, _ in SUMS])
def test_a_sum_holds_wherever_it_is_printed(total: Position, parts: list[tuple[Position, int]]) -> None:
    columns = [where for where, position in PRINTED if position is total]
    assert columns
    for where in columns:
        summed = sum(PRINTED.get((where, part), Decimal(0)) * sign for part, sign in parts)
        assert summed == PRINTED[where, total], where


def test_sums_are_not_checked_on_nothing() -> None:
    checked = [(where, total) for total, _ in SUMS for where, position in PRINTED if position is total]
    assert (len(SUMS), len(checked), len(PRINTED)) == (24, 114, 740)


def test_concepts_printed_twice_are_printed_alike() -> None:
    """Net income, cash and equity stand in several statements; FACTS holds the last, PRINTED all."""
    for (where, position), value in PRINTED.items():
        _, period, unit, member = where
        key = (position.concept, member, period, unit, position.source.get("as") == "start")
        assert FACTS[key] == value * position.sign, (where, position.concept)


def named(identity: Yaml) -> set[str]:
    """The concepts of an identity."""
    sides = [identity[side]["concept"] for side in ("left", "right") if side in identity]
    total = {identity["total"]} if identity["kind"] == "sum" else set()
    return {
        *sides,
        *total,
        *(name for key in ("concepts", "changes", "balances", "parts") for name in identity.get(key, ())),
    }


KNOWN = {position.concept for tree in TREES.values() for position in every(tree)}
AXES = {None, *(axis for name in TREES for axis in STATEMENTS[name].get("axes", ()))}
IDENTITIES = [
    one for one in load(TAXONOMY / ERA["identities"])["identities"] if named(one) <= KNOWN and one.get("axis") in AXES
]


def roll_forward(identity: Yaml, period: str, unit: str) -> Iterator[Decimal]:
    for member in {member for _, member, _, _, _ in FACTS}:
        opening, end = (FACTS.get((identity["balance"], member, period, unit, start)) for start in (True, False))
        if opening is not None and end is not None:
            changes = identity["changes"].items()
            yield (
                opening
                - end
                + sum(FACTS.get((name, member, period, unit, False), 0) * times for name, times in changes)
            )


def members(identity: Yaml, period: str, unit: str) -> Iterator[Decimal]:
    for concept in identity["concepts"]:
        for start in (True, False):
            parts = [FACTS.get((concept, one, period, unit, start)) for one in identity["members"]]
            known = [part for part in parts if part is not None]
            if known:
                yield sum(known, Decimal(0)) - FACTS[concept, None, period, unit, start]


def equal(identity: Yaml, period: str, unit: str) -> Iterator[Decimal]:
    terms = [{"concept": name, "weight": times} for name, times in identity.get("concepts", {}).items()]
    left, right = terms or (identity["left"], identity["right"])
    one, other = (FACTS.get((term["concept"], term.get("member"), period, unit, False)) for term in (left, right))
    if one is not None and other is not None:
        yield one * left.get("weight", 1) - other * right.get("weight", 1)


def movement(identity: Yaml, period: str, unit: str) -> Iterator[Decimal]:
    def moved(name: str) -> Decimal | None:
        opening, end = (FACTS.get((name, None, period, unit, start)) for start in (True, False))
        return None if opening is None or end is None else end - opening

    changes = [(FACTS.get((name, None, period, unit, False)), times) for name, times in identity["changes"].items()]
    first, *others = identity["balances"].items()
    start = moved(first[0])
    if start is not None and all(value is not None for value, _ in changes):
        balances = start * first[1] + sum((moved(name) or 0) * times for name, times in others)
        yield balances - sum((value or 0) * times for value, times in changes)


def at_most(identity: Yaml, period: str, unit: str) -> Iterator[Decimal]:
    for difference in equal(identity, period, unit):
        yield max(difference, Decimal(0))


def within(identity: Yaml, period: str, unit: str) -> Iterator[Decimal]:
    for concept in identity["concepts"]:
        part, whole = (FACTS.get((concept, None, name, unit, False)) for name in (period, f"{period[:-7]}Year"))
        if period.endswith("Quarter") and part is not None and whole is not None:
            yield max(part - whole, Decimal(0))


KINDS = {
    "roll-forward": roll_forward,
    "members": members,
    "equal": equal,
    "movement": movement,
    "at-most": at_most,
    "within": within,
}


def differences(identity: Yaml) -> list[tuple[str, Decimal]]:
    """Unit and difference of every place in which an identity can be checked."""
    return [(unit, off) for period, unit in COLUMNS for off in KINDS[identity["kind"]](identity, period, unit)]


@pytest.mark.parametrize("identity", IDENTITIES, ids=lambda identity: identity["id"])
def test_an_identity_holds_wherever_it_can_be_checked(identity: Yaml) -> None:
    found = differences(identity)
    assert found
    allowed = {unit: Decimal(full) / 1000 for unit, full in identity.get("tolerance", {}).items()}  # in thousands
    assert [(unit, off) for unit, off in found if abs(off) > allowed.get(unit, 0)] == []
