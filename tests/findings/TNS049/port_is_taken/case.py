"""Another program has the port."""

from __future__ import annotations

from collections.abc import Iterable
from errno import EADDRINUSE
from pathlib import Path

from tanshin.values.finding import Finding
from tanshin.view.serving import cannot_be_used


def findings(_: Path) -> Iterable[Finding]:
    return cannot_be_used(8000, OSError(EADDRINUSE, "Address already in use")).findings
