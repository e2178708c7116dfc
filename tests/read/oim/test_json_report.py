"""xBRL-JSON as others write it, and as nobody should."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.read.oim import scan
from tanshin.read.oim.json_report import read_json
from tanshin.read.oim.trouble import MOST
from tanshin.report.aspect import FOREVER, PURE, TypedMember
from tanshin.report.instance import Instance
from tanshin.report.oim import NO_ENTITY
from tanshin.taxonomy.concept import Concept, ItemType
from tanshin.taxonomy.dts import Dts
from tanshin.values.finding import InputError, Severity
from tanshin.values.qname import QName
from tanshin.write.oim_json import oim_json
from tests.oim_reports import DTS, REPORTS

E = "http://example.com/e"
INFO = {
    "documentType": "https://xbrl.org/2021/xbrl-json",
    "namespaces": {
        "e": E,
        "c": "http://example.com/companies",
        "iso4217": "http://www.xbrl.org/2003/iso4217",
        "xbrl": "https://xbrl.org/2021",
        "xbrli": "http://www.xbrl.org/2003/instance",
    },
    "taxonomy": ["e.xsd"],
}
KINDS = {"Sales": ItemType.MONETARY, "Rate": ItemType.PURE, "Name": ItemType.STRING, "Day": ItemType.DATE}
TAXONOMY = Dts({QName(E, name): Concept(QName(E, name), kind) for name, kind in KINDS.items()}, {}, (), {})


def one(value: object = "5", about: dict[str, object] | None = None, **more: object) -> dict[str, object]:
    return {"value": value, "dimensions": {"concept": "e:Sales", **(about or {})}, **more}


def read(facts: object, dts: Dts | None = None, **info: Any) -> Instance:
    data = {"documentInfo": {**INFO, **info}, "facts": facts}
    return read_json(json.dumps(data, ensure_ascii=False).encode(), "r.json", dts)


def codes(instance: Instance) -> list[str]:
    return [finding.code for finding in instance.findings]


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_json(data, "r.json")
    [finding] = caught.value.findings
    return f"{finding.code} {':'.join(map(str, finding.sources[0][1:]))} {finding.message}"


def test_a_fact_without_entity_and_period_is_about_nobody_for_ever() -> None:
    [fact] = read({"f": one("x")}).report.facts
    assert (fact.key.entity, fact.key.period, fact.value) == (NO_ENTITY, FOREVER, "x")


def test_what_the_taxonomy_knows_is_read_as_what_it_is() -> None:
    facts = {
        "rate": one("0.5", {"concept": "e:Rate"}),
        "day": one("2013-05-15", {"concept": "e:Day"}),
        "name": one("5", {"concept": "e:Name", "language": "ja"}),
    }
    read_all = {fact.concept.local: fact for fact in read(facts, TAXONOMY).report}
    assert read_all["Rate"].value == Decimal("0.5")
    assert read_all["Rate"].key.unit == PURE
    assert read_all["Day"].value == date(2013, 5, 15)
    assert (read_all["Name"].value, read_all["Name"].key.lang) == ("5", "ja")


def test_without_a_taxonomy_decimals_tell_what_is_a_number() -> None:
    facts = read({"a": one("0.5", decimals=1), "b": one("0.5")}).report.facts
    assert [fact.value for fact in facts] == [Decimal("0.5"), "0.5"]


def test_members_are_names_that_are_declared() -> None:
    instance = read({"f": one("x", {"e:A": "e:M", "e:B": "12:30", "e:C": None, "e:D": "f:M"})})
    assert [member for _, member in instance.report.facts[0].key.dimensions] == [
        QName(E, "M"),
        TypedMember("12:30"),
        TypedMember(None),
        TypedMember("f:M"),
    ]
    [finding] = instance.findings
    assert (finding.code, finding.severity) == ("TNS084", Severity.WARNING)


def test_links_lead_to_notes_whatever_comes_first() -> None:
    note = {"value": "<p>n</p>", "dimensions": {"concept": "xbrl:note", "noteId": "n", "language": "en"}}
    links = {"footnote": {"_": ["n"]}, "other": {"_": ["n"]}, "explanatoryFact": {"_": ["b"]}}
    instance = read(
        {"a": one("x", links=links), "n": note, "b": one("y", {"e:A": "1"}, links={"footnote": {"_": ["n"]}})}
    )
    [noted] = instance.notes
    assert noted.facts == tuple(fact.key for fact in instance.report)
    assert (noted.text, noted.lang) == ("<p>n</p>", "en")
    assert [(one.code, one.severity) for one in instance.findings] == [
        ("TNS087", Severity.ERROR),  # a kind of link that nobody declares
        ("TNS087", Severity.INFO),
    ]


def test_repeated_facts_are_kept_apart() -> None:
    instance = read({"a": one("x"), "b": one("y")})
    assert [fact.value for fact in instance.report] == ["x"]
    assert [fact.value for fact in instance.repeated] == ["y"]


def test_locations_are_those_of_the_base() -> None:
    assert read({}, baseURL="http://example.com/r/report.json").schemas == ("http://example.com/r/e.xsd",)


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"period": "2013-04-01"}, "TNS085"),
        ({"period": "2013-04-01T12:00:00"}, "TNS085"),
        ({"period": "2013-02-30T00:00:00"}, "TNS085"),
        ({"period": "2013-04-01T00:00:00/2012-04-01T00:00:00"}, "TNS085"),
        ({"period": "0001-01-01T00:00:00"}, "TNS085"),
        ({"period": None}, "TNS085"),
        ({"entity": "c:"}, "TNS085"),
        ({"entity": "c:a b"}, "TNS085"),
        ({"entity": "x:1"}, "TNS084"),
        ({"unit": "xbrli:pure"}, "TNS085"),
        ({"unit": "(iso4217:JPY)"}, "TNS085"),
        ({"unit": "iso4217:JPY*iso4217:USD/e:a"}, "TNS085"),
        ({"unit": "iso4217:JPY/"}, "TNS085"),
        ({"unit": "*".join(["e:a"] * 99)}, "TNS085"),
        ({"unit": "yen:JPY"}, "TNS084"),
        ({"concept": "Sales"}, "TNS084"),
        ({"concept": "x:Sales"}, "TNS084"),
        ({"concept": None}, "TNS085"),
        ({"x:Axis": "e:M"}, "TNS084"),
    ],
)
def test_what_a_fact_is_about_has_to_be_clear(about: dict[str, object], code: str) -> None:
    instance = read({"good": one("x"), "bad": one("7", about)})
    assert codes(instance) == [code]
    assert [fact.value for fact in instance.report] == ["x"]
    assert instance.findings[0].sources[0].line == 1


@pytest.mark.parametrize(
    ("fact", "code", "value"),
    [
        (one("many", {"unit": "iso4217:JPY"}), "TNS086", "many"),
        (one("5", {"unit": "iso4217:JPY"}, decimals="0"), "TNS086", Decimal(5)),
        (one("5", {"unit": "iso4217:JPY"}, decimals=10**7), "TNS086", Decimal(5)),
        (one("5", {"unit": "iso4217:JPY"}, decimals=True), "TNS086", Decimal(5)),
        (one(None, {"unit": "iso4217:JPY"}, decimals=0), "TNS086", None),
        (one(5, {"unit": "iso4217:JPY"}), "TNS083", Decimal(5)),
        (one(5.5, {"unit": "iso4217:JPY"}), "TNS083", Decimal("5.5")),
        (one(True), "TNS083", "true"),
        (one([]), "TNS083", ""),
        (one("x", other=1), "TNS083", "x"),
        (one("x", {"other": "1"}), "TNS083", "x"),
        (one("x", {"language": "日本語"}), "TNS085", "x"),
        (one("x", links=[1]), "TNS083", "x"),
        (one("x", links={"footnote": {"_": [1]}}), "TNS083", "x"),
    ],
)
def test_what_is_wrong_with_a_value_is_told_and_the_rest_is_read(
    fact: dict[str, object], code: str, value: object
) -> None:
    instance = read({"f": fact})
    assert codes(instance) == [code]
    assert [fact.value for fact in instance.report] == [value]


def test_numbers_of_any_length_are_exact() -> None:
    digits = "9" * 5000
    [fact] = read({"f": one(digits, {"unit": "iso4217:JPY"}, decimals=0)}).report.facts
    assert fact.value == Decimal(digits)
    data = json.dumps({"documentInfo": INFO, "facts": {"f": one("5", decimals=0)}}).replace(": 0", f": {digits}")
    assert [finding.code for finding in read_json(data.encode(), "r.json").findings] == ["TNS086"]


@pytest.mark.parametrize(
    ("info", "code"),
    [
        ({"taxonomy": []}, "TNS083"),
        ({"taxonomy": "e.xsd"}, "TNS083"),
        ({"namespaces": {**INFO["namespaces"], "xs": E}}, "TNS084"),  # type: ignore[dict-item]
        ({"linkTypes": {"a": 1}}, "TNS083"),
        ({"linkGroups": []}, "TNS083"),
    ],
)
def test_what_a_file_says_about_itself_is_checked(info: dict[str, Any], code: str) -> None:
    assert codes(read({}, **info)) == [code]


@pytest.mark.parametrize(("facts", "code"), [([], "TNS083"), ({"f": []}, "TNS083"), ({"f": {"value": "x"}}, "TNS083")])
def test_facts_are_objects(facts: object, code: str) -> None:
    assert codes(read(facts)) == [code]


@pytest.mark.parametrize(
    ("value", "dimensions", "words"),
    [
        ("x", {"language": "en", "noteId": "other"}, "its own id"),
        ("x", {"noteId": "n"}, "needs a language"),
        ("a < b", {"language": "en", "noteId": "n"}, "not XHTML"),
    ],
)
def test_notes_say_what_they_should(value: str, dimensions: dict[str, str], words: str) -> None:
    note = {"value": value, "dimensions": {"concept": "xbrl:note", **dimensions}}
    [finding] = read({"n": note}).findings
    assert finding.code == "TNS087"
    assert words in finding.message


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "TNS083 1:1 this is no object"),
        (b"[]", "TNS083 1:1 this is no object"),
        (b'{"a" 1}', "TNS081 1:6 this is not JSON that can be read: : is missing"),
        (b'{"a": 1 "b": 2}', "TNS081 1:9 this is not JSON that can be read: , is missing"),
        (b'{"a": 1}\n x', "TNS081 2:2 this is not JSON that can be read: something stands behind"),
        (b"{1: 2}", "TNS081 1:2 this is not JSON that can be read: a key is missing"),
        (b'{"a": NaN}', "TNS081 1:7 this is not JSON that can be read: NaN is no number"),
        (b'{"a":\n  "b}', "TNS081 2:3 this is not JSON that can be read: Unterminated string"),
        (b'{"a": "\\ud800"}', "TNS081 1:8 this is not JSON that can be read: \\ud800 has no place"),
        (b'{"a": "\\u0000"}', "TNS081 1:8 this is not JSON that can be read: \\u0000 has no place"),
        (b'{"a": "\\b"}', "TNS081 1:8 this is not JSON that can be read: \\b has no place"),
        (b'{"a": "\xef\xbf\xbf"}', "TNS081 1:8 this is not JSON that can be read: U+FFFF has no place"),
        (b'{"a": "\x00"}', "TNS081 1:8 this is not JSON that can be read: Invalid control character"),
        (b"\xff\xfe{\x00}\x00", "TNS081 1:0 this is not text in UTF-8"),
        (b'{"a":\n' + b"[" * 100_000, "TNS081 2:64 this is not JSON that can be read: objects and lists stand more"),
        (b'{"a":' * 10_000, "TNS081 1:321 this is not JSON that can be read: objects and lists stand more"),
        (b'{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-csv"}}', "TNS083 1:18 this is not a file"),
        (b'{"documentInfo": 5}', "TNS083 1:18 this is not a file of the type"),
        (b"{}", "TNS083 1:1 this is not a file of the type"),
    ],
)
def test_what_is_no_report_is_refused_at_its_place(data: bytes, told: str) -> None:
    assert refusal(data).startswith(told)


def test_brackets_and_escapes_in_texts_are_texts() -> None:
    value = '[{"' * 100 + "\\ud800 😀"
    [fact] = read({"f": one(value)}).report.facts
    assert fact.value == value
    escaped = json.dumps({"documentInfo": INFO, "facts": {"f": one("😀")}}).encode()
    assert [fact.value for fact in read_json(escaped, "r.json").report] == ["😀"]


def test_a_file_is_no_larger_than_it_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "MAX_SIZE", 10)
    assert refusal(b'{"a": "0123456789"}').startswith("TNS081 0:0 this file has more than 10 bytes")


def test_of_a_key_that_stands_twice_the_first_counts_at_every_depth() -> None:
    twice = (
        '{"documentInfo": %s, "facts": {"f": {"value": "1", "value": "2", "dimensions": {"concept": "e:Name"}},\n'
        '"f": {"value": "3", "dimensions": {"concept": "e:Name"}}}, "x:y": [{"a": {"b": 1, "b": 2}}], "x:y": 0}'
    )
    instance = read_json((twice % json.dumps(INFO)).encode(), "r.json")
    assert [fact.value for fact in instance.report] == ["1"]
    assert [(one.code, one.sources[0].line) for one in instance.findings] == [
        ("TNS082", 1),
        ("TNS082", 2),
        ("TNS082", 2),
        ("TNS082", 2),
    ]


def test_of_many_faults_as_many_are_told_as_anybody_reads() -> None:
    instance = read({f"f{number}": one(5, {"e:A": str(number)}) for number in range(500)})
    assert len(instance.report) == 500
    assert len(instance.findings) == MOST + 1
    assert any("400 more" in finding.message for finding in instance.findings)


def test_facts_say_where_they_stand() -> None:
    data = json.dumps({"documentInfo": INFO, "facts": {"a": one("x"), "b": one("y", {"e:A": "1"})}}, indent=1).encode()
    lines = data.decode().splitlines()
    for fact in read_json(data, "r.json").report:
        assert fact.source is not None
        assert f'"value": "{fact.value}"' in lines[fact.source.line]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.sampled_from(["e:Sales", "xbrl:note", "e:A"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["value", "dimensions", "links", "decimals", "footnote", "_", "concept", "period", "unit", "e:A"]
            )
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def outcome(data: bytes) -> list[str]:
    """The codes of what is said of a file, whether it is read or refused."""
    try:
        return codes(read_json(data, "r.json", DTS))
    except InputError as error:
        return [finding.code for finding in error.findings]


@given(JSON, JSON, JSON)
def test_whatever_stands_in_a_file_is_read_or_refused(facts: Any, info: Any, more: Any) -> None:
    data = {"documentInfo": {**INFO, "linkTypes": info, "namespaces": more}, "facts": {"f": facts}}
    for content in (data, {**data, "facts": facts}, {**data, "documentInfo": info}):
        told = outcome(json.dumps(content).encode("utf-8", "surrogatepass"))
        assert all(code.startswith("TNS08") for code in told)


@given(REPORTS, st.data())
def test_damaged_files_are_read_or_refused(facts: Any, data: st.DataObject) -> None:
    good = oim_json(facts, taxonomy=["e.xsd"], dts=DTS)
    at = data.draw(st.integers(0, len(good) - 1))
    bad = good[:at] + data.draw(st.binary(max_size=3)) + good[at + data.draw(st.integers(0, 9)) :]
    assert all(code.startswith("TNS08") for code in outcome(bad))
