"""What is said of documents that are not at hand."""

from __future__ import annotations

from tanshin.read.dts.missing import tell_missing
from tanshin.read.dts.notes import Notes
from tanshin.values.source import Source

SITE = "http://example.com"


def told(schemas: tuple[str, ...], *missing: str) -> list[str]:
    notes = Notes()
    tell_missing({place: Source("e.xsd", line) for line, place in enumerate(missing, 1)}, schemas, notes)
    return [f"{one.sources[0].line} {one.message.partition(';')[0]}" for one in notes.findings()]


def test_linkbases_come_with_the_schema_they_lie_beside_or_below() -> None:
    schema = f"{SITE}/gaap/2020/gaap.xsd"
    others = (f"{SITE}/gaap/2020/label/gaap-lab.xml", f"{SITE}/gaap/2020/roles.xsd")
    expected = [f"3 {schema} is not at hand, nor what lies beside or below it (documents: 2)"]
    assert told((schema, others[1]), *others, schema) == [
        f"2 {others[1]} is not at hand, nor what lies beside or below it (documents: 2)"
    ]
    assert told((schema,), *others, schema) == expected


def test_other_years_and_other_sites_are_other_taxonomies() -> None:
    places = (f"{SITE}/gaap/2020/gaap.xsd", f"{SITE}/gaap/2021/gaap.xsd", "http://other.com/gaap/2020/gaap.xsd")
    assert told(places, *places) == [f"{line} {place} is not at hand" for line, place in enumerate(places, 1)]


def test_linkbases_without_a_schema_are_told_by_their_folder() -> None:
    assert told((), f"{SITE}/a/1.xml", f"{SITE}/a/2.xml", f"{SITE}/b/1.xml") == [
        f"1 {SITE}/a/1.xml is not at hand, nor what lies beside or below it (documents: 1)",
        f"3 {SITE}/b/1.xml is not at hand",
    ]


def test_files_beside_the_report_are_told_one_by_one() -> None:
    assert told(("own.xsd",), "own.xsd", "own-lab.xml") == [
        "1 own.xsd is missing",
        "2 own-lab.xml is missing",
    ]
