"""From 90 to 100 million it is 11.1 per cent; from 90,049 to 100,100 thousand it is 11.2."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.release import told

TABLE = """\
caption,2012,2013,Change
Assets,90,100,11.1%
"""


def findings(folder: Path) -> Iterable[Finding]:
    return told(folder, TABLE)
