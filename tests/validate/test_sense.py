"""The sense of captions: the governing word, its polarity, and whether the opposite stands by."""

from __future__ import annotations

import pytest

from tanshin.taxonomy.concept import Concept
from tanshin.taxonomy.label import STANDARD, Label
from tanshin.validate.sense import Sense, in_japanese, sense, sense_of
from tanshin.values.qname import QName


@pytest.mark.parametrize(
    ("caption", "word", "sign"),
    [
        ("Losses on sales of other investments", "losses", -1),
        ("Other expense — net", "expense", -1),
        ("NET INCREASE IN CASH AND CASH EQUIVALENTS", "increase", 1),
        ("Net cash used in investing activities", "used", -1),
        ("INCOME FROM OPERATIONS BEFORE INCOME TAX EXPENSE (BENEFIT)", "income", 1),
        ("Deferred income tax benefit", "benefit", 1),
        ("Increase in deferred income—noncurrent", "increase", 1),
        ("Reversal of retirement and pension costs, less payments", "reversal", -1),
    ],
)
def test_one_direction(caption: str, word: str, sign: int) -> None:
    found = sense(caption)
    assert found
    assert (found.word, found.sign, found.both) == (word, sign, False)


@pytest.mark.parametrize(
    ("caption", "word", "sign"),
    [
        ("Foreign exchange gains (losses)", "gains", 1),
        ("Net (gain) loss on sales of other investments", "loss", -1),
        ("LESS: NET LOSS (INCOME) ATTRIBUTABLE TO NONCONTROLLING INTERESTS", "loss", -1),
        ("Net cash provided by (used in) operating activities", "provided", 1),
        ("Provision for (reversal of) allowance for doubtful accounts", "provision", 1),
        ("INCOME TAX EXPENSE (BENEFIT)", "expense", -1),
        ("Decrease (increase) in accounts receivable", "decrease", -1),
        ("Segment profit or loss", "profit", 1),
    ],
)
def test_both_directions(caption: str, word: str, sign: int) -> None:
    found = sense(caption)
    assert found
    assert (found.word, found.sign, found.both) == (word, sign, True)


@pytest.mark.parametrize(
    "caption",
    [
        "Income taxes payable",
        "Deferred income",
        "Accrued expenses",
        "Defined benefit pension plans",
        "Purchase of property and equipment",
        "Total",
        "売上高",
    ],
)
def test_names_of_items_have_no_sense(caption: str) -> None:
    assert sense(caption) is None


@pytest.mark.parametrize(
    ("name", "label", "expected"),
    [
        # The standard label says both, so its first word is what a positive figure is.
        ("ForeignExchange", "Foreign exchange gains (losses)", 1),
        ("InterestExpense", "Interest expense", -1),
        ("RetainedEarningsAccumulatedDeficit", "Retained earnings (accumulated deficit)", 1),
        # Without a word in the label the name decides.
        ("IncreaseDecreaseInReceivables", "Receivables", 1),
        # Label and name of two kinds decide nothing.
        ("IncreaseInReceivables", "Loss of receivables", None),
        ("Cash", "Cash", None),
    ],
)
def test_sense_of_a_positive_figure(name: str, label: str, expected: int | None) -> None:
    found = sense_of(Concept(QName("urn:x", name, "x"), labels=(Label(STANDARD, "en", label),)))
    assert (found.sign if found else None) == expected


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("当期純利益（損失）", Sense("利益", "result", 1, both=True)),
        ("控除：非支配持分に帰属する当期純損失（利益）", Sense("損失", "result", -1, both=True)),
        ("営業活動から得た（に使用した）現金", Sense("得た", "flow", 1, both=True)),
        ("売掛金の減少（増加）", Sense("減少", "change", -1, both=True)),
        ("売上債権の増減額（△は増加）", Sense("（△は増加）", "change", -1, both=True)),
        ("為替差損益（△は益）", Sense("（△は益）", "result", -1, both=True)),
        ("当期純損失", None),
    ],
)
def test_japanese_names_both_directions(caption: str, expected: Sense | None) -> None:
    assert in_japanese(caption) == expected


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("非支配持分に帰属する当期純損失", -1),
        ("その他の投資の売却益", 1),
        ("現金及び現金同等物の純増加", 1),
        ("買掛金の減少額", -1),
        ("為替差損益", None),
        ("持分法による投資損益", None),
        ("運転資本の増減", None),
        ("利益剰余金", None),
    ],
)
def test_japanese_names_one_direction_at_its_end(caption: str, expected: int | None) -> None:
    found = sense(caption)
    assert (found.sign if found else None) == expected
    assert found is None or not found.both
