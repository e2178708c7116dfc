"""A filing -> a workbook that carries all of its folder and is filled in, checked and built like that."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from tanshin.report.book import (
    CAPTION,
    COVER,
    DEVIATIONS,
    EXCHANGE,
    HEAD,
    INFORMATION,
    ISSUER,
    JAPANESE,
    KEY,
    LINE,
    MARKS,
    PRESENTATION,
    RECORDS,
    RELEASE,
    REMARK,
    RESTATEMENTS,
    STRUCTURE,
    STRUCTURE_KEYS,
    TEXTS,
    VALUE,
)
from tanshin.report.filing import Filing
from tanshin.taxonomy.concept import ItemType
from tanshin.values.date import parse_iso
from tanshin.values.number_format import GENERAL, format_of
from tanshin.values.yaml import parse_yaml
from tanshin.values.yaml_text import block
from tanshin.write.records import records_of
from tanshin.write.workbook.look import Look
from tanshin.write.workbook.paper import DAY, Page, Paper, needs_openpyxl
from tanshin.write.workbook.table import Sheet, sheet_of, write_table

#: A cell that says what was published before: table, row, column.
Cell = tuple[str, str, str]

_TITLES = {
    COVER: {"en": "Cover", "ja": "表紙"},
    STRUCTURE: {"en": "Structure", "ja": "構成"},
    ISSUER: {"en": "Issuer", "ja": "会社"},
    RELEASE: {"en": "Release", "ja": "決算発表文"},
    PRESENTATION: {"en": "Presentation", "ja": "説明会資料"},
    MARKS: {"en": "Marks", "ja": "注記（marks）"},
    DEVIATIONS: {"en": "Deviations", "ja": "例外（deviations）"},
    RESTATEMENTS: {"en": "Restatements", "ja": "修正再表示"},
}
_NAMES = {
    "form": ("Form", "様式"),
    "fiscal_year_end": ("Last day of the fiscal year", "会計年度末日"),
    "quarter": ("Quarter reported (4 in an annual filing)", "対象四半期（年次は4）"),
    "announced": ("Day of the announcement", "開示日"),
    "number": ("Disclosure number, 14 digits", "開示番号（14桁）"),
    "rounding": ("How amounts in millions are rounded", "百万円未満の端数処理"),
    "follows": ("The filing that this one follows", "前回の開示"),
    "exchange.rate": ("Yen for one dollar", "換算レート（1米ドル＝円）"),
    "exchange.date": ("Day of that rate", "換算レートの日付"),
}
_CHOICES = {"quarter": ("1", "2", "3", "4"), "rounding": ("half-up", "truncate")}
_DAYS = ("fiscal_year_end", "announced", "exchange.date")
_SPARE = 20
_ASIDE = {
    "day": {"en": "A day, such as 2013-03-31", "ja": "日付（例：2013-03-31）"},
    "choice": {"en": "One of the words in the list", "ja": "一覧から選んでください"},
}


def workbook(filing: Filing, files: Mapping[str, str], lang: str = "en", locked: Collection[Cell] = ()) -> bytes:
    """The workbook of a filing; ``files`` are the texts of its folder by name, ``locked`` cells published before.

    Raises:
        InputError: openpyxl is not installed, or a text is longer than a cell holds (TNS037).
    """
    try:
        paper = Paper()
    except ImportError:
        raise needs_openpyxl(f"{filing.name}.xlsx") from None
    document = parse_yaml(files[COVER], COVER).data
    data = document if isinstance(document, dict) else {}
    _cover(paper, filing, data, lang)
    for table in filing.printed_tables:
        own = [(row, column) for of, row, column in locked if of == table.id]
        write_table(paper, filing, sheet_of(filing, table, files[f"{table.id}.csv"], lang), lang, own)
    for id_, file in (data.get("summary") or {}).items():
        own = [(row, column) for of, row, column in locked if of == id_]
        write_table(paper, filing, Sheet(file, _summary_title(id_, lang), records_of(files[file]), {}), lang, own)
    for file in RECORDS:
        _records(paper, file, files.get(file), lang)
    for file in TEXTS:
        if file in files:
            _lines(paper, file, _lines_of(files[file]), lang, "input")
    structure = {key: data[key] for key in STRUCTURE_KEYS if data.get(key)}
    _lines(paper, STRUCTURE, block(structure) if structure else (), lang, "input")
    if ISSUER in files:
        _lines(paper, ISSUER, _lines_of(files[ISSUER]), lang, "caption")
    return paper.data()


def _lines_of(text: str) -> list[str]:
    """The lines of a text; only a line feed ends one, as for those who read it."""
    return text.removesuffix("\n").split("\n")


def _summary_title(id_: str, lang: str) -> str:
    name = id_.replace("-", " ")
    return f"サマリー {name}" if lang == "ja" else f"Form, {name}"


def _begin(paper: Paper, file: str, lang: str) -> Page:
    page = paper.sheet(_TITLES[file][lang])
    page.text(1, 1, file, "file")
    page.text(1, 2, _TITLES[file][lang], "title")
    return page


def _lines(paper: Paper, file: str, lines: Iterable[str], lang: str, look: Look) -> None:
    page = _begin(paper, file, lang)
    page.text(3, 1, LINE, "head")
    for row, line in enumerate(lines, 4):
        page.text(row, 1, line, look)
    page.finish(3, (120.0, 20.0))


def _records(paper: Paper, file: str, text: str | None, lang: str) -> None:
    records = records_of(text) if text else ((CAPTION, *RECORDS[file]),)
    page = _begin(paper, file, lang)
    for at, key in enumerate(records[0], 1):
        page.text(3, at, key, "head")
    blank = ("",) * len(records[0])
    for row, record in enumerate((*records[1:], *(blank,) * _SPARE), 4):
        for at, said in enumerate(record, 1):
            page.text(row, at, said)
    page.finish(3, (16.0, 24.0, 34.0, 18.0, *(18.0,) * (len(records[0]) - 5), 70.0), wide=True)


def _cover(paper: Paper, filing: Filing, data: Mapping[str, object], lang: str) -> None:
    page = _begin(paper, COVER, lang)
    page.text(2, 2, filing.issuer.names[lang], "note")
    for at, head in enumerate((KEY, f"{REMARK} {'項目' if lang == 'ja' else 'item'}", VALUE, JAPANESE), 1):
        page.text(4, at, head, "head")
    for row, (key, name, value, type_) in enumerate(_entries(filing, data, lang), 5):
        page.text(row, 1, key, "file")
        page.text(row, 2, name, "caption")
        _entry(page, row, key, value, type_, lang)
    page.finish(4, (22.0, 52.0, 52.0, 52.0), wide=True, frozen=2)


def _entries(
    filing: Filing, data: Mapping[str, object], lang: str
) -> Iterator[tuple[str, str, object, ItemType | None]]:
    """The lines of the cover: key, name, value (a blank text where there is none) and, of an item, its type."""
    known = [*HEAD, *(key for key in data if key not in (*HEAD, *STRUCTURE_KEYS, "exchange", "information"))]
    for key in known:
        yield key, _NAMES.get(key, (key, key))[lang == "ja"], data.get(key, ""), None
    exchange = data.get("exchange")
    for key in EXCHANGE:
        part = exchange.get(key.partition(".")[2], "") if isinstance(exchange, dict) else ""
        yield key, _NAMES[key][lang == "ja"], part, None
    given = data.get("information")
    information = given if isinstance(given, dict) else {}
    names = [field.concept.local for field in filing.form.fields]
    for local in dict.fromkeys((*information, *names)):
        name = filing.form_taxonomy.name(local)
        concept = filing.form_taxonomy.dts.concepts.get(name)
        label = concept.label(lang) if concept else local
        yield f"{INFORMATION}{local}", label, information.get(local, ""), concept.type if concept else None


def _entry(page: Page, row: int, key: str, value: object, type_: ItemType | None, lang: str) -> None:
    """Write the value of a line of the cover, with what it may be."""
    is_day, words = key in _DAYS or type_ is ItemType.DATE, _CHOICES.get(key, ())
    if type_ is ItemType.BOOLEAN:
        words = ("yes", "no")
    if isinstance(value, dict):
        page.text(row, 3, str(value.get("en") or ""))
        page.text(row, 4, str(value.get("ja") or ""))
        return
    nil = "~" if key.startswith(INFORMATION) else ""
    _value(page, row, key, nil if value is None else str(value), is_day=is_day)
    if type_ is ItemType.STRING:
        page.text(row, 4, "")
    if is_day:
        page.only_days(row, 3, _ASIDE["day"][lang])
    elif words:
        page.choice(row, 3, words, _ASIDE["choice"][lang])


def _value(page: Page, row: int, key: str, text: str, *, is_day: bool) -> None:
    """Write a value that no language has: a day and a rate as what they are, all else as text."""
    day = _day(text) if is_day else None
    figure = format_of(text) if key == "exchange.rate" else None
    if day:
        page.day(row, 3, day)
    elif figure:
        page.number(row, 3, *figure)
    elif not text and (is_day or key == "exchange.rate"):
        page.blank(row, 3, DAY if is_day else GENERAL)
    else:
        page.text(row, 3, text)


def _day(text: str) -> date | None:
    try:
        return parse_iso(text)
    except ValueError:
        return None
