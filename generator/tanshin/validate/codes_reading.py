"""What the codes of reading other people's reports mean."""

from __future__ import annotations

from tanshin.validate.registry import Page
from tanshin.values.finding import Severity

INLINE_PAGES: tuple[Page, ...] = (
    Page(
        "TNS061",
        Severity.ERROR,
        """A document is Inline XBRL, and its report refers to a taxonomy.

        Documents are recognized by the elements of Inline XBRL 1.0 and 1.1. A report refers to its schemas in
        `ix:references` (Inline XBRL 1.1, section 12); without them nobody knows what its facts mean.

        Name a document with tagged facts, and all documents of a report that has several.""",
    ),
    Page(
        "TNS062",
        Severity.ERROR,
        """The text of a tag is one of those that its format is for.

        A `format` tells what a printed text means (Transformation Registries 1 to 5). Where it is not known, or the
        text does not fit, no value is guessed: the fact is read as a text, and nothing is computed with it.

        Correct the text, or the format.""",
    ),
    Page(
        "TNS063",
        Severity.ERROR,
        """The name and the precision of a tag can be read.

        The prefix of a name is declared where it stands. A number has `decimals` (or `precision`); without them no
        check knows what to tolerate.

        Declare the prefix, or correct the precision.""",
    ),
    Page(
        "TNS064",
        Severity.ERROR,
        """A text that goes on elsewhere is one chain.

        `continuedAt` names one `ix:continuation` of the set, and each of these belongs to one text (Inline XBRL 1.1,
        section 4). Where it is not there, leads back, or is part of another text, the text ends.

        Correct `continuedAt`, or name all documents of the set.""",
    ),
    Page(
        "TNS065",
        Severity.ERROR,
        """Every fact has a context, and every number a unit, that can be read.

        Without its context a fact is of no company and no time, without a unit a number measures nothing. Such facts
        are left out.

        Correct `contextRef` or `unitRef`, or name all documents of the set.""",
    ),
    Page(
        "TNS066",
        Severity.ERROR,
        """Contexts, units and facts have ids of their own, and contexts and units can be read.

        Where one id means two things, a reference to it may mean either; the first one counts. The documents of a set
        may repeat a context word for word.

        Give each its own id, and correct what the message names.""",
    ),
    Page(
        "TNS067",
        Severity.ERROR,
        """The tuple that a fact says it is in is there.

        `tupleRef` names a tuple of the set (Inline XBRL 1.1, section 14), and no tuple stands in itself. Where there is
        none, the fact is read as part of none.

        Correct `tupleRef`.""",
    ),
    Page(
        "TNS068",
        Severity.ERROR,
        """What is noted on a fact is there, and so is the fact.

        In Inline XBRL 1.1 an `ix:relationship` joins facts and footnotes, in 1.0 a fact names its own in
        `footnoteRefs`. A note that leads nowhere is lost.

        Correct the reference, or name all documents of the set.""",
    ),
    Page(
        "TNS069",
        Severity.ERROR,
        """The texts of all facts have a size that makes sense.

        Facts may stand in facts, so that a small document can hold text without bound.

        Divide the report, or take facts out of facts.""",
    ),
)

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
    Page(
        "TNS076",
        Severity.ERROR,
        """Where one report is asked for, the place holds one.

        A package of TDnet holds a summary and statements, which are reports of their own. Two reports are compared one
        by one.

        Name the file, or the folder, of the one that is meant.""",
    ),
)
