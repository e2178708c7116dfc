"""The proof: every rule over the files of a build."""

from __future__ import annotations

from tanshin.proof.output import Output
from tanshin.proof.rules import chart, eye, fact, place, told, whole
from tanshin.validate.registry import Examination, examine, join

PROOF_RULES = join(fact.RULES, eye.RULES, told.RULES, chart.RULES, place.RULES, whole.RULES)


def prove(output: Output) -> Examination:
    """What the files of a build say that they should not, and how much was compared."""
    return examine(PROOF_RULES, output)
