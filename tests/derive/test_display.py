"""What is printed of figures known more precisely: rounded, and under the policy moved until the sums hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from msgspec.structs import replace

from tanshin.derive.display import Node, displayed
from tanshin.derive.footing import Footing
from tanshin.report.aspect import JPY, Duration
from tanshin.report.fact import Key
from tanshin.report.filing import Filing
from tanshin.report.issuer import DisplayPolicy
from tanshin.values.rounding import Rounding
from tests.samples.filings import sample

YEAR = Duration(date(2012, 4, 1), date(2013, 3, 31))


def filing(policy: DisplayPolicy, rounding: Rounding = Rounding.HALF_UP, *keep: str) -> Filing:
    known = sample("fy2012-annual")
    issuer = replace(known.issuer, display=policy, keep=frozenset(keep))
    return replace(known, issuer=issuer, rounding=rounding)


def node(name: str) -> Node:
    known = sample("fy2012-annual")
    return Key(known.taxonomy.name(name), known.entity, YEAR, JPY), -6


TOTAL, FIRST, SECOND = map(node, ("Revenues", "NetworkServicesRevenue", "SystemsIntegrationRevenue"))
EXACT = {TOTAL: Fraction(3_000_000), FIRST: Fraction(1_600_000), SECOND: Fraction(1_400_000 + 100_000)}
SUMS = [Footing(TOTAL, ((FIRST, 1), (SECOND, 1)))]


def millions(known: Filing, given: dict[Node, Decimal] | None = None) -> list[int]:
    exact = {one: value for one, value in EXACT.items() if one not in (given or {})}
    shown = displayed(known, exact, given or {}, SUMS)
    return [int(shown[one].value) // 10**6 for one in EXACT if one in shown]


def test_the_nearest_gives_way_unless_it_is_kept() -> None:
    assert millions(filing(DisplayPolicy.PLAIN)) == [3, 2, 2]
    assert millions(filing(DisplayPolicy.FOOTING)) == [3, 2, 1]
    assert millions(filing(DisplayPolicy.FOOTING, Rounding.HALF_UP, "SystemsIntegrationRevenue")) == [3, 1, 2]


def test_what_was_given_alone_stays() -> None:
    assert millions(filing(DisplayPolicy.FOOTING), {SECOND: Decimal(2_000_000)}) == [3, 1]


def test_truncated_amounts_are_not_made_to_foot() -> None:
    assert millions(filing(DisplayPolicy.FOOTING, Rounding.TRUNCATE)) == [3, 1, 1]


def test_what_plain_rounding_gives_is_kept_beside_the_policy() -> None:
    shown = displayed(filing(DisplayPolicy.FOOTING), EXACT, {}, SUMS)[SECOND]
    assert (shown.plain, shown.value) == (Decimal(2_000_000), Decimal(1_000_000))
