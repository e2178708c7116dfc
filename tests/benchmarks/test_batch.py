"""Filings varied by a seed: a batch of them tells what reading and checking each by itself does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from pyarrow import parquet

from benchmarks.batch.measure import LOOP, ONE, Way, table
from benchmarks.batch.variation import varied
from tanshin import api
from tanshin.batch.job import Verb
from tanshin.batch.run import run
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
    head, loop, one = table([Way(LOOP, 8, 0.5, 90), Way(ONE, 8, 0.625, 100)])
    assert head.split()[:2] == ["way", "filings"]
    assert loop.split()[-4:] == ["8", "2.00", "1.00x", "90"]
    assert one.split()[-6:] == ["8", "1.60", "0.80x", "125", "ms", "100"]


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
