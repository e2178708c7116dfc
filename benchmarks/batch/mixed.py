"""Places of every kind in one folder, some of them bad or hostile, and beforehand what a batch has to tell of each."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from random import Random

from msgspec import Struct

from benchmarks.batch.variation import cut, issuer_of_its_own, varied_text
from tanshin import resources
from tanshin.inputs import read_filing
from tanshin.new import files_of
from tanshin.report.book import ISSUER, TAXONOMIES
from tanshin.write.workbook.book import workbook

_FACT = re.compile(r"<ix:non(?:Fraction|Numeric) ")


class Expected(Struct, frozen=True):
    """What is told of a place: how it went, the facts of all its reports, and the code of a finding it must have."""

    status: str
    facts: int = 0
    code: str | None = None


class Sources:
    """The samples of an issuer as they are, as workbooks, and as they were built."""

    def __init__(self, issuer: str, built: Path) -> None:
        self.issuer = issuer
        self.folders = sorted(path.parent for path in (resources.samples_dir() / issuer).glob("*/filing.yaml"))
        self.facts = {path.name: len(tuple(read_filing(path).report)) for path in self.folders}
        self.books = {path.name: workbook(read_filing(path), files_of(path)) for path in self.folders}
        self.instances = {path.parent.name: path for path in sorted(built.glob("*/*.xbrl"))}
        self.inline = {path.parent.parent.name: path for path in sorted(built.glob("*/XBRLData/Summary"))}
        self.packages = {path.parent.parent.name: path for path in sorted(built.glob("*/packages/*.zip"))}


def mixed(folder: Path, issuer: str, built: Path, count: int, seed: int = 1) -> dict[str, Expected]:
    """So many places in a folder, and what is to be told of each, by the name that a batch gives it.

    They are made of the samples of an issuer, and of the documents that were built of these.
    """
    sources = Sources(issuer, built)
    for name, path in sources.instances.items():
        shutil.copytree(path.parent / "XBRLData", folder / "whole" / name / "XBRLData", ignore=_no_documents)
    makers = cycle([_bad, _folder, _book, _inline, _package, _whole, _whole, *[_small] * 13])
    told: dict[str, Expected] = {}
    for number in range(count):
        random = Random(f"{seed} {number}")  # noqa: S311 - no secret
        path, expected = next(makers)(folder, number, sources, random)
        told[f"{folder.name}/{path.relative_to(folder).as_posix()}"] = expected
    return told


def _no_documents(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name.endswith(".htm")]


def _company(folder: Path, kind: str, number: int, sources: Sources) -> Path:
    """A folder of an issuer of its own, with the taxonomy where the sample brings one."""
    home = folder / kind / f"issuer-{number:05}"
    home.mkdir(parents=True)
    (home / ISSUER).write_text(issuer_of_its_own(sources.issuer, number), encoding="utf-8")
    taxonomies = resources.samples_dir() / sources.issuer / TAXONOMIES
    if taxonomies.is_dir():
        shutil.copytree(taxonomies, home / TAXONOMIES)
    return home


def _folder(folder: Path, number: int, sources: Sources, random: Random) -> tuple[Path, Expected]:
    """A folder of canonical data; in every fourth a cell holds no number."""
    home = _company(folder, "folders", number, sources)
    source = random.choice(sources.folders)
    shutil.copytree(source, home / source.name)
    if random.randrange(4):
        return home / source.name, Expected("ok", sources.facts[source.name])
    table = next(iter(sorted((home / source.name).glob("balance-sheet*.csv"))))
    text = re.sub(r'"(\d+),', r'"\1 and,', table.read_text(encoding="utf-8"), count=1)
    table.write_text(text, encoding="utf-8")
    return home / source.name, Expected("refused", 0, "TNS010")


def _book(folder: Path, number: int, sources: Sources, random: Random) -> tuple[Path, Expected]:
    home = _company(folder, "books", number, sources)
    name = random.choice(sorted(sources.books))
    (home / f"{name}.xlsx").write_bytes(sources.books[name])
    return home / f"{name}.xlsx", Expected("ok", sources.facts[name])


def _inline(folder: Path, number: int, sources: Sources, random: Random) -> tuple[Path, Expected]:
    """The summary of a filing as a folder of Inline XBRL, with its schema and linkbase."""
    name = random.choice(sorted(sources.inline))
    home = folder / "inline" / f"{number:05}"
    shutil.copytree(sources.inline[name], home)
    facts = 0
    for document in home.glob("*.htm"):
        text = _other_issuer(document.read_text(encoding="utf-8"), number)
        document.write_text(text, encoding="utf-8")
        facts += len(_FACT.findall(text))
    return home, Expected("ok", facts)


def _package(folder: Path, number: int, sources: Sources, random: Random) -> tuple[Path, Expected]:
    """A filing as the exchange publishes it: a ZIP with summary and attachment."""
    name = random.choice(sorted(sources.packages))
    path = folder / "packages" / f"{number:05}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    facts = 0
    with zipfile.ZipFile(sources.packages[name]) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for one in source.namelist():
            data = source.read(one)
            if one.endswith(".htm"):
                text = _other_issuer(data.decode(), number)
                facts += len(_FACT.findall(text))
                data = text.encode()
            made.writestr(one, data)
    return path, Expected("ok", facts)


def _whole(folder: Path, number: int, sources: Sources, random: Random) -> tuple[Path, Expected]:
    """An instance beside its taxonomy, with other digits here and there."""
    name = random.choice(sorted(sources.instances))
    text = varied_text(sources.instances[name].read_text(encoding="utf-8"), number, random)
    path = folder / "whole" / name / f"{number:05}.xbrl"
    path.write_text(text, encoding="utf-8")
    return path, Expected("ok", text.count(" contextRef="))


def _small(folder: Path, number: int, sources: Sources, random: Random) -> tuple[Path, Expected]:
    """A few facts of an instance, without the taxonomy."""
    name = random.choice(sorted(sources.instances))
    text = varied_text(cut(sources.instances[name].read_text(encoding="utf-8")), number, random)
    path = folder / "small" / f"{number:05}.xbrl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path, Expected("ok", text.count(" contextRef="), "TNS051")


def _other_issuer(text: str, number: int) -> str:
    return re.sub(r"(<xbrli:identifier[^>]*>)\w+", rf"\g<1>{number % 9000 + 1000}0", text)


def _bad(folder: Path, number: int, sources: Sources, random: Random) -> tuple[Path, Expected]:
    """What nobody can read, and what tries to take all there is, in turn."""
    name, (make, code) = list(_BAD.items())[number // 20 % len(_BAD)]
    path = folder / "bad" / f"{number:05}-{name}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(make(next(iter(sources.instances.values())).read_bytes()))
    return path, Expected("refused", 0, code)


def _zip(name: str, data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return made.getvalue()


_ROOT = b'<xbrl xmlns="http://www.xbrl.org/2003/instance">'
_ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12)).encode()

#: By name: how it is made of an instance, and what is told of it.
_BAD: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut.xbrl": (lambda text: text[: len(text) // 2], "TNS017"),
    "empty.xbrl": (lambda _: b"", "TNS071"),
    "entities.xbrl": (
        lambda _: b'<!DOCTYPE xbrl [<!ENTITY e0 "x">' + _ENTITIES + b"]>" + _ROOT + b"&e11;</xbrl>",
        "TNS017",
    ),
    "deep.xbrl": (lambda _: _ROOT + b"<x>" * 100_000, "TNS017"),
    "page.xbrl": (lambda _: b"<html><body>404</body></html>", "TNS071"),
    "noise.zip": (lambda _: b"PK\x03\x04" + bytes(range(256)), "TNS021"),
    "nothing.zip": (lambda _: _zip("readme.txt", b"no report"), "TNS071"),
    "climbing.zip": (lambda text: _zip("../../report.xbrl", text), "TNS021"),
    "zeros.zip": (lambda _: _zip("report.xbrl", bytes(300_000_000)), "TNS021"),
    "noise.xlsx": (lambda _: bytes(range(256)) * 10, "TNS021"),
}
