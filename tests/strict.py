"""When a test that cannot run is a failure.

The reference material, Arelle and a browser judge what is produced. On a machine without them the tests that need
them are skipped with a reason. Where the reference material lies, or under ``CI=true``, everything has to be there: a
judge that stays silent because it is absent must not look like one that agrees.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

import pytest


def reference_folder() -> Path:
    """Where the reference material is looked for: ``TANSHIN_REFERENCE``, else ``shared`` beside the repository."""
    default = Path(__file__).resolve().parents[2] / "shared"
    return Path(os.environ.get("TANSHIN_REFERENCE") or default)


def is_strict() -> bool:
    """Whether a skipped test fails the run."""
    return os.environ.get("CI") == "true" or reference_folder().is_dir()


def missing(reason: str) -> NoReturn:
    """What a test needs is not there: a failure where everything has to be, else a reason to skip."""
    if is_strict():
        pytest.fail(reason)
    pytest.skip(reason)
