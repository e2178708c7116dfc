"""What the codes of reading instances mean."""

from __future__ import annotations

from tanshin.validate.registry import Page
from tanshin.values.finding import Severity

INSTANCE_PAGES: tuple[Page, ...] = (
    Page(
        "TNS041",
        Severity.ERROR,
        """An instance is one: its root is `xbrli:xbrl`.

        XBRL 2.1 instances are read, of any size. Other XML, such as a schema or a linkbase of the same taxonomy, has no
        facts.

        Name the instance.""",
    ),
    Page(
        "TNS042",
        Severity.ERROR,
        """Every context and every unit of an instance can be understood, and has an id of its own.

        A context needs an entity and a period of days (XBRL 2.1, section 4.7), a unit a measure with a declared prefix
        (section 4.8). The facts of one that cannot be read are left out: nobody knows what they are about.

        Correct the context or the unit.""",
    ),
    Page(
        "TNS043",
        Severity.ERROR,
        """What a fact refers to is there.

        A fact names its context and its unit by their ids. A fact whose context or unit is missing, or could not be
        read, is left out.

        Correct the reference, or give the context or the unit.""",
    ),
    Page(
        "TNS044",
        Severity.ERROR,
        """A number says how precise it is.

        `decimals`, or `precision` in older files, tell to which digit a figure is right (XBRL 2.1, section 4.6).
        Without them, or with something else in their place, a figure is taken as exact, and sums of rounded figures
        will seem to be wrong.

        Give the decimals: -3 for figures in thousands, -6 for millions, INF where a figure is exact.""",
    ),
    Page(
        "TNS045",
        Severity.ERROR,
        """A footnote stands on facts that are there.

        The locators of a footnote link name facts by their ids (XBRL 2.1, section 4.11); its arcs join them to the
        texts. What is noted on nothing is lost.

        Correct the id or the label.""",
    ),
    Page(
        "TNS046",
        Severity.ERROR,
        """A fact with a unit is a number.

        Digits with at most one decimal point and a sign before them (XML Schema, decimal). Thousands separators belong
        on a page, not in an instance. What is no number is kept as a text and takes part in no sum.

        Correct the value.""",
    ),
    Page(
        "TNS047",
        Severity.ERROR,
        """No single element of an instance is larger than 16 MB.

        Instances of any size are read, because facts are taken one by one. One element that never ends would have to be
        kept in memory as a whole, and no context, footnote link or fact is that large.

        Look whether the file is damaged; split a footnote link that is really that long.""",
    ),
    Page(
        "TNS119",
        Severity.WARNING,
        """What a specification says nothing about is told, and counted.

        `tanshin check FILE --sums MODE` judges every sum by one reading. Where a figure is reported twice XBRL 2.1
        binds nothing; Calculations 1.1 stops where figures about one thing contradict each other or have more digits
        than they claim (section 6.2), and judges no report that the Open Information Model does not know (section 3).

        Correct the figures that are named elsewhere, or choose another reading.""",
    ),
)
