"""What keeps the house in order: floors, small modules, a quick start, and no trace of anybody's machine."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tanshin.report import book
from tests.conftest import LONGEST, TESTS
from tests.strict import missing

ROOT = Path(__file__).resolve().parents[1]
LONGEST_MODULE = 400

#: Slow to import, and not needed to answer ``tanshin --help``.
HEAVY = {"arelle", "jinja2", "lxml", "pydantic", "rich"}

# In this form the pattern does not match itself.
MACHINE_PATH = re.compile(rb"(?<![A-Za-z0-9_.])/(?:work|farm|root|home|Users)/|\b[A-Z]:\\+Users\\")

HELP = """
import json, sys
from tanshin.cli import main
sys.argv = ["tanshin", *sys.argv[1:]]
try:
    main()
except SystemExit as stop:
    assert not stop.code, stop.code
print()
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""


def test_floors_are_kept() -> None:
    """The contracts in pyproject.toml hold, for imports under TYPE_CHECKING too."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_table_of_floors_is_the_contract() -> None:
    drawn = re.findall(r"^\| \d+ \| (`.*?`) \|", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"), re.MULTILINE)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers")
    floors = [set(row.split(" | ")) for row in layers if row != "__main__"]
    assert [set(re.findall(r"\w+", row)) for row in drawn] == floors


def test_modules_are_small() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / "generator").rglob("*.py")
    }
    assert lengths
    assert {module: length for module, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_the_files_of_a_filing_are_named_in_one_module() -> None:
    names = {book.COVER, book.ISSUER, *book.TEXTS, *book.RECORDS, ".xlsm", *map(str, book.RECORDS.values())}
    found = set()
    for path in (ROOT / "generator").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        likely = any(name in text for name in ('.yaml"', '.csv"', '.xlsm"', '"reason"'))
        for node in ast.walk(ast.parse(text if likely else "")):
            columns = isinstance(node, ast.Tuple) and [getattr(one, "value", None) for one in node.elts]
            told = str(tuple(columns[columns[:1] == ["caption"] :])) if columns else getattr(node, "value", None)
            if isinstance(told, str) and told.rpartition("/")[2] in names:
                found.add(path.relative_to(ROOT / "generator" / "tanshin").as_posix())
    assert found == {"report/book.py"}


def test_no_file_names_a_path_of_a_developer_machine() -> None:
    found = [
        f"{name}:{number}: {line.strip().decode(errors='replace')}"
        for name in repository_files()
        for number, line in enumerate((ROOT / name).read_bytes().splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert found == []


def test_what_is_begun_first_is_there() -> None:
    assert [name for name in LONGEST if not (TESTS / name).is_file()] == []


def test_machine_paths_are_recognised() -> None:
    slash = b"/"
    assert MACHINE_PATH.search(slash.join((b"see ", b"home", b"someone", b"x.py")))
    assert MACHINE_PATH.search(slash.join((b'"', b"work", b"x")))
    assert MACHINE_PATH.search(rb"C:" + b"\\".join((b"", b"Users", b"x")))
    assert not MACHINE_PATH.search(b"https://example.com/home/page and generator/work/x and ../root/x")


def repository_files() -> list[str]:
    """Every file that is tracked or would be with the next `git add`."""
    if not shutil.which("git"):
        missing("git is not installed: apt-get install git")
    # safe.directory: a checkout that belongs to another user is still only listed here
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if result.returncode:
        missing(f"not a git checkout: {result.stderr.strip()}")
    return [name for name in result.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["check", "--help"]], ids=" ".join)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    result = subprocess.run(
        [sys.executable, "-c", HELP, *arguments], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    *shown, modules = result.stdout.strip().splitlines()
    assert "Usage: tanshin" in "\n".join(shown)
    assert HEAVY.intersection(json.loads(modules)) == set()
