from __future__ import annotations

from datetime import date

import pytest

from tanshin.taxonomy.head import read_head
from tanshin.values.finding import InputError
from tests.taxonomy import eras, example
from tests.taxonomy.eras import refusals
from tests.taxonomy.example import NAMESPACE, Edit, after, before


@pytest.mark.parametrize(
    ("day", "era"),
    [
        (date(1999, 1, 1), "early"),
        (date(2010, 12, 31), "early"),
        (date(2011, 1, 1), "late"),
        (date(2100, 1, 1), "late"),
        (None, "late"),
    ],
)
def test_an_announcement_belongs_to_the_era_that_lasts_to_its_day(day: date | None, era: str) -> None:
    assert read_head(eras.sources()).on(day) == era


def test_a_taxonomy_without_eras_is_one_without_a_name() -> None:
    head = read_head(example.sources())
    assert head.eras == ("",)
    assert head.on(date(1999, 1, 1)) == ""
    assert head.given("") is None
    assert head.source_of("", NAMESPACE) is head.source


def test_an_era_stands_for_the_whole_taxonomy() -> None:
    head = read_head(eras.sources())
    early, late = head.source_of("early", NAMESPACE), head.source_of("late", NAMESPACE)
    assert (early.statements, early.identities, early.figures) == (
        ("early/sheet.yaml",),
        "identities.yaml",
        "figures.yaml",
    )
    assert early.role_namespace == f"{NAMESPACE}/role/early/"
    assert (late.statements, late.role_namespace) == (("sheet.yaml", "movement.yaml"), None)
    given = ("taxonomy.yaml", "mapping: mapping.yaml\n", "role_namespace: https://example.com/r/\n")
    assert read_head(eras.sources(given)).source_of("early", NAMESPACE).role_namespace == "https://example.com/r/early/"


EARLY_END, LATE = "    until: 2010-12-31\n", "  - era: late\n"


@pytest.mark.parametrize(
    ("edit", "place", "words"),
    [
        (
            before("taxonomy.yaml", "eras:\n", "identities: identities.yaml\n"),
            "13:13",
            "`identities` stands beside `eras`; put it into each era that it holds for",
        ),
        (
            before("taxonomy.yaml", "eras:\n", "forms: [sheet.yaml]\n"),
            "13:8",
            "`forms` stands beside `eras`; a form has no eras",
        ),
        (
            ("taxonomy.yaml", "  - era: late\n", "  - era: early\n"),
            "19:10",
            "another era is called early; give this one a name of its own",
        ),
        (
            after("taxonomy.yaml", LATE, "    until: 2020-12-31\n"),
            "20:12",
            "late is the last era and holds for whatever comes: take `until` away, or add the next era",
        ),
        (
            ("taxonomy.yaml", "[early/sheet.yaml]", "[]"),
            "17:17",
            "early has no statements; list the files of its trees",
        ),
        (
            ("taxonomy.yaml", EARLY_END, ""),
            "14:5",
            "early is not the last era: say with `until` up to which day announcements belong to it",
        ),
    ],
)
def test_eras_follow_upon_one_another(edit: Edit, place: str, words: str) -> None:
    assert (f"ex/taxonomy.yaml:{place}", words) in refusals(edit)


def test_the_era_that_still_holds_stands_last() -> None:
    end, late_title = "    until: 2010-12-31\n", "    title: {en: Late releases, ja: 後期の開示}\n"
    found = refusals(("taxonomy.yaml", end, ""), after("taxonomy.yaml", late_title, end))
    assert found == [
        ("ex/taxonomy.yaml:20:12", "late ends on 2010-12-31 and stands last; put the oldest era first, early last")
    ]


def test_the_oldest_era_stands_first() -> None:
    middle = "  - {era: middle, until: 2010-12-31, title: {en: M, ja: 中}, statements: [early/sheet.yaml]}\n"
    assert refusals(before("taxonomy.yaml", LATE, middle)) == [
        (
            "ex/taxonomy.yaml:19:26",
            "middle ends on 2010-12-31, not after the era before it (2010-12-31); put the oldest era first",
        )
    ]


def test_a_concept_gives_way_only_when_an_era_begins() -> None:
    edit = after("taxonomy.yaml", "mapping: mapping.yaml\n", "reclassifications: [{from: A, to: [B], since: c}]\n")
    assert example.refusals(edit) == [
        ("ex/taxonomy.yaml:15:20", "a concept gives way when an era begins, and there are no eras")
    ]


@pytest.mark.parametrize(
    "edit",
    [
        ("taxonomy.yaml", "era: early", "era: Early Days"),
        ("taxonomy.yaml", "until: 2010-12-31", "until: the end of 2010"),
        ("taxonomy.yaml", "[early/sheet.yaml]", "[early/../../sheet.yaml]"),
        ("taxonomy.yaml", "[early/sheet.yaml]", "[/early/sheet.yaml]"),
    ],
)
def test_a_fault_of_shape_is_told_where_it_is(edit: Edit) -> None:
    with pytest.raises(InputError) as caught:
        eras.eras(edit)
    assert [finding.code for finding in caught.value.findings] == ["TNS005"]
