"""JSON from outside (RFC 8259): read piece by piece, so that each piece has its line and column.

The parser of the standard library reads each piece. What it forgives is refused here: a key that stands twice, numbers
without bound, ``NaN``, half of a character, letters that no text may hold. Nothing in here calls itself for each level
of what it reads, and the depth is bounded before the parser begins.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, partial
from itertools import accumulate
from typing import Any, NoReturn

from tanshin.read.ixbrl.words import shown
from tanshin.read.oim.trouble import Trouble, refuse
from tanshin.values.finding import InputError
from tanshin.values.message import say
from tanshin.values.source import Source

MAX_SIZE = 64 * 1024 * 1024
"""The largest file read, in bytes; it holds some 300,000 facts."""
MAX_DEPTH = 64
"""How deep objects and lists may stand in each other. The formats need seven."""

_LONGEST = 40  # digits of a number that is no text
_SPACE = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_NOT_BRACKET = re.compile(r"[^\[\]{}]+")
_DEEPER = {"{": 1, "[": 1, "}": -1, "]": -1}
#: Escapes: those of two halves of a character, those of what no text may hold, all others.
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(?P<bad>u(?:[dD][89a-fA-F][0-9a-fA-F]{2}|00[01][0-8bBcCeEfF]|001[9adAD]|[fF]{3}[eEfF])|b|f)|.)",
    re.DOTALL,
)
_UNUSABLE = re.compile("[\ufffe\uffff]")


class Number(str):
    """A number as it is written; only whole ones of a sensible length are numbers to us."""

    __slots__ = ()


class _Twice(ValueError):  # noqa: N818 (a signal from the parser to this module)
    """A key stands twice in the object that is being read."""


class Text:
    """The text of a JSON file, and where things stand in it."""

    def __init__(self, data: bytes, file: str) -> None:
        """Decode a file.

        Raises:
            InputError: it is too large, is no UTF-8, or holds what no text may hold (TNS081).
        """
        self.file = file
        if len(data) > MAX_SIZE:
            size = say("this file has more than {size:,} bytes; divide the report", size=MAX_SIZE)
            raise refuse("TNS081", size, Source(file))
        try:
            self.text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            message = say("this is not text in UTF-8; save it as UTF-8")
            raise refuse("TNS081", message, Source(file, line)) from None
        self._check()

    def _check(self) -> None:
        if odd := _UNUSABLE.search(self.text):
            raise self.wrong(odd.start(), say("{code} has no place in a text", code=f"U+{ord(odd[0]):04X}"))
        if "\\u" in self.text or "\\b" in self.text or "\\f" in self.text:
            for escape in _ESCAPE.finditer(self.text):
                if escape["bad"]:
                    raise self.wrong(escape.start(), say("{code} has no place in a text", code=f"\\{escape['bad']}"))
        level = 0
        for level in accumulate(map(_DEEPER.__getitem__, _NOT_BRACKET.sub("", _STRING.sub("", self.text)))):
            if level > MAX_DEPTH:
                raise self.wrong(
                    self._deepest(), say("objects and lists stand more than {depth} deep", depth=MAX_DEPTH)
                )

    def _deepest(self) -> int:
        """Where what stands too deep begins."""
        level = 0
        for match in re.finditer(rf"{_STRING.pattern}|[\[\]{{}}]", self.text, re.DOTALL):
            level += _DEEPER.get(match[0], 0)
            if level > MAX_DEPTH:
                return match.start()
        return 0

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def source(self, at: int) -> Source:
        """The line and column of a place."""
        line = bisect_right(self._lines, at)
        return Source(self.file, line, at - self._lines[line - 1] + 1)

    def wrong(self, at: int, reason: str) -> InputError:
        """The error of a file that cannot be read, at a place."""
        message = say("this is not JSON that can be read: {reason}. Correct it, or make the file again", reason=reason)
        return refuse("TNS081", message, self.source(at))


class Scanner:
    """A reading of a text from left to right."""

    def __init__(self, text: Text, trouble: Trouble, at: int = 0) -> None:
        self._text = text
        self._trouble = trouble
        self.at = at

    def members(self) -> Iterator[tuple[str, int]]:
        """The keys of the object that stands here, each with its place; who asks takes each value before the next.

        A key that stands twice is told (TNS082), and its later values are left out.

        Raises:
            InputError: no object stands here, or it is not well formed (TNS081).
        """
        self._take("{")
        if self._next() == "}":
            self.at += 1
            return
        seen: set[str] = set()
        while True:
            place = self._skip()
            key = self.value()
            if not isinstance(key, str) or isinstance(key, Number):
                raise self._text.wrong(place, say("a key is missing here"))
            self._take(":")
            if key in seen:
                self._twice(key, place)
                self.value()
            else:
                seen.add(key)
                self._skip()
                yield key, place
            if self._next() == "}":
                self.at += 1
                return
            self._take(",")

    def value(self) -> Any:
        """The value that stands here, whatever it is.

        Raises:
            InputError: it is not well formed (TNS081).
        """
        start = self._skip()
        try:
            return self._decoded(_STRICT, start)
        except _Twice:
            return self._with_twice(start)

    def _decoded(self, decoder: json.JSONDecoder, start: int) -> Any:
        try:
            found, self.at = decoder.raw_decode(self._text.text, start)
        except _Twice:
            raise
        except json.JSONDecodeError as error:
            raise self._text.wrong(error.pos, error.msg) from None
        except ValueError as error:
            raise self._text.wrong(start, error.args[0]) from None
        return found

    def end(self) -> None:
        """Raises InputError when something is left (TNS081)."""
        if self._skip() < len(self._text.text):
            raise self._text.wrong(self.at, say("something stands behind the end"))

    def is_object(self) -> bool:
        """Whether an object stands here."""
        return self._next() == "{"

    def _with_twice(self, start: int) -> Any:
        """A value in which a key stands twice: the first one counts, and each further one is told."""
        found = self._decoded(_FORGIVING, start)
        for key, place in repeated(self._text, start, self.at):
            self._twice(key, place)
        return found

    def _twice(self, key: str, place: int) -> None:
        message = say(
            "the key {key!r} stands here a second time, and programs differ in which one counts; the first one is "
            "read. Keep the one that is meant",
            key=shown(key),
        )
        self._trouble.say("TNS082", message, partial(self._text.source, place))

    def _skip(self) -> int:
        match = _SPACE.match(self._text.text, self.at)
        self.at = match.end() if match else self.at
        return self.at

    def _next(self) -> str:
        return self._text.text[self._skip() : self.at + 1]

    def _take(self, letter: str) -> None:
        if self._next() != letter:
            raise self._text.wrong(self.at, say("{letter} is missing here", letter=letter))
        self.at += 1


def place_of(text: Text, at: int, path: tuple[str, ...]) -> int:
    """Where the value of a path of keys stands in the value at a place; as far as the path leads."""
    return _follow(text, at, path)[0] if path else at


def leads(text: Text, path: tuple[str, ...]) -> int | None:
    """Where the value of a path of keys stands in a text; ``None`` where the path does not lead to anything."""
    at, rest = _follow(text, 0, path)
    return None if rest else at


def _follow(text: Text, at: int, path: tuple[str, ...]) -> tuple[int, int]:
    """As far as a path leads, and how many of its keys are left."""
    scanner = Scanner(text, Trouble(text.file), at)
    for number, name in enumerate(path):
        if not scanner.is_object():
            return at, len(path) - number
        for key, _ in scanner.members():
            if key == name:
                break
            scanner.value()
        else:
            return at, len(path) - number
        at = scanner.at
    return at, 0


def repeated(text: Text, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Keys that stand twice in one object, anywhere between two places of well-formed JSON."""
    seen: list[set[str]] = []
    for match in re.finditer(rf"(?P<key>{_STRING.pattern})(?P<colon>\s*:)?|[{{}}]", text.text[start:end], re.DOTALL):
        if match[0] == "{":
            seen.append(set())
        elif match[0] == "}":
            seen.pop()
        elif match["colon"]:
            key = json.loads(match["key"])
            if key in seen[-1]:
                yield key, start + match.start()
            seen[-1].add(key)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Twice
    return found


def _first(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return dict(reversed(pairs))


def _whole(text: str) -> int | Number:
    return int(text) if len(text) <= _LONGEST else Number(text)


def _refused(text: str) -> NoReturn:
    raise ValueError(say("{text} is no number", text=text))


_STRICT, _FORGIVING = (
    json.JSONDecoder(object_pairs_hook=pairs, parse_int=_whole, parse_float=Number, parse_constant=_refused)
    for pairs in (_pairs, _first)
)
