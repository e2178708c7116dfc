"""SARIF 2.1.0, section by section as the standard and its schema demand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tanshin.tell.language import language
from tanshin.tell.quote import Quoter
from tanshin.tell.sarif import as_sarif
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import say
from tests.tell.filings import checked, finding, source, write

ALL = tuple(finding("TNS101", severity, 2 + severity) for severity in Severity)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    roots = write(tmp_path)
    monkeypatch.chdir(tmp_path)
    more = Finding("TNS203", Severity.ERROR, "x", (source(2, 2), source(4, 1)), ("a:B 2013",), "a:B", "http://r")
    told = checked(*ALL, more, Finding("TNS999", Severity.ERROR, "no place"))
    shape: dict[str, Any] = json.loads(as_sarif((told,), Quoter(roots)))
    return shape


def test_the_shape_is_that_of_the_schema(log: dict[str, Any]) -> None:
    """What the published schema requires and allows of what is used here (additionalProperties is false throughout)."""
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert set(run) <= {"tool", "results", "language", "columnKind"}
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    driver = run["tool"]["driver"]
    assert set(driver) <= {"name", "version", "semanticVersion", "rules"}
    for one in driver["rules"]:
        assert set(one) <= {"id", "shortDescription", "fullDescription", "help", "defaultConfiguration"}
        assert one["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
        assert all(one[name]["text"] for name in ("shortDescription", "fullDescription", "help"))
    for one in run["results"]:
        assert one["message"]["text"]
        assert one["level"] in ("none", "note", "warning", "error")
        assert driver["rules"][one["ruleIndex"]]["id"] == one["ruleId"]
        for location in (*one["locations"], *one.get("relatedLocations", [])):
            assert set(location) <= {"physicalLocation", "logicalLocations"}
            region = location.get("physicalLocation", {}).get("region", {"startLine": 1})
            assert set(region) <= {"startLine", "startColumn", "endColumn", "snippet"}
            assert all(region[name] >= 1 for name in region.keys() - {"snippet"})
            assert region.get("startColumn", 1) <= region.get("endColumn", 1 << 30)


def test_levels_follow_the_severity(log: dict[str, Any]) -> None:
    levels = {one["properties"]["severity"]: one["level"] for one in log["runs"][0]["results"]}
    assert levels == {"ERROR": "error", "INCONSISTENCY": "error", "WARNING": "warning", "INFO": "note"}


def test_a_cell_is_a_region_of_characters_in_a_file_below(log: dict[str, Any]) -> None:
    place = next(
        one["locations"][0]["physicalLocation"] for one in log["runs"][0]["results"] if one["ruleId"] == "TNS203"
    )
    assert place["artifactLocation"] == {"uri": "co/annual/table.csv"}
    assert place["region"] == {
        "startLine": 2,
        "startColumn": 13,
        "endColumn": 20,
        "snippet": {"text": 'Cash & cash,"1,234",<b>5</b>'},
    }


def test_rules_that_found_nothing_are_described_as_well(log: dict[str, Any]) -> None:
    rules = {one["id"] for one in log["runs"][0]["tool"]["driver"]["rules"]}
    assert rules == {"TNS101", "TNS102", "TNS203", "TNS999"}


def test_a_fingerprint_keeps_when_lines_move() -> None:
    def prints(line: int) -> list[str]:
        one = Finding("TNS101", Severity.ERROR, say("nil"), (source(line, 2),), ("a:B 2013",))
        shape = json.loads(as_sarif((checked(one),), Quoter()))
        return [one["partialFingerprints"]["tanshin/v1"] for one in shape["runs"][0]["results"]]

    assert prints(2) == prints(3)


def test_it_speaks_japanese() -> None:
    text = as_sarif((checked(*ALL),), Quoter(), language("ja"))
    assert "合計が、その内訳の合計と正確に一致すること。" in text
    assert json.loads(text)["runs"][0]["language"] == "ja"
