"""The form until 2013 beside a real annual summary in it, the names of a quarterly one, and Arelle."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from tanshin.arelle.client import Arelle, as_arelle
from tanshin.read.older import as_today, calendar_of
from tanshin.report.fact import Fact
from tanshin.report.older_form import Kind, Older
from tanshin.values.finding import Severity
from tanshin.write.older import older_files, older_instance, place
from tests.foreign import checked
from tests.older import ED, STAND_IN, form, importing, lines, reported, resources, stand_in, today
from tests.samples.filings import sample

SUMMARY = "toyota7203_FY2012_annual_US_tdnet-acedussm.xbrl"
OWN = ("tdnet-acedussm-72030", "http://www.xbrl.tdnet.info/jp/br/tdnet/ac/edus/sm/72030/20130325005269")
SCHEMA = "tdnet-acedussm-72030-20130325005269.xsd"


@pytest.fixture(scope="module")
def real(reference: Path) -> bytes:
    """A real annual summary in the older form."""
    return (reference / "tse" / "samples" / SUMMARY).read_bytes()


@pytest.fixture(scope="module")
def seen(reference: Path, real: bytes) -> list[Older]:
    """Every fact of the real summary and of a quarterly one, as the table would know it."""
    with (reference / "tse" / "pre-2014-quarterly-names.tsv").open(encoding="utf-8") as file:
        quarterly = [(row["element"], row["context"]) for row in csv.DictReader(file, delimiter="\t")]
    return [known(name, context) for name, context in (*((one[0], one[1]) for one in lines(real)), *quarterly)]


def known(name: str, context: str | None) -> Older:
    match = re.fullmatch(r"[A-Za-z0-9]+?(Non)?Consolidated(Instant|Duration)", context or "")
    assert match, context
    prefix, _, local = name.partition(":")
    return prefix, local, bool(match[1]), Kind(match[2])


def test_every_fact_of_both_reports_is_in_the_table(seen: list[Older]) -> None:
    found = Counter(
        "today" if one in form().by_older else "gone" if one in form().gone_of else str(one) for one in seen
    )
    assert found == {"today": 442, "gone": 10}


def test_every_name_of_the_table_stands_in_one_of_them(seen: list[Older]) -> None:
    assert (form().by_older.keys() | form().gone_of.keys()) - set(seen) == set()


def test_a_real_summary_is_read_completely(real: bytes) -> None:
    instance = reported(real)
    found = as_today(instance, form())
    assert len(instance.report) == len(found.report) == len(lines(real)) == 242
    assert found.repeated == ()
    kept = [fact.concept.local for fact in found.report if fact.concept.namespace != today().namespace]
    assert len(kept) == 5
    assert all(local.startswith("OsakaStockExchange") for local in kept)
    assert Counter(finding.code for finding in found.findings) == {"TNS093": 1, "TNS094": 5}


def test_a_real_summary_follows_the_rules_of_todays_form(real: bytes) -> None:
    """Its changes, ratios and amounts per share follow from its figures: they are read as what they are."""
    result = checked(as_today(reported(real), form()))
    assert result.checked["TNS421"] == 37
    assert result.checked["TNS619"] == 237
    assert not {"TNS421", "TNS619"} & {one.code for one in result.findings}
    assert not [one for one in result.findings if one.severity is Severity.ERROR]


def test_a_real_summary_is_written_as_it_was(real: bytes) -> None:
    """Read into today's form and written again: each fact, its context, unit, decimals, nil and place, are the same."""
    instance = reported(real)
    calendar = calendar_of(instance.report, form())
    assert calendar
    found = as_today(instance, form()).report
    placed, left = place(found, calendar, form(), today().namespace)
    assert left == ()
    again = older_instance(placed, found.facts[0].key.entity, calendar, form(), (*OWN, SCHEMA))
    kept = [one for one in lines(real) if "Osaka" not in one[0]]
    # A decrease that rounds to zero has no sign as a value.
    assert lines(again) == [(*aspects, "0.000" if text == "-0.000" else text) for *aspects, text in kept]
    assert resources(again) == resources(real)


def test_ours_is_of_the_shape_of_a_real_one(real: bytes) -> None:
    """Where both report an element in a context: the same unit, the same decimals, the same order."""
    ours = lines(next(iter(older_files(sample("fy2012-annual"), form()).files.values())))
    theirs = {one[:2]: one for one in lines(real)}
    both = [one for one in ours if one[:2] in theirs]
    assert len(both) == 110
    for one in both:
        other = theirs[one[:2]]
        assert one[2] == other[2], one
        if not (one[4] or other[4]):
            assert one[3] == other[3], one
    places = {name: place for place, name in enumerate(theirs)}
    assert [one[:2] for one in both] == sorted((one[:2] for one in both), key=lambda name: places[name])


@pytest.mark.parametrize("name", ["fy2009-annual", "fy2012-annual", "1h-fy2012"])
def test_arelle_reads_what_is_written(name: str, tmp_path: Path, arelle: Arelle) -> None:
    """Beside a stand-in for the schema that is not to be had, with today's types: valid, and every fact is there."""
    filing = sample(name)
    for path, content in older_files(filing, form()).files.items():
        (tmp_path / Path(path).name).write_bytes(importing(content))
    (tmp_path / STAND_IN).write_bytes(stand_in())
    (instance,) = tmp_path.glob("*.xbrl")
    result = arelle.load(instance)
    assert [message.message for message in result.problems] == []
    placed, _ = place(filing.in_language("ja"), filing.calendar, form(), today().namespace)
    assert Counter(result.facts) == Counter(as_arelle(replace(one.fact, key=one.key)) for one in placed)


def test_arelle_reads_a_real_one_as_we_do(real: bytes, tmp_path: Path, arelle: Arelle) -> None:
    gone = [one.local for one in form().gone]
    (tmp_path / STAND_IN).write_bytes(stand_in(*gone))
    own = f'<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="{OWN[1]}">'
    imported = f'<import namespace="{ED.namespace}" schemaLocation="{STAND_IN}"/></schema>'
    (tmp_path / SCHEMA).write_text(own + imported, encoding="utf-8")
    (tmp_path / SUMMARY).write_bytes(real)
    result = arelle.load(tmp_path / SUMMARY)
    assert len(result.facts) == 242
    assert Counter(said(one) for one in reported(real).report) == Counter(
        (one.concept, one.value, one.decimals, one.period, one.nil) for one in result.facts
    )


def said(fact: Fact) -> tuple[str, str | None, str | None, str | None, bool]:
    one = as_arelle(fact)
    return one.concept, one.value, one.decimals, one.period, one.nil
