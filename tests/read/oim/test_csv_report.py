"""xBRL-CSV as others write it, and as nobody should."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.opening import open_reports
from tanshin.read.oim import table
from tanshin.read.oim.csv_report import read_csv
from tanshin.report.aspect import JPY, TypedMember, parse_period
from tanshin.report.instance import Instance
from tanshin.taxonomy.concept import Concept, ItemType
from tanshin.taxonomy.dts import Dts
from tanshin.values.finding import InputError
from tanshin.values.qname import QName
from tanshin.write.oim_csv import oim_csv
from tests.oim_reports import DTS, REPORTS

E = "http://example.com/e"
KINDS = {"Loan": ItemType.MONETARY, "Name": ItemType.STRING, "Rate": ItemType.PURE}
TAXONOMY = Dts({QName(E, name): Concept(QName(E, name), kind) for name, kind in KINDS.items()}, {}, (), {})
INFO: dict[str, Any] = {
    "documentType": "https://xbrl.org/2021/xbrl-csv",
    "namespaces": {
        "e": E,
        "c": "http://example.com/companies",
        "iso4217": "http://www.xbrl.org/2003/iso4217",
        "xbrl": "https://xbrl.org/2021",
    },
    "taxonomy": ["e.xsd"],
}
#: Loans by borrower, as a lender reports them: each column is a concept, each row a value of a typed dimension.
LOANS: dict[str, Any] = {
    "documentInfo": INFO,
    "dimensions": {"entity": "$company", "period": "2013-03-31@end"},
    "decimals": 0,
    "parameters": {"company": "c:1"},
    "tableTemplates": {
        "loans": {
            "rowIdColumn": "borrower",
            "dimensions": {"e:Borrower": "$borrower", "unit": "iso4217:JPY"},
            "columns": {
                "borrower": {},
                "amount": {"dimensions": {"concept": "e:Loan"}},
                "name": {
                    "dimensions": {"concept": "e:Name", "language": "$language", "unit": "#none"},
                    "decimals": "#none",
                },
                "remark": {"comment": True},
            },
        }
    },
    "tables": {"loans": {"url": "loans.csv", "parameters": {"language": "en"}}},
}
ROWS = "borrower,amount,name,remark\r\nA,5,Alpha,x\r\nB,,Beta,\r\n"


def changed(path: str, value: object) -> dict[str, Any]:
    """The metadata with something else in a place."""
    metadata = copy.deepcopy(LOANS)
    at = metadata
    *above, last = path.split("/")
    for name in above:
        at = at.setdefault(name, {})
    at[last] = value
    return metadata


def read(metadata: object = LOANS, rows: str = ROWS, dts: Dts | None = TAXONOMY, **more: Any) -> Instance:
    files = {"report.json": json.dumps(metadata).encode(), "loans.csv": rows.encode()}
    for name, content in more.items():
        files[name.replace("__", "/").replace("_", ".")] = (
            content if isinstance(content, bytes) else (json.dumps(content).encode())
        )
    return read_csv(files, "report.json", "report.json", dts)


def codes(instance: Instance) -> list[str]:
    return [finding.code for finding in instance.findings]


def test_rows_of_several_facts_are_read() -> None:
    instance = read()
    assert instance.findings == ()
    axis = QName(E, "Borrower")
    assert [(fact.concept.local, fact.value, fact.decimals, fact.key.dimensions) for fact in instance.report] == [
        ("Loan", Decimal(5), 0, ((axis, TypedMember("A")),)),
        ("Name", "Alpha", None, ((axis, TypedMember("A")),)),
        ("Name", "Beta", None, ((axis, TypedMember("B")),)),
    ]
    loan, name, _ = instance.report
    assert (loan.key.unit, loan.key.entity.identifier, loan.key.period) == (JPY, "1", parse_period("2013-03-31"))
    assert (name.key.unit, name.key.lang) == (None, "en")
    assert loan.source is not None
    assert (loan.source.line, loan.source.column) == (2, 2)


@pytest.mark.parametrize(
    ("cell", "value"),
    [("#nil", None), ("#empty", ""), ("##nil", "#nil"), ('"a, ""b""\r\nc"', 'a, "b"\r\nc'), (" x ", " x ")],
)
def test_special_values_and_quotes(cell: str, value: str | None) -> None:
    [fact] = read(rows=f"borrower,name\nA,{cell}\n").report
    assert fact.value == value


def test_a_number_may_bring_its_decimals() -> None:
    [one, two] = read(rows="borrower,amount\nA,5d-3\nB,1.5 d INF\n").report
    assert [(one.value, one.decimals), (two.value, two.decimals)] == [(Decimal(5), -3), (Decimal("1.5"), None)]


def test_without_a_taxonomy_what_is_shared_makes_no_number_of_a_text() -> None:
    metadata = changed("tableTemplates/loans/dimensions", {"e:Borrower": "$borrower"})
    instance = read(metadata, dts=None)
    assert instance.findings == ()
    assert [(fact.value, fact.decimals) for fact in instance.report] == [
        (Decimal(5), 0),
        ("Alpha", None),
        ("Beta", None),
    ]


def test_words_may_stand_for_properties() -> None:
    columns = {
        "kind": {
            "propertyGroups": {
                "loan": {"decimals": -3, "dimensions": {"concept": "e:Loan", "unit": "iso4217:JPY"}},
                "name": {"dimensions": {"concept": "e:Name"}},
            }
        },
        "value": {"propertiesFrom": ["kind"], "dimensions": {"period": "$when@start"}},
        "when": {},
    }
    metadata = changed("tableTemplates/loans", {"columns": columns})
    instance = read(metadata, "kind,when,value\nloan,2013,5\nname,2014,x\nother,2014,x\n")
    [loan, name] = instance.report
    assert (loan.value, loan.decimals, str(loan.key.period)) == (Decimal(5), -3, "2012-12-31")
    assert (name.value, name.decimals, str(name.key.period)) == ("x", None, "2013-12-31")
    assert codes(instance) == ["TNS089"]


def test_links_lead_from_cells_to_cells() -> None:
    metadata = changed("links", {"footnote": {"_": {"loans.r_A.amount": ["notes.r_1.note"]}}})
    metadata["tableTemplates"]["notes"] = {
        "columns": {"note": {"dimensions": {"concept": "xbrl:note", "language": "en", "entity": "#none"}}}
    }
    metadata["tables"]["notes"] = {"url": "sub/notes.csv"}
    instance = read(metadata, sub__notes_csv=b"note\r\nhello\r\n")
    assert instance.findings == ()
    [note] = instance.notes
    assert (note.text, note.lang, note.facts) == ("hello", "en", (instance.report.facts[0].key,))


def test_metadata_adds_to_what_it_extends() -> None:
    first = {"documentInfo": {**INFO, "extends": ["base/all.json"], "taxonomy": ["more.xsd"]}}
    base = {**LOANS, "documentInfo": {**INFO, "extends": ["../types.json"]}}
    types = {"documentInfo": INFO, "parameters": {"company": "c:1"}}
    instance = read(first, base__all_json=base, types_json=types)
    assert instance.findings == ()
    assert len(instance.report) == 3
    assert instance.schemas == ("more.xsd", "e.xsd")


def test_parameters_may_stand_in_a_file() -> None:
    metadata = changed("parameterURL", "p.csv")
    del metadata["parameters"]
    instance = read(metadata, p_csv=b"name,value\ncompany,c:7\nother,#nil\n")
    assert {fact.key.entity.identifier for fact in instance.report} == {"7"}
    assert codes(read(metadata, p_csv=b"key,value\ncompany,c:7\ncompany,c:8\na,#b\n")) == ["TNS089"] * 3


def test_a_table_that_may_be_missing_is() -> None:
    assert codes(read(changed("tables/loans", {"url": "other.csv", "optional": True}))) == []


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("tables/loans/url", "other.csv", "TNS088"),
        ("tables/loans/url", "/etc/passwd", "TNS088"),
        ("tables/loans/url", "%2e%2e/loans.csv", "TNS088"),
        ("tables/loans/url", "http://example.com/loans.csv", "TNS088"),
        ("tables/loans/url", "..\\loans.csv", "TNS088"),
        ("tables/loans/url", 5, "TNS088"),
        ("tables/loans/template", "other", "TNS088"),
        ("tables/loans/template", 5, "TNS088"),
        ("documentInfo/extends", ["other.json"], "TNS088"),
        ("documentInfo/extends", ["report.json"], "TNS088"),
        ("documentInfo/extends", [5], "TNS088"),
        ("parameterURL", "other.csv", "TNS088"),
        ("parameterURL", "../other.csv", "TNS088"),
        ("parameters", {"company": 5}, "TNS083"),
        ("links", {"footnote": {"_": {"loans.r_A.amount": "x"}}}, "TNS083"),
        ("links", {"footnote": {"_": {"loans.r_A.amount": ["x"]}}}, "TNS087"),
        ("dimensions/entity", "$nothing", "TNS089"),
        ("dimensions/entity", "$company@middle", "TNS089"),
        ("dimensions/entity", "#what", "TNS089"),
        ("dimensions/entity", 5.5, "TNS089"),
        ("decimals", "many", "TNS086"),
        ("parameters/company", "#what", "TNS089"),
        ("tableTemplates/loans/columns/name/propertiesFrom", ["borrower"], "TNS089"),
        ("tableTemplates/loans/rowIdColumn", "name_", "TNS089"),
    ],
)
def test_what_is_wrong_with_the_metadata_is_told(path: str, value: object, code: str) -> None:
    assert code in codes(read(changed(path, value)))


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ("borrower,other\nA,1\n", 0),
        ("borrower,amount,amount\nA,1,2\n", 1),
        ("borrower,amount\nA,#what\n", 0),
        ("borrower,amount\nA,1\nA,2\n", 1),
        ("borrower,amount\n,1\n", 1),
    ],
)
def test_what_is_wrong_with_a_table_is_told(rows: str, count: int) -> None:
    instance = read(rows=rows)
    assert codes(instance) == ["TNS089"]
    assert len(instance.report) == count


def test_what_is_in_the_way_of_several_programs_is_told_once_a_place() -> None:
    [finding] = read(rows="borrower,amount\nA,1\nB,x\n").findings
    assert (finding.code, finding.sources[0].line, finding.sources[0].column) == ("TNS086", 3, 2)
    metadata = changed("tableTemplates/loans/dimensions/period", "$when")
    metadata["tableTemplates"]["loans"]["columns"]["when"] = {}
    [finding] = read(metadata, "amount,borrower,when\n1,A,never\n").findings
    assert (finding.code, finding.sources[0].line, finding.sources[0].column) == ("TNS085", 2, 3)


def test_a_circle_of_metadata_is_broken() -> None:
    first = {**LOANS, "documentInfo": {**INFO, "extends": ["b.json"]}}
    second = {"documentInfo": {**INFO, "extends": ["report.json"]}, "decimals": 3}
    instance = read(first, b_json=second)
    assert codes(instance) == ["TNS088", "TNS088"]  # the circle, and decimals that are said otherwise
    assert len(instance.report) == 3


def test_a_long_chain_of_metadata_ends() -> None:
    chain: dict[str, Any] = {
        f"f{number}_json": {"documentInfo": {**INFO, "extends": [f"f{number + 1}.json"]}} for number in range(99)
    }
    first = {**LOANS, "documentInfo": {**INFO, "extends": ["f0.json"]}}
    assert codes(read(first, **chain)) == ["TNS088"]


@pytest.mark.parametrize("rows", ['borrower,amount\nA,"x', 'borrower,amount\nA,"x"y\n'])
def test_what_is_no_csv_is_refused(rows: str) -> None:
    with pytest.raises(InputError) as caught:
        read(rows=rows)
    assert [finding.code for finding in caught.value.findings] == ["TNS089"]


def test_metadata_that_others_extend_is_no_report_of_its_own(tmp_path: Path) -> None:
    first = {"documentInfo": {**INFO, "extends": ["base.json"]}}
    for name, data in {"report.json": first, "base.json": LOANS}.items():
        (tmp_path / name).write_text(json.dumps(data), encoding="utf-8")
    (tmp_path / "loans.csv").write_text(ROWS, encoding="utf-8")
    for place in (tmp_path, tmp_path / "report.json"):
        [found] = open_reports(place)
        assert isinstance(found, Instance)
        assert len(found.report) == 3
        assert not [one for one in found.findings if one.code.startswith("TNS08")]
    # Files that extend each other have no first, so each is read by itself.
    circle = {**LOANS, "documentInfo": {**INFO, "extends": ["report.json"]}}
    (tmp_path / "base.json").write_text(json.dumps(circle), encoding="utf-8")
    assert len(open_reports(tmp_path)) == 2


def test_tables_are_text_in_utf_8_of_a_bounded_size(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="not text in UTF-8"):
        read(loans_csv=b"borrower\n\xff\n")
    monkeypatch.setattr(table, "MAX_SIZE", 10)
    with pytest.raises(InputError, match="more than 10 bytes"):
        read()


def test_the_metadata_has_to_be_there() -> None:
    with pytest.raises(InputError, match="is not there"):
        read_csv({}, "report.json", "report.json")
    with pytest.raises(InputError, match="this is no object"):
        read([])


def outcome(metadata: object, rows: bytes) -> list[str]:
    """The codes of what is said of a report, whether it is read or refused."""
    files = {"report.json": json.dumps(metadata).encode("utf-8", "surrogatepass"), "loans.csv": rows}
    try:
        return codes(read_csv(files, "report.json", "report.json", DTS))
    except InputError as error:
        return [finding.code for finding in error.findings]


VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=3) | st.sampled_from(["$borrower", "$name@end", "loans", "e:Loan"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["dimensions", "columns", "url", "e:A", "name", "loans"]), inner, max_size=3)
    ),
    max_leaves=6,
)
PATHS = st.sampled_from(
    [
        "tables", "tables/loans", "tables/loans/parameters", "tableTemplates", "tableTemplates/loans", "dimensions",
        "tableTemplates/loans/columns", "tableTemplates/loans/columns/amount", "parameters", "links", "links/footnote",
        "tableTemplates/loans/columns/amount/dimensions", "tableTemplates/loans/columns/name/propertyGroups",
        "tableTemplates/loans/columns/name/propertiesFrom", "documentInfo/extends", "documentInfo/namespaces",
        "decimals",
    ]
)  # fmt: skip


@given(PATHS, VALUES)
def test_whatever_stands_in_the_metadata_is_read_or_refused(path: str, value: object) -> None:
    assert all(code.startswith("TNS08") for code in outcome(changed(path, value), ROWS.encode()))


@given(st.binary(max_size=40) | st.text(alphabet='ab,"\n\r#', max_size=40).map(str.encode))
def test_whatever_stands_in_a_table_is_read_or_refused(rows: bytes) -> None:
    for content in (rows, b"borrower,amount,name\n" + rows):
        assert all(code.startswith("TNS08") for code in outcome(LOANS, content))


@given(REPORTS, st.data())
def test_damaged_tables_are_read_or_refused(facts: Any, data: st.DataObject) -> None:
    files = oim_csv(facts, taxonomy=["e.xsd"], dts=DTS)
    name = data.draw(st.sampled_from(sorted(files)))
    at = data.draw(st.integers(0, len(files[name])))
    files[name] = files[name][:at] + data.draw(st.binary(max_size=3)) + files[name][at + data.draw(st.integers(0, 9)) :]
    try:
        told = codes(read_csv(files, "report.json", "report.json", DTS))
    except InputError as error:
        told = [finding.code for finding in error.findings]
    assert all(code.startswith("TNS08") for code in told)
