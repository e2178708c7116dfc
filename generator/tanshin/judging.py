"""A second opinion on what is built and on what others have published, as functions: that of Arelle, offline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from tanshin.inputs import read_forms
from tanshin.opening import Shelf, in_todays_names, open_found, read_packages
from tanshin.report.filing import Filing
from tanshin.validate.check import CheckResult
from tanshin.values.finding import Finding, Severity, sort_findings
from tanshin.values.message import say
from tanshin.values.output import MARKER, write_tree
from tanshin.values.source import Source

# Whoever asks for no second opinion needs none of this.
if TYPE_CHECKING:
    from tanshin.arelle.client import Arelle
    from tanshin.read.package.found import Found
    from tanshin.report.instance import Instance

__all__ = ["judge_build", "judge_published"]


def judge_published(place: str | Path, packages: Iterable[str | Path] = ()) -> Iterator[tuple[str, CheckResult]]:
    """What the rules and Arelle say of each report of a place, beside its name; ``packages`` are taxonomy packages.

    Where documents hold several reports, what Arelle says of them stands with the first. What keeps Arelle from judging
    is a finding (TNS795, TNS796). Nothing is fetched.

    Raises:
        InputError: the place or a package cannot be read, or holds no report; or an archive cannot be unpacked.
    """
    from tanshin.arelle.client import Arelle
    from tanshin.validate.instance import check_instance

    given, home = tuple(map(Path, packages)), Path(place)
    with Arelle() as arelle, TemporaryDirectory(prefix="tanshin-", ignore_cleanup_errors=True) as folder:
        for found, instances in open_found(home, given):
            root, prefix = _ground(home, found, Path(folder))
            said = _Bench(arelle, root, prefix, (*given, *_embedded(home, found))).judge(found, instances)
            for number, one in enumerate(instances):
                result = check_instance(in_todays_names(one), *read_forms())
                yield one.name, result if number else said.beside(result)


def judge_build(filing: Filing, files: Mapping[str, bytes], result: CheckResult) -> CheckResult:
    """The result of a check, with what Arelle says of the files of a build (:func:`tanshin.api.produce`).

    It is given the instance, the summary, the statements as one set in each language, and the pages of the release,
    with the taxonomy packages of the build. Files are named by their paths in it.

    Raises:
        InputError: the files cannot be laid out for it.
    """
    from tanshin.arelle.client import Arelle

    said = _Said()
    with Arelle() as arelle, TemporaryDirectory(prefix="tanshin-", ignore_cleanup_errors=True) as folder:
        root = Path(folder).resolve() / "documents"
        write_tree(root, files)
        packages = tuple(root / path for path in sorted(files) if path.startswith("taxonomy/"))
        bench, shelf = _Bench(arelle, root, "", packages), Shelf(root, read_packages(packages))
        for found in _documents(filing, files):
            said += bench.judge(found, shelf.read(found))
    return said.beside(result)


class _Said(Struct, frozen=True):
    """What Arelle said of some documents, and how much it and we compared."""

    findings: tuple[Finding, ...] = ()
    version: str = ""
    documents: int = 0
    bindings: int | None = 0
    sums: int = 0

    def __add__(self, other: _Said) -> _Said:
        """Of both."""
        known = self.bindings is not None and other.bindings is not None
        return _Said(
            (*self.findings, *other.findings),
            self.version or other.version,
            self.documents + other.documents,
            (self.bindings or 0) + (other.bindings or 0) if known else None,
            self.sums + other.sums,
        )

    def beside(self, result: CheckResult) -> CheckResult:
        """The result of a check with this."""
        findings = sort_findings((*result.findings, *self.findings, *self._summary()))
        return replace(
            result, findings=findings, checked={**result.checked, "TNS792": self.documents, "TNS794": self.sums}
        )

    def _summary(self) -> Iterator[Finding]:
        """In a line, what was judged: silence without it would say nothing."""
        if not self.documents:
            return
        objections = sum(one.code == "TNS792" and one.severity > Severity.INFO for one in self.findings)
        message = say(
            "judged by Arelle {version}: documents {documents}, sums {sums}; {verdict}",
            version=self.version,
            documents=self.documents,
            sums=say("not counted") if self.bindings is None else f"{self.bindings:,}",
            verdict=say("objections {count}", count=objections) if objections else say("nothing to object to"),
        )
        yield Finding("TNS793", Severity.INFO, message)


class _Bench(Struct, frozen=True):
    """Arelle with the documents of a place before it: the folder they lie in, and what stands before their names."""

    arelle: Arelle
    root: Path
    prefix: str
    packages: tuple[Path, ...]

    def judge(self, found: Found, instances: tuple[Instance, ...]) -> _Said:
        """What it says of a report, which we have read as ``instances``."""
        from tanshin.arelle.client import ArelleError
        from tanshin.arelle.opinion import MODES, Naming, opinion, unjudged
        from tanshin.read.package.found import Kind

        if found.kind not in (Kind.INLINE, Kind.INSTANCE):
            message = say("Arelle is not asked about {name}: it judges XBRL and Inline XBRL here", name=found.name)
            return _Said((Finding("TNS793", Severity.INFO, message, (Source(found.name),)),))
        documents = [self.root / path for path in found.files]
        entry = documents if found.kind is Kind.INLINE else documents[0]
        try:
            result = self.arelle.load(entry, self.packages, tuple(MODES), facts=False)
        except ArelleError as error:
            name = found.name if error.was_asked else ""  # the same line for every document is told once
            return _Said((unjudged(name, error.reason, error.remedy),))
        naming = Naming(str(self.root), self.prefix, str(Path(next(iter(found.files))).parent))
        said = opinion(result, found.name, instances, naming)
        if not said.is_judged:
            return _Said(said.findings)
        return _Said(said.findings, result.version, len(documents), result.bindings, said.sums)


def _ground(place: Path, found: Found, folder: Path) -> tuple[Path, str]:
    """The folder in which Arelle finds the files of a report, and what stands before their names there.

    What is in an archive is laid out in a ``folder`` of its own, once.
    """
    if place.is_dir():
        return place.resolve(), f"{place}/"
    if not found.beside and list(found.files) == [place.name]:
        return place.resolve().parent, str(place).removesuffix(place.name)
    root = folder.resolve() / "documents"
    if not root.exists():
        files = {**found.beside, **found.files}
        write_tree(root, {path: data for path, data in files.items() if path != MARKER})  # a build may be archived
    return root, f"{place}/"


def _embedded(place: Path, found: Found) -> Iterator[Path]:
    """The taxonomy package that the archive of a report is at the same time."""
    if place.is_file() and any(path.endswith("META-INF/taxonomyPackage.xml") for path in found.beside):
        yield place


def _documents(filing: Filing, files: Mapping[str, bytes]) -> Iterator[Found]:
    """The reports of a build, each with all files beside it."""
    from tanshin.read.package.found import Found, Kind
    from tanshin.write.release import page_of
    from tanshin.write.report_package import reports_of
    from tanshin.write.submitter import names_of
    from tanshin.write.tdnet import ENGLISH

    names = names_of(filing)
    sets = [[page_of(lang)] for lang in ("ja", "en")]
    for _, _, folder, pages in reports_of(filing, names):
        sets += [[f"{home}/{page}" for page in pages] for home in (folder, ENGLISH)]
    for kind, paths in ((Kind.INSTANCE, [f"{names.summary}.xbrl"]), *((Kind.INLINE, one) for one in sets)):
        if all(path in files for path in paths):
            own = {path: files[path] for path in paths}
            yield Found(kind, paths[0], own, {path: data for path, data in files.items() if path not in own})
