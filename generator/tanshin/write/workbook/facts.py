"""Every fact of a filing on a sheet: a row for each, to be sorted, filtered and looked up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tanshin.report.fact import Fact, value_text
from tanshin.report.filing import Filing
from tanshin.report.listing import fact_row
from tanshin.values.number_format import PRECISION
from tanshin.values.source import cell_name
from tanshin.write.workbook.paper import MAX_LETTERS, Page, Paper

_TITLE = {"en": "Facts", "ja": "ファクト一覧"}

#: The headings, and how wide the columns are. A text that no cell holds goes on in the columns after the last.
_HEADS = {
    "en": (
        "Concept", "Label", "Period", "Unit", "Dimensions", "Kind", "Value", "Decimals", "Language", "Table", "Source",
    ),
    "ja": ("要素名", "名称", "期間", "単位", "軸とメンバー", "種類", "値", "精度（decimals）", "言語", "表", "出典"),
}  # fmt: skip
_WIDTHS = (48.0, 44.0, 23.0, 12.0, 40.0, 9.0, 24.0, 11.0, 10.0, 26.0, 48.0)


def write_facts(paper: Paper, filing: Filing, lang: str) -> None:
    """Write the sheet of facts.

    A number stands as itself, exactly, where a spreadsheet can hold all of its digits, and else as text.
    """
    page = paper.sheet(_TITLE[lang])
    for column, head in enumerate(_HEADS[lang], 1):
        page.text(1, column, head, "head")
    row = 1
    for row, fact in enumerate(filing.report, 2):
        _write(page, row, fact, filing, lang)
    page.sheet.auto_filter.ref = f"A1:{cell_name(row, len(_WIDTHS))}"
    page.finish(1, _WIDTHS, wide=True, frozen=2, protected=False)


def _write(page: Page, row: int, fact: Fact, filing: Filing, lang: str) -> None:
    told = fact_row(fact, filing.dts, lang)
    members = ";".join(f"{axis}={member}" for axis, member in told["dimensions"].items())
    decimals = "" if told["decimals"] is None else str(told["decimals"])
    if not decimals and isinstance(fact.value, Decimal):
        decimals = "INF"
    before = (told["concept"], told["label"], told["period"], told["unit"] or "", members, _kind(fact))
    for column, text in enumerate(before, 1):
        page.text(row, column, text, "figure")
    value = fact.value
    first, *rest = _parts(value_text(value) or "")
    if isinstance(value, Decimal) and len(value.as_tuple().digits) <= PRECISION:
        places = max(-int(value.as_tuple().exponent), 0)
        digits = "#,##0" + ("." + "0" * places if places else "")
        page.number(row, 7, value, f"{digits};-{digits}", "figure")
    else:
        page.text(row, 7, first, "figure")
    for column, text in enumerate((decimals, told["lang"] or "", told["table"], told["source"] or "", *rest), 8):
        page.text(row, column, text, "figure")


def _kind(fact: Fact) -> str:
    """What a value is; nil is not the same as a text without letters."""
    if fact.value is None:
        return "nil"
    return "number" if isinstance(fact.value, Decimal) else "text"


def _parts(text: str) -> Iterator[str]:
    """A text in pieces that fit a cell; at least one."""
    yield text[:MAX_LETTERS]
    for at in range(MAX_LETTERS, len(text), MAX_LETTERS):
        yield text[at : at + MAX_LETTERS]
