"""Where output is made before it takes its name: a folder beside the target, held by who writes there.

A process that is killed leaves its folder behind, and with it the hold: the system lets go of that. So whoever writes
next in the same place can tell what is left over from what is in use, and removes it.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

_PREFIX = ".tanshin-"
_STAGE = re.compile(re.escape(_PREFIX) + "[a-z0-9_]{8}")
_NEW, _OLD = "new", "old"
#: How often something is tried again because another process came between.
TRIES = 100


class Stage(Struct, frozen=True):
    """A folder in which output is made: at ``new``, a folder or a file, which does not exist yet."""

    folder: Path

    @property
    def new(self) -> Path:
        """Where the output is made; within the stage, so that its permissions are the ordinary ones."""
        return self.folder / _NEW

    def swap(self, place: Path) -> None:
        """What was made takes the name ``place``; what was there goes with the stage.

        Another process may do the same at the same time: then one comes after the other.

        Raises:
            OSError: it cannot; then what was there is there again.
        """
        for attempt in range(TRIES):
            try:
                if self.new.is_file():
                    self.new.replace(place)
                elif not place.exists():
                    self.new.rename(place)
                elif not _exchange(self.new, place):
                    self._swap_in_two(place)
                break
            except OSError as error:  # a folder that was there is gone, or one is there that was not
                if error.errno not in {errno.ENOENT, errno.ENOTEMPTY, errno.EEXIST} or attempt == TRIES - 1:
                    raise
                _give_back(self.folder)
        with suppress(OSError):  # it is there, and whole; that it outlives a failure of power is all that is uncertain
            make_durable(place.parent)

    def _swap_in_two(self, place: Path) -> None:
        """Two renames; what fails or is interrupted between them is made good when the stage ends."""
        old = self.folder / _OLD
        shutil.rmtree(old, ignore_errors=True)
        old.mkdir()
        place.rename(old / place.name)
        self.new.rename(place)


@contextmanager
def stage_in(parent: Path) -> Iterator[Stage]:
    """A stage in a folder, gone afterwards; those that killed processes have left there are removed.

    Raises:
        OSError: it cannot be made.
    """
    sweep(parent)
    folder, held = _make(parent)
    try:
        yield Stage(folder)
    finally:
        _clear(folder)
        _let_go(held)


def _make(parent: Path) -> tuple[Path, int | None]:
    """A new folder and the hold on it; where the system knows no holds there is none."""
    for _ in range(TRIES):
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
        try:
            held = _hold(folder)
        except (BlockingIOError, FileNotFoundError):  # somebody took it for a left-over before it was held
            continue
        if held is None or folder.exists():
            return folder, held
        _let_go(held)
    raise BlockingIOError(errno.EBUSY, os.strerror(errno.EBUSY), str(parent))


def sweep(parent: Path) -> None:
    """Remove the stages in a folder that nobody holds any more: what killed processes have left there."""
    found: list[Path] = []
    with suppress(OSError):
        found += [path for path in parent.iterdir() if _STAGE.fullmatch(path.name) and not path.is_symlink()]
    for folder in found:
        with suppress(OSError):  # it is held, is gone, or belongs to somebody else
            if {_NEW, _OLD}.issuperset(path.name for path in folder.iterdir()) and (held := _hold(folder)) is not None:
                _clear(folder)
                _let_go(held)


def _clear(folder: Path) -> None:
    """Remove a stage; but what was taken away and could not return stays in it, for the next to give back."""
    _give_back(folder)
    kept = [old for old in _taken(folder) if not (folder.parent / old.name).exists()]
    shutil.rmtree(folder / _NEW if kept else folder, ignore_errors=True)


def _give_back(folder: Path) -> None:
    """What was taken away to be replaced returns, if nothing has replaced it."""
    for old in _taken(folder):
        place = folder.parent / old.name
        with suppress(OSError):
            if not place.exists():
                old.rename(place)


def _taken(folder: Path) -> list[Path]:
    try:
        return list((folder / _OLD).iterdir())
    except OSError:
        return []


def _hold(folder: Path) -> int | None:
    """Keep others from a folder, until `_let_go` or the end of the process; ``None`` where the system cannot.

    Raises:
        BlockingIOError: another process holds it.
        FileNotFoundError: it is gone.
    """
    try:
        import fcntl
    except ImportError:
        return None
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        raise
    except OSError:  # a file system without locks
        os.close(held)
        return None
    return held


def _let_go(held: int | None) -> None:
    if held is not None:
        os.close(held)


def write_durably(path: Path, data: bytes) -> None:
    """A new file, which is on the disk when this returns.

    Raises:
        OSError: it cannot be written.
    """
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def make_durable(folder: Path) -> None:
    """See to it that the names in a folder are on the disk, as far as the system can.

    Raises:
        OSError: the disk is full or damaged.
    """
    # Not every system opens folders and not every file system syncs them; the files in it are safe already.
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EIO}:
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
