"""Every reader of what comes from outside takes whatever it is given: it is read or refused, and nothing else."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.guard import ROOT, Forbidden, Guard, guarded
from tests.fuzz.mutate import mutated
from tests.fuzz.run import SECONDS, perform
from tests.fuzz.target import CORPUS, Target, bundled, unbundled
from tests.fuzz.targets import TARGETS
from tests.strict import missing

READERS = ROOT / "generator" / "tanshin" / "read"
#: What is read of the packaged forms alone, which come with the program.
_PACKAGED = frozenset(("form_demands.py",))
#: What a process may take for the whole corpus, in bytes.
_MEMORY = 1 << 30
#: The guided run: the readers that are fast, some seconds of which most is for getting ready.
_GUIDED = ("json", "csv", "xbrl", "inline", "dts")
_PARTS = ("tanshin.read.oim", "tanshin.read.xbrl", "tanshin.read.ixbrl", "tanshin.read.dts")
_RUNS = 500


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.fuzz.run", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def test_the_whole_corpus_is_read_under_guard_and_enters_every_reader() -> None:
    done = run("replay")
    assert done.returncode == 0, done.stderr[-4000:]
    told = json.loads(done.stdout)
    assert list(told["targets"]) == list(TARGETS)
    assert all(one["slowest"] < SECONDS and one["peak"] * 1024 < _MEMORY for one in told["targets"].values())
    entered = {Path(name) for name in told["entered"]}
    with_functions = {
        path for path in READERS.rglob("*.py") if "\n    " in path.read_text() and "def " in path.read_text()
    }
    assert sorted(path.name for path in with_functions - entered if path.name not in _PACKAGED) == []


if sys.version_info < (3, 12) and sys.platform == "linux":  # where atheris has a wheel (pyproject.toml)

    def test_a_guided_run_finds_nothing() -> None:
        if importlib.util.find_spec("atheris") is None:
            missing("atheris is not installed")
        done = run("fuzz", *_GUIDED, "--parts", *_PARTS, "--", f"-runs={_RUNS}", "-seed=1", "-timeout=20")
        assert done.returncode == 0, done.stderr[-4000:]
        assert f"Done {_RUNS} runs" in done.stderr


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    with guarded() as made:
        yield made


@pytest.mark.parametrize("name", TARGETS)
def test_input_with_a_few_things_wrong_is_read_or_refused(name: str, guard: Guard) -> None:
    target = TARGETS[name]
    corpus = [path.read_bytes() for path in target.corpus if not path.name.startswith("fault-")]

    @settings(max_examples=_EXAMPLES.get(name, 12), derandomize=True, database=None)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        def choose(end: int) -> int:
            return data.draw(st.integers(0, end - 1))

        broken = mutated(corpus[choose(len(corpus))], corpus[choose(len(corpus))], choose)
        perform(target, broken, guard)

    check()


#: Where one input takes long, fewer.
_EXAMPLES = dict.fromkeys(("filing", "taxonomy", "arguments", "draft-text", "draft-page", "draft-pdf", "dataset"), 6)
_EXAMPLES["output"] = 3


@given(st.dictionaries(st.text("ab/.", min_size=1), st.binary().filter(lambda data: b"=== " not in data), min_size=1))
def test_files_come_back_from_one_input(files: dict[str, bytes]) -> None:
    assert unbundled(bundled(files)) == files


def test_what_a_reader_must_not_do_is_seen(guard: Guard, tmp_path: Path) -> None:
    def nothing(deed: object) -> Target:
        return Target("x", "", lambda *_: deed())  # type: ignore[operator]

    def quiet() -> None:
        with suppress(BaseException):  # a reader that keeps quiet of it
            (tmp_path / "x").write_bytes(b"")

    def asking() -> None:
        import socket

        socket.create_connection(("127.0.0.1", 9), 1)

    deeds = (
        lambda: (tmp_path / "x").write_bytes(b""),
        lambda: Path("/etc/passwd").read_bytes(),
        (tmp_path / "x").mkdir,
        lambda: subprocess.run(["true"], check=True),
        asking,
        quiet,
    )
    for deed in deeds:
        with pytest.raises(Forbidden):
            perform(nothing(deed), b"", guard)
    assert list(tmp_path.iterdir()) == []


def test_every_target_has_a_corpus_and_it_is_small() -> None:
    assert sorted(path.name for path in CORPUS.iterdir()) == sorted(TARGETS)
    assert all(target.corpus and target.what for target in TARGETS.values())
    assert sum(path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()) < 500_000
