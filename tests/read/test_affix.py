"""What may stand around a figure in its cell."""

from __future__ import annotations

import pytest

from tanshin.read.canonical.affix import Bare, without_affixes
from tanshin.report.aspect import JPY, JPY_PER_SHARE, PURE, SHARES, USD, Unit
from tanshin.values.number import NumberError
from tanshin.values.qname import QName

GBPS = Unit((QName("https://example.com", "Gbps", "ex"),))


@pytest.mark.parametrize(
    ("text", "unit", "bare"),
    [
        ("1,234", JPY, Bare("1,234")),
        ("JPY11.00", JPY_PER_SHARE, Bare("11.00", worded=True)),
        ("JPY(58)", JPY, Bare("(58)", worded=True)),
        ("530.5 Gbps", GBPS, Bare("530.5", worded=True)),
        ("1,218.7Gbps", GBPS, Bare("1,218.7", worded=True)),
        ("+10.8", PURE, Bare("10.8", plus=True)),
        ("+6.4%", PURE, Bare("6.4", plus=True, worded=True)),
        ("2.5%", PURE, Bare("2.5", worded=True)),
        ("(2.5%)", PURE, Bare("(2.5)", worded=True)),
        ("(2.5)%", PURE, Bare("(2.5)", worded=True)),
        ("△2.5％", PURE, Bare("△2.5", worded=True)),
        ("1491.1%", PURE, Bare("1491.1", worded=True)),
        ("¥5", JPY, Bare("5", worded=True)),
        ("$82.3", USD, Bare("82.3", worded=True)),
        ("625株", SHARES, Bare("625", worded=True)),
        ("-", JPY, Bare("-")),
        ("6O,049", JPY, Bare("6O,049")),
    ],
)
def test_affixes_are_taken_off(text: str, unit: Unit, bare: Bare) -> None:
    assert without_affixes(text, unit) == bare


@pytest.mark.parametrize(
    ("text", "unit", "wanted"),
    [
        ("JPY5", USD, "`JPY` in `JPY5` is not the unit of this figure (USD)"),
        ("5 Gbps", JPY, "`Gbps` in `5 Gbps` is not the unit of this figure (JPY)"),
        ("5%", SHARES, "`%` in `5%` is not the unit of this figure (shares)"),
        ("5 yen", PURE, "`yen` in `5 yen` is not the unit of this figure (a ratio or percentage)"),
    ],
)
def test_the_unit_in_a_cell_is_that_of_the_figure(text: str, unit: Unit, wanted: str) -> None:
    with pytest.raises(NumberError) as caught:
        without_affixes(text, unit)
    assert str(caught.value) == wanted
