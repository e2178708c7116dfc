from __future__ import annotations

import random
import time
from datetime import date
from pathlib import Path

import pytest

from tanshin import resources
from tanshin.taxonomy.build import build_taxonomy, read_taxonomy
from tanshin.taxonomy.folder import Sources
from tanshin.taxonomy.history import build_eras, read_eras
from tanshin.values.finding import Finding, InputError
from tests.taxonomy import example
from tests.taxonomy.eras import FILES, early, eras, refusals, sources
from tests.taxonomy.example import NAMESPACE, Edit, after
from tests.taxonomy.test_build import mutate

SHEET = "early/sheet.yaml"


def lay_out(folder: Path) -> Path:
    for name, text in FILES.items():
        path = folder / "ex" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "ex"


def test_a_filing_is_read_in_the_era_of_its_day(tmp_path: Path) -> None:
    folder = lay_out(tmp_path)
    first, second = read_taxonomy(folder, on=date(2010, 5, 14)), read_taxonomy(folder, on=date(2013, 5, 15))
    assert (first.era, first.concept("Cash").label("en")) == ("early", "Cash and deposits")
    assert (second.era, second.concept("Cash").label("en")) == ("late", "Cash")
    assert read_taxonomy(folder) is second
    assert [one.taxonomy.era for one in read_eras(folder).eras] == ["early", "late"]


def test_each_era_has_its_days_and_titles() -> None:
    first, second = eras().eras
    assert (first.since, first.until, first.titles["ja"]) == (None, date(2010, 12, 31), "初期の開示")
    assert (second.since, second.until, second.titles["en"]) == (date(2011, 1, 1), None, "Late releases")


def test_a_taxonomy_without_eras_is_one_era() -> None:
    (only,) = build_eras(example.sources()).eras
    assert (only.name, only.titles, only.since, only.until) == ("", {}, None, None)
    assert only.taxonomy == build_taxonomy(example.sources())


def test_only_the_newest_era_has_the_plain_roles() -> None:
    first, second = (era.taxonomy for era in eras().eras)
    assert [(role.uri, role.id) for role in first.dts.roles.values()] == [
        (f"{NAMESPACE}/role/early/Sheet", "early-Sheet")
    ]
    assert [(role.uri, role.id) for role in second.dts.roles.values()] == [
        (f"{NAMESPACE}/role/Sheet", "Sheet"),
        (f"{NAMESPACE}/role/Movement", "Movement"),
    ]
    assert {name.namespace for name in (*first.dts.concepts, *second.dts.concepts)} == {NAMESPACE}
    assert first.schema == second.schema


def test_identities_apply_where_an_era_has_what_they_name() -> None:
    first, second = (era.taxonomy for era in eras().eras)
    assert [one.id for one in first.identities] == ["sides"]
    assert [one.id for one in second.identities] == ["roll", "components", "capital", "sides"]
    assert [one.id for one in early().identities] == ["sides"]


def test_a_sum_over_members_holds_for_the_concepts_an_era_has() -> None:
    axes = ("early/sheet.yaml", "period: instant\n", "period: instant\naxes: [ComponentsAxis]\n")
    (components,) = (one for one in early(axes).identities if one.id == "components")
    assert [name.local for name in components.concepts] == ["Equity"]  # type: ignore[union-attr]


@pytest.mark.parametrize("read", [eras, early])
@pytest.mark.parametrize(
    ("edit", "name"),
    [
        (("identities.yaml", "concepts: {Assets: 1, Equity: -2}", "concepts: {Assetz: 1, Equity: -2}"), "Assetz"),
        (("identities.yaml", "balance: Equity\n", "balance: Equities\n"), "Equities"),
        (after("mapping.yaml", "concepts:\n", '  Cashs: {element: Cash, topic: "210"}\n'), "Cashs"),
    ],
)
def test_a_name_that_no_era_has_is_a_slip(read: type, edit: Edit, name: str) -> None:
    with pytest.raises(InputError, match=f"{name}.*the taxonomy does not have"):
        read(edit)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (
            (SHEET, "  - concept: Cash\n", "  - concept: Cash\n    period: duration\n"),
            "the period duration in early and instant in late",
        ),
        (
            (SHEET, "  - concept: Cash\n", "  - concept: Cash\n    type: shares\n"),
            "the type shares in early and monetary in late",
        ),
        (
            (SHEET, "  - concept: Cash\n    balance: debit\n", "  - concept: Cash\n    balance: credit\n"),
            "the balance credit in early and debit in late",
        ),
        (
            (SHEET, "  - concept: Cash\n    balance: debit\n", "  - concept: Cash\n"),
            "the balance none in early and debit in late",
        ),
    ],
)
def test_a_concept_keeps_its_nature(edit: Edit, words: str) -> None:
    with pytest.raises(InputError) as caught:
        eras(edit)
    (finding,) = caught.value.findings
    assert finding.code == "TNS020"
    assert finding.message == (
        f"Cash has {words}: a name keeps its meaning in all eras; correct one, or rename one of the concepts and list "
        "it under `reclassifications`"
    )
    assert [str(source) for source in finding.sources] == ["ex/early/sheet.yaml:5:5", "ex/sheet.yaml:11:9"]


