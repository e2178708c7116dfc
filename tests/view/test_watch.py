"""What is told of, and what is not, while a filing is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from tanshin.view.watch import watch_for
from tests.read.test_material import lay_out

#: For how long it is waited for a change that has to be told, in seconds; and for one that must not be.
PATIENCE, REST = 60.0, 0.7


@contextmanager
def watched(folder: Path) -> Iterator[Event]:
    changed, stop = Event(), Event()
    places = (folder / "co" / "annual", folder / "co" / "issuer.yaml", folder / "templates")
    thread = Thread(target=watch_for, args=(lambda: places, changed.set, stop), daemon=True)
    thread.start()
    try:
        turn = 0
        while not changed.wait(0.3):  # what changes before the watch begins, it takes as it is
            (folder / "co" / "issuer.yaml").write_text(f"{(turn := turn + 1)}", encoding="utf-8")
            assert turn < PATIENCE
        while changed.is_set():
            changed.clear()
            changed.wait(REST)
        yield changed
    finally:
        stop.set()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def write(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("changed", encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay_out(tmp_path)


def test_every_file_that_counts_is_seen(folder: Path) -> None:
    with watched(folder) as changed:
        for name in ("co/annual/equity.csv", "co/issuer.yaml", "templates/page.js", "templates/messages/ja.tsv"):
            write(folder / name)
            assert changed.wait(PATIENCE), name
            while changed.is_set():
                changed.clear()
                changed.wait(REST / 2)


def test_what_is_not_read_is_not_told(folder: Path) -> None:
    with watched(folder) as changed:
        for name in ("co/annual/build/facts.csv", "co/annual/film.mp4", "co/other.csv", "templates/messages/.ja.tsv.x"):
            write(folder / name)
        assert not changed.wait(REST)
