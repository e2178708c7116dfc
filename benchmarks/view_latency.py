"""How long it takes from an edit of one cell to the refreshed page, to what is found and to the proof, beside a build.

python -m benchmarks.view_latency [EDITS]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tanshin import api, resources
from tanshin.tell.language import ENGLISH
from tanshin.values.memory import holding
from tanshin.view.engine import Engine
from tanshin.view.state import Phase, Shown

FILE, CELL = "balance-sheet.csv", '"1,301,684"'


class Clock:
    """Notes when what is shown comes to a phase."""

    def __init__(self) -> None:
        self.begun = 0.0
        self.reached: dict[Phase, float] = {}

    def note(self, shown: Shown) -> None:
        if shown.phase not in self.reached:
            self.reached[shown.phase] = time.perf_counter() - self.begun


def full_build(place: Path) -> float:
    """A build in this process, with everything imported and nothing remembered."""
    begun = time.perf_counter()
    filing = api.read_filing(place)
    earlier, _ = api.usable_before(filing, place)
    api.produce(filing, api.check(filing, earlier), earlier=earlier)
    return time.perf_counter() - begun


def measure(name: str, page: str, edits: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(resources.samples_dir() / "iij", Path(folder) / "iij")
        place = Path(folder) / "iij" / name
        full_build(place)
        build = median(full_build(place) for _ in range(3))
        clock = Clock()
        engine = Engine(place, clock.note, ENGLISH, lambda: (path for path in engine.shown.files if page in path))
        path = place / FILE
        good = path.read_text(encoding="utf-8")
        told: dict[str, list[float]] = {"page": [], "findings": [], "proved": []}
        with holding():
            engine.rebuild()
            for number in range(edits):
                wrong = number % 2 == 0
                text = good.replace(CELL, f'"1,301,{700 + number}"') if wrong else good
                path.write_text(text, encoding="utf-8")
                clock.reached.clear()
                clock.begun = time.perf_counter()
                engine.rebuild()
                told["page"].append(clock.reached[Phase.CHECKING])
                told["findings"].append(clock.reached[Phase.REFUSED if wrong else Phase.PROVING])
                if not wrong:
                    told["proved"].append(clock.reached[Phase.PROVED])
    print(f"{name}, {page}: a full build takes {build:.2f} s")
    for what, times in told.items():
        print(f"  edit -> {what}: median {median(times):.2f} s, {median(times) / build:.2f} of a build")


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    measure("fy2012-annual", "acbs01", number)
    measure("fy2012-annual", "release-en", number)
