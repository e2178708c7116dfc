from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tanshin import resources
from tanshin.read.form import read_form
from tanshin.report.form import Entry, FigureKind, Form
from tanshin.values.finding import InputError
from tests.read.example import refused, sample
from tests.taxonomy.example import taxonomy

FORM = """\
form: small
title: {en: Small, ja: 小}
fields:
  - period: CurrentYear
    concepts: [SharesIssued]
  - period: NextYear
    members: {ComponentsAxis: CapitalMember}
    concepts: [Allowance]
tables:
  - id: results
    members: {ComponentsAxis: CapitalMember}
    note: {en: note, ja: 注}
    rows:
      - {period: CurrentYear, caption: {en: "Year {CurrentYear.last}", ja: "{CurrentYear.year_month}期"}, when: past}
    columns:
      - {kind: million, concepts: [ProfitLoss, Dividends], quarter: 2, optional: true, aliases: {en: [x], ja: [y]}}
      - {kind: percent, change: true, concepts: [Cash, Other], caption: {en: c, ja: 変}, group: {en: g, ja: 群}}
  - {id: inline, inline: true, rows: [], columns: []}
  - {id: turned, transposed: true, rows: [], columns: []}
blocks:
  - {title: true}
  - {heading: {en: "{1}. One", ja: 一}}
  - {subheading: {en: Two, ja: 二}}
  - {concept: Cash, align: right, small: true, optional: true}
  - fields:
      - [{label: {en: a, ja: あ}, concept: Cash, colon: true}, {code: true}]
      - [{concept: Other, before: {en: "", ja: （役職名）}, optional: true}]
  - flags: [{label: {en: f, ja: 旗}, concept: Cash}, {concept: Other}]
  - {table: results, lead: {en: "(Note) ", ja: （注）}}
  - {page: true}
  - {extra: true}
"""


def read(folder: Path, *edit: str) -> Form:
    text = FORM
    if edit:
        old, new = edit
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    home = folder / "ex"
    home.mkdir(exist_ok=True)
    (home / "small-form.yaml").write_text(text, encoding="utf-8")
    return read_form(home, "small", taxonomy())


def test_a_form_has_its_items_and_tables(tmp_path: Path) -> None:
    form, name = read(tmp_path), taxonomy().name
    member = ((name("ComponentsAxis"), name("CapitalMember")),)
    assert (form.name, form.title) == ("small", {"en": "Small", "ja": "小"})
    assert [(field.concept.local, field.period, field.dimensions) for field in form.fields] == [
        ("SharesIssued", "CurrentYear", ()),
        ("Allowance", "NextYear", member),
    ]
    results, inline, turned = form.tables
    assert (results.layout, inline.layout, turned.layout) == ("grid", "inline", "transposed")
    assert (results.dimensions, results.note) == (member, {"en": "note", "ja": "注"})
    (row,) = results.rows
    assert (row.period, row.caption["ja"], row.dimensions) == ("CurrentYear", "{CurrentYear.year_month}期", ())
    figure, change = results.columns
    assert figure.concepts == (name("ProfitLoss"), name("Dividends"))
    assert (figure.kind, figure.change, figure.caption, figure.group) == (FigureKind.MILLION, False, None, None)
    assert (change.change, change.caption, change.group) == (True, {"en": "c", "ja": "変"}, {"en": "g", "ja": "群"})


