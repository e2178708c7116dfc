from __future__ import annotations

import errno
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tanshin.values import stage
from tanshin.values.finding import InputError, Severity
from tanshin.values.output import MARKER, write_file, write_tree

OLD = {"a.xml": b"old", "sub/b.xml": b"old"}
NEW = {"a.xml": b"new", "c.xml": b"new"}
FULL = "what was there is unchanged; make room there, or name a place on another disk"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARKER
    }


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refused(action: Callable[[], None]) -> str:
    with pytest.raises(InputError) as caught:
        action()
    (finding,) = caught.value.findings
    assert (finding.code, finding.severity) == ("TNS019", Severity.ERROR)
    return finding.message


@pytest.fixture(params=["exchange", "two renames"])
def swapping(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways in which a new folder takes the place of an old one."""
    if request.param == "two renames":
        monkeypatch.setattr(stage, "_exchange", lambda *_: False)
    elif sys.platform != "linux":
        pytest.skip("renameat2 is Linux's")
    return str(request.param)


@pytest.mark.usefixtures("swapping")
def test_writes_and_replaces(tmp_path: Path) -> None:
    target = tmp_path / "out"
    write_tree(target, OLD)
    assert contents(target) == OLD
    assert (target / MARKER).read_text(encoding="utf-8").splitlines()[1:] == ["a.xml", "sub/b.xml"]
    write_tree(target, NEW)
    assert contents(target) == NEW
    assert not (target / "sub").exists()
    assert listed(tmp_path) == ["out"]


def test_the_same_files_make_the_same_folder(tmp_path: Path) -> None:
    write_tree(tmp_path / "one", {"b": b"1", "a": b"2"})
    write_tree(tmp_path / "two", {"a": b"2", "b": b"1"})
    assert (tmp_path / "one" / MARKER).read_bytes() == (tmp_path / "two" / MARKER).read_bytes()


def test_makes_missing_folders_and_fills_empty_ones(tmp_path: Path) -> None:
    write_tree(tmp_path / "deep" / "er" / "out", NEW)
    assert contents(tmp_path / "deep" / "er" / "out") == NEW
    (tmp_path / "empty" / "nested").mkdir(parents=True)
    (tmp_path / "empty" / ".DS_Store").touch()
    write_tree(tmp_path / "empty", NEW)
    assert contents(tmp_path / "empty") == NEW


def test_permissions_are_ordinary(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_tree(tmp_path / "out", OLD)
        write_file(tmp_path / "file", b"x")
    finally:
        os.umask(before)
    if os.name == "posix":
        assert (tmp_path / "out").stat().st_mode & 0o777 == 0o750
        assert (tmp_path / "out" / "sub" / "b.xml").stat().st_mode & 0o777 == 0o640
        assert (tmp_path / "file").stat().st_mode & 0o777 == 0o640


def test_refuses_to_replace_what_it_did_not_write(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "mine.txt").write_bytes(b"mine")
    advice = "not written by tanshin; choose a new or empty folder, or move them away"
    assert refused(lambda: write_tree(target, NEW)) == f"{target} holds mine.txt, {advice}"
    (target / "also").mkdir()
    (target / "also" / "mine").touch()
    assert refused(lambda: write_tree(target, NEW)) == f"{target} holds also/mine and 1 more, {advice}"
    assert (target / "mine.txt").read_bytes() == b"mine"
    assert listed(tmp_path) == ["out"]


def test_refuses_to_replace_what_was_put_beside_a_former_output(tmp_path: Path) -> None:
    target = tmp_path / "out"
    write_tree(target, OLD)
    (target / "sub" / "notes.txt").touch()
    assert "holds sub/notes.txt" in refused(lambda: write_tree(target, NEW))
    assert contents(target) == OLD | {"sub/notes.txt": b""}


@pytest.mark.parametrize("marker", [b"", b"a.xml\n", b"# Something else\na.xml\n", b"\xff\xfe"])
def test_a_file_of_the_markers_name_is_not_enough(tmp_path: Path, marker: bytes) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.xml").touch()
    (tmp_path / "out" / MARKER).write_bytes(marker)
    assert "not written by tanshin" in refused(lambda: write_tree(tmp_path / "out", NEW))


def test_links_in_a_folder_are_not_former_output(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x").touch()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "link").symlink_to(tmp_path / "elsewhere")
    assert "holds link" in refused(lambda: write_tree(tmp_path / "out", NEW))
    assert (tmp_path / "elsewhere" / "x").exists()


@pytest.mark.usefixtures("swapping")
def test_a_link_to_the_target_stays_a_link(tmp_path: Path) -> None:
    write_tree(tmp_path / "real", OLD)
    (tmp_path / "out").symlink_to("real")
    write_tree(tmp_path / "out", NEW)
    assert (tmp_path / "out").is_symlink()
    assert contents(tmp_path / "real") == NEW
    (tmp_path / "f").write_bytes(b"old")
    (tmp_path / "g").symlink_to("f")
    write_file(tmp_path / "g", b"new")
    assert (tmp_path / "g").is_symlink()
    assert (tmp_path / "f").read_bytes() == b"new"


def test_refuses_the_folder_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here" / "below").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here" / "below")
    for target in (Path(), tmp_path / "here"):
        assert "is the current directory or holds it" in refused(lambda target=target: write_tree(target, NEW))  # type: ignore[misc]
    write_tree(Path("out"), NEW)
    assert contents(tmp_path / "here" / "below" / "out") == NEW


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (["../x"], "'../x': it leads out of its folder"),
        (["/x"], "'/x': it is absolute"),
        (["a\\b"], "'a\\\\b': it holds a backslash; names are divided by /"),
        ([""], "'': it is empty"),
        (["a\n"], "'a\\n': it holds a control character"),
        (["a", "a/b"], "'a': it is a file and a folder"),
        (["A/x", "a/X"], "'a/X': it differs from 'A/x' only in letter case"),
        ([MARKER], "'.tanshin': it is the name of the list of files"),
        ([f"{MARKER}/x"], "'.tanshin/x': it is the name of the list of files"),
    ],
)
def test_refuses_names(tmp_path: Path, names: list[str], reason: str) -> None:
    target = tmp_path / "out"
    assert (
        refused(lambda: write_tree(target, dict.fromkeys(names, b""))) == f"{target} cannot hold a file named {reason}"
    )
    assert listed(tmp_path) == []


def failing(code: int, after: int = 0) -> Callable[..., None]:
    calls = iter(range(1000))

    def fail(*_: object) -> None:
        if next(calls) >= after:
            raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_full_disk_leaves_the_old_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    write_tree(tmp_path / "out", OLD)
    write_file(tmp_path / "file", b"old")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing(errno.ENOSPC, after))
        said = refused(lambda: write_tree(tmp_path / "out", NEW))
    assert said == f"{tmp_path / 'out'} cannot be written: no space left on device; {FULL}"
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing(errno.ENOSPC))
        assert "no space left" in refused(lambda: write_file(tmp_path / "file", b"new"))
    assert contents(tmp_path / "out") == OLD
    assert (tmp_path / "file").read_bytes() == b"old"
    assert listed(tmp_path) == ["file", "out"]


def test_a_failure_unmakes_the_folders_it_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", failing(errno.EIO))
    refused(lambda: write_tree(tmp_path / "a" / "b" / "out", NEW))
    refused(lambda: write_file(tmp_path / "a" / "b" / "file", b""))
    assert listed(tmp_path) == []


def test_a_failed_swap_leaves_the_old_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_tree(tmp_path / "out", OLD)
    with monkeypatch.context() as patch:
        patch.setattr(stage, "_exchange", failing(errno.EBUSY))
        assert "busy" in refused(lambda: write_tree(tmp_path / "out", NEW))
    assert contents(tmp_path / "out") == OLD

    rename, calls = Path.rename, iter(range(1000))

    def second_fails(self: Path, target: Path) -> Path:
        if next(calls) == 1:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(stage, "_exchange", lambda *_: False)
        patch.setattr(Path, "rename", second_fails)
        assert "cannot be written" in refused(lambda: write_tree(tmp_path / "out", NEW))
    assert contents(tmp_path / "out") == OLD
    assert listed(tmp_path) == ["out"]


def test_an_interruption_leaves_the_old_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_tree(tmp_path / "out", OLD)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_tree(tmp_path / "out", NEW)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "file", b"")
    assert contents(tmp_path / "out") == OLD
    assert listed(tmp_path) == ["out"]


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EINVAL, errno.EPERM])
@pytest.mark.skipif(sys.platform != "linux", reason="renameat2 is Linux's")
def test_systems_without_the_exchange_use_renames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    import ctypes

    class Library:
        def __init__(self, *_: object, **__: object) -> None:
            pass

        @staticmethod
        def renameat2(*_: object) -> int:
            ctypes.set_errno(code)
            return -1

    write_tree(tmp_path / "out", OLD)
    monkeypatch.setattr(ctypes, "CDLL", Library)
    write_tree(tmp_path / "out", NEW)
    assert contents(tmp_path / "out") == NEW
    monkeypatch.delattr(Library, "renameat2")
    write_tree(tmp_path / "out", OLD)
    assert contents(tmp_path / "out") == OLD


@pytest.mark.skipif(sys.platform != "linux", reason="renameat2 is Linux's")
def test_the_exchange_tells_other_errors(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        stage._exchange(tmp_path / "none", tmp_path)  # noqa: SLF001 (no way to it from outside)


@pytest.mark.skipif(sys.platform != "linux", reason="without the exchange there is a moment without target")
def test_a_reader_never_sees_a_part(tmp_path: Path) -> None:
    target = tmp_path / "out"
    write_tree(target, OLD)
    seen: set[frozenset[str]] = set()
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            seen.add(frozenset(listed(target)))

    reader = threading.Thread(target=look)
    reader.start()
    try:
        for _ in range(30):
            write_tree(target, NEW)
            write_tree(target, OLD)
    finally:
        done.set()
        reader.join()
    # Who opened the old folder before may still look at it while it is removed: names may lack, but never mix.
    assert seen
    assert all(names <= {MARKER, "a.xml", "sub"} or names <= {MARKER, "a.xml", "c.xml"} for names in seen)


def test_what_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    assert refused(lambda: write_tree(tmp_path / "file", NEW)) == f"{tmp_path / 'file'} is not a directory"
    assert "cannot be written" in refused(lambda: write_tree(tmp_path / "file" / "out", NEW))
    assert "cannot be written" in refused(lambda: write_tree(tmp_path / "nul\0", NEW))
    (tmp_path / "circle").symlink_to("circle")
    assert "cannot be written" in refused(lambda: write_tree(tmp_path / "circle", NEW))
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_writes_single_files(tmp_path: Path) -> None:
    write_file(tmp_path / "new" / "file", b"1")
    write_file(tmp_path / "new" / "file", b"2")
    assert (tmp_path / "new" / "file").read_bytes() == b"2"
    (tmp_path / "new" / "file").chmod(0o600)
    write_file(tmp_path / "new" / "file", b"3")
    assert (tmp_path / "new" / "file").stat().st_mode & 0o777 == 0o600
    assert listed(tmp_path / "new") == ["file"]
    assert refused(lambda: write_file(tmp_path / "new", b"")) == f"{tmp_path / 'new'} is a directory"
    assert "cannot be written" in refused(lambda: write_file(tmp_path / ("x" * 300), b""))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_does_not_replace_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is not a regular file" in refused(lambda: write_file(tmp_path / "pipe", b""))


@contextmanager
def nobody_in_particular() -> Iterator[None]:
    """Root may write anywhere, so root steps down; anybody else is somebody already."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_one_may_not_write_to() -> None:
    # Not below tmp_path, which only its owner may enter.
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o555)
    try:
        with nobody_in_particular():
            assert "permission denied" in refused(lambda: write_tree(folder / "out", NEW))
            assert "permission denied" in refused(lambda: write_file(folder / "file", b""))
        assert listed(folder) == []
    finally:
        folder.chmod(0o700)
        folder.rmdir()
