"""What pure functions gave before, kept between runs of the program.

A person mends one figure and runs the program again; nearly all it reads is what it read a minute ago. What was made of
it is kept under a digest of everything it was made from: the content of the files, the program that read them, and the
version of Python. So nothing has to be invalidated, and whoever deletes the memory loses time and nothing else.

A process that stays, such as the one that shows a filing while it is written, also holds values themselves: the same
digest gives the same object, and what was made of it need not be made again either.

The values on disk are pickles, and reading a pickle can run code: they lie in a folder that belongs to the user and
that nobody else can write, like the byte code that Python keeps. A folder that others can write is not used.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import re
import stat
import sys
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from tanshin.values.patience import checkpoint

P = ParamSpec("P")
T = TypeVar("T")

#: How many values a process holds, and of how many bytes they may have been made, where it is told nothing else; those
#: not asked for longest go first.
HELD, HELD_BYTES = 400, 256 * 1024 * 1024

#: Names the folder, where it is not the one in which the system keeps such things; empty switches the memory off.
VARIABLE = "TANSHIN_CACHE"

#: How many values are kept, and of how many versions of the program; the oldest go first. Of files that are being
#: written, or were when a process was killed, so many are left alone.
KEPT, KEPT_VERSIONS, WRITTEN = 200, 3, 16

#: What the names of held steps begin with.
_STAGE = "stage "

_VALUE, _VERSION, _HALF = re.compile("[0-9a-f]{64}"), re.compile("[0-9a-f]{16}"), re.compile(r"\.[0-9a-f]{16}")

_PACKAGE = Path(__file__).resolve().parents[1]
_DIGEST_SIZE = hashlib.sha256().digest_size

_folder: ContextVar[Path | None] = ContextVar("memory", default=None)


class _Held:
    """What a process holds: values by digest, each with the number of bytes that it was made of."""

    def __init__(self, most: int, size: int, settled: Iterable[Path], *, has_stages: bool) -> None:
        self.values: OrderedDict[str, tuple[Any, int]] = OrderedDict()
        self.has_stages = has_stages
        self.digests: dict[tuple[Path, Callable[[Path], Iterable[Path]]], bytes] = {}
        self._settled = tuple(settled)
        self._most = most
        self._left = size

    def hold(self, digest: str, value: Any, size: int) -> None:
        """Keep a value, and make room for it."""
        self.values[digest] = value, size
        self._left -= size
        while len(self.values) > self._most or self._left < 0:
            self._left += self.values.popitem(last=False)[1][1]

    def forget(self, digest: str) -> None:
        """Keep a value no longer."""
        self._left += self.values.pop(digest)[1]

    def is_settled(self, place: Path) -> bool:
        """Whether a place does not change while the process runs."""
        return any(place.is_relative_to(one) for one in self._settled)


_held: ContextVar[_Held | None] = ContextVar("held", default=None)


def remember(folder: Path | None = None) -> None:
    """Keep values from now on: in a folder, or where the environment or else the system says.

    Without this call nothing is kept. Nor is it where the folder cannot be made or is open to others.
    """
    named = os.environ.get(VARIABLE)
    if folder is None and named != "":
        folder = Path(named) if named else _usual()
    _folder.set(_ours(folder) if folder else None)


def forget() -> None:
    """Keep nothing from now on."""
    _folder.set(None)


@contextmanager
def holding(
    most: int = HELD, size: int = HELD_BYTES, settled: Iterable[Path] = (), *, has_stages: bool = True
) -> Iterator[None]:
    """Within this, the process holds values in its own memory as well.

    They are so many at ``most``, made of ``size`` bytes as far as that is told. ``settled`` are folders that do not
    change meanwhile; without ``has_stages`` the steps of builds are not held.
    """
    token = _held.set(_Held(most, size, settled, has_stages=has_stages))
    try:
        yield
    finally:
        _held.reset(token)


def forget_stages() -> None:
    """Hold none of the steps of builds made so far: what they read beside their arguments has changed."""
    held = _held.get()
    if held is not None:
        for digest in [one for one in held.values if one.startswith(_STAGE)]:
            held.forget(digest)


def recall(digest: str, make: Callable[[], T], is_current: Callable[[], bool] = lambda: True) -> T:
    """The value held or kept under a digest, or else the one that ``make`` gives, which is kept.

    ``is_current`` is asked after making: what has changed meanwhile is not kept under the digest of what was.
    """
    return _hold(digest, lambda: _recall(digest, make, is_current), is_current)


def recall_held(parts: Iterable[bytes], make: Callable[[], T], size: int) -> T:
    """What is made of some bytes: a process that holds values makes it once. Nothing of it goes to disk.

    ``size`` is the number of bytes that it is made of.
    """
    return make() if _held.get() is None else _hold(digest_of(parts), make, size=size)


def _hold(digest: str, make: Callable[[], T], is_current: Callable[[], bool] = lambda: True, size: int = 0) -> T:
    held = _held.get()
    if held is None:
        return make()
    if digest in held.values:
        held.values.move_to_end(digest)
        found: T = held.values[digest][0]
        return found
    value = make()
    if is_current():
        held.hold(digest, value, size)
    return value


def _recall(digest: str, make: Callable[[], T], is_current: Callable[[], bool]) -> T:
    folder = _folder.get()
    if folder is None:
        return make()
    path = folder / digest
    with suppress(Exception):  # whatever is wrong with what was kept, it can be made again
        kept: T = _read(path)
        return kept
    value = make()
    if is_current():
        with suppress(OSError):  # a full or read-only disk costs time and nothing else
            _write(path, value)
    return value


def files_below(place: Path) -> Iterable[Path]:
    """The files in a place: itself, or all below it."""
    return sorted(file for file in (place, *place.rglob("*")) if file.is_file())


def recall_made_of(
    names: tuple[str, ...],
    places: tuple[Path, ...],
    make: Callable[[], T],
    files_of: Callable[[Path], Iterable[Path]] = files_below,
) -> T:
    """What is made of the files in some places, or was made of them before: they are read anew only if they changed.

    ``files_of`` gives those of a place that count.
    """
    digest = _digest_of_files(names, places, files_of)
    if digest is None:
        return make()
    return recall(digest, make, lambda: _digest_of_files(names, places, files_of) == digest)


def hold_made_of(
    names: tuple[str, ...],
    places: tuple[Path, ...],
    make: Callable[[], T],
    files_of: Callable[[Path], Iterable[Path]] = files_below,
) -> T:
    """As `recall_made_of`, of what takes no longer to read than to find on disk: nothing of it goes there."""
    digest = _digest_of_files(names, places, files_of) if _held.get() is not None else None
    if digest is None:
        return make()
    return _hold(digest, make, lambda: _digest_of_files(names, places, files_of) == digest)


def _digest_of_files(
    names: tuple[str, ...], places: tuple[Path, ...], files_of: Callable[[Path], Iterable[Path]]
) -> str | None:
    """A digest of some names and of the files in some places; ``None`` where one of them cannot be read."""
    try:
        told = [_digest_of_place(place, files_of) for place in sorted(places)]
    except OSError:
        return None
    return digest_of((*map(os.fsencode, names), *told))


def _digest_of_place(place: Path, files_of: Callable[[Path], Iterable[Path]]) -> bytes:
    """A digest of the files in a place, however large; where none changes while the process runs, it is made once."""
    held = _held.get()
    known = held.digests.get((place, files_of)) if held else None
    if known is None:
        parts: list[bytes] = []
        for file in files_of(place):
            with file.open("rb") as stream:
                parts += (os.fsencode(file), hashlib.file_digest(stream, hashlib.sha256).digest())
        known = digest_of(parts).encode()
        if held and held.is_settled(place):
            held.digests[place, files_of] = known
    return known


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """A pure function that remembers: its value is kept under its name and its arguments, which are plain values."""
    name = f"{function.__module__}.{function.__qualname__}".encode()

    @wraps(function)
    def recalled(*args: P.args, **kwargs: P.kwargs) -> T:
        if _folder.get() is None and _held.get() is None:
            return function(*args, **kwargs)
        told = pickle.dumps((args, sorted(kwargs.items())), pickle.HIGHEST_PROTOCOL)
        return recall(digest_of((name, told)), lambda: function(*args, **kwargs))

    return recalled


def stage(function: Callable[P, T]) -> Callable[P, T]:
    """A step of a build, a pure function of plain values: a process that holds values does it once for equal ones.

    Nothing of it goes to disk. What a value is equal to is decided by all it consists of, to the last digit: 1.0 is not
    1.00 here, and a figure read from another cell is another figure.
    """
    name = f"{function.__module__}.{function.__qualname__}".encode()

    @wraps(function)
    def staged(*args: P.args, **kwargs: P.kwargs) -> T:
        held = _held.get()
        if held is None or not held.has_stages:
            return function(*args, **kwargs)
        checkpoint()
        digest = digest_of((name, _told((args, sorted(kwargs.items())))))
        return _hold(f"{_STAGE}{digest}", lambda: function(*args, **kwargs))

    return staged


def _told(value: object) -> bytes:
    """All that a value consists of; whether two parts of it are one object or equal ones makes no difference."""
    out = io.BytesIO()
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True
    pickler.dump(value)
    return out.getvalue()


def digest_of(parts: Iterable[bytes]) -> str:
    """A digest of some bytes in their order; where one part ends and the next begins counts."""
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(len(part).to_bytes(8, "big"))
        hashed.update(part)
    return hashed.hexdigest()


def _usual() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("tanshin", appauthor=False)


def _ours(folder: Path) -> Path | None:
    """The part of the folder that is for this version of the program, if nobody else can write there."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        about = folder.stat()
        if hasattr(os, "getuid") and (about.st_uid != os.getuid() or about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
            return None
        own = folder / _program()
        own.mkdir(mode=0o700, exist_ok=True)
    except (OSError, ValueError):  # a path with a NUL is a ValueError
        return None
    return own


def _program() -> str:
    """What tells this program from others that have read the same: its files as they lie there, and the Python."""
    files = ((path, path.stat()) for path in sorted(_PACKAGE.rglob("*.py")))
    told = [f"{path} {about.st_size} {about.st_mtime_ns}" for path, about in files]
    return digest_of([sys.version.encode(), *(one.encode() for one in told)])[:16]


def _read(path: Path) -> Any:
    data = path.read_bytes()
    digest, value = data[:_DIGEST_SIZE], data[_DIGEST_SIZE:]
    if hashlib.sha256(value).digest() != digest:
        raise ValueError(f"{path} was damaged")
    return pickle.loads(value)  # noqa: S301 - our own, in a folder that nobody else can write


def _write(path: Path, value: object) -> None:
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    temporary = path.with_name(f".{os.urandom(8).hex()}")
    try:
        temporary.write_bytes(hashlib.sha256(data).digest() + data)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _forget(path.parent)


def _forget(folder: Path) -> None:
    """Make room: the oldest values of this version, and the oldest versions; what is not ours stays."""
    for value in (*_oldest(folder, _VALUE, KEPT), *_oldest(folder, _HALF, WRITTEN)):
        value.unlink(missing_ok=True)
    for version in _oldest(folder.parent, _VERSION, KEPT_VERSIONS):
        for value in (*_oldest(version, _VALUE, 0), *_oldest(version, _HALF, 0)):
            value.unlink(missing_ok=True)
        with suppress(OSError):
            version.rmdir()


def _oldest(folder: Path, named: re.Pattern[str], kept: int) -> list[Path]:
    """What has such a name in a folder, beyond the newest."""
    found = [path for path in folder.iterdir() if named.fullmatch(path.name)]
    return sorted(found, key=lambda path: path.stat().st_mtime_ns, reverse=True)[kept:]
