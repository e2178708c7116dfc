"""How many printed figures the data need not give: what the display policy reproduces, and why the rest is given."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from tanshin.report.issuer import DisplayPolicy
from tanshin.validate.printing import Origin, printings
from tests.samples.display_policy_page import as_page
from tests.samples.filings import NAMES, SAMPLES, paper

PAGE = Path(__file__).resolve().parents[2] / "docs" / "display-policy.md"


def test_page_is_current(regenerate: bool) -> None:
    written = as_page([(name, printings(paper(name, with_earlier=True))) for name in NAMES])
    if regenerate:
        PAGE.write_text(written, encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == written, "run pytest --regenerate and read the difference"


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_that_is_given_has_a_reason(name: str) -> None:
    found = printings(paper(name, with_earlier=True))
    assert [one for one in found if (one.reason is None) == (one.origin is Origin.GIVEN)] == []


def reproduced(policy: DisplayPolicy, *keep: str) -> Counter[Origin]:
    """What a policy reproduces of all four releases."""
    counts: Counter[Origin] = Counter()
    for name in NAMES:
        known = paper(name)
        issuer = replace(known.filing.issuer, display=policy, keep=frozenset(keep))
        found = printings(replace(known, filing=replace(known.filing, issuer=issuer)))
        counts.update(one.origin for one in found)
    return counts


def test_the_policy_reproduces_more_than_plain_rounding() -> None:
    """Measured: without `keep` footing does harm, and each name in it makes up for it."""
    keep = sorted(paper(NAMES[0]).filing.issuer.keep)
    plain, loose, kept = (
        reproduced(DisplayPolicy.PLAIN),
        reproduced(DisplayPolicy.FOOTING),
        reproduced(DisplayPolicy.FOOTING, *keep),
    )
    assert (plain[Origin.DERIVED], plain[Origin.ADJUSTED]) == (2066, 0)
    assert (loose[Origin.DERIVED], loose[Origin.ADJUSTED]) == (1990, 42)
    assert (kept[Origin.DERIVED], kept[Origin.ADJUSTED]) == (2028, 65)


def test_every_sample_is_measured() -> None:
    assert {path.parent.name for path in SAMPLES.glob("*/filing.yaml")} == set(NAMES)
