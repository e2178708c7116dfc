"""The samples, read once for every test."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tanshin import api
from tanshin.report.filing import Filing
from tanshin.validate.workpaper import Workpaper

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "iij"
NAMES = ("fy2009-annual", "1h-fy2012", "fy2012-annual", "1q-fy2013")


@cache
def sample(name: str) -> Filing:
    return api.read_filing(SAMPLES / name)


@cache
def paper(name: str, *, with_earlier: bool = False) -> Workpaper:
    """A sample as the rules look at it, if wished with those that were announced before it."""
    filing = sample(name)
    before = tuple(map(sample, NAMES[: NAMES.index(name)])) if with_earlier else ()
    return Workpaper(filing, api.figures_of(filing), before)
