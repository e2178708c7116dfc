"""Text files as people save them, and the key by which two captions are the same.

Files from Excel on Windows are normal input: UTF-8 with or without a byte order mark, CP932, any newline. Nothing is
replaced or dropped while reading; bytes that are no text in either encoding are refused.
"""

from __future__ import annotations

import re
import stat
import unicodedata
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source

MAX_SIZE = 16 * 1024 * 1024
"""The largest text read, in bytes. The fullest filing is a few hundred kilobytes."""

_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")

# C0 and C1 controls other than tab, line feed and carriage return; the replacement character, which is the trace of a
# letter lost in an earlier conversion; and the two noncharacters XML 1.0 (2.2) has no place for.
_UNUSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")

# Python maps the single bytes A0 and FD to FF, which CP932 leaves undefined, to these private letters.
_UNDEFINED_CP932 = re.compile("[\uf8f0-\uf8f3]")


class Decoded(Struct, frozen=True):
    """The text of a file, each newline a line feed, the encoding it was in, and what is worth saying about it."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def _refuse(code: str, message: str, source: Source) -> InputError:
    return InputError(Finding(code, Severity.ERROR, message, (source,)))


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _after(text: str, file: str) -> Source:
    """The line and column of the character that follows ``text``."""
    before = _unix(text)
    return Source(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _too_large(file: str, max_size: int) -> InputError:
    return _refuse(
        "TNS001",
        say(
            "{file} is larger than {max_size:,} bytes; split it or check that it is the right file",
            file=file,
            max_size=max_size,
        ),
        Source(file),
    )


def decode_text(data: bytes, file: str, max_size: int = MAX_SIZE) -> Decoded:
    """The text in ``data``: UTF-8 if it is that, otherwise CP932, which is reported (TNS003).

    UTF-8 comes first because Japanese text in CP932 is practically never valid UTF-8, while the reverse is common.

    Raises InputError: TNS001 when larger than ``max_size``; TNS002 when it is text in neither encoding, or holds
    control characters.
    """
    if len(data) > max_size:
        raise _too_large(file, max_size)
    if data.startswith(_UTF16_BOMS):
        raise _refuse(
            "TNS002",
            say("{file} is UTF-16 text; save it as UTF-8 (in Excel: CSV UTF-8)", file=file),
            Source(file, 1, 1),
        )
    content = data.removeprefix(_UTF8_BOM)
    findings: tuple[Finding, ...] = ()
    try:
        text, encoding = content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        other = _cp932(data)
        if other is None:
            position = _after(content[: error.start].decode("utf-8"), file)
            raise _refuse(
                "TNS002", say("{file} is neither UTF-8 nor CP932 text; save it as UTF-8", file=file), position
            ) from None
        text, encoding = other, "cp932"
        message = say("{file} was read as CP932; save it as UTF-8 to be sure that every letter is kept", file=file)
        findings = (Finding("TNS003", Severity.INFO, message, (Source(file),)),)
    if found := _UNUSABLE.search(text):
        code = f"U+{ord(found[0]):04X}"
        raise _refuse(
            "TNS002",
            say(
                "{file} holds {code}, which has no place in a text file; remove it, or save the file as text (UTF-8)",
                file=file,
                code=code,
            ),
            _after(text[: found.start()], file),
        )
    return Decoded(_unix(text), encoding, findings)


def _cp932(data: bytes) -> str | None:
    """The text, or None when it is none; a file that announces UTF-8 and is not is damaged, whatever else fits."""
    if data.startswith(_UTF8_BOM):
        return None
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError:
        return None
    return None if _UNDEFINED_CP932.search(text) else text


def read_bytes(path: Path, name: str, max_size: int = MAX_SIZE) -> bytes:
    """The content of a regular file; ``name`` is what messages call it.

    Raises InputError TNS001 when it is missing, unreadable, not a regular file, or larger than ``max_size``.
    """
    try:
        # Asked before opening: opening a pipe would wait for its writer for ever.
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise _refuse("TNS001", say("{name} is a directory, not a file", name=name), Source(name))
        if not stat.S_ISREG(mode):
            raise _refuse("TNS001", say("{name} is not a regular file", name=name), Source(name))
        with path.open("rb") as stream:
            data = stream.read(max_size + 1)
    except FileNotFoundError:
        raise _refuse(
            "TNS001", say("{name} is missing; put it there, or correct what names it", name=name), Source(name)
        ) from None
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL in it
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise _refuse(
            "TNS001", say("{name} cannot be read: {reason}", name=name, reason=reason), Source(name)
        ) from None
    if len(data) > max_size:
        raise _too_large(name, max_size)
    return data


def read_text(path: Path, name: str, max_size: int = MAX_SIZE) -> Decoded:
    """The text of a file; ``name`` is what messages and positions call it.

    Raises InputError TNS001 (see ``read_bytes``) and TNS002 (see ``decode_text``).
    """
    return decode_text(read_bytes(path, name, max_size), name, max_size)


# Written as escapes because they look alike on a screen. The prolonged sound mark U+30FC is a letter, not a dash.
_DASHES = (
    "\u2010\u2011\u2012\u2013\u2014\u2015"  # hyphen, non-breaking hyphen, figure dash, en, em, horizontal bar
    "\u2212\u2043\u02d7\u2500\u2501"  # minus, hyphen bullet, modifier minus, box drawing light and heavy
    "\ufe31\ufe32\ufe58\ufe63\uff0d\u2796"  # compatibility forms, full-width, heavy minus
)
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u00b4\u0060\u02b9\u02bc"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u02ba"
_WAVES = "\u301c\uff5e\u223c"  # wave dash, full-width tilde (CP932 has one letter for both), tilde operator
_SAME = str.maketrans(
    dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_SINGLE_QUOTES, "'")
    | dict.fromkeys(_DOUBLE_QUOTES, '"')
    | dict.fromkeys(_WAVES, "~")
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_DASH_SPACE = re.compile(r"\s*-\s*")
# Japanese is written without spaces between words; those that stand in a caption were put there to fill its width.
_JAPANESE = "[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_JAPANESE_SPACE = re.compile(rf"(?<={_JAPANESE})\s+|\s+(?={_JAPANESE})")


@lru_cache(maxsize=16384)
def caption_key(text: str) -> str:
    """What a caption is matched by: the same for every way of setting the same words.

    Letter case, width (Unicode NFKC), the kind of dash and quote, spaces around dashes, spaces beside Japanese
    letters, the amount of white space and a closing ``:``, ``.`` or ``,`` do not matter. The key of a key is itself.
    """
    key = _fold(text)
    # Folding once brings letters together that compose or fold further (rare, but a key must be stable).
    while not key.isascii() and (again := _fold(key)) != key:
        key = again
    return key


def _fold(text: str) -> str:
    text = _INVISIBLE.sub("", text).translate(_SAME)
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_SAME)
    text = " ".join(text.split())
    text = _JAPANESE_SPACE.sub("", _DASH_SPACE.sub("-", text))
    return text.rstrip(":., ")
