"""A small taxonomy, whole in itself, to be edited by tests."""

from __future__ import annotations

import pytest

from tanshin.taxonomy.build import build_taxonomy
from tanshin.taxonomy.folder import Sources
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.finding import InputError, Severity

NAMESPACE = "https://example.com/taxonomy"

HEAD = """\
prefix: ex
namespace: https://example.com/taxonomy
version: 2013-03-31
title: {en: Example, ja: 例}
axes:
  - axis: ComponentsAxis
    label: {en: "Components [Axis]", ja: "構成要素 [軸]"}
    default: {member: ComponentsTotalMember, label: {en: "Components [Domain]", ja: "構成要素 [ドメイン]"}}
    members:
      - {member: CapitalMember, label: {en: "Capital [Member]", ja: "資本金 [メンバー]"}}
      - {member: EarningsMember, label: {en: "Earnings [Member]", ja: "利益剰余金 [メンバー]"}}
statements: [sheet.yaml, movement.yaml]
identities: identities.yaml
mapping: mapping.yaml
"""

SHEET = """\
statement: Sheet
title: {en: Balance sheet, ja: 貸借対照表}
period: instant
lines:
  - concept: AssetsAbstract
    abstract: true
    label: {en: "Assets [Abstract]", ja: "資産 [タイトル項目]"}
    terse: {en: "ASSETS:", ja: "資産："}
    as: terse
    lines:
      - concept: Cash
        balance: debit
        label: {en: Cash, ja: 現金}
        aliases: {en: [Cash on hand and in banks]}
      - concept: Receivables
        balance: debit
        label: {en: "Receivables, net", ja: 売掛金（純額）}
        caption:
          en: "Receivables, net of allowance of JPY {Allowance@PriorYear} thousand and {Allowance@CurrentYear} thousand"
          ja: 売掛金（貸倒引当金{Allowance@PriorYear}千円及び{Allowance@CurrentYear}千円控除後）
      - concept: Other
        balance: debit
        label: {en: Other assets, ja: その他の資産}
        terse: {en: Other, ja: その他}
        as: terse
      - concept: Assets
        balance: debit
        label: {en: Assets, ja: 資産}
        total: {en: Total assets, ja: 資産合計}
        as: total
        sum: siblings
  - concept: EquityAbstract
    abstract: true
    label: {en: "Equity [Abstract]", ja: "資本 [タイトル項目]"}
    terse: {en: "EQUITY:", ja: "資本："}
    as: terse
    lines:
      - concept: Capital
        balance: credit
        label: {en: Capital, ja: 資本金}
      - concept: TreasuryStock
        balance: debit
        negated: true
        label: {en: Treasury stock, ja: 自己株式}
      - concept: OtherEquity
        balance: credit
        label: {en: Other equity, ja: その他の資本}
        terse: {en: Other, ja: その他}
        as: terse
      - concept: Equity
        balance: credit
        label: {en: Equity, ja: 純資産}
        total: {en: Total equity, ja: 資本合計}
        start: {en: "Equity, opening", ja: 期首残高}
        end: {en: "Equity, closing", ja: 期末残高}
        as: total
        sum: siblings
  - concept: SharesIssued
    type: shares
    label: {en: Shares issued, ja: 発行済株式数}
figures:
  - concept: Allowance
    balance: credit
    under: Receivables
    label: {en: Allowance, ja: 貸倒引当金}
"""

MOVEMENT = """\
statement: Movement
title: {en: Changes in equity, ja: 資本勘定計算書}
axes: [ComponentsAxis]
lines:
  - concept: Equity
    as: start
    aliases: {en: ["BALANCE, {date}"], ja: ["{date}残高"]}
    variants: {shares: SharesIssued}
  - concept: ProfitLoss
    balance: credit
    label: {en: Net income, ja: 当期純利益}
  - concept: Dividends
    balance: debit
    negated: true
    label: {en: Dividends, ja: 配当金}
  - concept: Equity
    as: end
    aliases: {en: ["BALANCE, {date}"], ja: ["{date}残高"]}
    variants: {shares: SharesIssued}
"""

IDENTITIES = """\
identities:
  - id: roll
    kind: roll-forward
    balance: Equity
    axis: ComponentsAxis
    changes: {ProfitLoss: 1, Dividends: -1}
    title: {en: From opening to closing, ja: 期首から期末}
  - id: components
    kind: members
    axis: ComponentsAxis
    concepts: [Equity, ProfitLoss]
    members: [CapitalMember, EarningsMember]
    title: {en: Components add up, ja: 構成要素の合計}
  - id: capital
    kind: equal
    left: {concept: Equity, member: CapitalMember}
    right: {concept: Capital}
    tolerance: {USD: 1000}
    title: {en: Capital is capital, ja: 資本金の一致}
  - id: sides
    kind: equal
    concepts: {Assets: 1, Equity: -2}
    title: {en: Sides, ja: 両側}
"""

MAPPING = """\
status: {en: ours, ja: 当方}
topics: {"210": Balance Sheet, "505": Equity}
concepts:
  Cash: {element: Cash, topic: "210"}
  CapitalMember: {element: CommonStockMember, topic: "505", note: nearest}
"""

FILES = {
    "taxonomy.yaml": HEAD,
    "sheet.yaml": SHEET,
    "movement.yaml": MOVEMENT,
    "identities.yaml": IDENTITIES,
    "mapping.yaml": MAPPING,
}

Edit = tuple[str, str, str]


def before(file: str, old: str, new: str) -> Edit:
    """The edit that sets a text before another."""
    return file, old, new + old


def after(file: str, old: str, new: str) -> Edit:
    """The edit that sets a text behind another."""
    return file, old, old + new


def sources(*edits: Edit) -> Sources:
    """The example's files, each edit (file, old text, new text) applied once."""
    files = dict(FILES)
    for file, old, new in edits:
        assert files[file].count(old) == 1, (file, old, files[file].count(old))
        files[file] = files[file].replace(old, new)
    return Sources("ex", tuple((name, text.encode()) for name, text in files.items()))


def taxonomy(*edits: Edit, namespace: str | None = None) -> Taxonomy:
    """The example, edited."""
    return build_taxonomy(sources(*edits), namespace)


def refusals(*edits: Edit) -> list[tuple[str, str]]:
    """Where and why the edited example is refused as contradicting itself."""
    with pytest.raises(InputError) as caught:
        taxonomy(*edits)
    assert {(finding.code, finding.severity) for finding in caught.value.findings} == {("TNS020", Severity.ERROR)}
    return [(str(finding.sources[0]), finding.message) for finding in caught.value.findings]
