"""Canonical data, in every format and back: the same facts, values, precision, members and footnotes."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from functools import cache
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tanshin import api
from tanshin.derive.source import read_figures
from tanshin.product import Asked, make
from tanshin.read.canonical.filing import read_filing
from tanshin.taxonomy.dts import Dts
from tanshin.validate.check import check
from tanshin.values.output import write_tree
from tanshin.write.ixbrl import InlineVersion
from tests.built import laid_out, product
from tests.every_format import check_formats, open_with, read_with
from tests.findings.gallery import BASE, lay_out

INLINE: tuple[InlineVersion, ...] = ("1.0", "1.1")


def test_a_sample_in_the_later_version_of_inline_xbrl() -> None:
    """The other samples, and this one in the earlier version, stand before their judges with the same question."""
    folder = laid_out("fy2012-annual", "1.1")
    check_formats(product("fy2012-annual", "1.1"), folder, open_with(sorted((folder / "taxonomy").glob("*.zip"))))


# Small filings with figures of any kind

FIGURES = st.integers(-(10**12), 10**12).map("{:,}".format) | st.sampled_from(("-", "0", "(1,234)", "△5"))
WORDS = st.text("ab é甲<&\"'{\u3000", min_size=1, max_size=12).map(lambda text: f"x{text}x".replace("{", "("))
RELEASE = """\
title: {en: Results, ja: 決算}
dateline: {en: "{announced}", ja: "{announced}"}
sections:
  - heading: {en: Overview, ja: 概況}
    blocks: [{form: true}, {statement: balance-sheet}, {statement: equity}]
"""


@cache
def base() -> str:
    return (BASE / "example" / "annual" / "filing.yaml").read_text(encoding="utf-8")


def table(*rows: Sequence[str]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


@st.composite
def filings(draw: st.DrawFn) -> dict[str, str]:
    """The files of a small filing: what is the same in two tables is drawn once."""
    a, b, c, d, opening, closing, parts, total = (draw(st.tuples(*[FIGURES] * 3)) for _ in range(8))
    scale = draw(st.sampled_from((0, 3, 6)))
    sheet = (
        ("caption", "2012 JPY", "2013 JPY", "2013 USD"),
        ("Cash", *a),
        ("Inventories", *b),
        ("Total assets", *c),
        ("Equity", opening[0], closing[0], d[0]),
    )
    equity = (
        ("caption", "@period", "Total", "Common stock", "Retained earnings"),
        ("Balance, April 1, 2012", "CurrentYear", *opening),
        ("Net income", "CurrentYear", *parts),
        ("Balance, March 31, 2013", "CurrentYear", *closing),
    )
    places = st.sampled_from(
        ("balance-sheet/Cash", "balance-sheet/Inventories/2013 JPY", "balance-sheet/Total assets", "equity/Net income")
    )
    notes = draw(st.lists(st.tuples(WORDS, WORDS, st.lists(places, min_size=1, max_size=2, unique=True)), max_size=3))
    told = [
        {"mark": str(number), "text": {"en": en, "ja": ja}, "on": on} for number, (en, ja, on) in enumerate(notes, 1)
    ]
    text = base().replace("statement: BalanceSheet\n", f"statement: BalanceSheet\n    scale: {scale}\n")
    text = text.replace("statement: StatementOfEquity\n", f"statement: StatementOfEquity\n    scale: {scale}\n")
    return {
        "filing.yaml": f"{text}\nfootnotes: {json.dumps(told)}\n" if told else text,
        "release.yaml": RELEASE,
        "balance-sheet.csv": table(*sheet),
        "equity.csv": table(*equity),
        "summary.csv": table(("caption", "Assets", "Assets %"), ("As of March 31, 2013", total[0], "11.2")),
    }


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(files=filings(), inline=st.sampled_from(INLINE))
def test_any_small_filing_in_every_format(
    files: dict[str, str], inline: InlineVersion, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("small")
    lay_out(BASE, folder)
    home = folder / "example" / "annual"
    for name, content in files.items():
        (home / name).write_text(content, encoding="utf-8")
    filing = read_filing(home, folder / "taxonomy", "example/annual")
    figures = read_figures(folder / "taxonomy" / "example", filing.taxonomy, filing.form_taxonomy)
    filing = api.with_release(home, filing, lambda: figures)
    made = make(filing, figures, check(filing, figures), {}, Asked(inline))
    write_tree(folder / "out", made.files)
    dts = Dts({**filing.form_taxonomy.dts.concepts, **filing.taxonomy.dts.concepts}, {}, (), {})
    check_formats(made, folder / "out", read_with(dts))
