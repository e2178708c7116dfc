"""What everything from outside is made of: text, tables, YAML, XML, archives, and the texts of figures and days."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

from tanshin.derive.expression import ExpressionError, NotOfThisEra, parse_expression
from tanshin.read.canonical.affix import bare_text, without_affixes
from tanshin.read.canonical.caption import compile_pattern
from tanshin.read.canonical.figure import figure
from tanshin.read.canonical.grid import Cell, grid_of
from tanshin.read.ixbrl.transform import REGISTRIES, transformed
from tanshin.read.oim.names import Misfit
from tanshin.read.oim.period import moments, period_of
from tanshin.read.oim.template import value_of
from tanshin.read.package.sniff import called, kind_of
from tanshin.read.release_text.likeness import words_of
from tanshin.read.release_text.printed import value_of as printed_value_of
from tanshin.read.xbrl.stream import decimals_of
from tanshin.report.aspect import JPY
from tanshin.report.calendar import Calendar
from tanshin.report.said import said
from tanshin.values.archive import read_zip
from tanshin.values.certificate import read_certificate, weaknesses
from tanshin.values.date import parse_day, parse_iso
from tanshin.values.finding import InputError
from tanshin.values.number import NumberError, parse_number
from tanshin.values.number_format import shown
from tanshin.values.source import Source
from tanshin.values.text import caption_key, decode_text
from tanshin.values.xml import parse_html, parse_xml
from tanshin.values.yaml import parse_yaml
from tests.fuzz.target import Target

_CALENDAR = Calendar(date(2013, 3, 31), 4, date(2013, 5, 15))
_FORMATS = tuple(rule for registry in REGISTRIES.values() for rule in registry.values())


def _text(data: bytes, _: Path) -> None:
    text = decode_text(data, "x.txt").text
    assert "\r" not in text
    for line in text.split("\n"):
        assert caption_key(caption_key(line)) == caption_key(line)


def _yaml(data: bytes, _: Path) -> None:
    parse_yaml(decode_text(data, "x.yaml").text, "x.yaml")


def _table(data: bytes, _: Path) -> None:
    for row in grid_of(decode_text(data, "x.csv"), "x.csv").rows:
        for cell in row.cells.values():
            figure(cell, 3, [], JPY)


def _xml(data: bytes, _: Path) -> None:
    for plain_doctype in (False, True):
        with suppress(InputError):
            tree = parse_xml(data, "x.xml", plain_doctype=plain_doctype)
            assert not any(entity.text and "root:" in entity.text for entity in tree.iter("passwd"))
    parse_html(data)
    kind_of(data)
    called(data).encode()


def _archive(data: bytes, _: Path) -> None:
    read_zip(data, "x.zip")


def _certificate(data: bytes, folder: Path) -> None:
    (folder / "x.pem").write_bytes(data)
    tuple(weaknesses(read_certificate(folder / "x.pem")))


def _small(data: bytes, _: Path) -> None:
    """Each line is a text that stands in a cell, an attribute or a heading."""
    for line in decode_text(data, "x.txt").text.split("\n")[:8]:
        for read, refuses in _SMALL:
            with suppress(*refuses):
                read(line)


_Parser = tuple[Callable[[str], object], tuple[type[Exception], ...]]


class _Nothing:
    """Names of a taxonomy that has none."""

    def item(self, local: str, members: tuple[str, ...], of_form: bool) -> object:
        raise LookupError(local)

    def figure(self, name: str) -> object:
        raise LookupError(name)


def _by_format(code: str) -> None:
    for number in ("0", "-1234.5", "1E+99"):
        shown(Decimal(number), code)


def _by_rules(text: str) -> None:
    for rule in _FORMATS:
        with suppress(ValueError):
            transformed(rule, text)


def _expression(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # whoever reads an expression hears of it in findings, not on the screen
        parse_expression(text, _Nothing())  # type: ignore[arg-type]


_SMALL: tuple[_Parser, ...] = (
    (parse_number, (NumberError,)),
    (parse_iso, (ValueError,)),
    (parse_day, (ValueError,)),
    (moments, (Misfit,)),
    (period_of, (Misfit,)),
    (value_of, (Misfit,)),
    (bare_text, ()),
    (lambda text: without_affixes(text, JPY), (NumberError,)),
    (lambda text: figure(Cell(text, Source("x.csv", 1, 1)), 6, [], JPY), ()),
    (compile_pattern, ()),
    (lambda text: tuple(said(text, _CALENDAR)), ()),
    (printed_value_of, ()),
    (words_of, ()),
    (lambda text: decimals_of(text, 3), ()),
    (_by_format, ()),
    (_by_rules, ()),
    (_expression, (ExpressionError, NotOfThisEra)),
)

TARGETS = (
    Target("text", "text in UTF-8 or CP932, captions", _text),
    Target("small", "figures, days, periods, formats, expressions: the texts of cells and attributes", _small),
    Target("yaml", "YAML", _yaml),
    Target("table", "tables in CSV, figures as printed", _table),
    Target("xml", "XML and HTML, and what a file is by what is in it", _xml),
    Target("archive", "archives (ZIP), byte for byte", _archive),
    Target("certificate", "certificates (PEM)", _certificate),
)
