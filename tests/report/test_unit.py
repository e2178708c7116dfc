from __future__ import annotations

import pytest

from tanshin.report.aspect import COMPANIES, PURE, SHARES, USD, USD_PER_SHARE, Unit
from tanshin.report.unit import unit_of
from tanshin.taxonomy.concept import Concept, ItemType
from tanshin.values.qname import QName


@pytest.mark.parametrize(
    ("item_type", "unit"),
    [
        (ItemType.MONETARY, USD),
        (ItemType.PER_SHARE, USD_PER_SHARE),
        (ItemType.SHARES, SHARES),
        (ItemType.COMPANIES, COMPANIES),
        (ItemType.PERCENT, PURE),
        (ItemType.PERCENT_2, PURE),
        (ItemType.PURE, PURE),
        (ItemType.INTEGER, PURE),
        (ItemType.STRING, None),
        (ItemType.BOOLEAN, None),
        (ItemType.DATE, None),
        (ItemType.URI, None),
        (ItemType.DOMAIN, None),
    ],
)
def test_the_unit_follows_from_the_type(item_type: ItemType, unit: Unit | None) -> None:
    assert unit_of(Concept(QName("https://example.com", "Item"), item_type), USD) == unit
    assert (unit is not None) == item_type.is_numeric
