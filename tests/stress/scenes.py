"""What is written in these tests, and where: two versions of a filing, folders and what is in them."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from tanshin import resources
from tanshin.values.output import MARKER
from tests.stress.victim import End, Order, Victims

#: How many moments are tried of each command; `make stress` tries 200.
KILLS = int(os.environ.get("TANSHIN_KILLS", "6"))
#: From how many on the long run is meant, in which nothing is left out.
LONG = 100
SAMPLE = "fy2015-annual"

FILES = {"old": {"a": "old", "b/c": "old"}, "new": {"a": "new", "d/e": "new", "f": "new"}}

Content = dict[str, bytes]


def lay_out(folder: Path) -> tuple[str, str]:
    """Two versions of a small company's filing, which differ in a word on nearly every page; their folders."""
    places = []
    for version, name in (("old", "Mihon"), ("new", "Mihonya")):
        shutil.copytree(resources.samples_dir() / "mihon", folder / version / "mihon")
        for path in ("issuer.yaml", "taxonomy/mihon/taxonomy.yaml"):
            place = folder / version / "mihon" / path
            text = place.read_text(encoding="utf-8")
            assert "Mihon" in text
            place.write_text(text.replace("Mihon", name), encoding="utf-8")
        places.append(str(folder / version / "mihon" / SAMPLE))
    return places[0], places[1]


def written(folder: Path, name: str) -> tuple[str, str]:
    """What the commands for folders and files write, and in which place: of the two versions the one of a name."""
    source = folder / f"{name}.json"
    source.write_text(json.dumps(FILES[name]), encoding="utf-8")
    return str(folder / "work" / "out"), str(source)


def content(place: Path) -> Content:
    """Every file by its path; of a file itself its bytes under an empty path; nothing where nothing is."""
    if place.is_file():
        return {"": place.read_bytes()}
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def litter(folder: Path) -> list[str]:
    """What stands in a folder, or below it, and is no output."""
    return sorted(path.name for path in folder.rglob(f"{MARKER}-*"))


def orders(folder: Path, command: tuple[str, ...]) -> Order:
    """A command that writes below ``work`` in a folder."""
    (folder / "work").mkdir(exist_ok=True)
    return Order(command, str(folder / "told"), str(folder / "work"))


def done(victims: Victims, order: Order) -> End:
    """How an undisturbed command ended: well."""
    end = victims.run(order)
    assert (end.code, "Traceback" in end.told) == (0, False), end.told
    return end
