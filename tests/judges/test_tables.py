"""Arelle on an instance that holds tables of a release: each fact once, valid, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from tanshin.arelle.client import Arelle, Calculations, as_arelle
from tanshin.report.aspect import Dimensions
from tanshin.report.filing import Filing
from tanshin.report.report import Report
from tanshin.write.tdnet import submission
from tests.release import COLUMNS, TABLE, lay_out, read

EQUITY = "EquityComponentsAxis"
TARGETS = """\
  - table: targets
    statement: Results
    scale: 6
    unit: JPY
    columns:
      Target: {period: NextYear, members: {ForecastAxis: TargetMember}}
"""


def filing(folder: Path) -> Filing:
    """The example without a form, so that no official taxonomy is needed: a total and one of its parts are targets."""
    place = lay_out(folder, TABLE, COLUMNS + TARGETS, files={"targets.csv": "caption,Target\nAssets,120\nCash,70\n"})
    text = (place / "filing.yaml").read_text(encoding="utf-8")
    for part in ("form: small\n", "information:\n  FilingDate: 2013-05-15\n", "summary:\n  position: summary.csv\n"):
        text = text.replace(part, "")
    (place / "filing.yaml").write_text(text, encoding="utf-8")
    found = read(folder)
    # Movements of equity need the statement that has their members.
    facts = [fact for fact in found.report if not any(axis.local == EQUITY for axis, _ in fact.key.dimensions)]
    return replace(found, report=Report(tuple(facts)))


def written(found: Filing, folder: Path) -> Path:
    """The instance with every fact, beside its schemas."""
    attached = replace(found, tables=())  # without documents of its statements
    for name, content in submission(attached, {"ja": (), "en": ()}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (instance,) = folder.glob("*.xbrl")
    return instance


@pytest.mark.parametrize("mode", ["c10", "c11r"])
def test_the_instance_holds_every_fact_once_and_is_valid(tmp_path: Path, arelle: Arelle, mode: Calculations) -> None:
    found = filing(tmp_path / "in")
    result = arelle.load(written(found, tmp_path / "out"), [], mode)
    assert [message.message for message in result.problems] == []
    assert set(result.facts) == {as_arelle(fact) for fact in found.report}
    assert len(result.facts) == len(found.report)


def test_members_are_judged_all_the_same(tmp_path: Path, arelle: Arelle) -> None:
    found = filing(tmp_path / "in")
    name = found.taxonomy.name
    wrong: Dimensions = ((name("ForecastAxis"), name("CommonStockMember")),)
    facts = [
        replace(fact, key=fact.key._replace(dimensions=wrong)) if fact.concept == name("Shops") else fact
        for fact in found.report
        if fact.concept != name("Shops") or fact.key.period == found.calendar.period("CurrentYear").closing
    ]
    result = arelle.load(written(replace(found, report=Report(tuple(facts))), tmp_path / "out"), [], "c10")
    assert result.problems
