"""The small taxonomy in two eras, to be edited by tests.

The older era has a tree of its own for the balance sheet, with other captions and ``Securities`` instead of ``Other``,
and no statement of changes. Identities, figures and references are shared.
"""

from __future__ import annotations

import pytest

from tanshin.taxonomy.build import build_era
from tanshin.taxonomy.era import Eras
from tanshin.taxonomy.folder import Sources
from tanshin.taxonomy.history import build_eras
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.finding import InputError, Severity
from tests.taxonomy.example import FILES as ONE_ERA
from tests.taxonomy.example import HEAD as ONE_HEAD
from tests.taxonomy.example import Edit

HEAD = (
    ONE_HEAD.replace("statements: [sheet.yaml, movement.yaml]\nidentities: identities.yaml\n", "")
    + """\
eras:
  - era: early
    until: 2010-12-31
    title: {en: Early releases, ja: 初期の開示}
    statements: [early/sheet.yaml]
    identities: identities.yaml
  - era: late
    title: {en: Late releases, ja: 後期の開示}
    statements: [sheet.yaml, movement.yaml]
    identities: identities.yaml
reclassifications:
  - from: Securities
    to: [Other]
    since: late
    note: {en: Shown among other assets, ja: その他の資産に含めて表示}
"""
)

EARLY_SHEET = """\
statement: Sheet
title: {en: Balance sheets, ja: 貸借対照表}
period: instant
lines:
  - concept: Cash
    balance: debit
    label: {en: Cash and deposits, ja: 現金及び預金}
    aliases: {en: [Cash at banks], ja: [現預金]}
  - concept: Securities
    balance: debit
    label: {en: Securities, ja: 有価証券}
  - concept: Assets
    balance: debit
    label: {en: Assets, ja: 資産}
    total: {en: Total of assets, ja: 資産計}
    as: total
    sum: siblings
  - concept: Capital
    balance: credit
    label: {en: Capital, ja: 資本金}
  - concept: Equity
    balance: credit
    label: {en: Equity, ja: 純資産}
"""

FILES = {**ONE_ERA, "taxonomy.yaml": HEAD, "early/sheet.yaml": EARLY_SHEET}


def sources(*edits: Edit) -> Sources:
    """The files, each edit (file, old text, new text) applied once."""
    files = dict(FILES)
    for file, old, new in edits:
        assert files[file].count(old) == 1, (file, old, files[file].count(old))
        files[file] = files[file].replace(old, new)
    return Sources("ex", tuple((name, text.encode()) for name, text in files.items()))


def eras(*edits: Edit) -> Eras:
    """The example in all its eras, edited."""
    return build_eras(sources(*edits))


def early(*edits: Edit) -> Taxonomy:
    """The example as a filing of its older era reads it, edited."""
    return build_era(sources(*edits), None, "early")


def refusals(*edits: Edit) -> list[tuple[str, str]]:
    """Where and why the edited example is refused as contradicting itself."""
    with pytest.raises(InputError) as caught:
        eras(*edits)
    assert {(finding.code, finding.severity) for finding in caught.value.findings} == {("TNS020", Severity.ERROR)}
    return [(str(finding.sources[0]), finding.message) for finding in caught.value.findings]
