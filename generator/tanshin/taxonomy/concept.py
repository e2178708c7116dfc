"""Concepts (XBRL 2.1, section 5.1.1)."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from tanshin.taxonomy.label import STANDARD, Label, Reference
from tanshin.values.qname import QName


class ItemType(StrEnum):
    """The item types in use, by the word the YAML source uses for them."""

    MONETARY = "monetary"
    SHARES = "shares"
    PER_SHARE = "per-share"
    PURE = "pure"
    PERCENT = "percent"
    PERCENT_2 = "percent-2"
    INTEGER = "integer"
    DECIMAL = "decimal"
    COMPANIES = "companies"
    STRING = "string"
    BOOLEAN = "boolean"
    DATE = "date"
    URI = "uri"
    DOMAIN = "domain"

    @property
    def is_numeric(self) -> bool:
        """Whether facts of this type carry a unit."""
        return self in _NUMERIC


_NUMERIC = frozenset(
    {
        ItemType.MONETARY,
        ItemType.SHARES,
        ItemType.PER_SHARE,
        ItemType.PURE,
        ItemType.PERCENT,
        ItemType.PERCENT_2,
        ItemType.INTEGER,
        ItemType.DECIMAL,
        ItemType.COMPANIES,
    }
)


class PeriodType(StrEnum):
    """Whether a concept is measured at an instant or over a duration."""

    INSTANT = "instant"
    DURATION = "duration"


class Balance(StrEnum):
    """The accounting sense of a monetary concept."""

    DEBIT = "debit"
    CREDIT = "credit"


class Kind(StrEnum):
    """What a concept is in the sense of XBRL 2.1 (section 4.9) and XBRL Dimensions 1.0.

    Tuples stand in taxonomies of others alone.
    """

    ITEM = "item"
    HYPERCUBE = "hypercube"
    AXIS = "axis"
    MEMBER = "member"
    TUPLE = "tuple"


class Concept(Struct, frozen=True):
    """A reportable item, a heading (abstract), or a part of a dimension.

    ``unit`` is the measure of what is counted, such as contracts; currencies and the like follow from the type.
    """

    qname: QName
    type: ItemType = ItemType.STRING
    period: PeriodType = PeriodType.DURATION
    balance: Balance | None = None
    abstract: bool = False
    kind: Kind = Kind.ITEM
    labels: tuple[Label, ...] = ()
    references: tuple[Reference, ...] = ()
    unit: QName | None = None

    def label(self, lang: str, role: str = STANDARD) -> str:
        """The label text in a language and role; falls back to the standard label, then to the local name.

        Taxonomies of others may say ``en-US`` where only English is asked for.
        """
        found = {label.role: label.text for label in self.labels if label.lang == lang}
        if not found:
            found = {label.role: label.text for label in self.labels if label.lang.lower().startswith(f"{lang}-")}
        return found.get(role) or found.get(STANDARD) or self.qname.local
