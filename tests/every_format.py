"""All formats of a build as their readers tell them: facts and footnotes, so that they can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from tanshin.document.noted import notes_of
from tanshin.opening import open_reports
from tanshin.product import Product
from tanshin.read.ixbrl.read import read_inline
from tanshin.report.instance import FactNote, Instance

#: A footnote without the order of the facts it stands on.
Noted: TypeAlias = tuple[str, str, str, str, frozenset[object]]


def noted(notes: Iterable[FactNote]) -> frozenset[Noted]:
    """Footnotes to compare."""
    return frozenset((one.text, one.lang, one.role, one.arcrole, frozenset(one.facts)) for one in notes)


def whole(folder: Path) -> Mapping[str, Path]:
    """The report with every fact, in each format."""
    [instance] = folder.glob("*.xbrl")
    return {
        "instance": instance,
        "json": instance.with_suffix(".json"),
        "csv": instance.with_name(f"{instance.stem}-csv.json"),
    }


def in_parts(folder: Path) -> Mapping[str, tuple[Path, ...]]:
    """The formats in which documents hold the report together: the submission, and the packages."""
    return {
        "submission": tuple(path for path in (folder / "XBRLData",) if any(path.rglob("*.htm"))),
        "TDnet's archive": tuple(sorted((folder / "packages").glob("*.zip"))),
        "report packages": tuple(sorted((folder / "packages").glob("*.xbri"))),
    }


def read(place: Path, packages: Iterable[Path]) -> tuple[Instance, ...]:
    """The reports of a place, without a word from the reader."""
    found = tuple(one for one in open_reports(place, packages) if isinstance(one, Instance))
    assert [one.findings for one in found] == [()] * len(found), place
    return found


def check_formats(made: Product, folder: Path) -> None:
    """Every format of a build in a folder tells the filing's facts, with value, precision and members, and footnotes.

    Documents print some facts less precisely than they are known, in tables in millions; those that are tagged to the
    same digits say the same. A release tells everything in its two languages, and nothing is told that is not there.
    """
    packages = sorted((folder / "taxonomy").glob("*.zip"))
    due = made.output.filing.report.by_key
    footnotes = noted(note for document in made.output.documents for note in notes_of(document, due))
    for name, place in whole(folder).items():
        [one] = read(place, packages)
        assert {fact.key: (fact.value, fact.decimals) for fact in one.report} == {
            key: (fact.value, fact.decimals) for key, fact in due.items()
        }, name
        assert one.repeated == (), name
        # The formats of the Open Information Model know no role of a footnote; ours all have the usual one.
        assert noted(one.notes) == footnotes, name
    told: dict[str, set[object]] = {}
    parts = {name: [one for at in places for one in read(at, packages)] for name, places in in_parts(folder).items()}
    # A page of the release names schemas that stand outside of its folder, where no reader looks.
    dts = read(whole(folder)["instance"], packages)[0].dts
    pages = sorted((folder / "release").glob("*.html"))
    parts["release"] = [one for at in pages for one in read_inline({at.name: at.read_bytes()}, at.name, dts).values()]
    for name, reports in parts.items():
        for one in reports:
            assert one.findings == (), name
            for fact in (*one.report, *one.repeated):
                known = due[fact.key]
                assert fact.decimals != known.decimals or fact.value == known.value, (name, fact)
                told.setdefault(name, set()).add(fact.key)
            assert noted(one.notes) <= footnotes, name
            told.setdefault(f"{name}: footnotes", set()).update(noted(one.notes))
    if pages:
        assert told["release"] == due.keys()
        assert told["release: footnotes"] == footnotes
    assert told.get("TDnet's archive") == told.get("submission")
    assert told.get("submission", set()) <= told.get("report packages", set())
