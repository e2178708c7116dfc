"""Mistakes in words: captions, dates, and Japanese that says something else than the English beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import PurePosixPath
from string import ascii_lowercase, ascii_uppercase

import yaml

from benchmarks.seeded_errors.figures import area_of
from benchmarks.seeded_errors.mutation import Area, CellEdit, Kind, Mutation, SpanEdit
from benchmarks.seeded_errors.sheet import Sheet
from tanshin.report.filing import CAPTION, Filing

# fmt: off
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on
_ISO = re.compile(r"\b(20[0-9]{2})-([0-9]{2})-([0-9]{2})\b")
_SAID = re.compile(rf"\b({'|'.join(_MONTHS)}) ([0-9]{{1,2}}), (20[0-9]{{2}})\b")
_YEAR = re.compile(r"\b(?:FY|[1-4][QH])(20)?[0-9]{2}\b")
_NAMED = re.compile(r"(?<=period: )(Current|Prior)(?=[A-Z])")
_PLACE = re.compile(r"\{([^{}^|]+?)(?: \| ([a-z-]+))?\}")
_BINDING = re.compile(r"\{[^{}]*\}")
_UNITS = {"million": "billion", "billion": "million", "usd-million": "million", "change": "percent"}


def mistakes(filing: Filing, texts: Mapping[str, str], sheets: Callable[[str], Sheet]) -> Mapping[Kind, list[Mutation]]:
    """Every mistake of each kind; ``texts`` are the YAML files of the filing."""
    return {
        Kind.SWAPPED_CAPTION: list(_swapped(filing, sheets)),
        Kind.CAPTION: list(_letters(filing, sheets)),
        Kind.DATE: list(_dates(texts["filing.yaml"])),
        Kind.LANGUAGE: [found for file, text in texts.items() for found in _languages(file, text)],
    }


def _captions(filing: Filing, sheets: Callable[[str], Sheet]) -> Iterator[tuple[Area, str, str, int, str]]:
    """The captions of rows as they are typed: area, table, file, line and text."""
    areas = area_of(filing)
    marked = {(mark.table, mark.row) for mark in filing.marks if mark.column == CAPTION and mark.value}
    read: dict[str, Sheet] = {}
    for one in filing.captions:
        if (one.table, one.row) not in marked and not one.heading:
            file = PurePosixPath(one.source.file).name
            sheet = read[file] if file in read else read.setdefault(file, sheets(file))
            area = areas.get(one.table, Area.FORM)
            yield area, one.table, file, one.source.line, sheet.text(one.source.line, 1)


def _swapped(filing: Filing, sheets: Callable[[str], Sheet]) -> Iterator[Mutation]:
    for (area, table, file, line, text), (_, other, _, below, other_text) in pairwise(_captions(filing, sheets)):
        if table == other and text != other_text:
            edits = (CellEdit(line, 1, other_text), CellEdit(below, 1, text))
            yield Mutation(Kind.SWAPPED_CAPTION, area, table, text, file, edits, text, other_text)


def _letters(filing: Filing, sheets: Callable[[str], Sheet]) -> Iterator[Mutation]:
    """Each letter of a caption replaced by the one that stands some places on in the alphabet."""
    for area, table, file, line, text in _captions(filing, sheets):
        for at, letter in enumerate(text):
            for alphabet in (ascii_lowercase, ascii_uppercase):
                if letter in alphabet:
                    other = alphabet[(alphabet.index(letter) + 1 + at % 24) % 26]
                    after = text[:at] + other + text[at + 1 :]
                    yield Mutation(Kind.CAPTION, area, table, text, file, (CellEdit(line, 1, after),), text, after)


def _dates(text: str) -> Iterator[Mutation]:
    """Every date, year and period of a filing's description, moved."""
    part, start = "", 0
    for line in text.splitlines(keepends=True):
        if line[0].isalpha():
            part = line.partition(":")[0]
        if not line.lstrip().startswith("#"):
            for begin, before, after in _moved(line):
                span = SpanEdit(start + begin, start + begin + len(before), after)
                name = line.strip().partition(":")[0].lstrip("- ")
                yield Mutation(
                    Kind.DATE, Area.WORDS, f"filing.yaml {part}", name[:60], "filing.yaml", (span,), before, after
                )
        start += len(line)


