"""Documents made by hand that hold every kind of block, row and cell, in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tanshin.document.model import (
    Block,
    Cell,
    Document,
    Fields,
    Format,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Runs,
    Table,
    Tagged,
    Text,
)
from tanshin.report.aspect import JPY, Duration, Entity
from tanshin.report.fact import Fact, Key, Value
from tanshin.values.qname import QName

YEAR = Duration(date(2012, 4, 1), date(2013, 3, 31))
COMPANY = Entity("http://www.tse.or.jp/sicc", "37740")


def fact(name: str, value: Value) -> Fact:
    """A fact of the year about nothing in particular."""
    unit = JPY if isinstance(value, Decimal) or value is None else None
    return Fact(Key(QName("http://example.com/t", name, "t"), COMPANY, YEAR, unit), value)


def figure(printed: str, *, tagged: bool = True) -> Cell:
    """A cell with a figure as it is printed: negative in parentheses or after a triangle, nil as a dash, or empty."""
    if not printed:
        return Cell()
    if printed in ("-", "―"):
        return Cell((Tagged(fact("Nil", None), "", after=printed, tagged=tagged),))
    digits = printed.strip("(△)")
    before, after = printed[0] if printed[0] in "(△" else "", ")" if printed.endswith(")") else ""
    value = Decimal(digits.replace(",", "")) * (-1 if before else 1)
    return Cell((Tagged(fact("Figure", value), digits, before, after, 3, Format.NUMBER, tagged),))


def text(words: str) -> Runs:
    """Words that are a fact."""
    return (Tagged(fact("Words", words), words),)


def heads(*captions: str, kind: str = "head", spans: tuple[int, ...] = ()) -> tuple[Cell, ...]:
    """Column headings, or units."""
    assert kind in ("head", "unit")
    widths = spans or (1,) * len(captions)
    return tuple(
        Cell((Text(caption),) if caption else (), "unit" if kind == "unit" else "head", colspan=span)
        for caption, span in zip(captions, widths, strict=True)
    )


def caption(words: str) -> Cell:
    """The caption of a row."""
    return Cell((Text(words),), "caption")


def line(words: str, *figures: str, kind: str = "line", depth: int = 0) -> Row:
    """A row of a statement."""
    cells = (caption(words), *(figure(one) for one in figures))
    match kind:
        case "subtotal":
            return Row(cells, "subtotal", depth)
        case "total":
            return Row(cells, "total", depth)
        case "heading":
            return Row(cells, "heading", depth)
        case _:
            return Row(cells, "line", depth)


def summary(lang: str) -> Document:
    """A page of a form, with a second one for the notes."""
    return Document("summary", lang, "決算短信" if lang == "ja" else "Results", (*_front(lang), *_notes(lang)))


def _front(lang: str) -> tuple[Block, ...]:
    ja = lang == "ja"
    years = (
        ("25年3月期", "24年3月期") if ja else ("Fiscal Year Ended March 31, 2013", "Fiscal Year Ended March 31, 2012")
    )
    items = (
        ("営業収益", "営業利益", "税引前当期純利益", "当社株主に帰属する当期純利益")
        if ja
        else (
            "Total Revenues",
            "Operating Income",
            "Income before Income Tax Expense",
            "Net Income attributable to IIJ",
        )
    )
    money, percent = ("百万円", "％") if ja else ("JPY millions", "%")
    loss = "△12.3" if ja else "(12.3)"
    dividends = (
        ("年間配当金", "第２四半期末", "期末", "配当性向（連結）")
        if ja
        else ("Dividends", "2Q-end", "Year-end", "Payout")
    )
    return (
        Heading(
            1, (Text("平成25年3月期 " if ja else "Year Ended March 31, 2013: "), *text("決算短信" if ja else "Results"))
        ),
        Paragraph(text("平成25年5月15日" if ja else "May 15, 2013"), "right"),
        Fields(
            (
                (
                    ("上場会社名" if ja else "Company name", text("株式会社例" if ja else "Example Inc.")),
                    ("取引所" if ja else "Exchange", text("東" if ja else "Tokyo")),
                ),
                (
                    ("代表者" if ja else "Representative", text("代表取締役社長CEO" if ja else "President and CEO")),
                    ("", text("鈴木　一郎" if ja else "Ichiro Suzuki")),
                ),
                (
                    ("問合せ先責任者" if ja else "Contact", text("常務取締役" if ja else "CFO")),
                    ("", text("佐藤　花子" if ja else "Hanako Sato")),
                    ("TEL", text("03-0000-0000")),
                ),
                (
                    (
                        "有価証券報告書提出予定日" if ja else "Filing of the annual report (scheduled)",
                        text("平成25年6月28日" if ja else "June 28, 2013"),
                    ),
                ),
            )
        ),
        Heading(
            2, (Text("1. 平成25年3月期の連結業績" if ja else "1. Results for the Fiscal Year Ended March 31, 2013"),)
        ),
        Heading(3, (Text("(1) 連結経営成績" if ja else "(1) Consolidated Results of Operations"),)),
        Paragraph((Text("（％表示は対前期増減率）" if ja else "(% shown is YoY change)"),), "right"),
        Table(
            "operating-results",
            (
                Row((Cell(kind="head"), *heads(*items, spans=(2, 2, 2, 2))), "head"),
                Row((Cell(kind="unit"), *heads(*((money, percent) * 4), kind="unit")), "head"),
                Row(
                    (
                        caption(years[0]),
                        *map(figure, ("106,248", "9.2", "7,753", loss, "7,757", "29.8", "5,301", "45.6")),
                    )
                ),
                Row(
                    (
                        caption(years[1]),
                        *map(figure, ("97,315", "18.1", "6,353", "53.4", "5,976", "55.9", "3,641", "13.7")),
                    )
                ),
            ),
            "form",
            "連結経営成績" if ja else "Consolidated Results of Operations",
        ),
        Paragraph(
            (
                Text("（注）包括利益　" if ja else "(Note) Comprehensive income: "),
                *figure("5,588").runs,
                Text("百万円" if ja else " million"),
            )
        ),
        Heading(2, (Text("2. 配当の状況" if ja else "2. Dividends"),)),
        Table(
            "dividends",
            (
                Row(
                    (
                        Cell(kind="head", rowspan=2),
                        Cell((Text(dividends[0]),), "head", colspan=2),
                        Cell((Text(dividends[3]),), "head", rowspan=2),
                    ),
                    "head",
                ),
                Row(heads(*dividends[1:3]), "head"),
                Row((Cell(kind="unit"), *heads("円 銭", "円 銭", "％", kind="unit")), "head"),
                Row((caption(years[1]), figure("―"), figure("1,750.00"), figure("18.1"))),
                Row((caption(years[0]), figure("―"), figure("10.00"), Cell(kind="void")), "subtotal"),
            ),
            "form",
            "配当" if ja else "Dividends",
        ),
        Paragraph((Text("（注）注記。" if ja else "(Note) A note."),), "small"),
    )


def _notes(lang: str) -> tuple[Block, ...]:
    ja = lang == "ja"
    year, before = ("25年3月期", "24年3月期") if ja else ("March 31, 2013", "March 31, 2012")
    unit = Text(" 株" if ja else " shares")
    shares = (
        Row(
            (
                caption(words),
                caption(year),
                Cell((*figure("41,295,600").runs, unit)),
                caption(before),
                Cell((*figure("758,800").runs, unit)),
            )
        )
        for words in (
            ("① 期末発行済株式数", "② 期末自己株式数") if ja else ("1) Shares outstanding", "2) Treasury stock")
        )
    )
    return (
        PageBreak(),
        Heading(2, (Text("※ 注記事項" if ja else "* Notes"),)),
        Fields(
            ((("(1) 会計方針の変更" if ja else "(1) Changes in accounting policies", text("無" if ja else "None")),),)
        ),
        Heading(3, (Text("(2) 発行済株式数" if ja else "(2) Number of shares"),)),
        Table("shares", tuple(shares), "form", "発行済株式数" if ja else "Number of shares"),
        Paragraph(
            text(
                "業績予想は様々な要因により異なる場合があります。\n二行目。"
                if ja
                else "Forecasts may differ.\nA second line."
            )
        ),
    )


def statement(lang: str, lines: int = 8) -> Document:
    """A statement with sections of that many lines."""
    ja = lang == "ja"
    body = [line("資産の部" if ja else "ASSETS", "", "", kind="heading")]
    for section in (
        "流動資産" if ja else "Current assets",
        "固定資産" if ja else "Other assets, net of allowance for doubtful accounts",
    ):
        body.append(line(section, "", "", kind="heading", depth=1))
        body += [
            line(f"{section} {number}", f"{number},234,567", "(392,079)" if not ja else "△392,079", depth=2)
            for number in range(1, lines + 1)
        ]
        body.append(
            line(
                f"{section}合計" if ja else f"Total {section.lower()}",
                "12,345,678",
                "-" if not ja else "―",
                kind="subtotal",
                depth=2,
            )
        )
    body.append(
        line(
            "資産合計" if ja else "TOTAL ASSETS",
            "(112,345,678)" if not ja else "△112,345,678",
            "87,654,321",
            kind="total",
            depth=1,
        )
    )
    periods = (
        ("自　平成23年4月1日\n至　平成24年3月31日", "平成25年3月31日現在")
        if ja
        else ("As of March 31, 2012", "As of March 31, 2013")
    )
    head = (
        Row((Cell(kind="head"), *heads(*periods)), "head"),
        Row(
            (
                Cell(kind="head"),
                *heads(
                    "千円" if ja else "Thousands of JPY", "千米ドル" if ja else "Thousands of U.S. Dollars", kind="unit"
                ),
            ),
            "head",
        ),
    )
    title = "連結貸借対照表" if ja else "Consolidated Balance Sheets"
    blocks = (
        Paragraph((Text("株式会社例" if ja else "Example Inc."),), "small"),
        Heading(1, (Text(title),)),
        Table("balance-sheet", (*head, *body), "statement", title),
        Paragraph((Text("（注）注記。" if ja else "(Note) A note."),), "small"),
    )
    return Document("balance-sheet", lang, title, blocks)


def wide(lang: str) -> Document:
    """A statement of nine columns of figures."""
    names = (
        "Total equity",
        "Comprehensive income (loss)",
        "Accumulated deficit",
        "Accumulated other comprehensive income (loss)",
        "Shares of common stock outstanding",
        "Common Stock",
        "Treasury Stock",
        "Additional Paid-in Capital",
        "NONCONTROLLING INTERESTS",
    )
    figures = ("32,696,247", "", "(10,990,348)", "(23,533)", "41,295,600", "16,833,847", "(392,079)", "27,260,318", "-")
    rows = (
        Row((Cell(kind="head"), *heads(*names)), "head"),
        Row((Cell(kind="head"), *heads(*(("Thousands of JPY",) * 9), kind="unit")), "head"),
        line("BALANCE, APRIL 1, 2012", *figures),
        line("Purchase of noncontrolling interests of consolidated subsidiaries", *figures, depth=1),
        line("BALANCE, MARCH 31, 2013", *figures, kind="total"),
    )
    title = "Consolidated Statements of Shareholders' Equity"
    return Document("equity", lang, title, (Heading(1, (Text(title),)), Table("equity", rows, "statement", title)))


def every_document() -> tuple[Document, ...]:
    """All of them."""
    return tuple(make(lang) for make in (summary, statement, wide) for lang in ("ja", "en"))
