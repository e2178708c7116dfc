"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tanshin.arelle.client import Arelle, available


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write expected outputs anew instead of comparing them")


@pytest.fixture(scope="session")
def regenerate(pytestconfig: pytest.Config) -> bool:
    """Whether expected outputs are to be written anew; read the difference before you commit it."""
    return bool(pytestconfig.getoption("regenerate"))


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


@pytest.fixture(scope="session")
def arelle() -> Iterator[Arelle]:
    """A warm Arelle for all tests; missing it is a failure under `CI=true` and skips elsewhere."""
    if not available():
        if os.environ.get("CI") == "true":
            pytest.fail("Arelle is not installed")
        pytest.skip("Arelle is not installed")
    with Arelle(timeout=120) as warm:
        yield warm
