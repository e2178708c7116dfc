"""A company's first filing, from its taxonomy alone: it asks for what is blank alone, and filled in it is clean."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tanshin import new, resources
from tanshin.api import check, read_filing
from tanshin.cli import main
from tanshin.report.filing import Filing
from tanshin.values.finding import InputError, Severity
from tanshin.values.yaml import parse_yaml
from tanshin.values.yaml_text import block
from tanshin.write.records import records_of, text_of

YEAR_END = date(2016, 3, 31)
SAMPLES = resources.samples_dir()


def company(name: str, folder: Path) -> Path:
    """An issuer with its taxonomy, whose filings are listed and not there."""
    home = folder / name
    home.mkdir(parents=True)
    shutil.copy(SAMPLES / name / "issuer.yaml", home)
    if (SAMPLES / name / "taxonomy").is_dir():
        shutil.copytree(SAMPLES / name / "taxonomy", home / "taxonomy")
    return home


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize(
    ("name", "quarter", "form"),
    [
        ("kakuu", 4, "acedjpsm"),
        ("kakuu", 2, "qcedjpsm"),
        ("mihon", 1, "qcedifsm"),
        ("iij", 4, "acedussm"),
        ("iij", 3, "qcedussm"),
    ],
)
def test_nothing_is_told_but_what_is_blank(name: str, quarter: int, form: str, lang: str, tmp_path: Path) -> None:
    home = company(name, tmp_path)
    out = home / ("first.xlsx" if quarter == 4 else "first")
    started = new.first(home, YEAR_END, quarter, out, lang)
    assert (started.filing.form.name, started.filing.calendar.quarter) == (form, quarter)
    new.write(started, out, lang)
    with pytest.raises(InputError) as error:
        read_filing(out)
    told = error.value.findings
    assert {finding.code for finding in told} == {"TNS005", "TNS036"}
    assert [one.message.partition(":")[0] for one in told if one.code == "TNS005"] == ["announced", "number"]
    blank = {one.message.partition(":")[0] for one in told if one.code == "TNS036"}
    filing = started.filing
    assert blank == {*(table.id for table in filing.tables), *(table.id for table in filing.form.tables)}


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_line_of_every_statement_is_a_row(lang: str, tmp_path: Path) -> None:
    home = company("iij", tmp_path)
    filing = new.first(home, YEAR_END, 4, home / "first", lang).filing
    for statement in filing.taxonomy.statements:
        if statement.is_table:
            continue
        [table] = [one for one in filing.tables if one.statement == statement.id]
        read = [one.line.id for one in filing.captions if one.table == table.id and one.line]
        lines = [line.id for _, line in statement.walk() if not line.inline]
        assert read in (lines, [*lines, *lines]), statement.id
    captions = [one.text for one in filing.captions if one.line and not one.text.isascii()]
    assert (len(captions) > len(filing.captions) / 2) == (lang == "ja")


def filled(name: str, out: Path) -> None:
    """Fill in what the sample of the company says, found by caption and heading."""
    sample = SAMPLES / name / "fy2015-annual"
    given = parse_yaml((sample / "filing.yaml").read_text(encoding="utf-8"), "filing.yaml").data
    mine = parse_yaml((out / "filing.yaml").read_text(encoding="utf-8"), "filing.yaml").data
    assert isinstance(given, dict)
    assert isinstance(mine, dict)
    for key in ("announced", "number", "rounding"):
        mine[key] = given[key]
    mine["information"] = {**given["information"], **mine["information"]}
    pairs = [(file, mine["summary"][table]) for table, file in given["summary"].items()]
    for one in mine["statements"]:
        [like] = [each for each in given["statements"] if each["statement"] == one["statement"]]
        one["scale"] = like.get("scale", "3")
        pairs.append((f"{like['table']}.csv", f"{one['table']}.csv"))
    (out / "filing.yaml").write_text("\n".join((*block(mine), "")), encoding="utf-8")
    for theirs, ours in pairs:
        keys, *rows = records_of((sample / theirs).read_text(encoding="utf-8"))
        figures = {(row[0], key): cell for row in rows for key, cell in zip(keys[1:], row[1:], strict=True)}
        head, *body = records_of((out / ours).read_text(encoding="utf-8"))
        if theirs == "summary-forecasts.csv":
            body = [(row[0], *row[1:]) for row in rows]  # a range has rows of its own
            head = keys
        made = [(row[0], *(figures.pop((row[0], key), "") for key in head[1:])) for row in body]
        assert not figures, theirs
        (out / ours).write_text(text_of([head, *(row for row in made if any(row[1:]))]), encoding="utf-8")


def facts(filing: Filing) -> set[tuple[object, object]]:
    return {(fact.key, fact.value) for fact in filing.report}


@pytest.mark.parametrize("name", ["kakuu", "mihon"])
def test_filled_in_it_is_the_filing_that_was_made_by_hand(name: str, tmp_path: Path) -> None:
    out = company(name, tmp_path) / "fy2015-annual"
    told = run("new", "--issuer", out.parent, "--form", "annual", "--year-end", "2016-03-31", "--lang", "ja", "-o", out)
    assert told.exit_code == 0, told.output
    filled(name, out)
    filing = read_filing(out)
    assert facts(filing) == facts(read_filing(f"{name}/fy2015-annual"))
    assert not [one for one in check(filing).findings if one.severity is not Severity.INFO]
    if name == "mihon":
        assert run("build", out, "--out", tmp_path / "built").exit_code == 0


def test_without_a_filing_the_day_is_asked_for(tmp_path: Path) -> None:
    home = company("kakuu", tmp_path)
    told = run("new", "--issuer", home, "--form", "annual", "-o", home / "x.xlsx")
    assert told.exit_code == 2
    assert "TNS022" in told.output
    assert "--year-end" in told.output
    for wrong in (
        ("--issuer", home, "--form", "annual", "--year-end", "31.3.2016"),
        ("--issuer", home, "--form", "annual", "--year-end", "0016-03-31"),
        ("--issuer", home, "--form", "annual", "--year-end", "2016-03-31", "--quarter", "2"),
        ("--from", "iij/1h-fy2012", "--form", "annual", "--year-end", "2016-03-31"),
        ("--from-text", home / "issuer.yaml", "--year-end", "2016-03-31"),
    ):
        assert run("new", *wrong, "-o", home / "x.xlsx").exit_code == 2, wrong
    assert not (home / "x.xlsx").exists()


def test_a_company_whose_figures_explain_no_form_starts_with_its_statements(tmp_path: Path) -> None:
    home = company("mihon", tmp_path)
    (home / "taxonomy" / "mihon" / "figures.yaml").write_text("figures: []\n", encoding="utf-8")
    started = new.first(home, YEAR_END, 4, home / "first")
    assert not started.filing.form.name
    assert not started.filing.form.tables
    assert len(started.filing.tables) == 3
