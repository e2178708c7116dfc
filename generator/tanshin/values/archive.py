"""ZIP archives: read with bounds, written the same for the same content."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source
from tanshin.values.text import read_bytes

MAX_FILES = 2000
MAX_SIZE = 256 * 1024 * 1024
MAX_RATIO = 200
"""How much larger content may be than its archive. XML shrinks about twentyfold; deflate cannot do more than 1032."""

_ALWAYS_FINE = 1024 * 1024  # small files compress to any ratio, and do no harm
_MAX_NAME = 1000
_CHUNK = 64 * 1024
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_DRIVE = re.compile("[A-Za-z]:")
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP can tell
_FILE_MODE = stat.S_IFREG | 0o644


def name_fault(name: str) -> str | None:
    """Why a name is not one of a file within a folder, or None when it is: parts joined by ``/``, none of them odd."""
    parts = name.split("/")
    faults = (
        (not name, say("it is empty")),
        (len(name) > _MAX_NAME, say("it has more than {max_name} characters", max_name=_MAX_NAME)),
        (_CONTROL.search(name), say("it holds a control character")),
        ("\\" in name, say("it holds a backslash; names are divided by /")),
        (name.startswith("/") or _DRIVE.match(name), say("it is absolute")),
        (".." in parts, say("it leads out of its folder")),
        ("" in parts or "." in parts, say("it holds an empty part")),
    )
    return next((words for faulty, words in faults if faulty), None)


def folders_of(names: Iterable[str]) -> set[str]:
    """The folders that the files of these names lie in."""
    divided = [name.split("/") for name in names]
    return {"/".join(parts[:end]) for parts in divided for end in range(1, len(parts))}


def read_zip(
    data: bytes | Path, file: str, *, max_files: int = MAX_FILES, max_size: int = MAX_SIZE, max_ratio: int = MAX_RATIO
) -> Mapping[str, bytes]:
    """The files in an archive by name, in the archive's order; nothing touches the disk.

    What an archive declares about itself is not believed: bytes are counted as they are inflated.

    Raises InputError: TNS001 when a file given by its path cannot be read; TNS021 when the archive is damaged,
    encrypted or too large, and for entries that are not plain files with plain names.
    """
    archive = open_zip(data, file, max_files=max_files, max_size=max_size, max_ratio=max_ratio)
    return {name: archive.read(name) for name in archive.names}


def open_zip(
    data: bytes | Path, file: str, *, max_files: int = MAX_FILES, max_size: int = MAX_SIZE, max_ratio: int = MAX_RATIO
) -> Archive:
    """An archive whose files are unpacked when they are asked for; the bounds hold for all that is unpacked.

    Raises InputError: as for ``read_zip``, but for what only unpacking shows.
    """
    if isinstance(data, Path):
        data = read_bytes(data, file, max_size)
    with _told(file):
        # Names without the UTF-8 flag are in CP932 where they are not ASCII: Windows in Japan writes them so.
        archive = zipfile.ZipFile(BytesIO(data), metadata_encoding="cp932")
        return Archive(_Contents(archive, len(data), file, max_size, max_ratio), max_files)


@contextmanager
def _told(file: str) -> Iterator[None]:
    """Say of whatever an archive fails with that it is damaged."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, UnicodeDecodeError, ValueError, NotImplementedError) as error:
        raise _refuse(
            file, say("is damaged or not a ZIP archive ({error}); fetch or make it again", error=error)
        ) from None


def _refuse(file: str, reason: str) -> InputError:
    return InputError(
        Finding("TNS021", Severity.ERROR, say("{file} {reason}", file=file, reason=reason), (Source(file),))
    )


