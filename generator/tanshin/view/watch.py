"""Tells when something changes that a filing is read from or printed with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event

from watchfiles import Change, watch

#: How the names of files end that are read or printed with.
_ENDS = (".csv", ".yaml", ".xlsx", ".xlsm", ".j2", ".css")

#: For how long files have to be at rest, and for how long it is waited for that at most, in milliseconds.
_REST, _PATIENCE = 20, 200


def watch_for(places: Callable[[], Iterable[Path]], changed: Callable[[], None], stop: Event) -> None:
    """Call ``changed`` after every change in some places, until ``stop``.

    A place that is not there, or goes, is waited for where it would be. Folders are watched without those below them:
    a filing may lie in a folder with very much beside it.
    """
    while not stop.is_set():
        folders = folders_of(places())
        for _ in watch(
            *folders, watch_filter=_counts, recursive=False, stop_event=stop, debounce=_PATIENCE, step=_REST
        ):
            changed()
            if folders_of(places()) != folders:
                break
        changed()  # what happened between two watches


def folders_of(places: Iterable[Path]) -> tuple[Path, ...]:
    """The folders in which a change of some places is seen: those there are, with all below, and the ones above."""
    found: dict[Path, None] = {}
    for place in places:
        found[next(path for path in place.absolute().parents if path.is_dir())] = None
        if place.is_dir():
            found |= dict.fromkeys(sorted(path for path in (place, *place.rglob("*")) if path.is_dir()))
    return tuple(found)


def _counts(_: Change, path: str) -> bool:
    name = Path(path).name
    return not name.startswith(".") and (name.endswith(_ENDS) or "." not in name)
