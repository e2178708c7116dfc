"""A workbook -> the files of a filing, with the cell of every line: from there on it is read like a folder."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from tanshin.read.canonical.folder import Bundle, Line
from tanshin.read.workbook.sheet import Read, Sheet, read_sheets, refuse
from tanshin.report.book import (
    CAPTION,
    COVER,
    HEADINGS_WITHIN,
    ISSUER,
    JAPANESE,
    KEY,
    LINE,
    REMARK,
    REQUIRED,
    STRUCTURE,
    TEXTS,
    VALUE,
)
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import Message, say
from tanshin.values.source import Source
from tanshin.values.yaml_text import scalar

_CSV = re.compile(r"[^/\\:\x00-\x1f]+\.csv")
_RANGE = re.compile(r"[A-Z]{1,3}([0-9]{1,7})(?::[A-Z]{1,3}([0-9]{1,7}))?")


def read_book(data: bytes, name: str) -> Bundle:
    """The files that a workbook carries; ``name`` is what positions call it.

    Sheets that carry none are left out, and it is told. Formulas are not computed: what counts is what the program that
    saved the workbook has last computed.

    Raises:
        InputError: it cannot be read, or a cell has no text (TNS017, TNS021, TNS037, TNS038, TNS040).
    """
    reader = _Reader(name)
    for sheet in read_sheets(data, name):
        reader.sheet(sheet)
    if COVER not in reader.files:
        raise refuse(say("no sheet of it is the cover of a filing: its first cell says {file}", file=COVER), name)
    reader.join()
    if errors := [one for one in reader.findings if one.severity is Severity.ERROR]:
        raise InputError(*errors)
    return Bundle(reader.files, reader.lines, tuple(reader.findings))


class _Reader(Struct):
    """The files found so far."""

    name: str
    files: dict[str, str] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def sheet(self, sheet: Sheet) -> None:
        """Read one sheet."""
        file = sheet.text(1, 1)
        if not (file in (COVER, STRUCTURE, ISSUER, *TEXTS) or _CSV.fullmatch(file)):
            if sheet.cells:
                words = say("the sheet {sheet} is not read: its first cell names no file of a filing", sheet=sheet.name)
                self._tell("TNS040", Severity.INFO, words, sheet, 1, 1)
            return
        if file in self.files:
            words = say("a second sheet carries {file}; keep one", file=file)
            self._tell("TNS040", Severity.ERROR, words, sheet, 1, 1)
            return
        head = {COVER: KEY}.get(file, CAPTION if file.endswith(".csv") else LINE)
        top = next((row for row in range(2, HEADINGS_WITHIN) if sheet.text(row, 1).casefold() == head), None)
        if top is None:
            words = say("the row of headings is missing; it starts with `{head}`", head=head)
            self._tell("TNS040", Severity.ERROR, words, sheet, 2, 1)
            return
        self._merged(sheet, top)
        made = {KEY: self._cover, CAPTION: self._table, LINE: self._text}[head](sheet, top)
        texts, places = zip(*made, strict=True) if made else ((), ())
        self.files[file] = "".join(f"{text}\n" for text in texts)
        self.lines[file] = list(places) or [Line(self._called(sheet), top)]

    def join(self) -> None:
        """Put the two parts of ``filing.yaml`` together."""
        self.files[COVER] += self.files.pop(STRUCTURE, "")
        self.lines[COVER] += self.lines.pop(STRUCTURE, [])

    def _called(self, sheet: Sheet) -> str:
        return f"{self.name}:{sheet.name}!"

    def _tell(self, code: str, severity: Severity, words: Message, sheet: Sheet, row: int, column: int) -> None:
        self.findings.append(Finding(code, severity, words, (Source(self._called(sheet), row, column),)))

    def _read(self, sheet: Sheet, row: int, column: int) -> str:
        """The text of a cell that counts; what is wrong with it is told."""
        cell = sheet.cells.get((row, column), Read(""))
        if cell.fault:
            words = say("this cell holds {what}", what=cell.fault)
            self._tell("TNS038", Severity.ERROR, words, sheet, row, column)
        elif cell.lost:
            words = say(
                "the cell holds {number} and shows {text}, and is read as it is shown; type what is to be printed",
                number=cell.lost,
                text=cell.text.strip(),
            )
            self._tell("TNS039", Severity.WARNING, words, sheet, row, column)
        return cell.text.strip()

    def _merged(self, sheet: Sheet, top: int) -> None:
        """Tell of merged cells below the headings: they look like several and have one text."""
        for area in sheet.merged:
            match = _RANGE.fullmatch(area)
            if match and int(match[2] or match[1]) > top:
                words = say("the cells {area} are merged and only the first of them counts; part them", area=area)
                self._tell("TNS040", Severity.WARNING, words, sheet, max(int(match[1]), top), 1)

    # One line of text for each row, so that positions in the one are positions in the other.

    def _text(self, sheet: Sheet, top: int) -> list[tuple[str, Line]]:
        called = self._called(sheet)
        found = []
        for row in range(top + 1, sheet.size[0] + 1):
            cell = sheet.cells.get((row, 1), Read(""))
            self._read(sheet, row, 1)
            found += [(line, Line(called, row)) for line in cell.text.split("\n")]
        return found

    def _table(self, sheet: Sheet, top: int) -> list[tuple[str, Line]]:
        last, width = sheet.size
        columns = [
            column
            for column in range(1, width + 1)
            if not (text := sheet.text(top, column)).startswith(REMARK)
            # A column without a heading counts where there is something in it: then that is what is wrong.
            and (text or any(sheet.text(row, column) for row in range(top + 1, last + 1)))
        ]
        found = []
        for row in range(top, last + 1):
            cells = [self._read(sheet, row, column) for column in columns]
            if any(cells):
                line = Line(self._called(sheet), row, tuple(columns))
                found += [(text, line) for text in _record(cells)]
        return found

    def _cover(self, sheet: Sheet, top: int) -> list[tuple[str, Line]]:
        width = sheet.size[1]
        heads = {sheet.text(top, column).casefold(): column for column in range(1, width + 1)}
        first, second = heads.get(VALUE, 0), heads.get(JAPANESE, 0)
        if not first:
            words = say("the cover has no column headed `{head}`", head=VALUE)
            self._tell("TNS040", Severity.ERROR, words, sheet, top, 1)
            return []
        groups: dict[str, list[tuple[str, Line]]] = {"": []}
        for row in range(top + 1, sheet.size[0] + 1):
            key = sheet.text(row, 1)
            value, japanese = self._read(sheet, row, first), self._read(sheet, row, second) if second else ""
            if not key and (value or japanese):
                words = say("what stands in this row has no key before it; move it, or take it out")
                self._tell("TNS040", Severity.ERROR, words, sheet, row, first)
            said = _value(value, japanese)
            if key and (said or key in REQUIRED):
                group, dot, part = key.rpartition(".")
                place = Line(self._called(sheet), row, (first,))
                groups.setdefault(group if dot else "", []).append((f"{scalar(part)}: {said}".rstrip(), place))
        return list(_grouped(groups.items()))


def _grouped(groups: Iterable[tuple[str, list[tuple[str, Line]]]]) -> Iterator[tuple[str, Line]]:
    for group, lines in groups:
        if group and lines:
            yield f"{scalar(group)}:", lines[0][1]
        yield from ((f"  {text}" if group else text, place) for text, place in lines)


def _value(value: str, japanese: str) -> str:
    """A value as YAML: of two languages where the Japanese is given; ``~`` is nil, blank is nothing."""
    if japanese:
        parts = {"ja": japanese, "en": value}
        return "{" + ", ".join(f"{lang}: {scalar(text)}" for lang, text in parts.items() if text) + "}"
    return value if value in ("", "~") else scalar(value)


def _record(cells: list[str]) -> list[str]:
    """The lines of a record of CSV: one, or more where a cell has several."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()[:-1].split("\n")
