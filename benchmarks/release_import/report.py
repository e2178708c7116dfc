"""The page that says what the import of the published releases gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from benchmarks.release_import.measure import Compared, Measured, total

HEAD = """\
# What the import of a release gives

`tanshin new --from-text` on the text of the four published releases, beside the sample that people have made of each.
A figure is *right* where the sample has the same value of the same fact; *precision* is the right ones of those placed,
*recall* those of the sample that were found again, statement by statement.

The import sees the text, the taxonomy and `issuer.yaml`, never a sample. It is no test on unknown ground all the same:
many captions of the taxonomy were first met in these releases. Therefore the last table, for which every caption with
figures was damaged in one way (`benchmarks/release_import/noise.py`).

Written by `python -m benchmarks.release_import --out docs/import.md` (`make bench`); a test holds it to what it says.
"""

BETWEEN = """
## With damaged captions

All four releases together. What is lost is listed by the import, with what it is most like.
"""

OWN = """
## Our own pages

Summaries, statements and releases that `tanshin build --pdf` makes of samples of two companies, turned to text by
`pdftotext -layout` and read back. Cells that the layout does not surely put in a column are listed.
"""

LEFT = """
## What is left out

- Charts, figures in sentences, dividends by record date under heads that the taxonomy does not have, and of the form
  what is not written as the form writes it: they are listed, not placed.
- Columns whose heads do not say what they are, cells that are not one figure (`19.0% 5.0`, `_`), rows whose captions
  are lost, and in text that keeps the layout of pages cells that may stand in either of two columns.
- Of a statement by components every figure whose row does not add up to its total, or whose column does not lead from
  balance to balance.
- Of two cells that contradict each other, the later; of two for one cell of the form, both.
"""


def page(
    releases: Sequence[Compared], noises: Mapping[str, Sequence[Compared]], own: Mapping[str, Compared] | None = None
) -> str:
    """The page: the releases as they are, then with each kind of damage, then our own pages."""
    parts = [HEAD]
    for one in releases:
        rows = [_row(each.statement, each) for each in (*one.statements, one.total())]
        parts.append(_table(f"\n## {one.sample}\n", "statement", rows))
        if one.wrong:
            parts.append("\n" + "\n".join(f"- {text}" for text in one.wrong) + "\n")
    sums = [_row("as published", total(one.total() for one in releases))]
    sums += [_row(noise, total(one.total() for one in found)) for noise, found in noises.items()]
    parts.append(_table(BETWEEN, "captions", sums))
    if own:
        parts.append(_table(OWN, "pages", [_row(name, one.total()) for name, one in own.items()]))
    return "".join((*parts, LEFT))


def _table(title: str, what: str, rows: Iterable[str]) -> str:
    head = f"| {what} | placed | right | precision | in the sample | found again | recall |\n|---|{'---:|' * 6}\n"
    return f"{title}\n{head}{''.join(rows)}"


def _row(name: str, one: Measured) -> str:
    precision, recall = _percent(one.right, one.placed), _percent(one.found, one.sample)
    return f"| {name} | {one.placed} | {one.right} | {precision} | {one.sample} | {one.found} | {recall} |\n"


def _percent(part: int, whole: int) -> str:
    """A percentage with one decimal, cut off, so that only all is 100."""
    if not whole:
        return ""
    tenths = 1000 * part // whole
    return f"{tenths // 10}.{tenths % 10} %"
