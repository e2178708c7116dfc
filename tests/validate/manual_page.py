"""The page of the documentation on findings: the manual, with the cases of the gallery as examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from tanshin.validate.manual import BOOKS, pages
from tanshin.validate.registry import Page, Rule
from tanshin.values.finding import InputError
from tanshin.values.text import decode_text

_HEAD = """\
# Findings

Every code the program can report: what must hold, why, and what to do. `tanshin explain TNS101` prints one page of it.
The examples are the smallest inputs that give rise to a finding; lines with `-` are those of a sound filing, lines with
`+` take their place. This file is generated from the rules and from `tests/findings`; `make golden` writes it anew.

Severities: **ERROR** is wrong and stops a build; **INCONSISTENCY** is what an XBRL processor would report; **WARNING**
is most likely wrong; **INFO** is worth knowing.
"""


def manual(gallery: Path, rules: Iterable[Rule[Any]]) -> str:
    """The whole manual in Markdown, with the cases of a gallery of findings as examples."""
    return "\n".join(_manual(pages(rules), gallery))


def _manual(found: Iterable[Page], gallery: Path) -> Iterator[str]:
    known = tuple(found)
    yield _HEAD
    for digit, title in BOOKS.items():
        book = [one for one in known if one.code[3] == digit]
        if not book:
            continue
        yield f"## {title}\n"
        yield "| code | severity | what must hold |"
        yield "|---|---|---|"
        yield from (f"| [{one.code}](#{one.code.lower()}) | {one.severity.name} | {one.summary} |" for one in book)
        yield ""
        for one in book:
            yield f"### {one.code}\n"
            yield f"**{one.severity.name}** {one.summary}\n"
            yield f"{one.body}\n"
            for case in sorted((gallery / one.code).glob("*/expected.txt")):
                yield from _example(case.parent, gallery / "base")


def _example(case: Path, base: Path) -> Iterator[str]:
    yield f"*{case.name.replace('_', ' ').capitalize()}*\n"
    files = sorted(path for path in case.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    for file in files:
        if file.name == "case.py":
            yield f"```python\n{_text(file).strip()}\n```\n"
        elif file.name != "expected.txt":
            name = file.relative_to(case).as_posix()
            yield "\n".join(("```diff", f"  {name}", *_changes(base / name, file), "```\n"))
    yield f"```text\n{_text(case / 'expected.txt').rstrip()}\n```\n"


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _changes(base: Path, file: Path) -> Iterator[str]:
    """What a file changes in the base, line by line; of a table the header is shown as well."""
    try:
        decoded = decode_text(file.read_bytes(), file.name)
    except InputError:
        yield "+ (bytes that are no text)"
        return
    if decoded.encoding != "utf-8":
        yield f"  (encoding: {decoded.encoding})"
    old = _text(base).splitlines() if base.exists() else []
    new = decoded.text.splitlines()
    if file.suffix == ".csv" and old[:1] == new[:1]:
        yield f"  {new[0]}"
    for _, start, end, first, last in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if old[start:end] != new[first:last]:
            yield from (f"- {line}" for line in old[start:end])
            yield from (f"+ {line}" for line in new[first:last])
