"""Where the samples use a concept: filing, table, period, and what was reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from tanshin.report.fact import Fact, value_text
from tanshin.report.filing import Filing
from tanshin.values.qname import QName

#: How many facts of a filing a page shows; the others are counted.
_SHOWN = 6
_LONGEST = 120


class Told(Struct, frozen=True):
    """A fact as the page shows it."""

    table: str
    period: str
    members: str
    value: str
    unit: str
    lang: str
    source: str


class Use(Struct, frozen=True):
    """What a filing reports of a concept: the first facts, and how many there are."""

    filing: str
    title: str
    told: tuple[Told, ...]
    facts: int


def uses(filings: Iterable[Filing]) -> Mapping[QName, tuple[Use, ...]]:
    """What filings report, by concept."""
    found: dict[QName, list[Use]] = {}
    for filing in filings:
        for name, facts in filing.report.by_concept.items():
            told = tuple(map(_told, facts[:_SHOWN]))
            found.setdefault(name, []).append(Use(filing.name, filing.issuer.names["en"], told, len(facts)))
    return {name: tuple(used) for name, used in found.items()}


def _told(fact: Fact) -> Told:
    value = value_text(fact.value)
    text = "nil" if value is None else value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
    return Told(
        fact.table,
        str(fact.key.period),
        ", ".join(member.local for _, member in fact.key.dimensions),
        text,
        str(fact.key.unit) if fact.key.unit else "",
        fact.key.lang or "",
        str(fact.source) if fact.source else "",
    )
