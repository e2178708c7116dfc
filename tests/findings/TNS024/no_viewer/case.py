"""The viewer is asked for, and the extra with its program is not installed."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from unittest.mock import patch

from tanshin.values.finding import Finding
from tanshin.viewer.program import program_files


def findings(_folder: Path) -> Iterable[Finding]:
    with patch("tanshin.viewer.program.distribution", side_effect=PackageNotFoundError):
        program_files()
    return ()
