"""The files of a filing by their names, and how a workbook is laid out that carries them.

That is what readers and writers have to know alike. The first cell of a sheet names the file that it carries; whatever
a person calls the sheet, that stays. Then, after lines for people, comes a row of headings that starts with one of the
words below. A heading that starts with ``#`` heads a column for people.
"""

from __future__ import annotations

from collections.abc import Mapping

#: How the names of workbooks end, in small letters.
BOOKS = (".xlsx", ".xlsm")

#: What is said of a filing and of its issuer, and the folder beside them in which the issuer's taxonomies lie.
COVER, ISSUER, TAXONOMIES = "filing.yaml", "issuer.yaml", "taxonomy"

#: The part of ``filing.yaml`` that says what the tables are; it has a sheet of its own, in lines.
STRUCTURE = "filing.yaml: structure"
STRUCTURE_KEYS = ("statements", "tables", "footnotes", "summary")

#: The files in which texts are told, carried line by line.
RELEASE, PRESENTATION = "release.yaml", "presentation.yaml"
TEXTS = (RELEASE, PRESENTATION)

#: Tables that speak of cells, with their columns after the caption; what stands in them is text.
MARKS, DEVIATIONS, RESTATEMENTS = "marks.csv", "deviations.csv", "restatements.csv"
RECORDS: Mapping[str, tuple[str, ...]] = {
    MARKS: ("table", "row", "column", "kind", "value", "reason"),
    DEVIATIONS: ("table", "row", "column", "code", "expected", "actual", "kind", "reason"),
    RESTATEMENTS: ("table", "row", "column", "kind", "old", "new", "reason"),
}

#: What the row of headings starts with: on the cover, over a table, over the lines of a text.
KEY, CAPTION, LINE = "key", "caption", "line"

#: The headings of the cover's values: of both languages or none, and the Japanese where there are two.
VALUE, JAPANESE = "value", "ja"

REMARK = "#"

#: The keys of the cover, in the order of a filing; what has parts has them by name.
HEAD = ("form", "fiscal_year_end", "quarter", "announced", "number", "rounding", "follows")
EXCHANGE = ("exchange.rate", "exchange.date")
INFORMATION = "information."

#: Those that every filing has; left blank they are a fault of their own.
REQUIRED = ("fiscal_year_end", "announced", "number")

#: Within how many rows the headings are looked for.
HEADINGS_WITHIN = 20