def test_a_heading_is_no_line_in_another_era() -> None:
    edit = (SHEET, "  - concept: Capital\n    balance: credit\n", "  - concept: Capital\n    abstract: true\n")
    (found,) = refusals(edit, ("identities.yaml", "right: {concept: Capital}", "right: {concept: Equity}"))
    assert found[1].startswith(
        "Capital has the type string in early and monetary in late; the period duration in early and instant in late; "
        "the balance none in early and credit in late; `abstract` true in early and false in late: "
    )


def test_a_heading_of_one_era_can_be_no_frame_of_another() -> None:
    lines = "  - concept: Capital\n    balance: credit\n"
    heading = "  - {concept: MovementTable, abstract: true, label: {en: M, ja: 表}}\n"
    ((place, words),) = refusals((SHEET, lines, heading + lines))
    assert place == "ex/early/sheet.yaml:18:5"
    assert words.startswith("MovementTable has the kind item in early and hypercube in late: ")


def test_an_axis_that_no_era_uses_stays_for_a_rule_to_find() -> None:
    members = "members: [{member: AMember, label: {en: A, ja: あ}}]"
    axis = f'  - {{axis: OtherAxis, label: {{en: "O [Axis]", ja: "他 [軸]"}}, {members}}}\n'
    for era in eras(after("taxonomy.yaml", "axes:\n", axis)).eras:
        assert {"OtherAxis", "AMember"} <= {name.local for name in era.taxonomy.dts.concepts}


def test_a_reclassification_is_known() -> None:
    (one,) = eras().reclassifications
    assert (one.concept.local, [name.local for name in one.to], one.since) == ("Securities", ["Other"], "late")
    assert one.notes == {"en": "Shown among other assets", "ja": "その他の資産に含めて表示"}
    assert eras(
        ("taxonomy.yaml", "    note: {en: Shown among other assets, ja: その他の資産に含めて表示}\n", "")
    ).reclassifications


@pytest.mark.parametrize(
    ("edit", "place", "words"),
    [
        (("taxonomy.yaml", "since: late", "since: later"), "26:12", "there is no era later; there are early, late"),
        (
            ("taxonomy.yaml", "since: late", "since: early"),
            "26:12",
            "early is the first era: nothing can have given way when it began",
        ),
        (
            ("taxonomy.yaml", "from: Securities", "from: Security"),
            "24:11",
            "Security does not exist in early; did you mean Securities?",
        ),
        (
            ("taxonomy.yaml", "from: Securities", "from: Receivables"),
            "24:11",
            "Receivables does not exist in early; correct the name, or `since`",
        ),
        (
            ("taxonomy.yaml", "to: [Other]", "to: [Cash, Others]"),
            "25:16",
            "Others does not exist in late; did you mean Other?",
        ),
        (("taxonomy.yaml", "to: [Other]", "to: []"), "25:9", "name what took the place of Securities"),
        (
            ("taxonomy.yaml", "to: [Other]", "to: [Securities]"),
            "25:10",
            "Securities gave way to itself; name what took its place",
        ),
    ],
)
def test_a_reclassification_names_what_its_eras_have(edit: Edit, place: str, words: str) -> None:
    assert refusals(edit) == [(f"ex/taxonomy.yaml:{place}", words)]


def test_faults_of_all_eras_are_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        eras((SHEET, "period: instant", "period: moment"), ("movement.yaml", "concept: ProfitLoss", "concept: profit"))
    assert sorted(str(one.sources[0]) for one in caught.value.findings) == [
        "ex/early/sheet.yaml:3:9",
        "ex/movement.yaml:9:14",
    ]


def test_a_filing_s_era_does_not_wait_for_the_others() -> None:
    """Only when a name is in question are the other eras read."""
    broken = ("sheet.yaml", "period: instant", "period: moment")
    assert early(broken).era == "early"
    with pytest.raises(InputError):
        build_eras(sources(broken))


@pytest.mark.parametrize("name", ["iij", "tse-ed-t"])
def test_what_comes_with_the_program_agrees_with_itself(name: str) -> None:
    found = read_eras(resources.taxonomy_dir() / name)
    assert len({era.name for era in found.eras}) == len(found.eras)
    roles = [role for era in found.eras for role in era.taxonomy.dts.roles.values()]
    assert len({role.uri for role in roles}) == len({role.id for role in roles}) == len(roles)


def test_whatever_is_in_the_files_eras_are_built_or_refused_with_a_place() -> None:
    chance = random.Random(5)  # noqa: S311 - the same on every run
    until = time.process_time() + 1
    built = 0
    refused: list[Finding] = []
    for _ in range(200):
        if time.process_time() > until:
            break
        file = chance.choice(("taxonomy.yaml", "early/sheet.yaml", "identities.yaml"))
        files = FILES | {file: mutate(FILES[file], chance)}
        try:
            found = build_eras(Sources("ex", tuple((name, text.encode()) for name, text in files.items())))
        except InputError as error:
            refused += error.findings
        else:
            built += 1
            assert found.newest is found.eras[-1].taxonomy
    assert built
    assert refused
    assert all(one.sources and one.sources[0].file.startswith("ex/") for one in refused)
