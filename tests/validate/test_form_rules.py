"""What the exchange's own forms ask, on a quarterly filing that nobody made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tanshin import api
from tanshin.validate.registry import run
from tanshin.validate.rules import form, form_figure, form_table
from tanshin.validate.workpaper import Workpaper
from tests.quarterly import write
from tests.samples.filings import NAMES, sample

RULES = (*form.RULES, *form_table.RULES, *form_figure.RULES)
#: The filing that nobody made is of another company than its issuer.
OF_EXAMPLE = tuple(one for one in RULES if one.code != "TNS608")
YEAR = "Fiscal Year Ending March 31, 2014"


def told(home: Path) -> list[tuple[str, str]]:
    """Code and message of what the form asks for."""
    filing = api.read_filing(home)
    return [(one.code, one.message) for one in run(OF_EXAMPLE, Workpaper(filing, api.figures_of(filing)))]


def edited(folder: Path, file: str, *edits: tuple[str, str], quarter: int = 2) -> list[tuple[str, str]]:
    home = write(folder / "iij", quarter)
    path = home / file
    text = path.read_text("utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    return told(home)


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_a_filing_with_all_that_is_asked_is_silent(quarter: int, tmp_path: Path) -> None:
    assert told(write(tmp_path / "iij", quarter)) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_published_forms_are_silent(name: str) -> None:
    filing = sample(name)
    assert run(RULES, Workpaper(filing, api.figures_of(filing))) == ()


def test_a_forecast_may_be_a_range(tmp_path: Path) -> None:
    row = f'"{YEAR}","117,000","10.1"'
    home = write(tmp_path / "iij", 2)
    path = home / "summary-forecasts.csv"
    text = path.read_text("utf-8")
    upper = text.splitlines()[1].replace(f'"{YEAR}"', f'"{YEAR} (upper limit)"')
    lower = text.splitlines()[1].replace(row, f'"{YEAR} (lower limit)","110,000","3.5"')
    head = text.splitlines()[0]
    path.write_text(f"{head}\n{upper}\n{lower}\n", "utf-8")
    assert told(home) == []
    exchanged = lower.replace("lower", "upper"), upper.replace("upper", "lower")
    path.write_text("\n".join((head, *exchanged)) + "\n", "utf-8")
    assert {code for code, _ in told(home)} == {"TNS618"}
    path.write_text("\n".join((head, text.splitlines()[1], upper, lower)) + "\n", "utf-8")
    assert {message.partition(" is a range and")[2] for _, message in told(home)} == {
        " a single figure; keep one of them"
    }


def test_who_publishes_no_forecast_says_why(tmp_path: Path) -> None:
    table = ("  forecasts: summary-forecasts.csv\n", "")
    assert edited(tmp_path / "a", "filing.yaml", table) == []
    note = ("  NoteToForecasts: {ja: （注）予想に関する注記。, en: (Note) On forecasts.}\n", "")
    [(code, message)] = edited(tmp_path / "b", "filing.yaml", table, note)
    assert code == "TNS614"
    assert message.endswith("or say in PreambleToForecasts, NoteToForecasts why there is none")


def test_a_dividend_of_nothing_is_zero(tmp_path: Path) -> None:
    [(code, message)] = edited(tmp_path / "a", "summary-dividends.csv", ('"-","10.00"', '"-","-"'))
    assert code == "TNS617"
    assert "SecondQuarterMember" in message
    assert edited(tmp_path / "b", "summary-dividends.csv", ('"-","10.00"', '"-","0.00"')) == []


def test_the_title_names_the_quarter(tmp_path: Path) -> None:
    [(code, message)] = edited(tmp_path, "filing.yaml", ("第2四半期決算短信", "第1四半期決算短信"))
    assert (code, message.partition("does not say ")[2]) == ("TNS620", "第2四半期決算短信〔米国基準〕（連結）")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Tel: 03-0000-0000", 'Tel: "0300000000"'),
        ("URL: https://example.com/", "URL: https://example.com/a b"),
        ("ja: 例示　太郎", "ja: 例示太郎"),
    ],
)
def test_texts_are_written_as_the_form_writes_them(old: str, new: str, tmp_path: Path) -> None:
    assert [code for code, _ in edited(tmp_path, "filing.yaml", (old, new))] == ["TNS620"]


def test_a_blank_is_neither_a_figure_nor_nil(tmp_path: Path) -> None:
    [(code, message)] = edited(tmp_path, "summary-operating-results.csv", ('"1.5"', '""'))
    assert code == "TNS615"
    assert "ChangeInOperatingIncomeUS" in message


def test_notes_belong_to_flags(tmp_path: Path) -> None:
    flag = "ChangesBasedOnRevisionsOfAccountingStandardUS: yes"
    note = (
        "NoteToChangesInAccountingPrinciplesProceduresAndThePresentationOfTheConsolidatedQuarterlyFinancialStatements: "
        "{ja: 変更しました。, en: Changed.}"
    )
    assert edited(tmp_path / "a", "filing.yaml", (flag, f"{flag}\n  {note}")) == []
    off = flag.replace("yes", "no")
    [(code, message)] = edited(tmp_path / "b", "filing.yaml", (flag, f"{off}\n  {note}"))
    assert code == "TNS611"
    assert message.startswith("ChangesBasedOnRevisionsOfAccountingStandardUS is no, and NoteToChanges")
    other = "ChangesOtherThanOnesBasedOnRevisionsOfAccountingStandardUS"
    assert edited(tmp_path / "c", "filing.yaml", (flag, f"{off}\n  {note}"), (f"{other}: no", f"{other}: yes")) == []
