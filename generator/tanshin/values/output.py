"""Output that appears whole: at every moment a target is the complete old or the complete new one.

Everything is written beside the target and made durable, and takes its name last. What goes wrong before leaves the
target as it was; nothing temporary stays behind.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from tanshin.values.archive import folders_of, name_fault
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source
from tanshin.values.text import read_bytes

MARKER = ".tanshin"
"""The file in an output folder that lists the others, so that the next output may replace them and nothing else."""

_HEAD = "# Written by tanshin, which replaces this folder as a whole. The files in it:"
_TEMPORARY = ".tanshin-"
_MAX_FILE = 64 * 1024 * 1024
_LITTER = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))  # left by file browsers in any folder one looks at


def write_tree(target: Path, files: Mapping[str, bytes]) -> None:
    """The folder ``target`` with exactly ``files``, by name (parts joined by ``/``), and the marker.

    An existing folder is replaced when it is empty or all it holds was written by a former call. On Linux old and new
    change places in one step; elsewhere, and on file systems that cannot do that, there is a moment between two
    renames at which the target is absent, and the old one returns when the second fails.

    Raises InputError TNS019, with the reason, when the target cannot or must not be written.
    """
    _check_names(target, files)
    marker = "\n".join((_HEAD, *sorted(files), "")).encode()
    with _telling(target), _parent_of(target) as place:
        _check_replaceable(target, place)
        stage = Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir=place.parent))
        try:
            new = stage / "new"  # within the stage, so that its permissions are the ordinary ones
            new.mkdir()
            for name, data in {**files, MARKER: marker}.items():
                path = new / name
                path.parent.mkdir(parents=True, exist_ok=True)
                _write_durably(path, data)
            for folder, _, _ in os.walk(new):
                _make_durable(Path(folder))
            _swap(new, place, stage / "old")
            _make_durable(place.parent)
        finally:
            shutil.rmtree(stage, ignore_errors=True)


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
        temporary = place.with_name(_TEMPORARY + secrets.token_hex(8))
        try:
            _write_durably(temporary, data)
            if place.exists():
                shutil.copymode(place, temporary)
            temporary.replace(place)
        finally:
            temporary.unlink(missing_ok=True)
        _make_durable(place.parent)


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
        raise _refuse(path, say("cannot be written: {reason}; what was there is unchanged", reason=reason)) from error
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
    if not place.exists():
        return
    if not place.is_dir():
        raise _refuse(target, say("is not a directory"))
    if Path.cwd().is_relative_to(place):
        # The folder is replaced by another of its name; whoever stands in it would be left in one that is deleted.
        raise _refuse(target, say("is the current directory or holds it; write to a folder below it"))
    former = _former_names(place)
    found = sorted(_names_in(place))
    if foreign := [name for name in found if name not in former and name.rpartition("/")[2] not in _LITTER]:
        more = say(" and {foreign} more", foreign=len(foreign) - 1) if len(foreign) > 1 else ""
        raise _refuse(
            target,
            say(
                "holds {foreign}{more}, not written by tanshin; choose a new or empty folder, or move them away",
                foreign=foreign[0],
                more=more,
            ),
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


def _write_durably(path: Path, data: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _make_durable(folder: Path) -> None:
    # Not every system opens folders and not every file system syncs them; the files in it are safe already.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _swap(new: Path, place: Path, old: Path) -> None:
    """``new`` takes the name ``place``; what was there ends up at ``new`` or ``old``."""
    if not place.exists():
        new.rename(place)
    elif not _exchange(new, place):
        place.rename(old)
        try:
            new.rename(place)
        except BaseException:
            old.rename(place)
            raise


def _exchange(one: Path, other: Path) -> bool:
    """Two names change places in one step (renameat2, Linux 3.15); False where that cannot be done."""
    if sys.platform != "linux":
        return False
    import ctypes

    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:  # glibc has it since 2.28
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    if rename(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM):
        # EINVAL is how a file system says that it does not know the flag; some sandboxes forbid the call (EPERM).
        return False
    raise OSError(code, os.strerror(code), str(other))
