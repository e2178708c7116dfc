"""Fixtures shared by all tests."""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tanshin.arelle.client import Arelle, available
from tanshin.values.memory import VARIABLE
from tests.strict import is_strict, missing, reference_folder

# What a test reads, it reads itself; nothing is left in the folders of who runs it.
os.environ[VARIABLE] = ""

# How long an example takes tells more of the machine than of the program; `benchmarks` measure.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write expected outputs anew instead of comparing them")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = len(terminalreporter.stats.get("skipped", ()))
    if skipped:
        terminalreporter.write_line(f"{skipped} tests were skipped: what they judge is not judged")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Where everything has to be there, a skip is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if is_strict() and reporter and reporter.stats.get("skipped") and not exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def regenerate(pytestconfig: pytest.Config) -> bool:
    """Whether expected outputs are to be written anew; read the difference before you commit it."""
    return bool(pytestconfig.getoption("regenerate"))


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of published reference material, which is no part of this repository.

    Tests that need it are skipped where it is absent, except under `CI=true`.
    """
    folder = reference_folder()
    if not folder.is_dir():
        missing(f"no reference folder at {folder}; set TANSHIN_REFERENCE to where the published releases are")
    return folder


@pytest.fixture(scope="session")
def arelle() -> Iterator[Arelle]:
    """A warm Arelle for all tests."""
    if not available():
        missing("Arelle is not installed")
    with Arelle(timeout=120) as warm:
        yield warm


@pytest.fixture(scope="session", autouse=True)
def quiet_end() -> Iterator[None]:
    """DuckDB counts at the end what is left of it; importing the command line keeps the collector from looking."""
    yield
    atexit.unregister(gc.freeze)
