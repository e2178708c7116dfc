"""Which printed figures of the releases some check holds fast; ``docs/tie-out.md`` counts and lists them."""

from __future__ import annotations

import random
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from tanshin.report.filing import Filing, Print
from tanshin.report.report import Report
from tanshin.validate.check import check
from tanshin.validate.tie import Binding, Doublet, Grip, Tied
from tanshin.validate.tie_out import tie_out
from tanshin.values.finding import Severity
from tests.samples.filings import NAMES, paper
from tests.samples.tie_out_page import as_page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tie-out.md"


def test_page_is_current(regenerate: bool) -> None:
    written = as_page([(name, tie_out(binding(name))) for name in NAMES])
    if regenerate:
        PAGE.write_text(written, encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == written, "run pytest --regenerate and read the difference"


@cache
def binding(name: str) -> Binding:
    return Binding(paper(name, with_earlier=True))


def told(name: str, filing: Filing) -> set[tuple[str, str]]:
    known = paper(name, with_earlier=True)
    findings = check(filing, known.figures, known.earlier).findings
    return {(one.code, one.message) for one in findings if one.severity >= Severity.WARNING}


def moved(filing: Filing, printed: Print, delta: Decimal) -> Filing:
    """The filing with one more, or less, printed in one cell."""
    assert printed.value is not None
    value = printed.value + delta
    here = (printed.source, printed.key)
    prints = (replace(one, value=value) if (one.source, one.key) == here else one for one in filing.prints)
    facts = (replace(one, value=value) if _makes(printed, one) else one for one in filing.report)
    return replace(filing, prints=tuple(prints), report=Report(tuple(facts)))


def _makes(printed: Print, fact: object) -> bool:
    return getattr(fact, "key", None) == printed.key and getattr(fact, "source", None) == printed.source


def chosen(name: str) -> list[Tied]:
    """Some of each kind; what several cells print is clashing before any rule is asked."""
    kinds: dict[Grip, list[Tied]] = {}
    for one in binding(name).tied:
        if not any(isinstance(tie.origin, Doublet) for tie in one.ties):
            kinds.setdefault(one.grip, []).append(one)
    draw = random.Random(name)  # noqa: S311 - the same figures in every run
    return [one for kind in kinds.values() for one in draw.sample(kind, min(4, len(kind)))]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_to_bind_a_figure_does(name: str) -> None:
    """Each figure is moved by one unit, up and down, and the whole check is run: it notices, or it does not."""
    filing = paper(name).filing
    before = told(name, filing)
    for one in chosen(name):
        unit = Decimal(1).scaleb(-(one.printed.decimals or 0))
        noticed = [bool(told(name, moved(filing, one.printed, delta)) - before) for delta in (unit, -unit)]
        where = f"{one.printed.table} / {one.printed.row} / {one.printed.column}: {noticed}"
        if one.grip is Grip.EXACT:
            assert all(noticed), where
        else:
            assert not all(noticed), where
        if one.grip is Grip.NONE:
            assert not any(noticed), where
