"""The synthetic reports in small: every planted error is found and none invented, in every mode that binds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.calculation_scale.files import make
from benchmarks.calculation_scale.shape import SHAPES, Shape
from tanshin.read.dts.load import load_dts
from tanshin.read.dts.resolver import Folder, Resolver
from tanshin.read.xbrl.stream import Stream
from tanshin.validate.calculation import Verdict
from tanshin.validate.inconsistency import Mode, inconsistencies


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
@pytest.mark.parametrize("mode", Mode)
def test_planted_errors_are_found_and_none_invented(shape: Shape, mode: Mode, tmp_path: Path) -> None:
    made = make(shape, 6_000, tmp_path, every=2)
    stream = Stream(made.instance, made.instance.name)
    networks = load_dts(["scale.xsd"], Resolver(Folder(tmp_path))).dts.calculation.values()
    assert tuple(networks) == made.networks
    judged = inconsistencies(stream, networks, mode, "scale.xbrl", stream.tuples)
    assert stream.findings == ()
    found = {(one.total.key.entity.identifier, one.total.concept.local) for one in judged.inconsistent}
    unbound = {
        (one.total.key.entity.identifier, one.total.concept.local)
        for one, why in judged.unjudged
        if why is Verdict.REPEATED
    }
    assert found == set(made.planted) - unbound
    assert bool(unbound) is (mode is Mode.XBRL_21 and shape.repeated > 0)
    assert judged.bound > 100


def test_a_report_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    one, same, other = (make(SHAPES[0], 500, tmp_path / str(at), seed=seed) for at, seed in enumerate((1, 1, 2)))
    assert one.instance.read_bytes() == same.instance.read_bytes() != other.instance.read_bytes()
