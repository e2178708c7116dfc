"""The process that is measured: read an instance and its taxonomy, judge every sum, print what was found as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tanshin.read.dts.load import load_dts
from tanshin.read.dts.resolver import Folder, Resolver
from tanshin.read.xbrl.stream import Stream
from tanshin.validate.inconsistency import Mode, inconsistencies

_TOLD = 1000  # so many does `tanshin check --sums` tell one by one


def main() -> None:
    path, mode = Path(sys.argv[1]), Mode(sys.argv[2])
    networks = load_dts(["scale.xsd"], Resolver(Folder(path.parent))).dts.calculation.values()
    stream = Stream(path, path.name)
    judged = inconsistencies(stream, networks, mode, path.name, stream.tuples, _TOLD)
    totals = (*(one.total.key for one in judged.inconsistent), *judged.others)
    wrong = [(key.entity.identifier, key.concept.local) for key in totals]
    print(json.dumps({"bound": judged.bound, "wrong": sorted(wrong), "findings": len(stream.findings)}))


if __name__ == "__main__":
    main()
