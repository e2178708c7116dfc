"""The builder of ixbrl-viewer on what we tell its program: every fact, every concept and every arc."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from tanshin import api
from tanshin.arelle.client import available
from tanshin.values.output import write_tree
from tanshin.viewer.folder import viewer_files
from tanshin.write.package import offline_package
from tests.strict import missing
from tests.viewer.viewed import documents, told

SAMPLE = "iij/fy2012-annual"


class Told(Struct):
    """What the program is told of a document, with names and roles in full."""

    facts: dict[str, Any]
    concepts: dict[str, Any]
    arcs: dict[tuple[str, str, str], list[Any]]
    titles: dict[str, Any]


def in_full(data: dict[str, Any]) -> Told:
    """The data without the prefixes that each side chooses."""

    def name(text: str) -> str:
        prefix, _, local = text.partition(":")
        return f"{{{data['prefixes'][prefix]}}}{local}"

    def fact(one: dict[str, Any]) -> tuple[Any, ...]:
        aspects = {name(key) if ":" in key else key: value for key, value in one["a"].items()}
        for key, value in aspects.items():
            if key in "ce" or key.startswith("{"):
                aspects[key] = name(value)
        if "u" in aspects:
            aspects["u"] = re.sub(r"[\w-]+:\w+", lambda found: name(found[0]), aspects["u"])
        is_number = "u" in aspects and one["v"] is not None
        return aspects, Decimal(one["v"]) if is_number else one["v"], one.get("d")

    def concept(one: dict[str, Any]) -> dict[str, Any]:
        labels = {data["roles"][role]: texts for role, texts in one["labels"].items()}
        return {**one, "labels": labels, "dt": name(one["dt"])}

    (source,) = data["sourceReports"]
    (report,) = source["targetReports"]
    arcs = {
        (data["roles"][arcrole], data["roles"][role], name(parent)): [(name(arc["t"]), arc.get("w")) for arc in some]
        for arcrole, roles in report["rels"].items()
        for role, parents in roles.items()
        for parent, some in parents.items()
    }
    return Told(
        {id_: fact(one) for id_, one in report["facts"].items()},
        {name(key): concept(one) for key, one in report["concepts"].items()},
        arcs,
        {data["roles"][role]: titles for role, titles in report["roleDefs"].items()},
    )


Pairs = tuple[tuple[Told, Told], ...]


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Pairs:
    """What we tell, and what the builder does, of the release, which has every fact, and of a statement."""
    if not available():
        missing("Arelle is not installed")
    folder = tmp_path_factory.mktemp("viewer") / "out"
    filing = api.read_filing(SAMPLE)
    files = {**documents(filing), "taxonomy.zip": offline_package(filing.form_taxonomy)}
    viewed = viewer_files(files, filing, ())
    pages = {"release/a.xhtml": "release-ja.html", "XBRLData/Attachment/b.xhtml": "balance-sheet-ja.html"}
    # Each where its document is, so that it finds its schemas; by their ends Arelle knows what they are.
    write_tree(folder, {**files, **{place: viewed[page] for place, page in pages.items()}})
    package = folder / "taxonomy.zip"
    said = subprocess.run(
        [sys.executable, Path(__file__).with_name("viewer_builder.py"), package, *(folder / place for place in pages)],
        capture_output=True,
        check=False,
        env={**os.environ, "XDG_CONFIG_HOME": str(folder), "PYTHONUTF8": "1"},
    )
    assert said.returncode == 0, said.stderr.decode()
    theirs = [in_full(json.loads(line)) for line in said.stdout.splitlines()]
    return tuple(zip((in_full(told(viewed[page])) for page in pages.values()), theirs, strict=True))


def test_the_facts_are_the_same(pairs: Pairs) -> None:
    for ours, theirs in pairs:
        assert len(ours.facts) > 100
        assert ours.facts == theirs.facts


def test_the_concepts_are_the_same_as_far_as_they_are_told(pairs: Pairs) -> None:
    """A release leads to no references; ours come with the concept."""
    (release, theirs), (statement, others) = pairs
    bare = {name: {key: value for key, value in one.items() if key != "r"} for name, one in release.concepts.items()}
    assert {name: theirs.concepts.get(name) for name in bare} == bare
    assert {name: others.concepts.get(name) for name in statement.concepts} == statement.concepts
    assert any("r" in one for one in statement.concepts.values())


def test_the_networks_are_the_same_where_something_is_reported(pairs: Pairs) -> None:
    for ours, theirs in pairs:
        assert {key: theirs.arcs.get(key) for key in ours.arcs} == ours.arcs
        reported = {aspects["c"] for aspects, *_ in ours.facts.values()}
        shown = {(arcrole, role) for arcrole, role, _ in ours.arcs}
        for (arcrole, role, parent), arcs in theirs.arcs.items():
            if (arcrole, role, parent) not in ours.arcs:
                assert (arcrole, role) not in shown
                assert not reported & {parent, *(target for target, _ in arcs)}
        roles = {role for _, role in shown}
        assert {role: theirs.titles.get(role) for role in roles} == {role: ours.titles.get(role) for role in roles}
    _, (statement, _) = pairs
    assert any(arcrole.endswith("summation-item") for arcrole, *_ in statement.arcs)