def _moved(line: str) -> Iterator[tuple[int, str, str]]:
    for found in _ISO.finditer(line):
        year, month, day = map(int, found.groups())
        if line[found.end() : found.end() + 1] != " ":  # a column is called so
            for moved in ((year - 1, month, day), (year + 1, month, day), (year, month % 12 + 1, day)):
                if (other := _day(*moved)) is not None:
                    yield found.start(), found[0], other.isoformat()
            if (other := _day(year, month, day - 1)) is not None:
                yield found.start(), found[0], other.isoformat()
    for found in _SAID.finditer(line):
        named, day_number, year_number = found.groups()
        other_month = _MONTHS[(_MONTHS.index(named) + 3) % 12]
        yield found.start(), found[0], f"{named} {day_number}, {int(year_number) - 1}"
        yield found.start(), found[0], f"{named} {day_number}, {int(year_number) + 1}"
        yield found.start(), found[0], f"{other_month} {min(int(day_number), 30)}, {year_number}"
        yield found.start(), found[0], f"{named} {int(day_number) - 1 or 2}, {year_number}"
    if "printed:" in line:
        for found in _YEAR.finditer(line, line.index("printed:")):
            yield found.start(), found[0], f"{found[0][:-1]}{(int(found[0][-1]) + 1) % 10}"
    for found in _NAMED.finditer(line):
        yield found.start(), found[0], "Prior" if found[0] == "Current" else "Current"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _languages(file: str, text: str) -> Iterator[Mutation]:
    """Each Japanese text beside an English one, with another figure, period, unit or digit in it, or another text."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = list(_pairs(root)) if root else []
    by_format: dict[str, list[str]] = {}
    for node, _ in pairs:
        for found in _PLACE.finditer(node.value):
            by_format.setdefault(found[2] or "", []).append(found[1])
    for at, (node, name) in enumerate(pairs):
        value = node.value
        for what, after in (
            *_other_places(value, by_format),
            *_other_digits(value),
            ("text", pairs[(at + 1) % len(pairs)][0].value),
        ):
            if after != value:
                span = SpanEdit(node.start_mark.index, node.end_mark.index, json.dumps(after, ensure_ascii=False))
                yield Mutation(Kind.LANGUAGE, Area.WORDS, f"{file}: {what}", name, file, (span,), value, after)


def _pairs(node: yaml.Node) -> Iterator[tuple[yaml.ScalarNode, str]]:
    """The Japanese texts that have an English one, with the name of what they belong to."""
    seen: set[int] = set()

    def walk(node: yaml.Node, name: str) -> Iterator[tuple[yaml.ScalarNode, str]]:
        if id(node) in seen:
            return
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            here = {key.value: value for key, value in node.value}
            if isinstance(here.get("ja"), yaml.ScalarNode) and isinstance(here.get("en"), yaml.ScalarNode):
                if here["ja"].style in (None, '"', "'"):
                    yield here["ja"], name
            else:
                for key, value in here.items():
                    yield from walk(value, key)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                yield from walk(value, name)

    yield from walk(node, "")


def _other_places(value: str, by_format: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    for found in _PLACE.finditer(value):
        said, form = found[1], found[2] or ""

        def put(said: str, form: str, found: re.Match[str] = found) -> str:
            place = f"{{{said} | {form}}}" if form else f"{{{said}}}"
            return value[: found.start()] + place + value[found.end() :]

        for one, other in (("Current", "Prior"), ("Prior", "Current"), ("Next", "Current")):
            if one in said:
                yield "period", put(said.replace(one, other, 1), form)
        if form in _UNITS:
            yield "unit", put(said, _UNITS[form])
        if form:
            others = sorted(set(by_format[form]) - {said})
            if others:
                yield "figure", put(others[(len(value) + found.start()) % len(others)], form)


def _other_digits(value: str) -> Iterator[tuple[str, str]]:
    taken = [found.span() for found in _BINDING.finditer(value)]
    for at, sign in enumerate(value):
        if sign in "0123456789" and not any(start <= at < end for start, end in taken):
            yield "digit", f"{value[:at]}{(int(sign) + 1) % 10}{value[at + 1 :]}"
