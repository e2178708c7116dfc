"""Output that appears whole: at every moment a target is the complete old or the complete new one.

Everything is written beside the target and made durable, and takes its name last. What goes wrong before leaves the
target as it was; nothing temporary stays behind.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from tanshin.values.archive import folders_of, name_fault
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import Message, say
from tanshin.values.source import Source
from tanshin.values.stage import TRIES, make_durable, stage_in, write_durably
from tanshin.values.text import read_bytes

MARKER = ".tanshin"
"""The file in an output folder that lists the others, so that the next output may replace them and nothing else."""

_HEAD = "# Written by tanshin, which replaces this folder as a whole. The files in it:"
_MAX_FILE = 64 * 1024 * 1024
#: What the system says of a full disk, of a place that may not be written, of a file in use, and of a damaged disk.
_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_FORBIDDEN = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))
_HELD, _HELD_ON_WINDOWS = frozenset((errno.EBUSY, errno.ETXTBSY)), frozenset((32, 33))
_BROKEN = frozenset((errno.EIO,))
_LITTER = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))  # left by file browsers in any folder one looks at


def write_tree(target: Path, files: Mapping[str, bytes], *, is_ours: bool = True) -> None:
    """The folder ``target`` with exactly ``files``, by name (parts joined by ``/``), and the marker.

    Without ``is_ours`` there is no marker: from then on the folder is a person's. An existing folder is replaced when
    it is empty or all it holds was written by a former call. On Linux old and new change places in one step;
    elsewhere, and on file systems that cannot do that, there is a moment between two renames at which the target is
    absent; it returns when the second fails, or with the next output in that place when the process was killed.

    Raises InputError TNS019, with the reason, when the target cannot or must not be written.
    """
    _check_names(target, files)
    marker = {MARKER: "\n".join((_HEAD, *sorted(files), "")).encode()} if is_ours else {}
    with _telling(target), _parent_of(target) as place:
        _check_replaceable(target, place)
        with stage_in(place.parent) as stage:
            stage.new.mkdir()
            for name, data in {**files, **marker}.items():
                path = stage.new / name
                path.parent.mkdir(parents=True, exist_ok=True)
                write_durably(path, data)
            for folder, _, _ in os.walk(stage.new):
                make_durable(Path(folder))
            stage.swap(place)


def read_tree(folder: Path) -> dict[str, bytes]:
    """The files that a former call has written into a folder, and any that were put there since, by name.

    Raises InputError TNS001 when nothing that was written by a former call is there, or a file cannot be read.
    """
    if not (folder / MARKER).is_file():
        message = say(
            "{folder} holds no build; name the folder that tanshin build has written", folder=folder.as_posix()
        )
        raise InputError(Finding("TNS001", Severity.ERROR, message, (Source(folder.as_posix()),)))
    names = (name for name in _names_in(folder) if name != MARKER and name.rpartition("/")[2] not in _LITTER)
    return {name: read_bytes(folder / name, (folder / name).as_posix(), _MAX_FILE) for name in sorted(names)}


def write_file(path: Path, data: bytes) -> None:
    """The file ``path`` with ``data``, in place of what it was.

    Raises InputError TNS019, with the reason, when it cannot be written.
    """
    with _telling(path), _parent_of(path) as place:
        if place.is_dir():
            raise _refuse(path, say("is a directory"))
        if place.exists() and not place.is_file():
            raise _refuse(path, say("is not a regular file"))
        with stage_in(place.parent) as stage:
            write_durably(stage.new, data)
            if place.exists():
                shutil.copymode(place, stage.new)
            stage.swap(place)


def remedy(error: OSError) -> Message:
    """What a person can do where the system has refused to write."""
    if getattr(error, "winerror", None) in _HELD_ON_WINDOWS or error.errno in _HELD:
        return say("close the program that has it open, then do it again")
    if error.errno in _FULL:
        return say("make room there, or name a place on another disk")
    if error.errno in _FORBIDDEN:
        return say("name a place where you may write, or have the right to write there given to you")
    if error.errno in _BROKEN:
        return say("name a place on another disk; this one may be damaged")
    return say("name another place")


def _refuse(path: Path, reason: str) -> InputError:
    return InputError(
        Finding("TNS019", Severity.ERROR, say("{path} {reason}", path=path, reason=reason), (Source(str(path)),))
    )


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """What the system refuses becomes a finding."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        words = say(
            "cannot be written: {reason}; what was there is unchanged; {remedy}", reason=reason, remedy=remedy(error)
        )
        raise _refuse(path, words) from error
    except (ValueError, RuntimeError) as error:  # a NUL in the path; a circle of symbolic links
        raise _refuse(path, say("cannot be written: {error}", error=error)) from error


