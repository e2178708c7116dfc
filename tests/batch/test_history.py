from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

import tanshin
from tanshin.batch.dataset import open_dataset, parts_of
from tanshin.batch.history import broken, concept_through_time, peers, restatements, shown
from tanshin.batch.job import Job, Limits, Outcome, Verb
from tanshin.batch.work import perform
from tanshin.cli import main
from tanshin.tell.rows import as_columns
from tanshin.values.finding import InputError
from tests.batch.filings import write_instance

#: Entity, first year, sales of it, sales of the year before: 2 restates its year 2010 by 30 million.
_REPORTS = (("1", 2010, 100, 90), ("1", 2011, 120, 100), ("2", 2010, 500, 400), ("2", 2011, 510, 530))


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_dataset(tmp_path_factory.mktemp("history"), perform)


def write_dataset(folder: Path, work: Callable[[Job], Outcome]) -> Path:
    jobs = []
    for entity, year, sales, last in _REPORTS:
        path = write_instance(folder / f"{entity}-{year}.xbrl", entity, year, sales * 10**6, last * 10**6)
        jobs.append(Job(Verb.FACTS, path.name, str(path), "", tanshin.__version__, Limits()))
    (part,) = parts_of(jobs)
    with open_dataset(folder / "dataset") as dataset:
        for job in jobs:
            dataset.keep(part, job, work(job))
        dataset.finish([part])
    return folder / "dataset"


def translated(job: Job) -> Outcome:
    """What a job finds, and the current year in dollars as well, at a rate that falls from report to report."""
    outcome = perform(job)
    rate = 100 if "2010" in job.name else 80
    first, *_ = outcome.facts
    value = (first.number or Decimal(0)) / rate
    return replace(outcome, facts=(*outcome.facts, replace(first, unit="USD", value=f"{value:f}", number=value)))


def test_a_concept_through_time(dataset: Path) -> None:
    rows = list(concept_through_time(dataset, "Sales", "1"))
    assert [(row["period_end"], row["value"], row["filing"]) for row in rows] == [
        ("2010-03-31", "90000000", "1-2010.xbrl"),
        ("2011-03-31", "100000000", "1-2010.xbrl"),
        ("2011-03-31", "100000000", "1-2011.xbrl"),
        ("2012-03-31", "120000000", "1-2011.xbrl"),
    ]
    assert rows == list(concept_through_time(dataset, "e:Sales", "1", members=True))
    assert not list(concept_through_time(dataset, "x' OR 1=1 --"))


def test_restatements_are_what_rounding_does_not_explain(dataset: Path) -> None:
    (row,) = restatements(dataset)
    assert (row["entity"], row["period_end"], row["was"], row["is"], row["since"]) == (
        "2",
        "2011-03-31",
        "500000000",
        "530000000",
        "2-2011.xbrl",
    )
    assert not list(restatements(dataset, "1"))


def test_translations_at_another_rate_restate_nothing(tmp_path: Path) -> None:
    dataset = write_dataset(tmp_path, translated)
    assert {row["unit"] for row in concept_through_time(dataset, "Sales")} == {"JPY", "USD"}
    assert [row["unit"] for row in restatements(dataset)] == ["JPY"]


def test_peers_side_by_side(dataset: Path) -> None:
    assert [(row["entity"], row["value"]) for row in peers(dataset, "Sales")] == [
        ("2", "510000000"),
        ("1", "120000000"),
    ]
    assert [row["value"] for row in peers(dataset, "Sales", date(2010, 3, 31))] == ["400000000", "90000000"]


def test_every_finding_of_a_rule(dataset: Path) -> None:
    found = list(broken(dataset, "TNS051"))
    assert {row["filing"] for row in found} == {f"{entity}-{year}.xbrl" for entity, year, *_ in _REPORTS}
    assert not list(broken(dataset, "TNS999"))


def test_the_command_asks_one_thing_in_three_shapes(dataset: Path) -> None:
    run = CliRunner().invoke
    asked = ["history", str(dataset), "--concept", "Sales"]
    assert len(json.loads(run(main, [*asked, "--format", "json"]).stdout)) == 8
    assert run(main, [*asked, "--format", "csv"]).stdout.startswith("entity,concept,unit,")
    assert run(main, asked).stdout == as_columns(list(concept_through_time(dataset, "Sales")))
    assert run(main, [*asked, "--restated"]).exit_code == 2
    assert run(main, ["history", str(dataset.parent), "--restated"]).exit_code == 2


@pytest.mark.parametrize("asked", [("--concept", "Sales"), ("--peers", "Sales"), ("--rule", "TNS051"), ("--restated",)])
def test_every_column_has_a_heading_in_japanese(dataset: Path, asked: tuple[str, ...]) -> None:
    heading = CliRunner().invoke(main, ["history", str(dataset), *asked, "--lang", "ja"]).stdout.splitlines()[0]
    assert heading.startswith("開示書類" if asked[0] == "--rule" else "提出者")
    assert not re.search("[a-z]", heading.replace("（decimals）", ""))


def test_numbers_are_shown_to_their_last_digit() -> None:
    longest = Decimal("98765432109876543210987654321.123456780")
    assert shown(longest) == "98765432109876543210987654321.12345678"
    assert shown(Decimal("1500.000000000")) == "1500"


def test_a_damaged_dataset_is_told(tmp_path: Path) -> None:
    for table in ("facts", "filings", "findings"):
        (tmp_path / table).mkdir()
        (tmp_path / table / "part-all.parquet").write_bytes(b"PAR1")
    with pytest.raises(InputError, match="run the batch again"):
        list(broken(tmp_path, "TNS101"))


def test_what_a_job_says_comes_back_from_json() -> None:
    from tanshin.batch.job import encoded

    outcome = Outcome("name", "digest", ())
    assert msgspec.json.decode(encoded(outcome), type=Outcome) == outcome
