"""What is left of output that was never finished goes; what is somebody's stays."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tanshin.values import stage
from tanshin.values.stage import make_durable, stage_in, write_durably


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def left_over(folder: Path, name: str = ".tanshin-abcdefg_", part: str = "new") -> Path:
    (folder / name / part).mkdir(parents=True)
    (folder / name / part / "half").write_bytes(b"x")
    return folder / name


@pytest.mark.skipif(sys.platform == "win32", reason="nothing tells there what is left over from what is in use")
def test_a_stage_that_nobody_holds_goes(tmp_path: Path) -> None:
    left_over(tmp_path)
    with stage_in(tmp_path) as one, stage_in(tmp_path) as other:
        assert names(tmp_path) == sorted([one.folder.name, other.folder.name])
        write_durably(one.new, b"one")
        one.swap(tmp_path / "file")
    assert names(tmp_path) == ["file"]


@pytest.mark.parametrize(
    "name", [".tanshin-1", ".tanshin-ABCDEFGH", ".tanshin", "tanshin-abcdefgh", ".tanshin-abcdefgh.d"]
)
def test_what_is_not_called_like_a_stage_stays(tmp_path: Path, name: str) -> None:
    folder = left_over(tmp_path, name)
    with stage_in(tmp_path):
        pass
    assert (folder / "new" / "half").exists()


def test_what_is_called_like_one_and_holds_something_else_stays(tmp_path: Path) -> None:
    folder = left_over(tmp_path)
    (folder / "letter.txt").write_bytes(b"mine")
    (tmp_path / ".tanshin-file____").write_bytes(b"mine")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".tanshin-link____").symlink_to("elsewhere")
    with stage_in(tmp_path):
        pass
    assert names(tmp_path) == [".tanshin-abcdefg_", ".tanshin-file____", ".tanshin-link____", "elsewhere"]
    assert names(folder) == ["letter.txt", "new"]


@pytest.mark.skipif(sys.platform == "win32", reason="nothing tells there what is left over from what is in use")
def test_what_was_taken_away_returns_unless_something_took_its_place(tmp_path: Path) -> None:
    for name in ("gone", "there"):
        left_over(tmp_path, f".tanshin-{name:_<8}", f"old/{name}")
    (tmp_path / "there").mkdir()
    with stage_in(tmp_path):
        pass
    assert names(tmp_path) == ["gone", "there"]
    assert (names(tmp_path / "gone"), names(tmp_path / "there")) == (["half"], [])


def refusing(code: int) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    return refuse


def test_where_the_system_knows_no_holds_nothing_is_taken_for_left_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(fcntl, "flock", refusing(errno.ENOTSUP))
    left_over(tmp_path)
    with stage_in(tmp_path) as one:
        write_durably(one.new, b"")
        one.swap(tmp_path / "file")
    assert names(tmp_path) == [".tanshin-abcdefg_", "file"]


def test_a_stage_that_is_always_taken_for_left_over_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "_hold", refusing(errno.EAGAIN))
    with pytest.raises(BlockingIOError), stage_in(tmp_path):
        pass


@pytest.mark.parametrize(("code", "is_told"), [(errno.EIO, True), (errno.ENOSPC, True), (errno.EINVAL, False)])
def test_a_folder_that_cannot_be_made_durable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, is_told: bool
) -> None:
    monkeypatch.setattr(os, "fsync", refusing(code))
    if is_told:
        with pytest.raises(OSError, match=os.strerror(code)):
            make_durable(tmp_path)
    else:
        make_durable(tmp_path)
