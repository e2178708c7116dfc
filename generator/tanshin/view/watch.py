"""Tells when something changes that a filing is read from or printed with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from threading import Event

from watchfiles import Change, watch

from tanshin.read.material import files_of, folders_in, may_count

#: For how long files have to be at rest, and for how long it is waited for that at most, in milliseconds.
_REST, _PATIENCE = 20, 200

#: After how many milliseconds it is looked anyway: what changes while a watch begins is told by no one.
_LOOK = 500


def watch_for(places: Callable[[], Iterable[Path]], changed: Callable[[], None], stop: Event) -> None:
    """Call ``changed`` after every change of what counts in some places, until ``stop``.

    A place that is not there, or goes, is waited for where it would be. Folders are watched without those below them:
    a filing may lie in a folder with very much beside it.
    """
    folders = folders_of(places())
    seen = _state(places())
    while not stop.is_set():
        for _ in watch(
            *folders,
            watch_filter=_counts,
            recursive=False,
            stop_event=stop,
            debounce=_PATIENCE,
            step=_REST,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
        ):
            found = folders_of(places())
            now = _state(places())
            if now != seen:
                seen = now
                changed()
            if found != folders:
                folders = found
                break


def folders_of(places: Iterable[Path]) -> tuple[Path, ...]:
    """The folders in which a change of some places is seen: those that hold what counts, and the ones above."""
    found: dict[Path, None] = {}
    for place in places:
        found[next(path for path in place.absolute().parents if path.is_dir())] = None
        found |= dict.fromkeys(folders_in(place))
    return tuple(found)


def _state(places: Iterable[Path]) -> frozenset[tuple[str, int, int]]:
    """What tells the files of some places from what they were before."""
    found = set()
    for place in places:
        with suppress(OSError):  # it may go at any moment
            for path in files_of(place):
                with suppress(OSError):
                    about = path.stat()
                    found.add((str(path), about.st_mtime_ns, about.st_size))
    return frozenset(found)


def _counts(_: Change, path: str) -> bool:
    return may_count(Path(path).name)
