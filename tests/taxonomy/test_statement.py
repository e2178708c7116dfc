from __future__ import annotations

import pytest

from tanshin.taxonomy import label as roles
from tanshin.taxonomy.statement import Line, Statement
from tanshin.values.qname import QName


def name(local: str) -> QName:
    return QName("https://example.com", local)


LINES = (
    Line(name("Heading"), abstract=True, lines=(Line(name("Cash")), Line(name("Total"), roles.TOTAL))),
    Line(name("Equity"), variants=(("shares", name("Shares")),)),
)
STATEMENT = Statement("Sheet", "https://example.com/role", name("H"), name("T"), name("L"), (), LINES)


def test_walking_tells_the_depth() -> None:
    walked = [(depth, line.concept.local) for depth, line in STATEMENT.walk()]
    assert walked == [(0, "Heading"), (1, "Cash"), (1, "Total"), (0, "Equity")]


def test_variants_may_be_reported_too() -> None:
    assert STATEMENT.concepts == {name(local) for local in ("Heading", "Cash", "Total", "Equity", "Shares")}


@pytest.mark.parametrize(
    ("role", "negated", "total", "opens"),
    [
        (roles.STANDARD, False, False, False),
        (roles.TERSE, False, False, False),
        (roles.TOTAL, False, True, False),
        (roles.PERIOD_START, False, False, True),
        (roles.PERIOD_END, False, False, False),
        (roles.NEGATED, True, False, False),
        (roles.NEGATED_TERSE, True, False, False),
        (roles.NEGATED_TOTAL, True, True, False),
    ],
)
def test_the_label_role_says_how_a_line_is_printed(role: str, negated: bool, total: bool, opens: bool) -> None:
    line = Line(name("Cash"), role)
    assert (line.negated, line.is_total, line.opens) == (negated, total, opens)


def test_a_sum_is_a_total_whatever_it_prints() -> None:
    assert Line(name("Total"), addends=((name("Cash"), 1),)).is_total