class Archive:
    """The files of an archive by name, in the archive's order; each is unpacked when it is asked for."""

    def __init__(self, contents: _Contents, max_files: int) -> None:
        self._contents = contents
        self._entries = contents.index(max_files)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files."""
        return tuple(self._entries)

    def get(self, name: str, /) -> bytes | None:
        """The content of a file, ``None`` where there is none.

        Raises InputError TNS021 where it is damaged or too large.
        """
        return self.read(name) if name in self._entries else None

    def read(self, name: str) -> bytes:
        """The content of a file.

        Raises InputError TNS021 where it is damaged or too large; KeyError where there is none.
        """
        with _told(self._contents.file):
            return self._contents.inflate(name, self._entries[name])


class _Contents:
    """One reading of one archive, with what has been inflated so far."""

    def __init__(self, archive: zipfile.ZipFile, packed: int, file: str, max_size: int, max_ratio: int) -> None:
        self._archive = archive
        self._file = file
        self._max_size = max_size
        self._max_ratio = max_ratio
        # Entries may share packed bytes, so the archive's own size is the measure for all of them together.
        self._packed = packed
        self._inflated = 0
        self._sizes: dict[str, int] = {}

    @property
    def file(self) -> str:
        """What the archive is called."""
        return self._file

    def index(self, max_files: int) -> dict[str, zipfile.ZipInfo]:
        """The files by name, each of which has a plain name and is a plain file."""
        entries = self._archive.infolist()
        if len(entries) > max_files:
            raise _refuse(
                self._file,
                say("holds {entries:,} entries, more than {max_files:,}", entries=len(entries), max_files=max_files),
            )
        files: dict[str, zipfile.ZipInfo] = {}
        folders: set[str] = set()
        for entry in entries:
            name = entry.orig_filename  # ``filename`` is already mended: cut at a NUL, its slashes turned
            self._check(name, entry)
            if name in files:
                raise self._fault(name, say("is here twice"))
            if name.endswith("/"):
                folders.add(name.removesuffix("/"))
            else:
                files[name] = entry
        if both := sorted(files.keys() & (folders | folders_of([*files, *folders]))):
            raise self._fault(both[0], say("is a file and a folder"))
        return files

    def _fault(self, name: str, reason: str) -> InputError:
        return _refuse(self._file, say("is not accepted: the entry {name!r} {reason}", name=name, reason=reason))

    def _check(self, name: str, entry: zipfile.ZipInfo) -> None:
        if fault := name_fault(name.removesuffix("/")):
            raise self._fault(name, say("has a bad name: {fault}", fault=fault))
        # Where no system of the POSIX kind made the entry, the upper half is zero and tells nothing.
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind == stat.S_IFLNK:
            raise self._fault(name, say("is a symbolic link"))
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise self._fault(name, say("is not a regular file"))
        if entry.flag_bits & 0x1:
            raise self._fault(name, say("is encrypted"))
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self._fault(name, say("is packed in an uncommon way; pack it with deflate"))
        if name.endswith("/") and entry.file_size:
            raise self._fault(name, say("is a folder with content"))

    def inflate(self, name: str, entry: zipfile.ZipInfo) -> bytes:
        content = bytearray()
        self._inflated -= self._sizes.pop(name, 0)  # unpacked once more, a file counts once
        with self._archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                content += chunk
                self._inflated += len(chunk)
                if self._inflated > self._max_size:
                    raise _refuse(self._file, say("unpacks to more than {max_size:,} bytes", max_size=self._max_size))
                if self._is_too_much(len(content), entry.compress_size):
                    raise self._fault(
                        name, say("unpacks to more than {max_ratio} times its size", max_ratio=self._max_ratio)
                    )
                if self._is_too_much(self._inflated, self._packed):
                    raise _refuse(
                        self._file, say("unpacks to more than {max_ratio} times its size", max_ratio=self._max_ratio)
                    )
        self._sizes[name] = len(content)
        return bytes(content)

    def _is_too_much(self, inflated: int, packed: int) -> bool:
        return inflated > _ALWAYS_FINE and inflated > packed * self._max_ratio


def write_zip(files: Mapping[str, bytes], *, level: int = 9) -> bytes:
    """An archive of ``files`` whose bytes depend on nothing but them and the zlib in use.

    Names in order, a fixed time, fixed permissions, a fixed level of deflate (1 is fast, 9 is tight).

    Raises ValueError for names that ``read_zip`` would refuse.
    """
    if both := sorted(folders_of(files) & files.keys()):
        raise ValueError(f"{both[0]!r} cannot be a file and a folder in an archive")
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            if fault := name_fault(name):
                raise ValueError(f"{name!r} cannot be a name in an archive: {fault}")
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.create_system = 3  # POSIX, whatever system this is: it gives the permissions their meaning
            entry.external_attr = _FILE_MODE << 16
            archive.writestr(entry, files[name], zipfile.ZIP_DEFLATED, level)
    return buffer.getvalue()
