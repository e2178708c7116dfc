from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest

from tanshin import resources
from tanshin.taxonomy.build import build_taxonomy, read_taxonomy
from tanshin.taxonomy.folder import Sources
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.finding import Finding, InputError
from tests.taxonomy.example import FILES, NAMESPACE, Edit, sources, taxonomy


def broken(*edits: Edit) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        taxonomy(*edits)
    return [(finding.code, str(finding.sources[0])) for finding in caught.value.findings]


def test_a_taxonomy_has_what_its_head_says() -> None:
    example = taxonomy()
    assert (example.prefix, example.namespace, example.version) == ("ex", NAMESPACE, "2013-03-31")
    assert example.titles == {"en": "Example", "ja": "例"}
    assert example.schema == f"{NAMESPACE}/ex-2013-03-31.xsd"
    assert example.dts.schemas == {NAMESPACE: example.schema}
    assert not example.official
    assert list(example.by_id) == ["Sheet", "Movement"]
    assert example.concept("Cash").label("ja") == "現金"
    assert [line.concept.local for statement, line in example.lines() if statement.id == "Movement"] == [
        "Equity", "ProfitLoss", "Dividends", "Equity",
    ]  # fmt: skip


def test_an_unknown_concept_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        taxonomy().concept("Unknown")


def test_roles_are_titled_after_their_statements() -> None:
    role = taxonomy().dts.roles[f"{NAMESPACE}/role/Sheet"]
    assert (role.id, role.title("en"), role.title("ja"), role.href) == ("Sheet", "Balance sheet", "貸借対照表", None)


def test_a_namespace_can_be_given_from_outside() -> None:
    other = taxonomy(namespace="https://example.org/era-2")
    assert other.schema == "https://example.org/era-2/ex-2013-03-31.xsd"
    assert {name.namespace for name in other.dts.concepts} == {"https://example.org/era-2"}
    assert list(other.dts.roles) == ["https://example.org/era-2/role/Sheet", "https://example.org/era-2/role/Movement"]


def test_the_same_files_give_the_same_object_and_others_another() -> None:
    assert build_taxonomy(sources()) is build_taxonomy(sources())
    assert build_taxonomy(sources()) is not build_taxonomy(sources(("sheet.yaml", "en: Cash,", "en: Money,")))


def test_a_folder_is_read_whenever_it_has_changed(tmp_path: Path) -> None:
    folder = tmp_path / "ex"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    first = read_taxonomy(folder)
    assert read_taxonomy(folder) is first
    (folder / "sheet.yaml").write_text(FILES["sheet.yaml"].replace("en: Cash,", "en: Money,"), encoding="utf-8")
    assert read_taxonomy(folder).concept("Cash").label("en") == "Money"


def test_a_missing_folder_has_no_head(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_taxonomy(tmp_path / "ex")
    (finding,) = caught.value.findings
    assert (finding.code, finding.message) == ("TNS001", "ex/taxonomy.yaml is missing")


def test_faults_of_several_files_are_told_at_once() -> None:
    found = broken(
        ("sheet.yaml", "period: instant", "period: moment"),
        ("movement.yaml", "statement: Movement", "statement: [Movement"),
    )
    assert found == [("TNS005", "ex/sheet.yaml:3:9"), ("TNS004", "ex/movement.yaml:2:6")]


@pytest.mark.parametrize(
    ("edit", "code", "position"),
    [
        (("taxonomy.yaml", "statements: [sheet.yaml", "statements: [other.yaml"), "TNS001", "ex/other.yaml"),
        (
            ("taxonomy.yaml", "statements: [sheet.yaml", "statements: [../sheet.yaml"),
            "TNS005",
            "ex/taxonomy.yaml:12:14",
        ),
        (("taxonomy.yaml", "prefix: ex", "prefix: 1 2"), "TNS005", "ex/taxonomy.yaml:1:9"),
        (("taxonomy.yaml", "namespace: https:", "namespace: <https:"), "TNS005", "ex/taxonomy.yaml:2:12"),
        (("taxonomy.yaml", "version: 2013-03-31", "version: 2013/03"), "TNS005", "ex/taxonomy.yaml:3:10"),
        (("taxonomy.yaml", "prefix: ex\n", ""), "TNS005", "ex/taxonomy.yaml:1:1"),
        (("sheet.yaml", "concept: Cash", "concept: cash"), "TNS005", "ex/sheet.yaml:11:18"),
        (("sheet.yaml", "en: Cash,", "en: '',"), "TNS005", "ex/sheet.yaml:13:21"),
    ],
)
def test_a_fault_of_shape_is_told_where_it_is(edit: Edit, code: str, position: str) -> None:
    assert broken(edit) == [(code, position)]


def test_an_empty_taxonomy_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        build_taxonomy(Sources("ex", (("taxonomy.yaml", b""),)))
    assert [finding.code for finding in caught.value.findings] == ["TNS005"]


@pytest.mark.parametrize("name", ["iij", "tse-ed-t"])
def test_what_comes_with_the_program_can_be_read(name: str) -> None:
    found = read_taxonomy(resources.taxonomy_dir() / name)
    assert found.dts.concepts
    assert len({concept.qname.local for concept in found.dts.concepts.values()}) == len(found.dts.concepts)
    # Every end of every arc is defined.
    ends = {end for arc in found.dts.relationships for end in (arc.source, arc.target)}
    assert ends <= found.dts.concepts.keys()
    # Presentation can be walked to its end, and shows every line.
    for statement in found.statements:
        if statement.presented:
            shown = {name for _, name, _ in found.dts.presentation[statement.role].walk()}
            assert {line.concept for _, line in statement.walk()} <= shown


_WORDS = (
    "concept", "Cash", "Equity", "SheetTable", "ComponentsAxis", "CapitalMember", "abstract: true", "as: start", "''",
    "{Cash: 1}", "negated: true", "under: Cash", "lines: []", "- ", ": ", "{", "}", "[", "]", "&a ", "*a", "<<: ", "~",
    "x", "2013-03-31", "9" * 5000, "\t", "\n", "#", '"\\0"', "\u2028", "{date}", "{Cash@CurrentYear}", "{Cash@x}",
    "percent", "siblings",
)  # fmt: skip


def mutate(text: str, chance: random.Random) -> str:
    for _ in range(chance.choice((1, 1, 2, 4))):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 1, 10, 100)))
        places = list(re.finditer("[A-Za-z0-9_.]+", text))
        if chance.random() < 0.3 or not places:
            text = text[:start] + chance.choice((chance.choice(_WORDS), text[start:end] * 2)) + text[end:]
        else:
            place = chance.choice(places)
            text = text[: place.start()] + chance.choice((chance.choice(_WORDS), places[0][0])) + text[place.end() :]
    return text


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_in_the_files_it_is_built_or_refused_with_a_place(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same on every run
    until = time.process_time() + 1
    built = 0
    for _ in range(200):
        if time.process_time() > until:
            break
        files = FILES | {name: mutate(FILES[name], chance) for name in [chance.choice(list(FILES))]}
        given = Sources("ex", tuple((name, text.encode()) for name, text in files.items()))
        found = attempt(given)
        if isinstance(found, Taxonomy):
            built += 1
            assert all(list(network.walk()) for network in found.dts.presentation.values())
        else:
            assert found
            assert all(finding.sources and finding.sources[0].file.startswith("ex/") for finding in found)
    assert built


def attempt(given: Sources) -> Taxonomy | tuple[Finding, ...]:
    try:
        return build_taxonomy(given)
    except InputError as error:
        return error.findings