def test_a_page_is_its_blocks_in_order(tmp_path: Path) -> None:
    blocks, name = read(tmp_path).blocks, taxonomy().name
    assert [block.kind for block in blocks] == [
        "title", "heading", "subheading", "text", "fields", "flags", "table", "page", "extra",
    ]  # fmt: skip
    _, heading, subheading, text, fields, flags, table, _, _ = blocks
    assert (heading.texts, subheading.texts) == ({"en": "{1}. One", "ja": "一"}, {"en": "Two", "ja": "二"})
    assert text.lines == ((Entry(name("Cash"), optional=True),),)
    assert (text.align, text.small) == ("right", True)
    assert fields.lines == (
        (Entry(name("Cash"), {"en": "a", "ja": "あ"}, colon=True), Entry(None, code=True)),
        (Entry(name("Other"), before={"en": "", "ja": "（役職名）"}, optional=True),),
    )
    assert flags.lines == ((Entry(name("Cash"), {"en": "f", "ja": "旗"}),), (Entry(name("Other")),))
    assert (table.table, table.texts) == ("results", {"en": "(Note) ", "ja": "（注）"})


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("[SharesIssued]", "[SharesIsued]", "5:16 TNS020 SharesIsued is not in ex"),
        ("NextYear\n    members: {ComponentsAxis:", "NextYear\n    members: {Axis:", "7:21 TNS020 Axis is not in ex"),
        ("concepts: [ProfitLoss, Dividends]", "concepts: [ProfitLoss, Div]", "16:48 TNS020 Div is not in ex"),
        ("{concept: Cash, align", "{concept: Csh, align", "24:5 TNS020 Csh is not in ex"),
        ("{concept: Other, before", "{concept: Othr, before", "25:5 TNS020 Othr is not in ex"),
        ("period: NextYear", "period: NextYears", "6:13 TNS020 `NextYears` is not the name of a period"),
        ("{period: CurrentYear, cap", "{period: Year, cap", "14:9 TNS020 `Year` is not the name of a period"),
        (
            "{CurrentYear.last}",
            "{CurrentYear.end}",
            "14:9 TNS020 {CurrentYear.end}: a period has .first, .last, .fiscal,",
        ),
        ("id: inline", "id: results", "18:10 TNS020 the table results stands twice"),
        ("table: results", "table: result", "29:13 TNS020 the form has no table result"),
        (
            "{kind: million, ",
            "{kind: million, members: {ComponentsAxis: EarningsMember}, ",
            "14:9 TNS020 table, row and column name ComponentsAxis more than once; a cell has one member on an axis",
        ),
        (
            "{page: true}",
            "{page: true, extra: true}",
            "30:5 TNS005 blocks[7]: an element of the page is one of title, h",
        ),
        ("{page: true}", "{small: true}", "30:5 TNS005 blocks[7]: an element of the page is one of title, heading,"),
        ("{1}. One", "{CurrentYear.end} One", "22:5 TNS020 {CurrentYear.end}: a period has .first, .last, .fiscal,"),
        ("{en: f, ja: 旗}", "{en: f, ja: '{4}旗'}", "28:5 TNS020 '4' is not the name of a period; write for example"),
        ("{kind: percent", "{quarter: 5, kind: percent", "17:19 TNS005 tables[0].columns[1].quarter: input should be"),
        ("form: small", "form: small\nquarters: []", "2:11 TNS005 quarters: "),
        ("kind: million", "kind: billion", "16:16 TNS005 tables[0].columns[0].kind: expected `million`, `percent`,"),
    ],
)
def test_a_form_that_names_what_is_not_there_is_refused(old: str, new: str, found: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, old, new)
    assert [said[: len(found) + 19] for said in refused(caught)] == [f"ex/small-form.yaml:{found}"]


def test_a_form_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_form(tmp_path, "none", taxonomy())
    assert [finding.code for finding in caught.value.findings] == ["TNS001"]


SUMMARIES = ("acedussm", "qcedussm", "acedjpsm", "qcedjpsm", "acedifsm", "qcedifsm")


def official(name: str) -> Form:
    return read_form(resources.taxonomy_dir() / "tse-ed-t", name, sample().form_taxonomy)


@pytest.mark.parametrize("name", SUMMARIES)
def test_the_form_is_whole(name: str) -> None:
    form, concepts = official(name), sample().form_taxonomy.dts.concepts
    shown = {block.table for block in form.blocks if block.kind == "table"}
    assert shown == set(form.table_of)
    entries = [entry for block in form.blocks for line in block.lines for entry in line]
    assert {entry.concept for entry in entries if entry.concept} <= form.field_of.keys()
    assert len(form.field_of) == len(form.fields)
    # A column's alternatives are of the type that its kind writes, and a cell's members those of a section.
    for table in form.tables:
        for column in table.columns:
            types = {concepts[name].type.value for name in column.concepts}
            assert types <= {"monetary" if column.kind is FigureKind.MILLION else column.kind.value}, table.id


