"""A second opinion is asked for where Arelle is not installed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from unittest.mock import patch

from tanshin.judging import judge_published
from tanshin.values.finding import Finding
from tests.read.xbrl.instances import figure, usual


def findings(folder: Path) -> Iterable[Finding]:
    del folder
    place = Path("input.xbrl")
    place.write_bytes(usual(figure()))
    with patch("importlib.util.find_spec", lambda _: None):
        [(_, result)] = judge_published(place)
    return [one for one in result.findings if one.code == "TNS795"]
