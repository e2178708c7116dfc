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
            (home / "issuer.yaml").write_text(_issuer(number // len(NAMES)), encoding="utf-8")
        shutil.copytree(resources.samples_dir() / ISSUER / name, home / name)
        for _ in range(random.randrange(_MOST + 1)):
            _change_a_digit(home / name, random)
        made.append(home / name)
    return tuple(made)


def _issuer(number: int) -> str:
    """The issuer with a securities code of its own, and the filings that are there with it."""
    text = (resources.samples_dir() / ISSUER / "issuer.yaml").read_text(encoding="utf-8")
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
