"""How input is changed so that readers get past its beginning: by its words and lines, not by its bytes alone.

Whoever asks chooses: a generator of random numbers, libFuzzer, or hypothesis, which can then make a failure smaller.
"""

from __future__ import annotations

import re
from collections.abc import Callable

#: Gives a number from 0 up to, but not including, another.
Choose = Callable[[int], int]

_TOKEN = re.compile(rb"[0-9]+|[A-Za-z_]+|[\x80-\xff]+|\s+|.", re.DOTALL)
_MOST = 200_000

#: What has broken programs before: numbers, letters, names, references, the ends of things.
WORDS: tuple[bytes, ...] = (
    *(b"", b"0", b"-1", b"1", b"00", b"9" * 31, b"9" * 5000, b"1E999999999", b"1E-999999999", b"-0", b"+1", b".5"),
    *(b"NaN", b"INF", b"-INF", b"sNaN", b"1e5", b"0x10", b"1_0", b"2147483648", b"18446744073709551616", b"99999999"),
    *("\u0661\u0662".encode(), "\uff11\uff12".encode(), "\u00b2".encode(), "\u4e03".encode(), "\U0001d7d9".encode()),
    *("\u202e\u2066".encode(), "\u200b".encode(), "\ufeff".encode(), "\u0130".encode(), "\u1e9e".encode()),
    *(b"\xed\xa0\x80", b"\xff\xfe", b"\x00", b"\x0b", b"\x1b[2J", b"\xc2\x85", b"\r", b"\t", b"\xe3\x80\x80"),
    *(b"\\ud800", b"\\u0000", b"_xD800_", b"_x0000_", b"&#x0;", b"&#xD800;", b"&amp;", b"&lt;", b"&nbsp;", b"%00"),
    *(b"../../../../etc/passwd", b"file:///etc/passwd", b"http://example.com/x.xsd", b"//[", b"http://[", b"%2e%2e/"),
    *(b"0001-01-01", b"9999-12-31", b"0000-00-00", b"2013-02-30", b"9999-12-31T24:00:00", b"-0001-01-01", b"2013-3-1"),
    *(b"~", b"null", b"{}", b"[]", b"[[", b"}}", b"<<: *a", b"&a [*a]", b"!!python/object:os.system", b"---", b"? "),
    *(b"<a>", b"</a>", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?x", b"<!DOCTYPE x [<!ENTITY e 'e'>]>", b"xmlns=''"),
    *(
        b'"',
        b"'",
        b",",
        b";",
        b"|",
        b"(",
        b")",
        b"{",
        b"}",
        b"\xe2\x96\xb3",
        b"#",
        b"#nil",
        b"$x",
        b"*",
        b"\\",
        b"@end",
    ),
    *(b"=HYPERLINK(1)", b"@SUM(1)", b"CON", b"a" * 300, b"true", b"false", b"yes", b"**", b"/0", b"1/0", b"__class__"),
)


def mutated(data: bytes, other: bytes, choose: Choose) -> bytes:
    """Input of the same kind with a few things wrong in it; ``other`` is input from which parts may come."""
    for _ in range(1 + choose(4)):
        data = _WAYS[choose(len(_WAYS))](data, other, choose)
    return data[:_MOST]


def _cut(data: bytes, choose: Choose, pattern: re.Pattern[bytes] = _TOKEN) -> tuple[bytes, bytes, bytes]:
    """What stands before a token, the token, and what stands after it."""
    start = choose(len(data) + 1)
    match = pattern.search(data, start)
    if match is None:
        return data, b"", b""
    return data[: match.start()], match[0], data[match.end() :]


_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_MARKUP = re.compile(rb"<[^<>]*>|\"[^\"]*\"|'[^']*'")


def _replace(data: bytes, _: bytes, choose: Choose) -> bytes:
    before, _, after = _cut(data, choose)
    return before + WORDS[choose(len(WORDS))] + after


def _insert(data: bytes, _: bytes, choose: Choose) -> bytes:
    at = choose(len(data) + 1)
    return data[:at] + WORDS[choose(len(WORDS))] + data[at:]


def _borrow(data: bytes, other: bytes, choose: Choose) -> bytes:
    before, _, after = _cut(data, choose)
    return before + _cut(other, choose)[1] + after


def _drop(data: bytes, _: bytes, choose: Choose) -> bytes:
    before, _, after = _cut(data, choose, (_TOKEN, _LINE, _MARKUP)[choose(3)])
    return before + after


def _repeat(data: bytes, _: bytes, choose: Choose) -> bytes:
    before, one, after = _cut(data, choose, (_TOKEN, _LINE, _MARKUP)[choose(3)])
    return before + one * (2, 3, 17, 300)[choose(4)] + after


def _swap(data: bytes, _: bytes, choose: Choose) -> bytes:
    before, one, after = _cut(data, choose, (_TOKEN, _LINE)[choose(2)])
    between, other, end = _cut(after, choose, (_TOKEN, _LINE)[choose(2)])
    return before + other + between + one + end


def _splice(data: bytes, other: bytes, choose: Choose) -> bytes:
    before, _, after = _cut(data, choose, _LINE)
    return before + _cut(other, choose, _LINE)[1] + after


def _graft(data: bytes, other: bytes, choose: Choose) -> bytes:
    return data[: choose(len(data) + 1)] + other[choose(len(other) + 1) :]


def _truncate(data: bytes, _: bytes, choose: Choose) -> bytes:
    return data[: choose(len(data) + 1)]


def _flip(data: bytes, _: bytes, choose: Choose) -> bytes:
    if not data:
        return data
    at = choose(len(data))
    return data[:at] + bytes([data[at] ^ 1 << choose(8)]) + data[at + 1 :]


_WAYS = (_replace, _replace, _insert, _borrow, _drop, _repeat, _swap, _splice, _graft, _truncate, _flip)
