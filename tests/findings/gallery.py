"""The gallery of findings: what each code looks like on the smallest input that gives rise to it.

A case is a folder ``<CODE>/<case>``. The files in it replace those of ``base``, the data of a company that does not
exist; of a ``draft.txt`` it is told what that states. ``expected.txt`` is what the program says, word for word.
Where no input file can be so wrong, ``case.py`` makes the fault: its ``findings`` takes the folder that holds the case.
Cases in ``silent`` are read without a word.

Filings that ``issuer.yaml`` lists before ``annual`` and that lie beside it are earlier ones. Where there are none, the
rules that miss them are off: they would say so in every case.
"""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

from msgspec.structs import replace

from tanshin.api import with_release
from tanshin.derive.source import read_figures
from tanshin.importing import import_release
from tanshin.product import Asked, Extra, Product, make
from tanshin.proof.prove import prove_folder
from tanshin.read.canonical.filing import read_filing
from tanshin.read.draft.draft import read_draft
from tanshin.read.draft.plain import read_plain
from tanshin.read.older_form import read_older_form
from tanshin.report.filing import Filing
from tanshin.resources import samples_dir
from tanshin.taxonomy.build import read_taxonomy
from tanshin.taxonomy.history import read_eras
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.tell.language import ENGLISH
from tanshin.tell.text import all_lines
from tanshin.validate.check import check, check_taxonomy, with_drafts
from tanshin.values.archive import read_zip, write_zip
from tanshin.values.finding import Finding, InputError, sort_findings
from tanshin.write.older import Older, older_files

GALLERY = Path(__file__).resolve().parent
BASE = GALLERY / "base"
EXPECTED = "expected.txt"
SILENT = "silent"

#: What a company is not told that has no earlier filing.
ALONE = {"TNS304": None, "TNS314": None}


def cases() -> tuple[Path, ...]:
    """Every case, by code."""
    folders = {path.parent for code in GALLERY.iterdir() if code != BASE for path in code.glob("*/*")}
    return tuple(sorted(folder for folder in folders if folder.name != "__pycache__"))


def lay_out(case: Path, folder: Path) -> None:
    """The base with the files of a case over it."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    shutil.copytree(case, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(EXPECTED, "__pycache__"))


def found(case: Path, folder: Path) -> tuple[Finding, ...]:
    """What the program finds in a case that is laid out in ``folder``, the current directory."""
    try:
        findings = _by_script(folder) if (case / "case.py").exists() else _by_reading(folder)
    except InputError as error:
        findings = error.findings
    return sort_findings(findings)


def told(findings: Iterable[Finding]) -> str:
    """What the program says of findings."""
    return "".join(f"{line}\n" for line in all_lines(findings, ENGLISH))


def example(folder: Path) -> Taxonomy:
    """The taxonomy of the example company."""
    return read_taxonomy(folder / "taxonomy" / "example")


def produced(folder: Path, extras: Collection[Extra] = (), lang: str = "en") -> Product:
    """What a build makes of the example company's filing, without taxonomy packages."""
    taxonomies = folder / "taxonomy"
    filing = read_filing(folder / "example" / "annual", taxonomies, "example/annual")
    figures = read_figures(taxonomies / "example", filing.taxonomy, filing.form_taxonomy)
    filing = with_release(folder / "example" / "annual", filing, lambda: figures)
    return make(filing, figures, check(filing, figures), {}, Asked(extras=extras, lang=lang))


def older(folder: Path) -> Older:
    """The example company's filing in the older form, and what is said of it."""
    taxonomies = folder / "taxonomy"
    filing = read_filing(folder / "example" / "annual", taxonomies, "example/annual")
    return older_files(filing, read_older_form(taxonomies / "tse-t-ed", filing.form_taxonomy))


def imported(folder: Path) -> Iterable[Finding]:
    """What is told of a release's text, ``release.txt``, that is imported."""
    draft = read_plain((folder / "release.txt").read_text(encoding="utf-8"), "release.txt")
    issuer = samples_dir() / "iij"
    import_release(draft, issuer, (issuer / "issuer.yaml").read_text(encoding="utf-8"), folder / "out")
    return ()


def edited(folder: Path, end: str, old: str, new: str) -> Iterable[Finding]:
    """What the proof says when the first file whose path ends so was edited by hand, where it first reads so."""
    made = produced(folder)
    path = next(path for path in made.files if path.endswith(end))
    assert old.encode() in made.files[path], made.files[path].decode()
    files = {**made.files, path: made.files[path].replace(old.encode(), new.encode(), 1)}
    return prove_folder(replace(made.output, files=files)).findings


def edited_book(folder: Path, sheet: int, old: str, new: str) -> Iterable[Finding]:
    """What the proof says of a sheet of the English workbook, counted from 1, where it first reads so."""
    made = produced(folder, ["xlsx"])
    path, part = next(path for path in made.files if path.endswith("-en.xlsx")), f"xl/worksheets/sheet{sheet}.xml"
    parts = read_zip(made.files[path], path)
    assert old.encode() in parts[part], parts[part].decode()
    book = write_zip({**parts, part: parts[part].replace(old.encode(), new.encode(), 1)})
    findings = prove_folder(replace(made.output, files={**made.files, path: book})).findings
    return [one for one in findings if one.code.startswith("TNS74")]


def _by_reading(folder: Path) -> Iterable[Finding]:
    """All that a person hears who checks the taxonomy and then the filing."""
    taxonomies = folder / "taxonomy"
    eras, form = read_eras(taxonomies / "example"), read_taxonomy(taxonomies / "tse-ed-t")
    found = [
        finding
        for taxonomy in (*(era.taxonomy for era in eras.eras), form)
        for finding in check_taxonomy(taxonomy).findings
    ]
    try:
        filing = read_filing(folder / "example" / "annual", taxonomies, "example/annual")
        figures = read_figures(taxonomies / "example", filing.taxonomy, filing.form_taxonomy)
        filing = with_release(folder / "example" / "annual", filing, lambda: figures)
    except InputError as error:
        return (*found, *error.findings)
    if (draft := Path("draft.txt")).exists():
        result = with_drafts(check(filing, figures), filing, figures, (), [read_draft(draft)])
        return [one for one in result.findings if one.sources and one.sources[0].file == draft.name]
    earlier = _before(folder, filing)
    checked = check(filing, figures, earlier).findings
    return (*found, *(one for one in checked if earlier or one.code not in ALONE))


def _before(folder: Path, filing: Filing) -> tuple[Filing, ...]:
    """The filings of the example company that were announced before."""
    names = filing.issuer.filings
    home = folder / "example"
    return tuple(
        read_filing(home / name, folder / "taxonomy", f"example/{name}")
        for name in names[: names.index("annual")]
        if (home / name).is_dir()
    )


def _by_script(folder: Path) -> Iterable[Finding]:
    spec = importlib.util.spec_from_file_location(f"case_of_{folder.name}", folder / "case.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Iterable[Finding] = module.findings(folder)
    return found