@pytest.mark.parametrize("name", SUMMARIES)
def test_every_cell_of_the_form_fits_a_section_of_the_official_taxonomy(name: str) -> None:
    """Closed hypercubes: a concept may be reported with exactly the axes of a section that has it."""
    form, taxonomy = official(name), sample().form_taxonomy.of_form(name)
    sections = [(section.concepts, dict(section.axes)) for section in taxonomy.statements]
    cells = [
        (concept, table.cell_dimensions(row, column))
        for table in form.tables
        for row in table.rows
        for column in table.columns
        for concept in column.concepts
    ]
    cells += [(field.concept, field.dimensions) for field in form.fields]
    for concept, dimensions in cells:
        assert any(
            concept in concepts
            and dict(dimensions).keys() == axes.keys()
            and all(member in axes[axis] for axis, member in dimensions)
            for concepts, axes in sections
        ), (concept.local, [member.local for _, member in dimensions])


def test_a_form_is_read_from_any_folder(tmp_path: Path) -> None:
    shutil.copytree(resources.taxonomy_dir() / "tse-ed-t", tmp_path / "tse")
    form = read_form(tmp_path / "tse", "acedussm", sample().form_taxonomy)
    assert form == sample().form


DEMANDS = """\
demands:
  required: [SharesIssued]
  tables: [{table: results, since: 2011-04-01, unless: [Allowance]}]
  details: [{flag: SharesIssued, told_by: [Allowance], asked: false, besides: [Allowance]}]
  dividends: {item: Dividends, axis: ComponentsAxis, total: CapitalMember, amount: ProfitLoss}
  written: {SharesIssued: "[0-9]+", Allowance: {en: a+, ja: あ+}}
  says: {Allowance: {en: "{CurrentYear.last}", ja: ""}}
"""


def test_a_form_has_its_demands(tmp_path: Path) -> None:
    demands = read(tmp_path, "form: small\n", f"form: small\n{DEMANDS}").demands
    name = taxonomy().name
    [table] = demands.tables
    assert (table.table, table.since, table.unless) == ("results", date(2011, 4, 1), (name("Allowance"),))
    [detail] = demands.details
    assert (detail.asked, detail.besides) == (False, (name("Allowance"),))
    assert demands.dividends
    assert demands.dividends.total == name("CapitalMember")
    assert demands.written == {
        name("SharesIssued"): {"en": "[0-9]+", "ja": "[0-9]+"},
        name("Allowance"): {"en": "a+", "ja": "あ+"},
    }
    assert demands.says == {name("Allowance"): {"en": "{CurrentYear.last}", "ja": ""}}


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("required: [SharesIssued]", "required: [Shares]", "TNS020 Shares is no single item of the form"),
        ("table: results, since", "table: result, since", "TNS020 the form has no table result"),
        ("unless: [Allowance]", "unless: [Cash]", "TNS020 Cash is no single item of the form"),
        ("item: Dividends", "item: Dividend", "TNS020 Dividend is not in ex"),
        ('"[0-9]+"', '"[0-9+"', "TNS020 `[0-9+` is no regular expression: unterminated character set at position 0"),
        ("{CurrentYear.last}", "{CurrentYear.end}", "TNS020 {CurrentYear.end}: a period has .first"),
    ],
)
def test_a_demand_that_nothing_can_meet_is_refused(old: str, new: str, found: str, tmp_path: Path) -> None:
    assert DEMANDS.count(old) == 1
    with pytest.raises(InputError) as caught:
        read(tmp_path, "form: small\n", f"form: small\n{DEMANDS.replace(old, new)}")
    [said] = refused(caught)
    assert found in said
