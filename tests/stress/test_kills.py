"""Whoever is killed leaves what was there before, whole, or what was to be written, whole: kill -9, at any moment."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.stress.record import record
from tests.stress.scenes import KILLS, LONG, Content, content, done, lay_out, litter, orders, written
from tests.stress.victim import FILE, TREE, Moments, Order, Victims

#: What is written, by which command; `SOURCE` is the filing, `TARGET` what is written.
COMMANDS = {
    "build": ("build", "SOURCE", "--out", "TARGET"),
    "all": ("build", "SOURCE", "--out", "TARGET", "--xlsx", "--viewer", "--older-form"),
    "pdf": ("build", "SOURCE", "--out", "TARGET", "--pdf"),
    "report": ("check", "SOURCE", "--format", "html", "--out", "TARGET"),
    "new": ("new", "--from", "SOURCE", "--out", "TARGET"),
    "book": ("new", "--from", "SOURCE", "--out", "TARGET.xlsx"),
    "taxonomy": ("taxonomy", "build", "TAXONOMY", "--out", "TARGET"),
}


@pytest.mark.parametrize("there", ["an old one", "nothing"])
@pytest.mark.parametrize("way", ["one step", "two renames", "file"])
def test_killed_at_any_call_of_writing(victims: Victims, tmp_path: Path, way: str, there: str) -> None:
    out = tmp_path / "work" / "out"
    verb = FILE if way == "file" else TREE
    new = replace(orders(tmp_path, (verb, *written(tmp_path, "new"))), in_two=way == "two renames")
    old = replace(new, command=(verb, *written(tmp_path, "old")))
    other = replace(new, command=(FILE, str(tmp_path / "work" / "other"), str(tmp_path / "told")))

    def prepare() -> Content:
        if there == "nothing" and out.exists():
            out.rename(tmp_path / f"away-{len(list(tmp_path.iterdir()))}")
        elif there != "nothing":
            done(victims, old)
        return content(out)

    before = prepare()
    calls = done(victims, new).calls
    after = content(out)
    assert after not in ({}, before)
    assert len(calls) > 5
    ends: list[Content] = []
    for number in range(len(calls)):
        assert prepare() == before
        assert litter(tmp_path / "work") == []
        assert victims.run(replace(new, killed_at=number)).is_killed
        assert len(litter(tmp_path / "work")) <= 1
        left = content(out)
        # The output of another name finds what was taken away and not replaced, and puts it back.
        done(victims, other)
        assert litter(tmp_path / "work") == []
        assert left == content(out) or (way == "two renames" and left == {} and content(out) == before)
        ends.append(content(out))
    turn = ends.index(after)
    assert ends == [before] * turn + [after] * (len(calls) - turn)
    assert 0 < turn < len(calls)


def chosen() -> list[str]:
    """All of them in the long run, else one of each way of writing."""
    return list(COMMANDS) if KILLS >= LONG else ["build", "new", "taxonomy"]


@pytest.mark.parametrize("name", chosen())
def test_killed_at_any_moment(victims: Victims, tmp_path: Path, name: str) -> None:
    """A command of the program over what it wrote before, of another version of its input."""
    scene = Scene(name, tmp_path, victims)
    counts = Counter({"moments": 0, "old": 0, "new": 0, "litter": 0})
    wanted = KILLS if name == "build" else max(2, KILLS // (20 if name == "pdf" else 5))
    for _ in range(wanted * 10):
        before, order, after = scene.prepare()
        wait, from_writing = scene.moments.next()
        end = victims.run(replace(order, wait=wait, from_writing=from_writing))
        found, left = content(scene.place), litter(scene.place.parent)
        assert found in (before, after), f"{wait} seconds, {from_writing}"
        assert len(left) <= 1
        if not end.is_killed:  # it was done before its moment
            assert found == after
            scene.moments.undisturbed = end
            continue
        counts["moments"] += 1
        counts["old" if found == before else "new"] += 1
        counts["litter"] += len(left)
        record(f"{name}: killed", counts)
        if counts["moments"] == wanted:
            break
    assert counts["moments"] == wanted
    _, order, after = scene.prepare()
    done(victims, order)
    assert content(scene.place) == after
    assert litter(scene.place.parent) == []


class Scene:
    """A command, which writes two versions by turns; what is started replaces nothing and is written again and again.

    What it writes is known from builds to their end.
    """

    def __init__(self, name: str, folder: Path, victims: Victims) -> None:
        sources = lay_out(folder)
        self._is_started = name in {"new", "book"}  # stands in the folder of its company
        target = folder / ("old/mihon/q" if self._is_started else "work/out")
        target.parent.mkdir(exist_ok=True)
        self.place = target.with_name("q.xlsx") if name == "book" else target
        self._versions: list[tuple[Order, Content]] = []
        for source in sources[: 1 if self._is_started else 2]:
            taxonomy = str(Path(source).parent / "taxonomy" / "mihon")
            places = {"SOURCE": source, "TAXONOMY": taxonomy, "TARGET": str(target), "TARGET.xlsx": str(self.place)}
            command = tuple(places.get(part, part) for part in COMMANDS[name])
            order = replace(orders(folder, command), under=str(target.parent))
            victims.run(replace(order, warming=True))
            clear(self.place)
            self.moments = Moments(len(name), done(victims, order))
            self._versions.append((order, content(self.place)))
        assert len({str(one) for _, one in self._versions}) == len(self._versions)
        assert all(one for _, one in self._versions)

    def prepare(self) -> tuple[Content, Order, Content]:
        """What is there, what to do now, and what comes of it."""
        if self._is_started:
            clear(self.place)
        before = content(self.place)
        order, after = next(one for one in self._versions if one[1] != before)
        return before, order, after


def clear(place: Path) -> None:
    """Take away what was written."""
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
