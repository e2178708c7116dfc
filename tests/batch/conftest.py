"""What tests of batches share."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def quiet_end() -> Iterator[None]:
    """DuckDB counts at the end what is left of it; importing the command line keeps the collector from looking."""
    yield
    atexit.unregister(gc.freeze)
