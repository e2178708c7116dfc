"""ZIP archives: read with bounds, written the same for the same content."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.source import Source

MAX_FILES = 2000
MAX_SIZE = 256 * 1024 * 1024
MAX_RATIO = 200
"""How much larger content may be than its archive. XML shrinks about twentyfold; deflate cannot do more than 1032."""

_ALWAYS_FINE = 1024 * 1024  # small files compress to any ratio, and do no harm
_CHUNK = 64 * 1024
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_DRIVE = re.compile("[A-Za-z]:")
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP can tell
_FILE_MODE = stat.S_IFREG | 0o644


def name_fault(name: str) -> str | None:
    """Why a name is not one of a file within a folder, or None when it is: parts joined by ``/``, none of them odd."""
    if not name:
        return "it is empty"
    if _CONTROL.search(name):
        return "it holds a control character"
    if "\\" in name:
        return "it holds a backslash; names are divided by /"
    if name.startswith("/") or _DRIVE.match(name):
        return "it is absolute"
    parts = name.split("/")
    if ".." in parts:
        return "it leads out of its folder"
    if "" in parts or "." in parts:
        return "it holds an empty part"
    return None


def read_zip(
    data: bytes | Path, file: str, *, max_files: int = MAX_FILES, max_size: int = MAX_SIZE, max_ratio: int = MAX_RATIO
) -> Mapping[str, bytes]:
    """The files in an archive by name, in the archive's order; nothing touches the disk.

    What an archive declares about itself is not believed: bytes are counted as they are inflated.

    Raises InputError TNS018 when it cannot be read, is damaged, encrypted, or too large, and for entries that are not
    plain files with plain names.
    """
    try:
        with zipfile.ZipFile(BytesIO(data) if isinstance(data, bytes) else data, metadata_encoding="cp932") as archive:
            return _Contents(archive, file, max_size, max_ratio).read(max_files)
    except OSError as error:
        raise _refuse(file, f"cannot be read: {error.strerror or error}") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, UnicodeDecodeError, ValueError, NotImplementedError) as error:
        raise _refuse(file, f"is damaged or not a ZIP archive ({error}); fetch or make it again") from None


def _refuse(file: str, reason: str) -> InputError:
    return InputError(Finding("TNS018", Severity.ERROR, f"{file} {reason}", (Source(file),)))


class _Contents:
    """One reading of one archive, with what has been inflated so far."""

    def __init__(self, archive: zipfile.ZipFile, file: str, max_size: int, max_ratio: int) -> None:
        self._archive = archive
        self._file = file
        self._max_size = max_size
        self._max_ratio = max_ratio
        self._packed = 0
        self._inflated = 0

    def read(self, max_files: int) -> dict[str, bytes]:
        entries = self._archive.infolist()
        if len(entries) > max_files:
            raise _refuse(self._file, f"holds {len(entries):,} entries, more than {max_files:,}")
        # Entries may share the same packed bytes, so the archive's own size is the measure for all of them together.
        self._packed = self._size()
        files: dict[str, bytes] = {}
        for entry in entries:
            name = entry.orig_filename
            self._check(name, entry)
            if name in files:
                raise self._fault(name, "is here twice")
            if not name.endswith("/"):
                files[name] = self._inflate(name, entry)
        folders = {
            "/".join(parts[:end]) for parts in (name.split("/") for name in files) for end in range(1, len(parts))
        }
        if both := sorted(folders & files.keys()):
            raise self._fault(both[0], "is a file and a folder")
        return files

    def _size(self) -> int:
        stream = self._archive.fp
        return stream.seek(0, 2) if stream else 0

    def _fault(self, name: str, reason: str) -> InputError:
        return _refuse(self._file, f"is not accepted: the entry {name!r} {reason}")

    def _check(self, name: str, entry: zipfile.ZipInfo) -> None:
        if fault := name_fault(name.removesuffix("/")):
            raise self._fault(name, f"has a bad name: {fault}")
        # Where no system of the POSIX kind made the entry, the upper half is zero and tells nothing.
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind == stat.S_IFLNK:
            raise self._fault(name, "is a symbolic link")
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise self._fault(name, "is not a regular file")
        if entry.flag_bits & 0x1:
            raise self._fault(name, "is encrypted")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self._fault(name, "is packed in an uncommon way; pack it with deflate")
        if name.endswith("/") and entry.file_size:
            raise self._fault(name, "is a folder with content")

    def _inflate(self, name: str, entry: zipfile.ZipInfo) -> bytes:
        content = bytearray()
        with self._archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                content += chunk
                self._inflated += len(chunk)
                if self._inflated > self._max_size:
                    raise _refuse(self._file, f"unpacks to more than {self._max_size:,} bytes")
                self._check_ratio(name, len(content), entry.compress_size)
                self._check_ratio(name, self._inflated, self._packed)
        return bytes(content)

    def _check_ratio(self, name: str, inflated: int, packed: int) -> None:
        if inflated > _ALWAYS_FINE and inflated > packed * self._max_ratio:
            raise self._fault(name, f"unpacks to more than {self._max_ratio} times its size")


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """An archive of ``files`` whose bytes depend on nothing but them and the zlib in use.

    Names in order, a fixed time, fixed permissions, a fixed level of deflate.

    Raises ValueError for a name that ``read_zip`` would refuse.
    """
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            if fault := name_fault(name):
                raise ValueError(f"{name!r} cannot be a name in an archive: {fault}")
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.create_system = 3  # POSIX, whatever system this is: it gives the permissions their meaning
            entry.external_attr = _FILE_MODE << 16
            archive.writestr(entry, files[name], zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()
