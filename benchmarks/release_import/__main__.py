"""``python -m benchmarks.release_import``: import the published releases, compare them with the samples, and print."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.release_import.measure import RELEASES, Compared, compared, release_of
from benchmarks.release_import.noise import NOISES, damaged
from benchmarks.release_import.own import own_pages
from benchmarks.release_import.report import page


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.release_import", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="write the page there and not to the screen")
    given = parser.parse_args()
    folder = Path(os.environ.get("TANSHIN_REFERENCE") or "../shared")
    if not folder.is_dir():
        sys.exit("set TANSHIN_REFERENCE to the folder that holds the published releases")
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        texts = {name: release_of(folder, name) for name in RELEASES}
        found = [compared(text, RELEASES[name], home / "a") for name, text in texts.items()]
        noises: dict[str, list[Compared]] = {}
        for noise in NOISES:
            noises[noise] = []
            for name, text in texts.items():
                file = home / f"{name}.txt"
                file.write_text(damaged(text.read_text(encoding="utf-8"), noise, given.seed), encoding="utf-8")
                noises[noise].append(compared(file, RELEASES[name], home / "a"))
        own = dict(own_pages(home))
    said = page(found, noises, own)
    if given.out:
        given.out.write_text(said, encoding="utf-8")
    else:
        print(said)


if __name__ == "__main__":
    main()
