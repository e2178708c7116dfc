"""A view that is killed while it makes everything anew has touched nothing, and what it remembers is right."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

from msgspec.structs import replace

from tanshin.values.memory import WRITTEN
from tests.stress.record import record
from tests.stress.scenes import KILLS, LONG, content, done, lay_out, litter, orders
from tests.stress.victim import VIEW, Victims

TEXT = "Mihon Holdings, Inc."


def test_killed_while_it_makes_everything_anew(victims: Victims, cache: Path, tmp_path: Path) -> None:
    (source, _), out = lay_out(tmp_path), tmp_path / "work" / "out"
    place, edited = Path(source), Path(source).parent / "issuer.yaml"
    build = orders(tmp_path, ("build", source, "--out", str(out)))
    done(victims, build)
    built, given = content(out), content(place.parent)
    view = replace(build, command=(VIEW, str(place), str(edited), TEXT), under=str(edited), from_writing=True)
    victims.run(replace(view, warming=True))
    # It is killed when so many seconds have gone by since its input was edited for the first time.
    random, counts = Random(3), Counter[str]()  # noqa: S311 - it has to be the same each time
    for _ in range(KILLS if KILLS >= LONG else 3):
        end = victims.run(replace(view, wait=random.uniform(0, 1)))
        assert end.is_killed
        counts["moments"] += 1
        counts["made anew before"] += end.told.count("proved")
        assert content(out) == built
        edited.write_bytes(given["issuer.yaml"])
        assert content(place.parent) == given
        assert litter(tmp_path) == []
        counts["left in the memory"] = len([path for path in cache.rglob(".*") if path.is_file()])
        assert counts["left in the memory"] <= WRITTEN + 1
        record("view: killed", counts)
    # What the killed ones have remembered, if anything, gives what is made without.
    done(victims, build)
    assert content(out) == built
