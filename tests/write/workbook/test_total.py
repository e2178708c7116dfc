from __future__ import annotations

from decimal import Decimal

from tanshin.write.workbook.total import Total


def test_a_total_shows_nothing_before_its_parts_are_there() -> None:
    total = Total((5, 6, 7, 9), (10,))
    assert total.formula(3) == 'IF(COUNT(C5:C7,C9,C10)=0,"",SUM(C5:C7,C9)-SUM(C10))'
    assert total.value({}) is None
    assert total.value({5: Decimal(3), 10: Decimal(1)}) == 2
