from __future__ import annotations

import random
import re
import shutil
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tanshin import resources
from tanshin.read.canonical.filing import read_filing
from tanshin.report.aspect import JPY
from tanshin.report.filing import Exchange, Filing, MarkKind
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.rounding import Rounding
from tests.read.example import refused, sample

TAXONOMIES = resources.taxonomy_dir()
NAME = "iij/fy2012-annual"

#: File, old text, new text; a file called ``../issuer.yaml`` is that of the company.
Edit = tuple[str, str, str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample, to be changed."""
    shutil.copytree(resources.samples_dir() / "iij", tmp_path / "iij")
    return tmp_path / NAME


def change(folder: Path, *edits: Edit) -> None:
    for file, old, new in edits:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (file, old, text.count(old))
        path.write_text(text.replace(old, new), encoding="utf-8")


def refusal(folder: Path, *edits: Edit) -> list[str]:
    change(folder, *edits)
    with pytest.raises(InputError) as caught:
        read_filing(folder, TAXONOMIES)
    return refused(caught)


def test_the_head_of_the_filing_is_read() -> None:
    filing = sample()
    assert (filing.name, filing.number, filing.announced) == (NAME, "20130515000000", date(2013, 5, 15))
    assert (filing.calendar.year_end, filing.calendar.quarter) == (date(2013, 3, 31), 4)
    assert filing.exchange == Exchange(Decimal("94.16"), date(2013, 3, 29))
    assert filing.rounding is Rounding.HALF_UP
    assert (filing.taxonomy.prefix, filing.form_taxonomy.prefix, filing.form.name) == ("iij", "tse-ed-t", "acedussm")
    assert filing.findings == ()


def test_tables_keep_their_order_columns_and_periods() -> None:
    tables = {table.id: table for table in sample().tables}
    assert list(tables) == [
        "balance-sheet", "income-statement", "equity", "equity-usd", "cash-flow", "income-statement-4q", "cash-flow-4q",
        "summary-dividends-adjusted",
    ]  # fmt: skip
    assert [column.key for column in tables["cash-flow"].columns] == ["FY2011 JPY", "FY2012 USD", "FY2012 JPY"]
    assert tables["equity"].periods == ("PriorYear", "CurrentYear")
    assert tables["equity-usd"].periods == ("CurrentYear",)
    assert tables["balance-sheet"].periods == ()


def test_every_fact_stands_once_and_every_print_leads_to_one() -> None:
    filing = sample()
    assert len(filing.report.by_key) == len(filing.report)
    assert {one.key for one in filing.prints} <= filing.report.by_key.keys()
    printed = {one.key for one in filing.prints}
    assert {fact.table for fact in filing.report if fact.key not in printed} == {"information"}


def test_a_mark_mends_a_published_caption() -> None:
    filing = sample()
    mark = filing.marks[0]
    assert (mark.table, mark.column, mark.kind) == ("cash-flow-4q", "caption", MarkKind.PUBLISHED_WRONG)
    investing = filing.taxonomy.name("NetCashProvidedByInvestingActivities")
    fact = filing.fact(investing, filing.calendar.period("CurrentQuarter"), JPY)
    assert fact is not None
    assert fact.source is not None
    assert (fact.source.file, fact.value) == (f"{NAME}/cash-flow-4q.csv", Decimal(-1_242_049_000))


def test_the_folder_may_be_named_in_any_way(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    for path in (Path(), folder, Path("../fy2012-annual"), folder / ".." / "fy2012-annual"):
        assert read_filing(path, TAXONOMIES).name == NAME
    monkeypatch.chdir(folder.parent)
    assert read_filing(Path("fy2012-annual"), TAXONOMIES).name == NAME
    assert read_filing(Path("fy2012-annual"), TAXONOMIES, "a/b").name == "a/b"


def test_reading_again_gives_the_same() -> None:
    again = read_filing(resources.samples_dir() / NAME, TAXONOMIES)
    assert again.report.facts == sample().report.facts
    assert [fact.source for fact in again.report] == [fact.source for fact in sample().report]


FILING, ISSUER, SHEET = "filing.yaml", "../issuer.yaml", "balance-sheet.csv"
CASH = 'Cash and cash equivalents,"13,536,824"'
FORM_NAMESPACE = "http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed/t/2014-01-12"


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        (
            FILING,
            "form: acedussm",
            "form: scedussm",
            "TNS005 there is no form scedussm; known are acedifsm, ",
        ),
        (FILING, "fiscal_year_end: 2", "fiscal_year_end: 9", "TNS005 fiscal_year_end: 9013-03-31 is not between 1900"),
        (FILING, "table: cash-flow\n", "table: ../cash-flow\n", "TNS005 statements[4].table: expected a name of small"),
        (FILING, "table: cash-flow\n", "table: equity\n", "TNS005 another table is called equity;"),
        (FILING, "table: cash-flow\n", "table: dividends\n", "TNS005 another table is called dividends;"),
        (FILING, "table: cash-flow\n", "table: marks\n", "TNS005 another table is called marks;"),
        (FILING, "table: cash-flow\n", "table: restatements\n", "TNS005 another table is called restatements;"),
        (
            FILING,
            "  shares: summary",
            "  chairs: summary",
            "TNS005 the form has no table chairs; it has operating-results",
        ),
        (
            FILING,
            "  shares: summary-",
            "  shares: ../",
            "TNS005 summary.shares: expected the name of a CSV file beside",
        ),
        (FILING, "  FilingDate: 2", "  FilingDate: 1", "TNS015 1013-05-15 is not between 1900 and 2199;"),
        (FILING, "  TokyoStockExchange: yes", "  TokyoStockExchange: ja", "TNS005 TokyoStockExchange is yes or no"),
        (SHEET, CASH, CASH[:-1] + '0"', "TNS010 thousands separators must leave groups of three digits"),
        (SHEET, CASH, CASH.replace("824", "825"), "TNS014 two values for iij:CashAndCashEquivalents 2012-03-31 JPY"),
        (SHEET, CASH, CASH.replace("Cash and", "Money and"), "TNS008 `Money and cash equivalents` is no line of"),
        ("marks.csv", ",cash-flow-4q,Net", ",cash-flow-3q,Net", "TNS018 no cell cash-flow-3q / Net cash used in"),
        (ISSUER, "taxonomy: iij", "taxonomy: jii", "TNS005 there is no taxonomy jii"),
        (ISSUER, "taxonomy: iij", "taxonomy: ../taxonomy/iij", "TNS005 taxonomy: expected the name of a folder"),
        (ISSUER, "  TotalAssetsUS:", "  BoatsUS:", "TNS005 BoatsUS is no item of the form's taxonomy"),
        (ISSUER, "    - Revenues\n", "    - Boats\n", "TNS005 Boats is no concept of the taxonomy iij"),
        (
            ISSUER,
            "taxonomy: iij",
            f"namespace: {FORM_NAMESPACE}\ntaxonomy: iij",
            "TNS005 the namespace is the form's (",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(file: str, old: str, new: str, found: str, folder: Path) -> None:
    line = (folder / file).read_text(encoding="utf-8").partition(old)[0].count("\n") + 1
    said = refusal(folder, (file, old, new))
    place = f"iij/{file[3:]}" if file.startswith("../") else f"{NAME}/{file}"
    assert any(re.match(rf"{re.escape(place)}:{line}:[0-9]+ {re.escape(found)}", one) for one in said), said


def test_a_table_that_is_missing_is_told(folder: Path) -> None:
    (folder / "summary-shares.csv").unlink()
    advice = "is missing; put it there, or correct what names it"
    assert refusal(folder) == [f"{NAME}/summary-shares.csv TNS001 {NAME}/summary-shares.csv {advice}"]


def test_the_faults_of_all_tables_are_told_at_once(folder: Path) -> None:
    (folder / "equity.csv").unlink()
    said = refusal(
        folder,
        (SHEET, CASH, CASH[:-1] + '0"'),
        ("cash-flow.csv", "caption,", "item,"),
        (FILING, "  TokyoStockExchange: yes", "  TokyoStockExchange: ja"),
        (FILING, "    statement: BalanceSheet", "    statement: BalanceSheet\n    period: LastYear"),
        ("summary-shares.csv", "The number of treasury stock", "Boats"),
    )
    places = [re.sub(rf"^{NAME}/([^:]*)(:[0-9]+)* ", r"\1 ", one)[:50] for one in said]
    # filing.yaml is wrong in itself where the balance sheet is concerned, so its cells are not looked at.
    expected = ["cash-flow.csv TNS007", "equity.csv TNS001", "filing.yaml TNS005", "filing.yaml TNS012"]
    expected += ["filing.yaml TNS015", "summary-shares.csv TNS007"]
    assert sorted({" ".join(one.split()[:2]) for one in places}) == expected


def test_both_files_that_everything_hangs_on_are_looked_at(folder: Path) -> None:
    said = refusal(folder, (FILING, "form: acedussm", "form: ["), (ISSUER, 'code: "3774"', "code: x"))
    assert [one.split()[1] for one in said] == ["TNS004", "TNS005"]


def test_findings_that_are_no_errors_stay_with_the_filing(folder: Path) -> None:
    change(folder, (SHEET, CASH, 'Cash and cash equivalents,"１３,536,824"'))
    with (folder / "summary-shares.csv").open("ab") as stream:
        stream.write("　,,,\n".encode("cp932"))  # an empty row, as it is left over in Excel
    filing = read_filing(folder, TAXONOMIES)
    assert [(finding.code, finding.severity) for finding in filing.findings] == [
        ("TNS011", Severity.INFO),
        ("TNS003", Severity.INFO),
    ]
    assert filing.report.facts == sample().report.facts


def with_link(folder: Path, file: str, target: str) -> None:
    (folder / file).unlink(missing_ok=True)
    (folder / file).symlink_to(target)


@pytest.mark.parametrize("file", [SHEET, FILING, ISSUER, "summary-shares.csv", "marks.csv"])
@pytest.mark.parametrize("target", ["/dev/zero", "/etc/hostname", "../../outside", "missing", "."])
def test_links_lead_nowhere_else(file: str, target: str, folder: Path) -> None:
    (folder / "../../outside").write_text("caption,secret\nsecret,1\n", encoding="utf-8")
    with_link(folder, file, target)
    said = refusal(folder)
    assert [one.split()[1] for one in said] == ["TNS001"]
    assert "secret" not in said[0]


def test_a_file_may_stand_in_for_another_in_the_same_folder(folder: Path) -> None:
    (folder / SHEET).rename(folder / "bs.csv")
    with_link(folder, SHEET, "bs.csv")
    assert read_filing(folder, TAXONOMIES).report.facts == sample().report.facts


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.mkdir(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"\x00" * 100),
        lambda path: path.write_bytes(b"\xff\xfe" + "caption".encode("utf-16-le")),
        lambda path: path.write_text("caption" + ",x" * 10_000),
        lambda path: path.write_text("caption,a\n" + "X,1\n" * 20_000),
        lambda path: path.write_text("caption,a\nX," + "9" * 1_000_000),
        lambda path: path.write_text('caption,a\nX,"' + "\n" * 100_000),
    ],
    ids=["folder", "empty", "zeros", "utf-16", "wide", "long", "large cell", "open quote"],
)
def test_a_table_that_is_none_is_refused_soon(make: Callable[[Path], object], folder: Path) -> None:
    (folder / SHEET).unlink()
    make(folder / SHEET)
    started = time.process_time()
    said = refusal(folder)
    assert time.process_time() - started < 2
    assert all(one.startswith(f"{NAME}/{SHEET}") for one in said)


def test_a_table_of_nonsense_is_refused_soon(folder: Path) -> None:
    """As many unknown captions as a table can have rows: one finding for each, but not long suggestions for all."""
    header = (folder / SHEET).read_text(encoding="utf-8").splitlines()[0]
    captions = [f"Total curent asets of the company and its subsidiaries no. {number},1,2,3" for number in range(4990)]
    (folder / SHEET).write_text("\n".join([header, *captions]) + "\n", encoding="utf-8")
    started = time.process_time()
    assert len(refusal(folder)) == 4990
    assert time.process_time() - started < 4


# Mutations: what a slip, a bad disk or a bad person makes of a file.

_WORDS = (
    "CurrentYear", "Prior2Year", "9999-12-31", "0001-01-01", "1e999999", "9" * 400, '"', '""', "\n", "\r", ",", ",,",
    "\u2028", "{", "}", "[", "]", ": ", "- ", "&a ", "*a", "!!str ", "~", "yes", "()", "-", "(1", "%", "@period",
    "../x", "/etc/passwd", "#2", "{CurrentYear.last}", "{x}", "{split.ratio}", "平成25年3月31日", "元年",
    '"\\x07"', '"\\0"', "\ufeff", "caption", "tse-ed-t", "namespace: ", 'quarter: "3"\n', "1/0", "0", "-1",
    "FY2012 JPY",
)  # fmt: skip


def mutate(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 5))):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((0, 1, 5, 50)))
        word = chance.choice(_WORDS).encode()
        match chance.randrange(6):
            case 0:
                data = data[:start] + bytes([chance.randrange(256)]) + data[end:]
            case 1:
                data = data[:start] + word + data[end:]
            case 2:
                data = data[:start] + data[start:end] * chance.choice((2, 40)) + data[end:]
            case 3:
                lines = data.split(b"\n")
                chance.shuffle(lines)
                data = b"\n".join(lines[: chance.randrange(len(lines)) + 1])
            case _:  # a word for a word: what is still well-formed goes deepest
                places = list(re.finditer(rb"[A-Za-z0-9_.%-]+", data))
                place = chance.choice(places) if places else None
                data = data[: place.start()] + word + data[place.end() :] if place else word
    return data


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_in_the_files_it_is_read_or_refused_with_a_place(seed: int, folder: Path) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same on every run
    files = {path: path.read_bytes() for path in (*sorted(folder.iterdir()), folder.parent / "issuer.yaml")}
    until = time.process_time() + 1.5
    for _ in range(60):
        if time.process_time() > until:
            break
        path = chance.choice(list(files))
        path.write_bytes(mutate(files[path], chance))
        found = attempt(folder)
        if isinstance(found, Filing):
            assert len(found.report.by_key) == len(found.report)
            assert found.dts.concepts
        else:
            assert found
            for finding in found:
                assert finding.sources, finding
                assert finding.sources[0].line or finding.code in {"TNS001", "TNS003"}, finding
        path.write_bytes(files[path])


def attempt(folder: Path) -> Filing | tuple[Finding, ...]:
    try:
        return read_filing(folder, TAXONOMIES)
    except InputError as error:
        return error.findings


def test_a_filing_is_read_in_the_era_of_its_announcement(folder: Path) -> None:
    """The day decides; a filing never names its era."""
    own = folder.parent / "taxonomy" / "iij"
    shutil.copytree(resources.taxonomy_dir() / "iij", own)
    (own / "later").mkdir()
    sheet = (own / "balance-sheet.yaml").read_text(encoding="utf-8")
    (own / "later" / "balance-sheet.yaml").write_text(sheet.replace("ja: のれん}", "ja: 営業権}"), encoding="utf-8")
    head = own / "taxonomy.yaml"
    text = head.read_text(encoding="utf-8")
    eras, end = text.index("  - era: fy2012\n"), text.index("\n# What another concept took")
    kept = text[eras:end]
    later = kept.replace("era: fy2012", "era: later").replace("- balance-sheet.yaml", "- later/balance-sheet.yaml")
    now = kept.replace("    title:", "    until: 2013-05-15\n    title:")
    head.write_text(text[:eras] + now + later + text[end:], encoding="utf-8")
    filing = read_filing(folder, TAXONOMIES)
    assert (filing.taxonomy.era, filing.taxonomy.concept("Goodwill").label("ja")) == ("fy2012", "のれん")
    change(folder, ("filing.yaml", "announced: 2013-05-15", "announced: 2013-05-16"))
    filing = read_filing(folder, TAXONOMIES)
    assert (filing.taxonomy.era, filing.taxonomy.concept("Goodwill").label("ja")) == ("later", "営業権")
