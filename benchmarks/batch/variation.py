"""Many filings made of the four samples: the same for the same seed, each with digits and an issuer of its own.

A digit that is another breaks what the figure takes part in, so that some of the filings have findings, as those of a
whole exchange would.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks.seeded_errors.desk import ISSUER, NAMES
from benchmarks.seeded_errors.mutation import CellEdit
from benchmarks.seeded_errors.sheet import Sheet, sheet_of
from tanshin import resources

#: At most so many digits of a filing are changed; of some none is.
_MOST = 3
#: How many facts a small instance has.
_FEW = 12
_REPORTED = re.compile(r'decimals="[-0-9INF]+">-?(\d{2,})<')
_FIGURE = re.compile(r"\(?\d[\d,]*\d\)?")


def varied(folder: Path, count: int, seed: int = 1) -> tuple[Path, ...]:
    """So many filings in a folder, four for each issuer, in order. Those of a smaller count come first in a larger."""
    made = []
    for number in range(count):
        home = folder / f"issuer-{number // len(NAMES):05}"
        name = NAMES[number % len(NAMES)]
        random = Random(f"{seed} {number}")  # noqa: S311 - no secret
        if not home.exists():
            home.mkdir(parents=True)
            (home / "issuer.yaml").write_text(issuer_of_its_own(ISSUER, number // len(NAMES)), encoding="utf-8")
        shutil.copytree(resources.samples_dir() / ISSUER / name, home / name)
        for _ in range(random.randrange(_MOST + 1)):
            _change_a_digit(home / name, random)
        made.append(home / name)
    return tuple(made)


def varied_instances(folder: Path, built: Path, count: int, seed: int = 1) -> tuple[Path, ...]:
    """So many instances in a folder, made of those of the built filings, each filing with its own schema and linkbases.

    Those of a smaller count come first in a larger.
    """
    sources = sorted(built.glob("*/*.xbrl"))
    for source in sources:
        for part in source.parent.glob("XBRLData/*"):
            home = folder / source.parent.name / "XBRLData" / part.name
            shutil.copytree(part, home, ignore=shutil.ignore_patterns("*.htm"))
    texts = {source.parent.name: source.read_text(encoding="utf-8") for source in sources}
    return _written(folder, texts, count, seed)


def small_instances(folder: Path, built: Path, count: int, seed: int = 1) -> tuple[Path, ...]:
    """As `varied_instances`, with a few facts each and no taxonomy: what takes a batch more time than the reading."""
    texts = {path.parent.name: cut(path.read_text(encoding="utf-8")) for path in sorted(built.glob("*/*.xbrl"))}
    return _written(folder, texts, count, seed)


def _written(folder: Path, texts: dict[str, str], count: int, seed: int) -> tuple[Path, ...]:
    made = []
    for number in range(count):
        name = sorted(texts)[number % len(texts)]
        path = folder / name / f"{number:05}.xbrl"
        path.parent.mkdir(parents=True, exist_ok=True)
        random = Random(f"{seed} {number}")  # noqa: S311 - no secret
        path.write_text(varied_text(texts[name], number // len(texts), random), encoding="utf-8")
        made.append(path)
    return tuple(made)


def cut(text: str) -> str:
    """An instance with its first facts alone, each of which stands on a line, and the contexts and units of these."""
    head, *others = text.partition("  <xbrli:context ")
    rest = "".join(others)
    facts = [line for line in rest.splitlines(keepends=True) if "contextRef=" in line][:_FEW]
    named = {name for line in facts for name in re.findall(r'(?:contextRef|unitRef)="([^"]+)"', line)}
    kept = [
        found[0]
        for found in re.finditer(r'  <xbrli:(context|unit) id="([^"]+)">.*?</xbrli:\1>\n', rest, re.DOTALL)
        if found[2] in named
    ]
    return "".join((head, *kept, *facts, "</xbrli:xbrl>\n"))


def varied_text(text: str, issuer: int, random: Random) -> str:
    """An instance with an issuer of its own, and up to some digits that are others."""
    text = re.sub(r"(<xbrli:identifier[^>]*>)\w+", rf"\g<1>{issuer % 9000 + 1000}0", text)
    places = [found.span(1) for found in _REPORTED.finditer(text)]
    for start, end in random.sample(places, min(random.randrange(_MOST + 1), len(places))):
        at = random.randrange(start + 1, end)
        digit = random.choice([digit for digit in "0123456789" if digit != text[at]])
        text = text[:at] + digit + text[at + 1 :]
    return text


def issuer_of_its_own(issuer: str, number: int) -> str:
    """The issuer with a securities code of its own, and the filings that are there with it."""
    text = (resources.samples_dir() / issuer / "issuer.yaml").read_text(encoding="utf-8")
    return re.sub(r'(?m)^code: ".*"$', f'code: "{number % 9000 + 1000}"', text, count=1)


def _change_a_digit(filing: Path, random: Random) -> None:
    """One digit of one figure, never the first, which could become a zero that nobody would write."""
    path = random.choice(sorted(filing.glob("*.csv")))
    sheet = sheet_of(path.read_text(encoding="utf-8"))
    places = list(_figures(sheet))
    if not places:
        return
    line, column, text = random.choice(places)
    at = random.choice([at for at, letter in enumerate(text) if letter.isdigit()][1:])
    digit = random.choice([digit for digit in "0123456789" if digit != text[at]])
    edit = CellEdit(line, column, text[:at] + digit + text[at + 1 :])
    path.write_text(sheet.edited([edit]), encoding="utf-8", newline="")


def _figures(sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    _, *lines = sheet.records
    for line in lines:
        for column, text in enumerate(sheet.records[line], 1):
            if column > 1 and _FIGURE.fullmatch(text.strip()):
                yield line, column, text.strip()
