"""Two who write into one place at the same time: one comes after the other, and nothing is a mixture."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path

import pytest

from tanshin.values import stage
from tanshin.values.finding import InputError
from tanshin.values.memory import VARIABLE
from tanshin.values.output import write_file, write_tree
from tanshin.view.state import Phase
from tests.stress.record import record
from tests.stress.scenes import KILLS, LONG, content, done, lay_out, litter, orders
from tests.stress.victim import Victims
from tests.viewed import viewed, wait_for

ROUNDS = 200 if KILLS >= LONG else 25


def files(name: str) -> dict[str, bytes]:
    return {f"{name}{number}/{name}": name.encode() for number in range(4)} | {"same": name.encode()}


@pytest.mark.parametrize("way", ["one step", "two renames"])
@pytest.mark.parametrize("kind", ["folder", "file"])
def test_several_write_into_one_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, way: str) -> None:
    """Four write at once, over and over; each succeeds, and what is there in the end is what one of them wrote."""
    if way == "two renames":
        monkeypatch.setattr(stage, "_exchange", lambda *_: False)
    place, names = tmp_path / "out", "abcd"
    wholes = [content_of(tmp_path / "whole", kind, name) for name in names]
    told: list[str] = []
    seen = Counter[int]()

    def write(name: str) -> None:
        for _ in range(ROUNDS):
            try:
                write_one(place, kind, name)
            except InputError as error:
                told.append(str(error.findings[0].message))

    for _ in range(3):
        writers = [threading.Thread(target=write, args=(name,)) for name in names]
        for one in writers:
            one.start()
        for one in writers:
            one.join()
        found = content(place)
        assert found in wholes
        seen[wholes.index(found)] += 1
        assert litter(tmp_path) == []
    assert told == []
    record(f"several into one {kind}, {way}: written", {"times": 3 * ROUNDS * len(names), "refused": len(told)})


def write_one(place: Path, kind: str, name: str) -> None:
    if kind == "folder":
        write_tree(place, files(name))
    else:
        write_file(place, name.encode() * 1000)


def content_of(place: Path, kind: str, name: str) -> dict[str, bytes]:
    write_one(place, kind, name)
    return content(place)


def test_two_builds_into_one_folder(cache: Path, tmp_path: Path) -> None:
    """Each has a process of its own, and each ends well."""
    sources, out = lay_out(tmp_path), tmp_path / "work" / "out"
    rivals = [Victims({VARIABLE: str(cache)}) for _ in sources]
    try:
        ordered = [orders(tmp_path, ("build", source, "--out", str(out))) for source in sources]
        wholes = []
        for rival, order in zip(rivals, ordered, strict=True):
            done(rival, order)
            wholes.append(content(out))
        assert wholes[0] != wholes[1]
        counts = Counter[str]()
        for _ in range(20 if KILLS >= LONG else 2):
            both = [
                threading.Thread(target=done, args=(rival, order)) for rival, order in zip(rivals, ordered, strict=True)
            ]
            for one in both:
                one.start()
            for one in both:
                one.join()
            found = content(out)
            assert found in wholes
            assert litter(tmp_path) == []
            counts["first" if found == wholes[0] else "second"] += 1
    finally:
        for rival in rivals:
            rival.close()
    record("two builds into one folder: the last was", counts)


def test_a_build_while_it_is_shown(victims: Victims, tmp_path: Path) -> None:
    """What a view shows and what a build writes meanwhile are the same, and the view never writes."""
    (source, _), out = lay_out(tmp_path), tmp_path / "work" / "out"
    with viewed(Path(source)) as view:
        shown = wait_for(view, Phase.PROVED)
        done(victims, orders(tmp_path, ("build", source, "--out", str(out))))
        built = content(out)
        del built[".tanshin"]
        assert built == dict(shown.files)
        assert view.shown is shown
        assert litter(tmp_path) == []
