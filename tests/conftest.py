"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of published reference material, which is no part of this repository.

    `TANSHIN_REFERENCE` names it; the default is the folder `shared` beside the repository. Tests that need it are
    skipped where it is absent, except under `CI=true`: there a missing judge is a failure, not a pass.
    """
    default = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("TANSHIN_REFERENCE") or default)
    if not folder.is_dir():
        reason = f"no reference folder at {folder}; set TANSHIN_REFERENCE to where the published releases are"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
