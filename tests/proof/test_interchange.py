"""Reports that are not as a build writes them."""

from __future__ import annotations

import pytest

from tanshin.proof.interchange import reports_in

KIND = b"https://xbrl.org/2021/xbrl-"
METADATA = b"""{
  "documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-csv", "namespaces": {}, "taxonomy": []},
  "tables": {"t": {"url": "t.csv"}},
  "tableTemplates": {"t": {"columns": {"id": {}, "value": {"dimensions": {}}}}}
}"""
DEEP = b'{"documentInfo": {"documentType": "' + KIND + b'json"}, "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


@pytest.mark.parametrize(
    "files",
    [
        {"a.json": DEEP},
        {"a.json": METADATA, "t.csv": b'id,value\n"1,2'},
        {"a.json": METADATA, "t.csv": b"id,value\n1,2\n"},
        {"a.json": METADATA},
        {"a.json": b'["' + KIND + b'"]'},
    ],
    ids=["deep", "unclosed", "without columns", "without tables", "list"],
)
def test_what_cannot_be_read_is_a_fact_with_a_fault(files: dict[str, bytes]) -> None:
    (report,) = reports_in(files, lambda _: True)
    ((path, told),) = report.facts
    assert path == "a.json"
    assert told.fault.startswith("this cannot be read as a report: ")
