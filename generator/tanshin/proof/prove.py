"""The proof: every rule over the files of a build."""

from __future__ import annotations

from msgspec.structs import replace

from tanshin.proof.output import INDEX, Output
from tanshin.proof.rules import chart, eye, fact, place, told, whole
from tanshin.validate.check import CheckResult
from tanshin.validate.every_rule import RULES
from tanshin.validate.registry import Examination, examine, join
from tanshin.values.finding import Finding

#: What holds for produced files, in the order of codes.
PROOF_RULES = join(fact.RULES, eye.RULES, told.RULES, chart.RULES, place.RULES, whole.RULES)

#: Every rule there is; importing this proves that no code is taken twice.
EVERY_RULE = join(RULES, PROOF_RULES)

_LAST = (*whole.INDEX_RULES, *whole.FOLDER_RULES)


def prove(output: Output) -> Examination:
    """What the files of a build say that they should not, and how much was compared; the index is not there yet."""
    return examine([rule for rule in PROOF_RULES if rule not in _LAST], output)


def prove_index(output: Output, index: bytes, result: CheckResult) -> tuple[Finding, ...]:
    """What is wrong with the index of a build, which is made when all else is proved and tells of the result."""
    files = {**output.files, INDEX: index}
    return examine(whole.INDEX_RULES, replace(output, files=files, read=output.reading, result=result)).findings


def prove_folder(output: Output) -> Examination:
    """What a folder that was built says that it should not; ``output.expected`` is what a build makes now."""
    return examine(PROOF_RULES, output)
