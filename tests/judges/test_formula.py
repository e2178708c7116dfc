"""Arelle's formula processor and our own engine: the same verdict on every identity of every filing."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from tanshin.arelle.client import Arelle, Result
from tanshin.document.build import documents
from tanshin.report.filing import Filing
from tanshin.report.report import Report
from tanshin.taxonomy.formula import formula
from tanshin.taxonomy.identity import AtMost, MemberSum
from tanshin.taxonomy.schema import schema
from tanshin.validate.equation import Equation
from tanshin.validate.workpaper import Workpaper
from tanshin.write.tdnet import submission
from tanshin.write.xbrl import instance
from tests.samples.filings import NAMES, sample

#: How many identities are evaluated in each filing, and how many of these do not hold: cash in dollars, which each
#: statement of the year 2009 foots for itself.
EVALUATED = {"fy2009-annual": (99, 2), "1h-fy2012": (56, 0), "fy2012-annual": (117, 0), "1q-fy2013": (0, 0)}


@cache
def schemas_of(name: str) -> dict[str, bytes]:
    """The schemas and linkbases of a filing's submission, and the formulas of its taxonomy."""
    filing = sample(name)
    taxonomy = filing.taxonomy
    files = submission(filing, {lang: documents(filing, lang) for lang in ("ja", "en")})
    kept = {path: content for path, content in files.items() if path.endswith((".xsd", ".xml"))}
    entry = schema(taxonomy.dts, "https://example.com/formula", linkbases=[("formula.xml", None)], roles=())
    return {**kept, "formula.xml": formula(taxonomy), "formula.xsd": entry}


def judge(name: str, report: Report, arelle: Arelle, reference: Path, folder: Path) -> Result:
    """What Arelle says of an instance with these facts."""
    for path, content in schemas_of(name).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    judged = folder / "judged.xbrl"
    schemas = sorted(one.relative_to(folder).as_posix() for one in folder.glob("XBRLData/*/*-37740-*.xsd"))
    calendar = sample(name).calendar
    judged.write_bytes(instance(report, calendar=calendar, schema_refs=[*schemas, "formula.xsd"]))
    return arelle.load(judged, [reference / "tse" / "tse-ed-2014-01-12.zip"], facts=False)


def named(equation: Equation) -> str:
    """The assertion that says an equation."""
    identity = equation.identity
    is_sum = isinstance(identity, MemberSum)
    return f"{identity.id}-{equation.terms[0][0].concept.local}" if is_sum else identity.id


def verdicts(filing: Filing) -> dict[str, tuple[int, int]]:
    """How often each identity holds, and how often not, as assertions are named."""
    found = Workpaper(filing).evaluation
    counts = Counter((named(one), one.holds) for one in found.equations)
    counts += Counter((one.identity.id, one.holds) for one in found.bounds if isinstance(one.identity, AtMost))
    return {name: (counts[name, True], counts[name, False]) for name in {name for name, _ in counts}}


@pytest.mark.parametrize("name", NAMES)
def test_arelle_s_formula_processor_gives_our_verdicts(
    name: str, arelle: Arelle, reference: Path, tmp_path: Path
) -> None:
    filing = sample(name)
    result = judge(name, filing.report, arelle, reference, tmp_path)
    ours = verdicts(filing)
    assert {name: counts for name, counts in result.assertions.items() if any(counts)} == ours
    assert (sum(held for held, _ in ours.values()), sum(failed for _, failed in ours.values())) == EVALUATED[name]
    told = [one for one in result.problems if not one.code.startswith("message:")]
    assert [one.message for one in told] == []


PLANTED = (
    "balance-sheet-balances",
    "cash-roll-forward",
    "equity-roll-forward",
    "equity-members",
    "net-income-parent",
    "borrowings-movement",
)


@pytest.mark.parametrize("wrong", PLANTED)
def test_a_planted_error_is_found_by_both(wrong: str, arelle: Arelle, reference: Path, tmp_path: Path) -> None:
    """One unit more in a figure that the identity speaks of."""
    filing = sample("fy2012-annual")
    equation = next(one for one in Workpaper(filing).evaluation.equations if one.identity.id == wrong)
    planted = equation.terms[-1][0]
    moved = replace(planted, value=planted.value + 1000)  # type: ignore[operator]
    report = Report(tuple(moved if fact == planted else fact for fact in filing.report))
    ours = verdicts(replace(filing, report=report))
    result = judge("fy2012-annual", report, arelle, reference, tmp_path)
    assert {name: counts for name, counts in result.assertions.items() if any(counts)} == ours
    assert any(failed for name, (_, failed) in ours.items() if name.startswith(wrong))