@contextmanager
def _parent_of(path: Path) -> Iterator[Path]:
    """The place that ``path`` means, symbolic links followed, with its folder made; unmade again on failure."""
    place = path.resolve()
    missing = [folder for folder in place.parents if not folder.exists()]
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        yield place
    except BaseException:
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()
        raise


def _check_names(target: Path, files: Mapping[str, bytes]) -> None:
    seen: dict[str, str] = {}
    folders = folders_of(files)
    for name in sorted(files):
        fault = name_fault(name)
        if name == MARKER or name.startswith(f"{MARKER}/"):
            fault = say("it is the name of the list of files")
        elif name in folders:
            fault = say("it is a file and a folder")
        elif (other := seen.setdefault(name.casefold(), name)) != name:
            # On Windows and macOS the second would replace the first.
            fault = say("it differs from {other!r} only in letter case", other=other)
        if fault:
            raise _refuse(target, say("cannot hold a file named {name!r}: {fault}", name=name, fault=fault))


def _check_replaceable(target: Path, place: Path) -> None:
    """See to it that nothing is lost with what is there.

    While it is looked at another build may put its own in its place: then what was seen is of two folders, and it is
    looked at again.
    """
    for attempt in range(TRIES):
        before = _identity(place)
        try:
            reason = _obstacle(place) if before else None
        except FileNotFoundError:
            if attempt == TRIES - 1 or _identity(place) == before:
                raise
            continue
        if _identity(place) == before or attempt == TRIES - 1:
            if reason:
                raise _refuse(target, reason)
            return


def _identity(place: Path) -> tuple[int, int, int] | None:
    """What tells a folder from another that takes its name; ``None`` where there is none."""
    try:
        about = place.stat()
    except FileNotFoundError:
        return None
    return about.st_dev, about.st_ino, about.st_ctime_ns


def _obstacle(place: Path) -> Message | None:
    """Why something must not be replaced."""
    if not place.is_dir():
        return say("is not a directory")
    if Path.cwd().is_relative_to(place):
        # The folder is replaced by another of its name; whoever stands in it would be left in one that is deleted.
        return say("is the current directory or holds it; write to a folder below it")
    former = _former_names(place)
    found = sorted(_names_in(place))
    foreign = [name for name in found if name not in former and name.rpartition("/")[2] not in _LITTER]
    if not foreign:
        return None
    more = say(" and {foreign} more", foreign=len(foreign) - 1) if len(foreign) > 1 else ""
    return say(
        "holds {foreign}{more}, not written by tanshin; choose a new or empty folder, or move them away",
        foreign=foreign[0],
        more=more,
    )


def _former_names(place: Path) -> frozenset[str]:
    marker = place / MARKER
    if marker.is_symlink() or not marker.is_file():
        return frozenset()
    head, *names = marker.read_bytes().decode(errors="replace").split("\n")
    return frozenset((*names, MARKER)) if head == _HEAD else frozenset()


def _names_in(place: Path) -> Iterator[str]:
    """All that is not a folder, links to folders included."""
    for folder, folders, names in os.walk(place, onerror=_raise):
        here = Path(folder)
        for name in (*names, *(name for name in folders if (here / name).is_symlink())):
            yield (here / name).relative_to(place).as_posix()


def _raise(error: OSError) -> None:
    raise error
