from __future__ import annotations

from pathlib import Path

import pytest

from tanshin.read.older_form import FILE, read_older_form
from tanshin.report.aspect import Dimensions
from tanshin.report.older_form import Kind
from tanshin.values.finding import InputError
from tests.older import today

HEAD = """\
until: 2013-12-31
root: https://example.com/
namespaces:
  - {prefix: old, namespace: https://example.com/old}
marker: {prefix: oe, namespace: https://example.com/oe, element: NonConsolidated}
sections:
"""


def table(folder: Path, sections: str) -> Path:
    (folder / FILE).write_text(HEAD + sections, encoding="utf-8")
    return folder


def said(folder: Path, sections: str) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as error:
        read_older_form(table(folder, sections), today())
    return [(finding.code, finding.message) for finding in error.value.findings]


def test_a_name_stands_for_an_element_that_kept_it(tmp_path: Path) -> None:
    found = read_older_form(
        table(
            tmp_path,
            "  - context: NonConsolidatedDuration\n"
            "    members: {ResultForecastAxis: ResultMember}\n"
            "    elements:\n"
            "      - NetIncome\n"
            "      - {older: Note, today: NoteToFractionProcessingMethod, context: ConsolidatedDuration,"
            " members: {ResultForecastAxis: UpperMember}, own: true}\n",
        ),
        today(),
    )
    one, other = found.elements
    assert (one.name, one.concept.local, one.apart, one.kind, one.today) == (
        "old:NetIncome",
        "NetIncome",
        True,
        Kind.DURATION,
        Kind.DURATION,
    )
    assert locals_of(one.dimensions) == [("ResultForecastAxis", "ResultMember")]
    assert (other.local, other.concept.local, other.apart, other.kind, other.today, other.own) == (
        "Note",
        "NoteToFractionProcessingMethod",
        False,
        Kind.DURATION,
        Kind.INSTANT,
        True,
    )
    assert locals_of(other.dimensions) == [("ResultForecastAxis", "UpperMember")]


def locals_of(dimensions: Dimensions) -> list[tuple[str, str]]:
    return [(axis.local, member.local) for axis, member in dimensions]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("Moon", "Moon is not in tse-ed-t"),
        ("{older: NetIncome, prefix: new}", "`new` is not among the namespaces"),
        ("{older: NetIncome, members: {Axis: ResultMember}}", "Axis is not in tse-ed-t"),
        ("{older: NetIncome, members: {ResultForecastAxis: Member}}", "Member is not in tse-ed-t"),
    ],
)
def test_names_are_those_of_todays_form(tmp_path: Path, entry: str, message: str) -> None:
    sections = f"  - context: ConsolidatedDuration\n    elements:\n      - {entry}\n"
    assert said(tmp_path, sections) == [("TNS020", message)]


def test_what_is_gone_stands_nowhere_else(tmp_path: Path) -> None:
    sections = (
        "  - context: ConsolidatedDuration\n    elements: [NetIncome]\n"
        "gone:\n  - {elements: [NetIncome], context: ConsolidatedDuration, reason: {en: a, ja: b}}\n"
    )
    assert said(tmp_path, sections) == [("TNS091", "NetIncome stands twice in contexts of one kind")]


def test_one_fact_is_one_element(tmp_path: Path) -> None:
    sections = "  - context: ConsolidatedDuration\n    elements: [NetIncome, {older: Profit, today: NetIncome}]\n"
    message = "Profit is tse-ed-t:NetIncome with the same members as another element"
    assert said(tmp_path, sections) == [("TNS091", message)]
