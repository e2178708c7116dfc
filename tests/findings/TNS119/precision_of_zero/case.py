"""A figure that says it has no digit at all, in a report that is to be judged by Calculations 1.1."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.published import check_sums
from tanshin.validate.calculation import Mode
from tanshin.values.finding import Finding
from tests.read.xbrl.instances import figure, usual


def findings(folder: Path) -> Iterable[Finding]:
    del folder
    place = Path("input.xbrl")
    place.write_bytes(usual(figure("1000", more=' precision="0"')))
    return [one for one in check_sums(place, Mode.ROUNDING).findings if one.code == "TNS119"]
