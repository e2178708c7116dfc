"""The wheel: complete, reproducible, and enough to build a sample far away from the checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from collections.abc import Iterator
from configparser import ConfigParser
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tanshin import __version__, resources

ROOT = Path(__file__).resolve().parents[1]
DATA = ("taxonomy", "templates", "samples", "docs")
BESIDE = ("README.md", "ARCHITECTURE.md", "CHANGELOG.md")
SAMPLE = "iij/fy2012-annual"
INFO = f"tanshin-{__version__}.dist-info"


def run(*command: str | Path, cwd: Path, **variables: str) -> str:
    """Run a program with nothing of this environment that could lead Python back to the checkout."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    result = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment | variables,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, f"{command} failed:\n{result.stdout}\n{result.stderr}"
    return result.stdout


def build_wheel(project: Path, out: Path) -> Path:
    command = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, project)
    # Neutral ground: from the checkout, `-m build` could meet the folder build/.
    run(*command, cwd=out.parent, SOURCE_DATE_EPOCH="1577836800")
    (wheel,) = out.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(ROOT, tmp_path_factory.mktemp("wheel") / "dist")


@pytest.fixture(scope="module")
def names(wheel: Path) -> frozenset[str]:
    with ZipFile(wheel) as archive:
        return frozenset(archive.namelist())


@dataclass(frozen=True)
class Installed:
    """An environment in which tanshin was installed from its wheel."""

    python: Path
    site: Path
    scripts: Path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """tanshin from the wheel; everything else borrowed from the environment of the tests, so that no network is needed.

    The borrowed folder stands in a ``.pth`` file: it comes after the site-packages of the new environment, and its own
    ``.pth`` files, the editable install of tanshin among them, are not read.
    """
    home = tmp_path_factory.mktemp("clean") / "venv"
    venv.create(home, symlinks=os.name != "nt")
    paths = sysconfig.get_paths(scheme="venv", vars={"base": str(home), "platbase": str(home)})
    scripts, site = Path(paths["scripts"]), Path(paths["purelib"])
    python = scripts / Path(sys.executable).name
    borrowed = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    (site / "borrowed.pth").write_text("\n".join(borrowed) + "\n", encoding="utf-8")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", python)
    # --ignore-installed: the borrowed folder shows pip the editable install, which is not this environment's to remove.
    run(*pip, "install", "--no-index", "--no-deps", "--ignore-installed", wheel, cwd=home)
    return Installed(python, site, scripts)


def data_files(top: str) -> Iterator[str]:
    """The files of one data folder in the checkout, as the wheel should name them."""
    for path in (ROOT / top).rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts and path.name != ".DS_Store":
            yield f"tanshin/_data/{path.relative_to(ROOT).as_posix()}"


@pytest.mark.parametrize("top", DATA)
def test_wheel_carries_all_data_and_only_it(names: frozenset[str], top: str) -> None:
    expected = set(data_files(top))
    assert expected, f"{top}/ is empty"
    assert {name for name in names if name.startswith(f"tanshin/_data/{top}/")} == expected


def test_wheel_carries_all_code_and_the_marker_of_types(names: frozenset[str]) -> None:
    source = ROOT / "generator"
    expected = {path.relative_to(source).as_posix() for path in source.rglob("*.py")}
    assert {name for name in names if name.endswith(".py")} == expected
    assert "tanshin/py.typed" in names


def test_wheel_carries_nothing_else(names: frozenset[str]) -> None:
    assert {name.split("/")[0] for name in names} == {"tanshin", INFO}
    beside = {name.removeprefix("tanshin/_data/") for name in names if name.startswith("tanshin/_data/")}
    assert {name for name in beside if "/" not in name} == set(BESIDE)
    assert f"{INFO}/licenses/LICENSE" in names
    assert not [name for name in names if re.search(r"(^|/)(tests?|benchmarks|conftest\.py|__pycache__)(/|$)", name)]


def test_wheel_declares_the_command(wheel: Path) -> None:
    entry_points = ConfigParser()
    with ZipFile(wheel) as archive:
        entry_points.read_string(archive.read(f"{INFO}/entry_points.txt").decode())
    assert dict(entry_points["console_scripts"]) == {"tanshin": "tanshin.cli:main"}


def test_wheel_is_the_same_bytes_from_another_folder_at_another_time(wheel: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    copy.mkdir()
    for name in ("generator", *DATA):
        # copyfile leaves the times of the originals behind
        shutil.copytree(
            ROOT / name, copy / name, copy_function=shutil.copyfile, ignore=shutil.ignore_patterns("__pycache__")
        )
    for name in ("pyproject.toml", *BESIDE, "LICENSE", ".gitignore"):
        shutil.copyfile(ROOT / name, copy / name)
    assert build_wheel(copy, tmp_path / "dist").read_bytes() == wheel.read_bytes()


def test_installed_package_uses_its_own_code_and_data(installed: Installed, tmp_path: Path) -> None:
    code = (
        "import tanshin, tanshin.resources as r;"
        "print(tanshin.__file__, r.taxonomy_dir(), r.templates_dir(), r.samples_dir(), r.docs_dir(), sep='\\n')"
    )
    lines = run(installed.python, "-c", code, cwd=tmp_path).splitlines()
    assert [Path(line) for line in lines] == [
        (installed.site / "tanshin" / rest).resolve() for rest in ("__init__.py", *(f"_data/{top}" for top in DATA))
    ]


def test_installed_command_builds_a_packaged_sample(installed: Installed, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(installed.scripts / "tanshin", "build", SAMPLE, "--out", out, cwd=tmp_path)
    assert (out / "index.html").is_file()


def test_checkout_uses_its_own_data() -> None:
    found = (resources.taxonomy_dir(), resources.templates_dir(), resources.samples_dir(), resources.docs_dir())
    assert found == tuple(ROOT / top for top in DATA)


def test_incomplete_installation_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "lib" / "tanshin"
    (package / "_data" / "taxonomy").mkdir(parents=True)
    (tmp_path / "samples").mkdir()  # what lies above a wheel's package by chance is not ours
    monkeypatch.setattr(resources, "_PACKAGE", package)
    resources._directory.cache_clear()  # noqa: SLF001 - the cache would hide the missing folder
    try:
        with pytest.raises(FileNotFoundError, match=r"cannot find its samples folder.*Install tanshin again"):
            resources.samples_dir()
    finally:
        resources._directory.cache_clear()  # noqa: SLF001


def test_constraints_are_plain_pins_of_every_dependency() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", pin)] == []
    pinned = {canonicalize_name(name): version for name, version in (pin.split("==") for pin in pins)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    for requirement in map(Requirement, wanted):
        assert pinned.get(canonicalize_name(requirement.name), "") in requirement.specifier, requirement
