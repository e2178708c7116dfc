"""A total that is what its items make, and that Arelle calls inconsistent."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.arelle.result import Message, Result, as_arelle
from tanshin.judging import judge_published
from tanshin.opening import open_published
from tanshin.values.finding import Finding
from tests.arelle.test_client import instance, money
from tests.second import Answers, asked


def findings(folder: Path) -> Iterable[Finding]:
    del folder
    place = instance(Path("input.xbrl"), money("Cash", "1"), money("Other", "2"), money("Assets", "3"))
    [report] = open_published(place)
    total = next(as_arelle(fact) for fact in report.report if fact.concept.local == "Assets")
    code, role = "calc11e:inconsistentCalculationUsingRounding", "http://www.xbrl.org/2003/role/link"
    said = Message(code, "inconsistency", "Calculation inconsistent from t:Assets", "input.xbrl", 4, role, total)
    with asked(Answers(Result((said,), bindings=2, version="2.47.3"))):
        [(_, result)] = judge_published(place)
    return [one for one in result.findings if one.code == "TNS794"]
