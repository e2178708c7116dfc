"""The proof: every rule over the files of a build."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from tanshin.proof.output import Output
from tanshin.proof.rules import chart, eye, fact, interchange, pack, paper, place, signature, told, whole, workbook
from tanshin.validate.check import CheckResult
from tanshin.validate.every_rule import RULES
from tanshin.validate.registry import Examination, examine, join
from tanshin.values.finding import Finding

#: What holds for produced files, in the order of codes.
PROOF_RULES = join(
    fact.RULES,
    eye.RULES,
    told.RULES,
    chart.RULES,
    place.RULES,
    whole.RULES,
    interchange.RULES,
    pack.RULES,
    signature.RULES,
    workbook.RULES,
    paper.RULES,
)

#: Every rule there is; importing this proves that no code is taken twice.
EVERY_RULE = join(RULES, PROOF_RULES)

_LAST = (*whole.INDEX_RULES, *pack.LIST_RULES, *whole.FOLDER_RULES, *signature.RULES)


def prove(output: Output) -> Examination:
    """What the files of a build say that they should not, and how much was compared; its index is not there yet."""
    return examine([rule for rule in PROOF_RULES if rule not in _LAST], output)


def prove_last(output: Output, files: Mapping[str, bytes], result: CheckResult) -> tuple[Finding, ...]:
    """What is wrong with what is made when all else is proved: the index, which tells of the result, and the manifest.

    ``files`` are all files; those that are new since ``output`` are not read as other files are.
    """
    last = replace(output, files=files, read=output.reading, result=result)
    return examine((*whole.INDEX_RULES, *pack.LIST_RULES), last).findings


def prove_signature(output: Output) -> Examination:
    """What is wrong with the signature of a build, which is made when all else is there and proved."""
    return examine(signature.RULES, output)


def prove_folder(output: Output) -> Examination:
    """What a folder that was built says that it should not; ``output.expected`` is what a build makes now."""
    return examine(PROOF_RULES, output)
