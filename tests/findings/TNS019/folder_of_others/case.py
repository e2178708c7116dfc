"""Output is never put over files that are not ours."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tanshin.values.output import write_tree


def findings(_folder: Path) -> Iterable[Finding]:
    write_tree(Path("out"), {"index.html": b"<html/>"})
    return ()
