"""What the long run counts, for `docs/stress.md`: lines of JSON, in the file that TANSHIN_COUNTS names."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path


def record(what: str, counts: Mapping[str, int]) -> None:
    """Add a line, if anybody has asked for it; the last about the same thing counts."""
    if named := os.environ.get("TANSHIN_COUNTS"):
        with Path(named).open("a", encoding="utf-8") as file:
            file.write(json.dumps({what: counts}) + "\n")
