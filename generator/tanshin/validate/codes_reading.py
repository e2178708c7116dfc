"""What the codes of reading other people's reports mean."""

from __future__ import annotations

from tanshin.validate.registry import Page
from tanshin.values.finding import Severity

PACKAGE_PAGES: tuple[Page, ...] = (
    Page(
        "TNS071",
        Severity.ERROR,
        """There is a report in the place that is named.

        Reports are recognized by what stands in them, not by their names: Inline XBRL documents, instances, xBRL-JSON,
        the metadata of xBRL-CSV, folders and archives of them, packages of TDnet and EDINET, and report packages of
        XBRL International.

        The message says what is there instead. Name the file or the folder of the report.""",
    ),
    Page(
        "TNS072",
        Severity.ERROR,
        """The documents that a manifest lists are there.

        In packages of TDnet and EDINET the manifest tells which documents make up one report. The facts of a document
        that is missing are read by nobody.

        Get the package again, or correct the manifest.""",
    ),
    Page(
        "TNS073",
        Severity.ERROR,
        """A report package is what it says it is.

        `META-INF/reportPackage.json` and the end of its name tell of what type a package is (Report Package 1.0,
        section 3.4): `.xbri` holds one report in Inline XBRL, `.xbr` one in another format, `.zip` any number. Of one
        that contradicts itself, every program may read something else.

        Make the package again, or name it as it is.""",
    ),
    Page(
        "TNS074",
        Severity.WARNING,
        """Every file that stands where reports do is part of one.

        A document that the manifest does not list, and a page without tags, are left out. It may have been meant to be
        read.

        Add it to the list, or take it out.""",
    ),
    Page(
        "TNS075",
        Severity.WARNING,
        """The reports of a folder are written in one format.

        A page and an instance beside it may be one report twice, and nothing says so. Each is read by itself, so that
        facts may count double.

        Name the file that is meant.""",
    ),
)
