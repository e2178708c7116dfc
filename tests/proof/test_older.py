"""What a build says in the older form is proved like everything else it says."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec.structs import replace

from tanshin import api
from tanshin.product import Product, has_older, prove_files
from tanshin.values.finding import Severity
from tests.built import product
from tests.samples.filings import sample


@cache
def made() -> Product:
    filing = sample("fy2012-annual")
    return api.produce(filing, api.check(filing), older=True)


def older_path(end: str = ".xbrl") -> str:
    (path,) = (path for path in made().files if path.startswith("older/") and path.endswith(end))
    return path


def test_a_build_has_it_and_is_proved() -> None:
    assert made().faults == ()
    assert has_older(made().files)
    assert b"Summary in the form until 2013" in made().files["index.html"]
    assert {finding.code for finding in made().notes} == {"TNS092", "TNS093"}
    assert set(made().notes) <= set(made().result.findings)


def test_only_where_it_is_asked_for() -> None:
    plain = product("fy2012-annual")
    assert not has_older(plain.files)
    assert plain.notes == ()


FACT = b'<tse-t-ed:NetIncomeUS contextRef="CurrentYearConsolidatedDuration" unitRef="JPY" decimals="-6">5301000000'
MARK = b'<tse-t-ed:FASFMemberMark contextRef="CurrentYearConsolidatedInstant">true</tse-t-ed:FASFMemberMark>'
EDITS = [
    (FACT, FACT.replace(b"5301", b"5310"), "TNS702"),
    (FACT, FACT.replace(b"-6", b"-3"), "TNS702"),
    (MARK, MARK.replace(b"FASFMemberMark", b"OsakaStockExchange"), "TNS702"),
    (FACT, FACT.replace(b"CurrentYear", b"PriorYear"), "TNS703"),
    (b'"PriorYearConsolidatedInstant"', b'"CurrentYearConsolidatedOther"', "TNS702"),
    (b'context id="NextYearConsolidatedDuration"', b'context id="NextYearNonConsolidatedDuration"', "TNS717"),
    (b"<xbrli:instant>2013-03-31", b"<xbrli:instant>2013-03-30", "TNS717"),
    (b"<xbrli:xbrl", b"<xbrli:xbr", "TNS701"),
]


@pytest.mark.parametrize(("old", "new", "code"), EDITS, ids=[f"{n}-{edit[2]}" for n, edit in enumerate(EDITS)])
def test_an_edit_is_found(old: bytes, new: bytes, code: str) -> None:
    path = older_path()
    content = made().files[path]
    assert old in content
    files = {**made().files, path: content.replace(old, new, 1)}
    found = prove_files(made(), files, "", replace(made().result, findings=())).findings
    here = {finding.code for finding in found if finding.sources and finding.sources[0].file == path}
    assert code in here
    assert all(finding.severity is Severity.ERROR for finding in found)


def test_another_name_is_found() -> None:
    path = older_path(".xsd")
    files = {name: content for name, content in made().files.items() if name != path}
    files[path.replace("tdnet-", "tse-")] = made().files[path]
    found = prove_files(made(), files, "", replace(made().result, findings=())).findings
    assert {"TNS716", "TNS725"} <= {finding.code for finding in found}


def test_a_folder_is_compared_with_a_build_like_it() -> None:
    assert prove_files(made(), made().files, "", replace(made().result, findings=())).findings == ()
