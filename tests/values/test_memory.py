import os
import stat
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tanshin.values import memory
from tanshin.values.memory import (
    VARIABLE,
    digest_of,
    forget,
    hold_made_of,
    holding,
    recall,
    recall_held,
    recall_made_of,
    remember,
    remembered,
    stage,
)

KEY = digest_of([b"key"])


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    yield
    forget()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "memory"
    remember(place)
    return place


class Maker:
    """Counts how often it was asked."""

    def __init__(self, value: object = ("a", 1)) -> None:
        self.value = value
        self.asked = 0

    def __call__(self) -> object:
        self.asked += 1
        return self.value


def kept(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_without_a_call_nothing_is_kept() -> None:
    make = Maker()
    assert (recall(KEY, make), recall(KEY, make), make.asked) == (("a", 1), ("a", 1), 2)


def test_a_value_is_made_once(folder: Path) -> None:
    make = Maker()
    assert (recall(KEY, make), recall(KEY, make), make.asked) == (("a", 1), ("a", 1), 1)
    assert len(kept(folder)) == 1


def test_another_digest_is_another_value(folder: Path) -> None:
    assert recall(digest_of([b"a", b"b"]), Maker(1)) == 1
    assert recall(digest_of([b"ab"]), Maker(2)) == 2


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[:-1],
    "empty": lambda data: b"",
    "changed": lambda data: data[:40] + b"x" + data[41:],
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_value_is_made_anew(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    recall(KEY, Maker())
    (file,) = kept(folder)
    file.write_bytes(damage(file.read_bytes()))
    make = Maker()
    assert (recall(KEY, make), make.asked) == (("a", 1), 1)
    assert (recall(KEY, make), make.asked) == (("a", 1), 1)


def test_what_changed_meanwhile_is_not_kept(folder: Path) -> None:
    assert recall(KEY, Maker(1), lambda: False) == 1
    assert not kept(folder)


def test_files_are_never_held_to_be_told_apart(folder: Path, tmp_path: Path) -> None:
    """However large they are; this one has a hole and takes no room."""
    size = 64 * 1024 * 1024
    large = tmp_path / "large"
    with large.open("wb") as stream:
        stream.truncate(size)
    make = Maker()
    tracemalloc.start()
    try:
        for _ in range(2):
            assert recall_made_of(("a",), (large,), make) == make.value
        assert tracemalloc.get_traced_memory()[1] < size // 8
    finally:
        tracemalloc.stop()
    assert make.asked == 1
    large.write_bytes(b"")
    recall_made_of(("a",), (large,), make)
    assert make.asked == 2


def test_of_a_file_that_cannot_be_read_nothing_is_kept(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    make = Maker()
    for _ in range(2):
        assert recall_made_of((), (tmp_path / "gone",), make, lambda place: (place,)) == make.value
    assert make.asked == 2
    assert not kept(folder)


def test_an_error_is_not_kept(folder: Path) -> None:
    def fail() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        recall(KEY, fail)
    assert recall(KEY, Maker(2)) == 2


def test_a_disk_that_takes_nothing_costs_time_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    make = Maker()
    assert (recall(KEY, make), recall(KEY, make), make.asked) == (("a", 1), ("a", 1), 2)
    assert not kept(folder)


def test_a_folder_that_others_can_write_is_not_used(tmp_path: Path) -> None:
    place = tmp_path / "open"
    place.mkdir()
    place.chmod(0o777)
    remember(place)
    recall(KEY, Maker())
    assert not kept(place)


def test_a_folder_that_cannot_be_made_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for place in (tmp_path / "file", tmp_path / "file" / "inside", tmp_path / "nul\0"):
        remember(place)
        assert recall(KEY, Maker(3)) == 3


def test_the_folder_is_for_its_owner_alone(folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_environment_names_the_folder_or_switches_it_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "named"))
    remember()
    recall(KEY, Maker())
    assert len(kept(tmp_path / "named")) == 1
    monkeypatch.setenv(VARIABLE, "")
    remember()
    make = Maker()
    recall(KEY, make)
    recall(KEY, make)
    assert make.asked == 2


def test_the_oldest_values_make_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "KEPT", 3)
    for number in range(5):
        recall(digest_of([b"%d" % number]), Maker(number))
        (newest,) = (path for path in kept(folder) if path.name == digest_of([b"%d" % number]))
        os.utime(newest, (number, number))
    assert [path.name for path in kept(folder)] == sorted(digest_of([b"%d" % number]) for number in (2, 3, 4))


def test_what_killed_processes_were_writing_makes_room(folder: Path) -> None:
    recall(KEY, Maker())
    (value,) = kept(folder)
    halves = [value.with_name(f".{number:016x}") for number in range(30)]
    for number, half in enumerate(halves):
        half.write_bytes(b"half")
        os.utime(half, (number, number))
    recall(digest_of([b"another"]), Maker())
    assert [half for half in halves if half.exists()] == halves[30 - memory.WRITTEN :]


def test_older_versions_make_room_and_what_is_not_ours_stays(tmp_path: Path, folder: Path) -> None:
    for number in range(5):
        version = folder / f"{number:016x}"
        version.mkdir()
        (version / KEY).write_bytes(b"")
        os.utime(version, (number, number))
    (folder / "mine").mkdir()
    (folder / "mine" / "letter.txt").write_text("stays", encoding="utf-8")
    recall(KEY, Maker())
    versions = [path.name for path in folder.iterdir() if path.name != "mine"]
    assert len(versions) == memory.KEPT_VERSIONS
    assert (folder / "mine" / "letter.txt").exists()


def test_a_function_remembers_its_values_by_its_arguments(folder: Path) -> None:
    asked = []

    @remembered
    def double(number: int, *, by: int = 2) -> int:
        asked.append(number)
        return number * by

    assert [double(2), double(3), double(2), double(2, by=3)] == [4, 6, 4, 6]
    assert asked == [2, 3, 2]


def test_a_process_holds_what_was_asked_for_last_within_its_bounds() -> None:
    made: list[bytes] = []

    def raised(text: bytes) -> bytes:
        made.append(text)
        return text.upper()

    def made_of(text: bytes) -> bytes:
        return recall_held((text,), lambda: raised(text), len(text))

    with holding(most=2, size=100):
        assert [made_of(text) for text in (b"a", b"b", b"a", b"c", b"a")] == [b"A", b"B", b"A", b"C", b"A"]
        assert made == [b"a", b"b", b"c"]
        made_of(b"b")
        assert made == [b"a", b"b", b"c", b"b"]
        made_of(b"x" * 101)  # more than all there is room for
        made_of(b"a")
        assert made[-2:] == [b"x" * 101, b"a"]
    made_of(b"a")
    assert made[-2:] == [b"a", b"a"]


def test_settled_folders_are_read_once(tmp_path: Path) -> None:
    for name in ("settled", "other"):
        (tmp_path / name / "below").mkdir(parents=True)
        (tmp_path / name / "below" / "file").write_text("one", encoding="utf-8")

    def content(name: str) -> str:
        path = tmp_path / name / "below"
        return hold_made_of((name,), (path,), lambda: (path / "file").read_text(encoding="utf-8"))

    with holding(settled=[tmp_path / "settled"]):
        assert [content("settled"), content("other")] == ["one", "one"]
        for name in ("settled", "other"):
            (tmp_path / name / "below" / "file").write_text("two", encoding="utf-8")
        assert [content("settled"), content("other")] == ["one", "two"]


def test_steps_are_held_only_where_builds_follow_one_another() -> None:
    made: list[int] = []

    @stage
    def doubled(number: int) -> int:
        made.append(number)
        return 2 * number

    for has_stages, times in ((False, 2), (True, 1)):
        made.clear()
        with holding(has_stages=has_stages):
            assert doubled(4) == doubled(4) == 8
        assert len(made) == times
