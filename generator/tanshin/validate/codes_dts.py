"""What the codes of loading other people's taxonomies mean."""

from __future__ import annotations

from tanshin.validate.registry import Page
from tanshin.values.finding import Severity

DTS_PAGES: tuple[Page, ...] = (
    Page(
        "TNS051",
        Severity.WARNING,
        """Every document of a report's taxonomy is at hand.

        A report names a schema, that schema others, and linkbases with labels and sums (XBRL 2.1, section 3.2). Nothing
        is fetched from the network. What does not stand beside the report comes from taxonomy packages. Without it the
        rest is still read, but whether the report is valid cannot be told.

        Give the taxonomy package with `--package`, or put the document beside the report.""",
    ),
    Page(
        "TNS052",
        Severity.ERROR,
        """A taxonomy refers to documents on the web or beside the report.

        `../../../etc/passwd`, `file:///…` and absolute paths are files of the reader's machine, not parts of a
        taxonomy. They are not looked at.

        Correct the reference, or ask whoever made the report for one that is complete.""",
    ),
    Page(
        "TNS053",
        Severity.ERROR,
        """A document of a taxonomy is a schema or a linkbase.

        Most often a web page was saved in the place of the file that was meant, or a reference names the wrong file.

        Get the document again, or correct the reference.""",
    ),
    Page(
        "TNS054",
        Severity.ERROR,
        """The declarations of a schema make sense.

        A concept has a name, a type, a substitution group and a period type (XBRL 2.1, section 5.1.1). Prefixes of
        names are declared, and nothing is derived from itself.

        Correct the schema. Everything else in it is read.""",
    ),
    Page(
        "TNS055",
        Severity.ERROR,
        """A locator points to something that is there.

        A linkbase names concepts, roles and labels by the document and the id of their declaration (XBRL 2.1, section
        3.5.3.7). An id that does not exist leaves the relationship out of every sum and every table.

        Correct the id in the linkbase, or get the version of the taxonomy that it was made for.""",
    ),
    Page(
        "TNS056",
        Severity.ERROR,
        """An arc says what it relates, and how.

        The labels it names exist in its link, `order`, `weight` and `priority` are numbers, an arc of a calculation has
        a weight that is not zero (XBRL 2.1, sections 3.5.3.9 and 5.2.5.2.1).

        Correct the arc. It is left out, the others are read.""",
    ),
    Page(
        "TNS057",
        Severity.ERROR,
        """A taxonomy has a size that makes sense.

        The largest in use have some three thousand documents. One arc can stand for a million relationships, where each
        of the two labels it names is given to a thousand locators.

        Look where the taxonomy comes from; what is beyond the bound is not read.""",
    ),
    Page(
        "TNS058",
        Severity.ERROR,
        """The catalog of a taxonomy package leads to the documents in it.

        A package says which URLs it has the documents of, and where they are within it (Taxonomy Packages 1.0, section
        4). What leads out of the package is not followed.

        Get the package again from its publisher.""",
    ),
    Page(
        "TNS059",
        Severity.ERROR,
        """Nothing stands below itself in a presentation or in the members of a dimension.

        A tree of that kind has no end (XBRL 2.1, section 5.2.4.2; XBRL Dimensions 1.0, section 2.5.3). It is cut where
        it comes to the same name again.

        Correct the linkbase, or prohibit one of the arcs in an extension.""",
    ),
)
