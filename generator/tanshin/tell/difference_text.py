"""What two reports say differently as text, for a terminal of a hundred columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tanshin.compare.difference import Difference
from tanshin.tell.difference import NOTES, Group, Line, further, groups, matched, note_pairs, summary
from tanshin.tell.language import ENGLISH, Language
from tanshin.tell.text import columns

#: How many differences of a kind are shown, unless all are asked for.
SHOWN = 20

_WIDTH = 100


def difference_lines(found: Difference, language: Language = ENGLISH, *, everything: bool = False) -> Iterator[str]:
    """The differences by kind, those of a kind in columns; then footnotes, how facts were matched, and the counts."""
    most = None if everything else SHOWN
    for group in groups(found, language, most):
        yield f"{group.heading} ({group.count:,})"
        for remark in group.remarks:
            yield from _folded(remark, 2)
        yield from _lines(group, everything)
        yield from _folded(further(group.count - len(group.lines), language), 2)
        yield ""
    if notes := note_pairs(found, language):
        yield f"{language.say(NOTES)} ({len(notes):,})"
        kept = notes[:most]
        for old, new in kept:
            yield from _pair(old, new, everything)
        yield from _folded(further(len(notes) - len(kept), language), 2)
        yield ""
    for words in (*matched(found, language), summary(found, language)):
        yield from _folded(words, 0)


def _lines(group: Group, everything: bool) -> Iterator[str]:
    """Each difference on two lines: what it is, and its figures below those of the others."""
    numbers = [line for line in group.lines if line.is_number]
    widths = [_widest(getattr(line, name) for line in numbers) for name in ("old", "new", "change", "share")]
    where = _widest(_where(line) for line in numbers)
    for line in group.lines:
        members = f" [{line.members}]" if line.members else ""
        yield from _folded(f"{line.label}{members} ({line.name})", 2)
        if line.is_number:
            yield from _figures(line, where, widths)
        else:
            yield f"    {_where(line)}"
            yield from _pair(line.old, line.new, everything)
        for what, old, new in line.names:
            yield f"    {what}:"
            yield from _pair(old, new, everything)
        for remark in line.remarks:
            yield from _folded(remark, 4)


def _where(line: Line) -> str:
    return f"{line.period} {line.unit}".rstrip()


def _figures(line: Line, where: int, widths: list[int]) -> Iterator[str]:
    """When and in what unit, the first figure, the second, by how much, and what part that is."""
    old, new, change, share = widths
    arrow = "->" if line.old and line.new else "  "
    left = f"{line.old:>{old}} {arrow if old and new else '  '} {line.new:>{new}}".rstrip()
    right = f"  {line.change:>{change}}  {line.share:>{share}}".rstrip()
    first = f"    {_where(line):<{where}}  "
    if columns(first) + columns(left) + columns(right) <= _WIDTH:
        yield f"{first}{left}{right}".rstrip()
        return
    yield first.rstrip()  # figures as long as these need a line of their own
    if columns(left) + columns(right) <= _WIDTH - 6:
        yield f"      {left}{right}".rstrip()
    else:
        yield from _folded(f"{line.old} {arrow} {line.new} {line.change} {line.share}", 6)


def _pair(old: str, new: str, everything: bool) -> Iterator[str]:
    """Two texts below each other; of long ones the part where they begin to differ."""
    for sign, text, other in (("-", old, new), ("+", new, old)):
        if text:
            shown = text if everything else _part(text, other)
            yield from (_folded(shown, 6, f"    {sign} "))


def _part(text: str, other: str) -> str:
    """As much of a text as fits on a line, around the place from which it differs from another."""
    clean = _plain(text)
    room = _WIDTH - 10
    if columns(clean) <= room:
        return clean
    same = next((at for at, (one, two) in enumerate(zip(clean, _plain(other), strict=False)) if one != two), 0)
    start = max(0, same - 20)
    end = start
    while end < len(clean) and columns(clean[start : end + 1]) <= room - 8:
        end += 1
    return f"{'... ' if start else ''}{clean[start:end]}{' ...' if end < len(clean) else ''}"


def _folded(text: str, indent: int, first: str = "") -> Iterator[str]:
    """A text on as many lines as it needs."""
    before, rest = first or " " * indent, _plain(text)
    while rest:
        end = 0
        while end < len(rest) and columns(rest[: end + 1]) <= _WIDTH - columns(before):
            end += 1
        if end < len(rest) and (space := rest.rfind(" ", 0, end + 1)) > 0:
            end = space
        yield f"{before}{rest[:end].rstrip()}"
        before, rest = " " * indent, rest[end:].lstrip()


def _plain(text: str) -> str:
    """A text on one line, without characters that would move the cursor."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _widest(texts: Iterable[str]) -> int:
    return max(map(columns, texts), default=0)
