"""Which unit a concept is measured in."""

from __future__ import annotations

from tanshin.report.aspect import COMPANIES, PURE, SHARES, Unit, per
from tanshin.taxonomy.concept import Concept, ItemType


def unit_of(concept: Concept, currency: Unit) -> Unit | None:
    """The unit of a concept where amounts are in some currency; ``None`` for what is not a number."""
    if concept.unit is not None:
        return Unit((concept.unit,))
    match concept.type:
        case ItemType.MONETARY:
            return currency
        case ItemType.PER_SHARE:
            return per(currency, SHARES)
        case ItemType.SHARES:
            return SHARES
        case ItemType.COMPANIES:
            return COMPANIES
        case _:
            return PURE if concept.type.is_numeric else None
