"""The sample of the first quarter of FY2013 says what the slides say, and no figure of the slides is left out.

Tables stand on tab-separated lines, most other figures in bullets. Whatever a table is made of is crossed off in the
text; what is left at the end is no figure, or is named below with the reason why no table has it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.samples.slides import Slides, signed, whole

FILING = Path(__file__).resolve().parents[2] / "samples" / "iij" / "1q-fy2013"
RELEASE = Path("releases") / "001_c493b08377d5debb.txt"

Row = list[str]


def highlights(slides: Slides) -> list[Row]:
    part = slides.part("^< 1Q13 Financial Results >", "^<<")
    rows = [["caption", "1Q13", "YoY %"]]
    for caption in re.findall(r"^• ([^\t]+)\t", part.text, re.MULTILINE):
        amount, way, change = part.take(rf"^• {caption}\tJPY([\d,]+) million\t\((up|down) ([\d.]+%) YoY\)$")
        rows.append([caption, amount, signed(way, change)])
    return rows


def business_highlights(slides: Slides) -> list[Row]:
    part = slides.part("^<< Solid Start", "^< Accelerating")
    orders, backlog, operation = part.take(
        r"^Systems Integration\t.*order received up ([\d.]+%) YoY, order backlog up ([\d.]+%) YoY.*up ([\d.]+%) YoY"
    )
    (ip,) = part.take(r"^Corporate Connectivity\tIP revenue up ([\d.]+%) YoY")
    lte = part.take(r"^Home.* : ([\d,]+) \(4Q12\) ->([\d,]+) \(1Q13\) .* as of June 30, 2013: ([\d,]+)$")
    outsourcing = part.take(r"^Outsourcing\tRevenue up ([\d.]+%) YoY")[0]
    cloud = part.take(r"^Cloud\tRevenue: 4Q12 JPY([\d.]+) billion -> 1Q13 JPY([\d.]+) billion")
    overseas = part.take(r"^Overseas\tRevenue: 1Q12 JPY([\d.]+) billion -> 1Q13 JPY([\d.]+) billion")
    personnel, graduates = part.take(r"^Human Resources\t.*Up (\d+) personnel QoQ, added (\d+) newly .*\(Apr\. 2013\)$")
    home = slides.part("1Q13 Internet connectivity services for home", "◆")
    assert home.take(r": ([\d,]+)\(4Q12\) -> ([\d,]+)\(1Q13\), .* as of June 30, 2013: ([\d,]+)$") == lte
    return [
        ["caption", "1Q12", "4Q12", "1Q13", "Apr. 2013", "YoY %", "QoQ"],
        ["Systems construction order received", "", "", "", "", orders, ""],
        ["Systems construction order backlog", "", "", "", "", backlog, ""],
        ["Systems operation and maintenance revenue", "", "", "", "", operation, ""],
        ["IP revenue", "", "", "", "", ip, ""],
        ["Net additions of LTE services' contracts", "", lte[0], lte[1], "", "", ""],
        ["Total number of LTE services' contracts", "", "", lte[2], "", "", ""],
        ["Outsourcing revenue", "", "", "", "", outsourcing, ""],
        ["Cloud revenue", "", *cloud, "", "", ""],
        ["Overseas revenue", overseas[0], "", overseas[1], "", "", ""],
        ["Personnel", "", "", "", "", "", personnel],
        ["Newly graduates hired", "", "", "", graduates, "", ""],
    ]


def results_overview(slides: Slides) -> list[Row]:
    rows = [
        ["caption", "1Q13 %", "1Q13", "1Q12 %", "1Q12", "YoY Change in %", "1H13 Target %", "1H13 Target"],
    ]
    rows[0].append("YoY (1H13 to 1H12)")
    _, _, *printed = slides.part("^II - 1. ", "^II - 2. ").take_table(6)
    for caption, *cells in printed:
        spread: Row = []
        for place, cell in enumerate(cells):  # the share of revenues stands in one cell with the amount
            share, _, amount = cell.replace("—", "-").rpartition(" ")
            spread += [amount] if place in (2, 4) else [share, amount]
        rows.append([whole(caption), *spread])
    return rows


def revenues(slides: Slides) -> list[Row]:
    part = slides.part("^II - 2. ", "^II -3. ")
    shares = {name: part.take(rf"^{name}\n \(([\d.]+%) of")[0] for name in ("One-time Revenue", "Recurring Revenue")}
    rows = [
        ["caption", "FY12", "1Q13", "YoY", "YoY %", "% of revenues"],
        ["Total revenues", *part.take(r"^FY12: ([\d,]+)$"), "", "", "", ""],
    ]
    for caption in re.findall(r"^- ◆ 1Q13 ([^:]+):", part.text, re.MULTILINE):
        (amount,) = part.take(rf"{caption}: JPY([\d,]+) million")
        share = shares.pop(caption.replace("revenue", "Revenue"), "")
        rows.append([caption, "", amount, *part.take_moves(caption, "YoY", "YoY %"), share])
    assert not shares
    return rows


def gross_margins(slides: Slides) -> list[Row]:
    part = slides.part("^II -3. ", "^II - 4. ")
    rows = [["caption", "1Q13", "YoY", "YoY %"]]
    for caption in re.findall(r"1Q13 ([^:]*ross margin):", part.text):
        (amount,) = part.take(rf"1Q13 {caption}: JPY([\d,]+) million")
        rows.append([caption, amount, *part.take_moves(caption, "YoY", "YoY %")])
    return rows


def gross_margin_ratios(slides: Slides) -> list[Row]:
    part = slides.part("^II -3. ", "^II - 4. ")
    (network,) = slides.part(r"^II - 4. .*\(2\)", "◆").take(r"^\(Gross margin ratio: ([\d.]+%)\)")
    (systems,) = slides.part(r"^II - 5. .*\(2\)", "◆").take(r"^\(Gross margin ratio: ([\d.]+%)\)")
    rows = [["caption", "FY12", "1Q13", "YoY points"]]
    for caption, year in (
        ("Gross margin", ""),
        ("Network services gross margin", network),
        ("SI gross margin", systems),
    ):
        ratio, way, points = part.take(rf"1Q13 {caption}:.* ratio: ([\d.]+%) \((up|down) ([\d.]+) Pt. YoY\)")
        rows.append([f"{caption} ratio", year, ratio, signed(way, points)])
    return rows


def network_services(slides: Slides) -> list[Row]:
    columns = ("YoY", "YoY %", "QoQ", "QoQ %")
    part, cost = slides.part(r"^II - 4. .*\(1\)", r"^II - 4. .*\(2\)"), slides.part(r"^II - 4. .*\(2\)", r"^II - 5. ")
    captions = re.findall(r"◆ \**1Q13 ([^:]+):", part.text)
    return [
        ["caption", "FY12", *columns],
        *([caption, "", *part.take_moves(caption, *columns)] for caption in captions),
        [
            "Cost of network services",
            *cost.take(r"^FY12: ([\d,]+)$"),
            *cost.take_moves("Cost of network services", *columns),
        ],
    ]


def contracts(slides: Slides) -> list[Row]:
    figures = slides.take(
        r"^Contracts for over 1Gbps as of June 30, 2013: (\d+) contracts "
        r"\(March 31, 2013: (\d+) contracts, June 30, 2012: (\d+) contracts\)$"
    )
    return [["caption", "2013-06-30", "2013-03-31", "2012-06-30"], ["Contracts for over 1Gbps", *figures]]


def systems_integration(slides: Slides) -> list[Row]:
    columns = ("YoY", "YoY %", "QoQ", "QoQ %")
    rows = [["caption", "FY12", "1Q13", *columns]]
    for caption, ends in (("Systems Construction", "^<"), ("Systems Operation and Maintenance", "^II - 5.")):
        part = slides.part(rf"^ ?{caption}$", ends)
        rows.append([caption, *[""] * 6])
        rows += [
            [name, "", "", *part.take_moves(name, *columns)] for name in re.findall(r"1Q13 (\w+ ?\w*):", part.text)
        ]
    cost = slides.part(r"^II - 5. .*\(2\)", "^II - 6. ")
    (people,) = cost.take(r"full-time outsourcing personnel as of June 30, 2013: (\d+) \(")
    name = "number of full-time outsourcing personnel"
    return [
        *rows,
        ["Cost of SI", *cost.take(r"^FY12: ([\d,]+)$"), "", *cost.take_moves("Cost of SI", *columns)],
        [name.capitalize(), "", people, *cost.take_moves(name, *columns)],
    ]


def personnel(slides: Slides) -> list[Row]:
    part = slides.part("^II - 6. ", "^II - 7. ")
    cells = [cell.removeprefix("FY12: ") for row in part.take_table(5) for cell in row if cell]
    figures = [figure.strip("()") for cell in cells for figure in cell.split()]
    quarters = ["1Q12", "2Q12", "3Q12", "4Q12", "1Q13", "FY12"]
    caption = "Personnel related costs and expenses"
    return [
        [
            "caption",
            *(f"{one}{sign}" for one in quarters for sign in ("", " %")),
            "YoY",
            "QoQ",
            "Apr. 2013",
            "Apr. 2012",
        ],
        [caption, *figures, *part.take_moves(caption, "YoY", "QoQ"), "", ""],
        ["Newly graduates hired", *[""] * 14, *part.take(r"Hired (\d+) newly .* Apr. 2013 \(Apr. 2012: (\d+) newly")],
    ]


def selling_general_administrative(slides: Slides) -> list[Row]:
    part = slides.part("^II - 7. ", "^II - 8. ")
    share, points = part.take(r"1Q13 SG&A: .* ([\d.]+%) of total revenue, up ([\d.]+) points YoY$")
    details = re.findall(r"(?:- |, )(\w[\w -]+ expenses) increased YoY by", part.text)
    return [
        ["caption", "1Q13", "YoY", "QoQ", "YoY points"],
        ["SG&A", "", *part.take_moves("SG&A", "YoY", "QoQ"), ""],
        *(
            [name.capitalize(), "", *part.take(rf"{name} increased YoY by JPY(\d+) million"), "", ""]
            for name in details
        ),
        ["% of total revenue", share, "", "", points],
    ]


def income(slides: Slides) -> list[Row]:
    part = slides.part("^II - 8. ", "^II - 9. ")
    first, *others = (
        [caption, *part.take(rf"{caption}: JPY([\d,]+) million"), *part.take_moves(caption, "YoY", "YoY %")]
        for caption in re.findall(r"◆ \*\*1Q13 ([^:]+):", part.text)
    )
    gains = part.take(r"foreign exchange gains of JPY(\d+) million in 1Q13")
    return [["caption", "1Q13", "YoY", "YoY %"], first, ["Foreign exchange gains", *gains, "", ""], *others]


def atm_segment(slides: Slides) -> list[Row]:
    head, row = slides.part("^➤ .*ATM operation segment", "^•").take_table(6)
    return [["caption", *head], ["ATM operation segment operating income", *row]]


def atms(slides: Slides) -> list[Row]:
    return [["caption", "2013-08-06"], ["ATMs placed", *slides.take(r"^• (\d+) ATMs were placed as of Aug. 6, 2013$")]]


def quarterly_results(slides: Slides) -> list[Row]:
    part = slides.part("^➤ Equity in net income of", "^II - 9. ")
    return [[row[-1] or "caption", *row[1:-1]] for row in part.take_table(7)]  # the caption stands last


def balance_sheet_summary(slides: Slides) -> list[Row]:
    part = slides.part("^II - 9. ", "^II - 10. ")
    (_, *head), *rows = part.take_table(4)
    assert head == ["March 31, 2013", "June 30, 2013", "Changes"]
    ratios = part.take(r"equity ratio: ([\d.]+%) \(as of March 31, 2013\), ([\d.]+%) \(as of June 30, 2013\)")
    return [
        ["caption", "2013-03-31", "2013-06-30", "Changes", "2013-03-31 %", "2013-06-30 %"],
        *([whole(row[0]), *row[1:], "", ""] for row in rows[:-1]),
        [whole(rows[-1][0]), *rows[-1][1:], *ratios],
    ]


def cash_flows(slides: Slides) -> list[Row]:
    whole_slide = slides.part("^II - 10. ", "^II - 11. ")
    compared = whole_slide.part("^• Breakdown of YoY")
    rows = [["caption", "FY12", "1Q13", "YoY"]]
    for kind in ("Operating", "Investing", "Financing"):
        part = whole_slide.part(rf"^{kind} Activities:", "^• Breakdown|^(?:Inv|Fin).*Activities:$|\\Z")
        rows.append([f"{kind} Activities", *part.take(r"^FY12: (\(?[\d,]+\)?)$"), "", ""])
        for caption in re.findall(r"^ ?- ([^:]+): ", part.text[part.text.index("1Q13") :], re.MULTILINE):
            opens, amount = part.take(rf"- {caption}: (\(?)JPY([\d,]+) million\)?$")
            again = caption.replace("Payments for income", "Payments of income")
            change = re.search(rf"^- {again}: (plus|minus) JPY([\d,]+) million$", compared.text, re.MULTILINE)
            moved = signed(*compared.take(rf"^- {again}: (plus|minus) JPY([\d,]+) million$")) if change else ""
            rows.append([caption, "", f"({amount})" if opens else amount, moved])
    return rows


def cloud(slides: Slides) -> list[Row]:
    head, *printed = slides.part("^Cloud Revenue$", r"^\*").take_table(4)
    rows = [["caption", *head[1:], "FY13 Target"]]
    for caption, *cells in printed:
        name, _, month = caption.partition(" (")
        target = cells[-1].removeprefix("Target over ")
        planned = ["", target] if target != cells[-1] else [cells[-1].split(" ")[0], ""]
        rows.append([name, *(cell.split(" ")[0] for cell in cells[:-1]), *planned])
        if month:
            rows.append([month.rstrip(")"), *(cell.partition(" (")[2].rstrip(")") for cell in cells), ""])
    return rows


def cloud_measures(slides: Slides) -> list[Row]:
    part = slides.part("^III-1. ", "^III - 2. ")
    recognized = part.take(
        r"^\* Revenue recognition: (\d+%) in systems operation and maintenance, (\d+%) in outsourcing$"
    )
    again = slides.take(r"^ - (\d+%) of 1Q13 cloud total revenues .* and the remaining (\d+%) in outsourcing$")
    assert recognized == again
    clients = part.take(r"^(Large SNS game clients revenue ratio): (\d+%)\(1Q13\), (\d+%)\(4Q12\), (\d+%)\(4Q11\)$")
    charge, companies = part.take(r"over MRC JPY(\d) million clients reaching to (\d) companies$")
    return [
        ["caption", "4Q11", "4Q12", "1Q13", "July 2013"],
        ["Cloud revenue recognized in systems operation and maintenance", "", "", recognized[0], ""],
        ["Cloud revenue recognized in outsourcing", "", "", recognized[1], ""],
        [clients[0], *clients[:0:-1], ""],
        [f"Clients with a monthly recurring charge over JPY{charge} million", "", "", companies, ""],
        ["Modules installed at Matsue DCP", "", "", "", *part.take(r"^- All (\d+) modules installed .* of July 2013$")],
    ]


def targets(slides: Slides) -> list[Row]:
    (_, *head), *rows = slides.part("^III - 2. ", r"^ \n\*1").take_table(5)
    assert [name[:8] for name in head] == ["FY13 Tar", "FY12 Act", "YoY (FY1", ""]
    assert len(re.findall(r"\^\{\*[12]\}|\(Annual\)", "\t".join(map("\t".join, rows)))) == 5
    return [
        ["caption", "FY13 Target", "FY12 Actual", "YoY", "YoY %"],
        *(
            [whole(caption), *(re.sub(r" \^\{.*?\}| \(Annual\)", "", cell) for cell in cells)]
            for caption, *cells in rows
        ),
    ]


def share_issue(slides: Slides) -> list[Row]:
    footnote = slides.part(r"^\*1$", r"^\*2$").take(r"new shares of ([\d,]+) shares of common stock in July and August")
    part = slides.part("^III- 3. ", "^※")
    (new,), (outstanding,) = (
        part.take(r"issuance of ([\d,]+) new"),
        part.take(r"outstanding increased to ([\d,]+) shares"),
    )
    assert footnote == [new]
    (secured,) = slides.take(r"^- Secured JPY([\d.]+) billion with equity finance$")
    return [
        ["caption", "2Q13", "2013-08-06"],
        ["New shares of common stock issued", new, ""],
        ["Secured with equity finance", secured, ""],
        ["Total number of shares outstanding", "", outstanding],
    ]


TABLES: dict[str, Callable[[Slides], list[Row]]] = {
    "highlights": highlights,
    "business-highlights": business_highlights,
    "results-overview": results_overview,
    "revenues": revenues,
    "gross-margins": gross_margins,
    "gross-margin-ratios": gross_margin_ratios,
    "network-services": network_services,
    "contracts": contracts,
    "systems-integration": systems_integration,
    "personnel": personnel,
    "selling-general-administrative": selling_general_administrative,
    "income": income,
    "atm-segment": atm_segment,
    "atms": atms,
    "quarterly-results": quarterly_results,
    "balance-sheet-summary": balance_sheet_summary,
    "cash-flows": cash_flows,
    "cloud": cloud,
    "cloud-measures": cloud_measures,
    "targets": targets,
    "share-issue": share_issue,
}


@pytest.fixture(scope="module")
def release(reference: Path) -> str:
    return (reference / RELEASE).read_text(encoding="utf-8")


def written(file: str) -> list[Row]:
    with (FILING / f"{file}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, strict=True))


@pytest.mark.parametrize("table", TABLES)
def test_csv_says_what_the_slides_print(table: str, release: str) -> None:
    assert written(table) == TABLES[table](Slides(release))


@pytest.mark.parametrize("table", TABLES)
def test_csv_is_plain(table: str) -> None:
    """UTF-8 without a mark, LF, quotes only where needed, every row as wide as the header."""
    rows = written(table)
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    assert (FILING / f"{table}.csv").read_bytes() == stream.getvalue().encode("utf-8")
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(cell == cell.strip() for row in rows for cell in row)
