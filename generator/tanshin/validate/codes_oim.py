"""What the codes of reading xBRL-JSON and xBRL-CSV mean."""

from __future__ import annotations

from tanshin.validate.registry import Page
from tanshin.values.finding import Severity

OIM_PAGES: tuple[Page, ...] = (
    Page(
        "TNS081",
        Severity.ERROR,
        """A file in JSON is well formed, in UTF-8, and of a sensible size and depth.

        xBRL-JSON and the metadata of xBRL-CSV are JSON (RFC 8259). Neither needs more than seven levels; a file with
        hundreds of them, or with `NaN` or half of a character in it, was not made for reading.

        Correct the place that the message names, or make the file again.""",
    ),
    Page(
        "TNS082",
        Severity.ERROR,
        """No key stands twice in an object of JSON.

        JSON leaves open which of two values counts, so that two programs read two reports in one file. Here it is the
        first one.

        Keep the value that is meant.""",
    ),
    Page(
        "TNS083",
        Severity.ERROR,
        """A file is of the type that it says, and has the properties of that type.

        `documentType` names the recommendation of 2021 (`https://xbrl.org/2021/xbrl-json` or `…/xbrl-csv`), the
        taxonomy is named, and every fact has a value and dimensions. Values are texts, numbers too: whoever reads
        numbers of JSON rounds them.

        Correct the property, or convert the report to that type.""",
    ),
    Page(
        "TNS084",
        Severity.ERROR,
        """Every name has a prefix, and `namespaces` declares it.

        Without its namespace nobody knows which concept a name means, so that its fact is left out. Some prefixes, such
        as `xbrl` and `iso4217`, mean one thing in every file (OIM Common, section 2.1).

        Declare the prefix, or correct the name.""",
    ),
    Page(
        "TNS085",
        Severity.ERROR,
        """Entity, period, unit and language of a fact can be understood.

        An instant is the moment that follows its day: `2013-04-01T00:00:00` is the end of 31 March 2013 (Open
        Information Model 1.0, section 5.4). What is about an unknown time, or measures an unknown unit, is left out.

        Correct the text that the message names.""",
    ),
    Page(
        "TNS086",
        Severity.ERROR,
        """The value of a number is a number, and its decimals are a whole number.

        What has a unit and no number for a value is read as a text, and nothing is computed with it. Decimals that
        cannot be understood are left out; the number then counts as exact.

        Correct the value or the decimals.""",
    ),
    Page(
        "TNS087",
        Severity.ERROR,
        """Links lead from facts to footnotes, and footnotes are XHTML in some language.

        A link names its kind and its group, which the file declares, and the ids of what it joins. Footnotes are facts
        with the concept `xbrl:note` (Open Information Model 1.0, section 4.5).

        Correct the link or the footnote.""",
    ),
    Page(
        "TNS088",
        Severity.ERROR,
        """The files that the metadata of xBRL-CSV names are there, and it does not contradict itself.

        Metadata may extend other metadata, and names the files of its tables, by paths relative to it. Only files of
        the report are read: nothing is fetched, and no path leads out of its folder.

        Put the file where it is looked for, or correct what names it.""",
    ),
    Page(
        "TNS089",
        Severity.ERROR,
        """Tables of xBRL-CSV are what their template says.

        Their headings are columns of the template, and references such as `$period` lead to a column or a parameter.
        Texts that begin with `#` are special values: `#nil`, `#none`, `#empty`, or `##` for the sign itself (xBRL-CSV
        1.0, section 3.3).

        Correct the table or its template.""",
    ),
)
