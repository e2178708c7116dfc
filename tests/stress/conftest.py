"""One warm process for the tests of each module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tanshin.values.memory import VARIABLE
from tests.stress.victim import Victims


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the commands remember from one run to the next, killed or not."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def victims(cache: Path) -> Iterator[Victims]:
    """The warm process."""
    found = Victims({VARIABLE: str(cache)})
    yield found
    found.close()
