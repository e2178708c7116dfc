"""Fixtures shared by all tests."""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

from tanshin.arelle.client import Arelle, available
from tanshin.values.memory import VARIABLE, forget
from tests.built import SHARED, changed
from tests.strict import is_strict, missing, reference_folder

TESTS = Path(__file__).resolve().parent

# What a test reads, it reads itself; nothing is left in the folders of who runs it.
os.environ[VARIABLE] = ""

# How long an example takes tells more of the machine than of the program; `benchmarks` measure.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


#: What takes longest, begun first: whatever is begun last keeps one process busy while the others have ended.
LONGEST = (
    "test_cli.py",
    "proof/test_prove.py",
    "judges/test_interchange.py",
    "write/pdf/test_papers.py",
    "validate/test_draft.py",
    "judges/test_arelle.py",
    "judges/test_release.py",
    "write/test_tdnet.py",
    "batch/test_run.py",
    "judges/test_formula.py",
    "judges/test_documents.py",
    "judges/test_packages.py",
    "samples/test_tie_out.py",
    "test_judging.py",
    "stress/test_faults.py",
    "stress/test_batch.py",
    "stress/test_kills.py",
    "fuzz/test_fuzz.py",
    "read/ixbrl/test_read.py",
    "benchmarks/test_seeded_errors.py",
    "write/workbook/test_book.py",
    "write/next/test_filing.py",
    "judges/test_calculations.py",
    "test_packaging.py",
    "office/test_libreoffice.py",
    "benchmarks/test_batch.py",
    "test_api.py",
    "browser/test_release.py",
    "browser/test_site.py",
    "browser/test_viewer.py",
    "browser/test_pages.py",
    "judges/test_viewer.py",
    "findings/test_gallery.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    turns = {TESTS / name: turn for turn, name in enumerate(LONGEST)}
    items.sort(key=lambda item: turns.get(item.path, len(turns)))


def pytest_configure(config: pytest.Config) -> None:
    """A folder for what all processes of this run look at; the processes that xdist starts inherit it."""
    if not hasattr(config, "workerinput"):
        folder = TemporaryDirectory(prefix="tanshin-tests-")
        os.environ[SHARED] = folder.name
        config.add_cleanup(folder.cleanup)


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
    with Arelle(timeout=900) as warm:
        yield warm


@pytest.fixture
def memory_of_the_run(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Commands remember what they read as they do for people: in one folder for all tests of this run."""
    monkeypatch.setenv(VARIABLE, str(Path(os.environ[SHARED]) / "memory"))
    yield
    forget()


@pytest.fixture(scope="session", autouse=True)
def untouched_builds() -> Iterator[None]:
    """What tests share, none of them has changed."""
    yield
    assert changed() == []


@pytest.fixture(scope="session", autouse=True)
def quiet_end() -> Iterator[None]:
    """DuckDB counts at the end what is left of it; importing the command line keeps the collector from looking."""
    yield
    atexit.unregister(gc.freeze)
