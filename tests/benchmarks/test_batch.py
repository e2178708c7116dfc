"""Filings varied by a seed: a batch of them tells what reading and checking each by itself does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from pyarrow import parquet

from benchmarks.batch.measure import LOOP, ONE, Way, table
from benchmarks.batch.variation import small_instances, varied
from tanshin import api
from tanshin.batch.job import Verb
from tanshin.batch.run import run
from tanshin.published import check_published
from tanshin.report.fact import Fact, value_text
from tanshin.values.finding import Finding, InputError
from tanshin.values.memory import VARIABLE, forget, remember

_COUNT = 8


@pytest.fixture(scope="module")
def filings(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    return varied(tmp_path_factory.mktemp("varied") / "filings", _COUNT, 7)


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One memory for the processes of this test: it is not the reading of taxonomies that is judged."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "memory"))
    remember()
    yield
    forget()


def test_the_same_seed_makes_the_same_filings_and_another_makes_others(
    filings: tuple[Path, ...], tmp_path: Path
) -> None:
    same, other = varied(tmp_path / "same", 4, 7), varied(tmp_path / "other", 4, 8)
    assert [_content(path) for path in same] == [_content(path) for path in filings[:4]]
    assert [_content(path) for path in other] != [_content(path) for path in same]
    codes = {(path.parent / "issuer.yaml").read_text(encoding="utf-8").partition('code: "')[2][:4] for path in filings}
    assert codes == {"1000", "1001"}


@pytest.mark.usefixtures("memory")
def test_a_batch_tells_what_each_filing_by_itself_does(filings: tuple[Path, ...], tmp_path: Path) -> None:
    home, out = filings[0].parent.parent, {verb: tmp_path / verb for verb in (Verb.FACTS, Verb.CHECK)}
    for verb, folder in out.items():
        list(run(verb, [home], folder, workers=1))
    facts, findings = _rows(out[Verb.FACTS] / "facts"), _rows(out[Verb.CHECK] / "findings")
    broken = 0
    for path in filings:
        report, found = _by_itself(path)
        name = _name(path, home)
        assert Counter(map(_told, facts.get(name, ()))) == Counter(map(_fact, report))
        assert Counter((row["code"], row["severity"], row["message"]) for row in findings.get(name, ())) == Counter(
            (one.code, one.severity.name, str.__str__(one.message)) for one in found
        )
        broken += any(one.severity.name in {"ERROR", "INCONSISTENCY"} for one in found)
    assert 0 < broken < _COUNT


def test_what_was_measured_is_told_beside_the_loop() -> None:
    loop = Way("check folders", LOOP, 8, 0.5, 0.4, 4.2, 5, 90)
    head, *lines = table([loop, Way("check folders", ONE, 8, 0.625, 0.5, 5.9, 7, 100)])
    assert head.split()[:3] == ["what", "way", "filings"]
    assert lines[0].split()[-8:] == ["8", "400.0", "1.00", "0.0", "ms", "2.00", "4", "90"]
    assert lines[1].split()[-8:] == ["8", "500.0", "1.25", "100.0", "ms", "1.60", "6", "100"]


def test_small_instances_are_whole_and_differ(tmp_path: Path) -> None:
    (tmp_path / "built" / "year").mkdir(parents=True)
    (tmp_path / "built" / "year" / "year.xbrl").write_text(_INSTANCE, encoding="utf-8")
    made = small_instances(tmp_path / "small", tmp_path / "built", 8, 1)
    assert len({path.read_bytes() for path in made}) == 8
    for path in made:
        ((_, result),) = check_published(path)
        assert {one.code for one in result.findings} == {"TNS051", "TNS110"}


_FACTS = "".join(f'  <e:F{n} contextRef="c" unitRef="u" decimals="0">10{n}</e:F{n}>\n' for n in range(20))
_INSTANCE = f"""<?xml version="1.0" encoding="UTF-8"?>
<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"
  xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:e="http://example.com/e">
  <link:schemaRef xlink:type="simple" xlink:href="e.xsd"/>
  <xbrli:context id="c">
    <xbrli:entity><xbrli:identifier scheme="http://example.com">1</xbrli:identifier></xbrli:entity>
    <xbrli:period><xbrli:instant>2013-03-31</xbrli:instant></xbrli:period>
  </xbrli:context>
  <xbrli:unit id="u">
    <xbrli:measure>xbrli:pure</xbrli:measure>
  </xbrli:unit>
{_FACTS}</xbrli:xbrl>
"""


def _by_itself(path: Path) -> tuple[Iterable[Fact], Iterable[Finding]]:
    try:
        filing = api.read_filing(path)
    except InputError as error:
        return (), error.findings
    earlier, unusable = api.usable_before(filing, path)
    return filing.report, (*api.check(filing, earlier).findings, *unusable)


def _fact(fact: Fact) -> tuple[object, ...]:
    key = fact.key
    return (
        str(key.concept),
        key.entity.identifier,
        str(key.unit) if key.unit else None,
        tuple(sorted((str(axis), str(member)) for axis, member in key.dimensions)),
        value_text(fact.value),
        fact.decimals,
        key.lang,
    )


def _told(row: dict[str, object]) -> tuple[object, ...]:
    dimensions = row["dimensions"]
    assert isinstance(dimensions, list)
    names = ("concept", "entity", "unit", "dimensions", "value", "decimals", "lang")
    return tuple(tuple(dimensions) if name == "dimensions" else row[name] for name in names)


def _rows(folder: Path) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {}
    for row in parquet.read_table(folder).to_pylist():
        found.setdefault(row["filing"], []).append(row)
    return found


def _name(path: Path, home: Path) -> str:
    return path.relative_to(home.parent).as_posix()


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
