"""What a place holds: a filing of canonical data, or reports that were published, whatever their format.

Reports are read with the taxonomy they name, as far as it is at hand: beside them, in what they came in, or in the
taxonomy packages that are given. Nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from tanshin.inputs import read_filing, read_forms, read_older_form
from tanshin.read.material import is_book, is_filing
from tanshin.report.filing import Filing
from tanshin.report.instance import Instance
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import listed, say
from tanshin.values.source import Source

# A check of canonical data needs none of these readers.
if TYPE_CHECKING:
    from tanshin.read.dts.load import Loaded
    from tanshin.read.dts.package import TaxonomyPackage
    from tanshin.read.package.found import Found
    from tanshin.taxonomy.dts import Dts

#: What programs ask for; the rest is for the verbs.
__all__ = ["is_published", "open_published", "open_report", "open_reports"]


def is_published(place: str | Path) -> bool:
    """Whether a place is no canonical data, folder or workbook, nor a packaged sample: it is read as published."""
    path = Path(place)
    return path.exists() and not is_book(path) and not is_filing(path)


def open_reports(place: str | Path, packages: Iterable[str | Path] = ()) -> tuple[Filing | Instance, ...]:
    """Everything a place holds: one filing, or the reports of a file, a folder or an archive, at least one.

    ``packages`` are taxonomy packages (ZIP) in which schemas and linkbases are looked for.

    Raises:
        InputError: the place or a package cannot be read, or holds no report.
    """
    return tuple(open_published(place, packages)) if is_published(place) else (read_filing(place),)


def open_report(place: str | Path, packages: Iterable[str | Path] = ()) -> Filing | Instance:
    """The one report of a place.

    Raises:
        InputError: it cannot be read, holds none, or holds several (TNS076).
    """
    found = open_reports(place, packages)
    if len(found) > 1:
        message = say(
            "{place} holds {count} reports: {names}. Name the file or folder of one",
            place=place,
            count=len(found),
            names=listed([one.name for one in found]),
        )
        raise InputError(Finding("TNS076", Severity.ERROR, message, (Source(str(place)),)))
    return found[0]


def open_published(place: str | Path, packages: Iterable[str | Path] = ()) -> Iterator[Instance]:
    """The reports of a place as others publish them, one after the other.

    A summary in the form until 2013 is given in the names of today's form.

    Raises:
        InputError: the place or a package cannot be read, or holds no report.
    """
    for _, instances in open_found(place, packages):
        yield from map(in_todays_names, instances)


def open_found(place: str | Path, packages: Iterable[str | Path] = ()) -> Iterator[tuple[Found, tuple[Instance, ...]]]:
    """The reports of a place with the files each was found in; several where a set of documents has several targets.

    Raises:
        InputError: the place or a package cannot be read, or holds no report.
    """
    from tanshin.read.package.reports import reports_in

    shelf = Shelf(Path(place), read_packages(packages))
    for found in reports_in(Path(place), str(place)):
        yield found, shelf.read(found)


def in_todays_names(instance: Instance) -> Instance:
    """A summary in the form until 2013 in the names of today's form; any other report as it is."""
    from tanshin.read.older import as_today, is_older

    older = read_older_form(read_forms()[0].taxonomy) if "tdnet" in _namespaces(instance) else None
    return as_today(instance, older) if older and is_older(instance, older) else instance


def _namespaces(instance: Instance) -> str:
    return " ".join({fact.concept.namespace for fact in instance.report})


def read_packages(places: Iterable[str | Path]) -> tuple[TaxonomyPackage, ...]:
    """Taxonomy packages (ZIP).

    Raises:
        InputError: one cannot be read.
    """
    from tanshin.read.dts.package import read_package

    return tuple(read_package(Path(place), str(place)) for place in places)


class _Beside(Struct, frozen=True):
    """Files by name: those that came with a report, then those of the folder that it lies in."""

    held: Mapping[str, bytes]
    around: Path | None

    def get(self, name: str, /) -> bytes | None:
        """The content of a file, ``None`` where there is none."""
        from tanshin.read.dts.resolver import Folder

        data = self.held.get(name)
        return Folder(self.around).get(name) if data is None and self.around is not None else data


class Shelf(Struct, frozen=True):
    """Where the reports of a place are, and where the taxonomies are looked for."""

    place: Path
    packages: tuple[TaxonomyPackage, ...]

    def read(self, found: Found) -> tuple[Instance, ...]:
        """The reports of what was found: several where a set of Inline documents has several targets."""
        read = _reader(found, self.place)
        instances = read(None)
        loaded = self._taxonomy(found, tuple(href for one in instances for href in (*one.schemas, *one.linkbases)))
        if loaded is None:
            return tuple(replace(one, findings=(*found.findings, *one.findings)) for one in instances)
        # Which texts are flags and days is known only now.
        again = read(loaded.dts) if loaded.dts.concepts else instances
        return tuple(
            replace(
                one,
                dts=loaded.dts,
                is_complete=loaded.is_complete,
                findings=(*found.findings, *one.findings, *loaded.findings),
            )
            for one in again
        )

    def _taxonomy(self, found: Found, named: Sequence[str]) -> Loaded | None:
        from tanshin.read.dts.load import load_dts
        from tanshin.read.dts.resolver import Resolver

        if not named:
            return None
        held = {**found.beside, **found.files}
        around = self.place.parent if self.place.is_file() and len(found.files) == 1 and not found.beside else None
        packages = (*self.packages, *_embedded(held))
        return load_dts(dict.fromkeys(named), Resolver(_Beside(held, around), packages), base=next(iter(found.files)))


def _embedded(held: Mapping[str, bytes]) -> Iterator[TaxonomyPackage]:
    """The taxonomy package that a report package is at the same time."""
    if any(name.endswith("META-INF/taxonomyPackage.xml") for name in held):
        from tanshin.read.dts.package import package_of

        yield package_of(held, held, "META-INF")


def _reader(found: Found, place: Path) -> Callable[[Dts | None], tuple[Instance, ...]]:
    """What reads a report, with a taxonomy or without one."""
    from tanshin.read.package.found import Kind

    [file, *_] = found.files
    match found.kind:
        case Kind.INLINE:
            from tanshin.read.ixbrl.read import read_inline

            return lambda dts: tuple(_named(read_inline(found.files, found.name, dts)))
        case Kind.INSTANCE:
            from tanshin.read.xbrl.instance import read_instance

            return lambda dts: (read_instance(found.files[file], found.name, dts),)
        case Kind.JSON:
            from tanshin.read.oim.json_report import read_json

            return lambda dts: (read_json(found.files[file], found.name, dts),)
        case Kind.CSV:
            from tanshin.read.oim.csv_report import read_csv

            # Of a file that is named by itself the tables lie beside it.
            around = place.parent if place.is_file() and list(found.files) == [file] and not found.beside else None
            held = _Beside({**found.beside, **found.files}, around)
            return lambda dts: (read_csv(held, file, found.name, dts, found.name.removesuffix(file).rstrip("/")),)


def _named(targets: Mapping[str, Instance]) -> Iterator[Instance]:
    """The reports of a set; those of further targets are told apart by the name of the target."""
    for target, one in targets.items():
        yield replace(one, name=f"{one.name}#{target}") if target else one
