"""All formats of a build as their readers tell them: facts and footnotes, so that they can be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from tanshin.document.noted import notes_of
from tanshin.opening import open_reports
from tanshin.product import Product
from tanshin.read.dts.resolver import Folder
from tanshin.read.ixbrl.read import read_inline
from tanshin.read.oim.csv_report import read_csv
from tanshin.read.oim.json_report import read_json
from tanshin.read.package.found import Kind
from tanshin.read.package.reports import reports_in
from tanshin.read.xbrl.instance import read_instance
from tanshin.report.instance import FactNote, Instance
from tanshin.taxonomy.dts import Dts

#: A footnote without the order of the facts it stands on.
Noted: TypeAlias = tuple[str, str, str, str, frozenset[object]]
#: Reads the reports of a place.
Read: TypeAlias = Callable[[Path], Sequence[Instance]]


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


def open_with(packages: Sequence[Path]) -> Read:
    """Reads a place as anybody does, with taxonomy packages."""
    return lambda place: [one for one in open_reports(place, packages) if isinstance(one, Instance)]


def read_with(dts: Dts) -> Read:
    """Reads a place with a taxonomy that is known."""

    def read(place: Path) -> Iterator[Instance]:
        for found in reports_in(place):
            [file, *_] = found.files
            match found.kind:
                case Kind.INSTANCE:
                    yield read_instance(found.files[file], found.name, dts)
                case Kind.JSON:
                    yield read_json(found.files[file], found.name, dts)
                case Kind.CSV:
                    yield read_csv(Folder(place.parent), file, found.name, dts)
                case Kind.INLINE:
                    yield from read_inline(found.files, found.name, dts).values()

    return lambda place: list(read(place))


def check_formats(made: Product, folder: Path, read: Read) -> tuple[Instance, ...]:
    """Every format of a build in a folder tells the filing's facts, with value, precision and members, and footnotes.

    Gives the whole reports as they were read.

    Documents print some facts less precisely than they are known, in tables in millions; those that are tagged to the
    same digits say the same. A release tells everything in its two languages, and nothing is told that is not there.
    """
    due = made.output.filing.report.by_key
    footnotes = noted(note for document in made.output.documents for note in notes_of(document, due))
    entire = {}
    for name, place in whole(folder).items():
        [entire[name]] = read(place)
    for name, one in entire.items():
        assert one.findings == (), name
        assert {fact.key: (fact.value, fact.decimals) for fact in one.report} == {
            key: (fact.value, fact.decimals) for key, fact in due.items()
        }, name
        assert one.repeated == (), name
        # The formats of the Open Information Model know no role of a footnote; ours all have the usual one.
        assert noted(one.notes) == footnotes, name
    told: dict[str, set[object]] = {}
    parts = {name: [one for at in places for one in read(at)] for name, places in in_parts(folder).items()}
    # A page of the release names schemas that stand outside of its folder, where no reader looks.
    dts = entire["instance"].dts
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
    return tuple(entire.values())
