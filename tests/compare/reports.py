"""Small reports to be compared: what they hold is written where they are used."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tanshin.compare.side import Note, Side
from tanshin.report.aspect import JPY, Entity, Unit, parse_period
from tanshin.report.fact import Fact, Key, Value
from tanshin.report.report import Report
from tanshin.taxonomy.concept import Concept, ItemType
from tanshin.taxonomy.dts import Dts
from tanshin.taxonomy.label import STANDARD, Label
from tanshin.values.qname import QName

NAMESPACE = "https://example.com/taxonomy/2013-03-31"
COMPANY = Entity("https://example.com/codes", "12340")


def fact(
    local: str,
    value: Value | int,
    period: str = "2013-03-31",
    decimals: int | None = None,
    *,
    unit: Unit | None = JPY,
    namespace: str = NAMESPACE,
    entity: Entity = COMPANY,
    members: Mapping[str, str] | None = None,
    lang: str | None = None,
    prefix: str = "ex",
) -> Fact:
    """A fact: of a text, a day or a flag without a unit."""
    dimensions = tuple(
        sorted(
            (QName(namespace, axis, prefix), QName(namespace, member, prefix))
            for axis, member in (members or {}).items()
        )
    )
    number = Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
    is_number = number is None or isinstance(number, Decimal)
    key = Key(
        QName(namespace, local, prefix), entity, parse_period(period), unit if is_number else None, dimensions, lang
    )
    return Fact(key, number, decimals if is_number else None)


def side(
    *facts: Fact, name: str = "report", labels: Mapping[str, str] | None = None, notes: tuple[Note, ...] = ()
) -> Side:
    """A report of facts; ``labels`` are English, by local name."""
    names = (QName(NAMESPACE, local, "ex") for local in labels or {})
    concepts = {
        one: Concept(one, ItemType.MONETARY, labels=(Label(STANDARD, "en", (labels or {})[one.local]),))
        for one in names
    }
    return Side(name, Report(facts), notes, (), Dts(concepts, {}, (), {}) if labels else None)
