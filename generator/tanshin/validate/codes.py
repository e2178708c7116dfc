"""What the codes of reading and writing mean: the pages of the manual for findings that are no rules."""

from __future__ import annotations

from tanshin.validate.codes_batch import BATCH_PAGES
from tanshin.validate.codes_dts import DTS_PAGES
from tanshin.validate.codes_import import IMPORT_PAGES
from tanshin.validate.codes_instance import INSTANCE_PAGES
from tanshin.validate.codes_judge import JUDGE_PAGES
from tanshin.validate.codes_oim import OIM_PAGES
from tanshin.validate.codes_older import OLDER_FORM_PAGES
from tanshin.validate.codes_reading import INLINE_PAGES, PACKAGE_PAGES
from tanshin.validate.codes_workbook import WORKBOOK_PAGES
from tanshin.validate.registry import Page
from tanshin.values.finding import Severity

INPUT_PAGES: tuple[Page, ...] = (
    Page(
        "TNS001",
        Severity.ERROR,
        """A file that is needed is there, can be read, and has a size that makes sense.

        `filing.yaml` names the tables: a statement `balance-sheet` is `balance-sheet.csv` beside it, and the tables of
        the summary are the files it gives.

        Put the file there, or correct its name.""",
    ),
    Page(
        "TNS002",
        Severity.ERROR,
        """A text file is UTF-8, or the CP932 of Japanese Windows.

        Nothing is replaced or dropped while reading. Bytes that are text in neither encoding, UTF-16, and control
        characters are refused, because a letter lost here would be lost in every document.

        Save the file as UTF-8; in Excel: *CSV UTF-8 (comma delimited)*.""",
    ),
    Page(
        "TNS003",
        Severity.INFO,
        """A text file is UTF-8.

        A file that Excel has saved as plain CSV on Japanese Windows is in CP932. It is read all the same. CP932 lacks
        letters that names and captions use, and they were replaced when the file was saved.

        Save the file as UTF-8. A byte order mark and the line ends of Windows do no harm and are not reported.""",
    ),
    Page(
        "TNS004",
        Severity.ERROR,
        """A YAML file is well formed, and says each thing once.

        The line and column are those at which the reader could go no further; the slip is there or shortly before.

        Look at the indentation (spaces, no tabs), and put values with a colon or a leading sign in quotes.""",
    ),
    Page(
        "TNS005",
        Severity.ERROR,
        """A YAML file has the keys and values that belong there.

        An unknown key is most often a slip of the pen, so the nearest known one is named. A value of another type says
        what is wanted.

        Correct the key or the value.""",
    ),
    Page(
        "TNS006",
        Severity.ERROR,
        """Every row of a table has as many cells as its header.

        A row with more or fewer cells would shift its figures into other columns.

        Put figures with thousands separators in quotation marks, close every quotation mark, and give every column its
        comma, also where a cell is blank.""",
    ),
    Page(
        "TNS007",
        Severity.ERROR,
        """The columns of a table are those that `filing.yaml` or the form declares.

        A column that is not declared has no period and no unit; one that is missing leaves figures out without a word.

        Correct the heading, or declare the column in `filing.yaml`. A column of the form that can be derived may be
        left out altogether.""",
    ),
    Page(
        "TNS008",
        Severity.ERROR,
        """Every caption is a line of its statement.

        Captions are matched without regard to letter case, width, dashes and spaces, in English and Japanese. A row is
        never dropped because its caption is unknown: the nearest captions are named instead.

        Correct the caption; or add it to the taxonomy, as an alias of the line it means or as a new line.""",
    ),
    Page(
        "TNS009",
        Severity.ERROR,
        """A caption means one line.

        One caption may stand in several sections of a statement (*Total*): the heading that is open tells them apart.
        Where it does not, nothing is guessed.

        Put the row under its heading, or write the caption in full.""",
    ),
    Page(
        "TNS010",
        Severity.ERROR,
        """A cell holds a figure, a nil mark, or nothing.

        A figure is read exactly or refused. `6O,049` with a letter O and `60,49` with a group of two digits may mean
        several things, and a report is the wrong place to find out which.

        Write the figure as it is printed: `1,234`, `(1,234)`, `-` for nil; leave a blank cell blank.""",
    ),
    Page(
        "TNS011",
        Severity.INFO,
        """A figure is written in half width.

        Full-width digits come from pasting out of a Japanese document. They are read where they are unambiguous.

        Nothing has to be done; half width is easier to compare.""",
    ),
    Page(
        "TNS012",
        Severity.ERROR,
        """Each aspect of a figure is said once.

        The period, the unit and the members of a figure may be set on the table, the row or the column. Where two of
        them say it, one would be overruled in silence.

        Let one of them say it.""",
    ),
    Page(
        "TNS013",
        Severity.ERROR,
        """Every aspect of a figure is said somewhere.

        A figure without a period or a unit is no fact, and a heading has no figures.

        Say what is missing in `filing.yaml`, on the table or on the column, or in an `@period` column of the table.""",
    ),
    Page(
        "TNS014",
        Severity.ERROR,
        """A figure that is printed twice is printed alike.

        Net income stands in three statements, cash in two: they are one fact, read from several cells. Two values for
        one fact are a slip in one of them.

        Correct the wrong one. If it was published wrong, mark it in `marks.csv` with the value it should have. If the
        company prints both, as where two statements round a line differently so that each adds up, record one cell in
        `deviations.csv`: it keeps what it prints, and the fact is what the other says.""",
    ),
    Page(
        "TNS015",
        Severity.ERROR,
        """A date or the name of a period is one of this filing's.

        The periods of a filing follow from its fiscal year: `CurrentYear`, `PriorYear`, `CurrentQuarter` and so on. A
        date in a caption must be that of the period it stands for; an opening balance prints the first day of the year.

        Correct the date, or the fiscal year in `filing.yaml`.""",
    ),
    Page(
        "TNS016",
        Severity.WARNING,
        """A figure of the summary has the digits the form asks for.

        The exchange's form prints millions without decimals, per cent with one and amounts per share with two. The
        figure is printed and tagged as given.

        Write it with the digits the form asks for.""",
    ),
    Page(
        "TNS017",
        Severity.ERROR,
        """An XML document is well formed and has no document type.

        A document type can name other files and grow without bound; no XBRL document needs one.

        Remove the DOCTYPE, or get the document again.""",
    ),
    Page(
        "TNS018",
        Severity.ERROR,
        """A mark or a restatement says why, and points at a cell that exists.

        `marks.csv` is the record of everything that is not as printed: a recomputed, illegible or wrongly published
        figure. `restatements.csv` is that of figures which were published otherwise before. An entry that points
        nowhere would hide what it was meant to tell.

        Correct table, row and column, complete the entry, or remove it.""",
    ),
    Page(
        "TNS019",
        Severity.ERROR,
        """Output goes to a place that may be written, and replaces nothing but former output.

        A folder with files of others in it is never replaced. A filing that is started has to lie where the taxonomy of
        its company is found: in the folder of the company.

        What the system refuses (a full disk, a folder one may not write to, a file in use) leaves what was there as it
        was; the message says why and what to do.

        Name an empty folder, a new one, or one that a former build has written.""",
    ),
    Page(
        "TNS020",
        Severity.ERROR,
        """The sources of a taxonomy, of its identities and of its figures agree with each other.

        A name must be defined somewhere, once; a sum must have something to add up; a figure must not need itself.
        Eras follow upon one another, and a concept is of one type, period and balance in all of them.

        Correct the name, or define what it names.""",
    ),
    Page(
        "TNS021",
        Severity.ERROR,
        """An archive is a sound ZIP of plain files, of a size that makes sense.

        Archives from outside may hold links, names that lead out of the folder, or content that grows a thousandfold.

        Fetch or make the archive again.""",
    ),
    Page(
        "TNS022",
        Severity.ERROR,
        """A name on the command line is known.

        A concept, an era, or the code of a finding, that does not exist is most often a slip; the nearest names are
        given.

        Correct the name. `tanshin taxonomy show` lists the concepts, `tanshin rules` the codes.""",
    ),
    Page(
        "TNS023",
        Severity.ERROR,
        """A footnote stands on a cell, and every figure in it is a fact.

        A figure written into a sentence is printed without anybody checking it. In a footnote it stands as a place,
        `{Revenues@CurrentYear}`, and is printed and compared like any other; days and periods are places too,
        `{CurrentYear.last}`.

        Correct the table, row or column in `on`; write a place for the figure, or words.""",
    ),
    Page(
        "TNS024",
        Severity.ERROR,
        """What an output needs beside tanshin is installed.

        The viewer is a program of others, ixbrl-viewer; signatures need a library, signxml. Most people need neither,
        and an extra brings each along.

        Install the extra that the message names, and build again.""",
    ),
    Page(
        "TNS025",
        Severity.ERROR,
        """The key and the certificate for a signature can be used.

        Both are PEM files. The key is RSA, at least 2048 bits long, without a password, and that of the certificate;
        signatures with it are the same each time. Nothing of a key is ever written or told.

        Name the files of one pair; `openssl req -x509 -newkey rsa:3072 -noenc` makes one to try with.""",
    ),
    *DTS_PAGES,
    *OLDER_FORM_PAGES,
    Page(
        "TNS340",
        Severity.WARNING,
        """The filings that were announced before can be read.

        `issuer.yaml` lists the filings of a company in the order of announcement, and a check asks the earlier ones for
        what the filing itself does not have: the base of a change, an opening balance. One that cannot be read is
        compared with nothing.

        Check the earlier filing by itself and correct it.""",
    ),
    Page(
        "TNS030",
        Severity.ERROR,
        """A text of a release names what there is.

        In braces stand figures (an expression of concepts and figures, a period, a style), days and names of periods,
        and marks of footnotes. A block names a table of the filing, a note a text concept of the taxonomy. The nearest
        name is given.

        Correct the name; `docs/canonical-data.md` lists the styles.""",
    ),
    Page(
        "TNS031",
        Severity.ERROR,
        """A deviation names a rule, a cell, the values it accepts, and why.

        `deviations.csv` is the record of what the company published so and stands by. It accepts one finding of one
        rule in one cell, with the values that the rule compared, so that nothing else can hide behind it.

        Correct the line. `tanshin check FILING --format deviations` writes it for every finding that could be accepted;
        what is left to say is the reason.""",
    ),
    Page(
        "TNS032",
        Severity.WARNING,
        """A recorded deviation is one that a rule finds.

        When the figures are corrected, or the rule is off, a deviation has nothing left to accept. It would lie in wait
        and accept the same slip another time.

        Take the line out of `deviations.csv`.""",
    ),
    Page(
        "TNS033",
        Severity.ERROR,
        """An issuer's profile names rules that exist, says what becomes of them, and why.

        `rules` in `issuer.yaml` may switch a rule off, let its findings weigh less or more, set the materiality below
        which they weigh one step less, and declare equations of the company's own. Whoever reads the result is told,
        so each change gives its reason. A slip in a code would change nothing, without a word.

        Correct the code (`tanshin rules` lists them), or say what is missing.""",
    ),
    *WORKBOOK_PAGES,
    *IMPORT_PAGES,
    Page(
        "TNS049",
        Severity.ERROR,
        """A filing can be shown: what `tanshin view` needs is installed, and the port is free.

        The pages are served by this machine to itself. Another view, or another program, may have the port already;
        the libraries of the server come with `pip install 'tanshin[viewer]'`.

        Leave `--port` out, and a free one is taken; or install what is missing.""",
    ),
    Page(
        "TNS098",
        Severity.ERROR,
        """What PDF needs is there: a browser, a Japanese font with every letter, and the libraries of `tanshin[pdf]`.

        `tanshin build --pdf` has a browser of the machine print the documents, with the glyphs of an installed font. A
        letter that the font lacks would be an empty box on paper, so nothing is written then; nor is it when the
        browser ends before it has printed.

        Install what is missing (Debian: `apt-get install chromium fonts-noto-cjk`), or build without `--pdf`.""",
    ),
    Page(
        "TNS550",
        Severity.ERROR,
        """A draft that is given with `--text` can be read: plain text, HTML, or a PDF with a text layer.

        A scanned page is a picture, and a locked or damaged PDF gives no text; PDF needs pypdf, which comes with
        `pip install 'tanshin[pdf]'`.

        Give the file the PDF was made from, or one saved as text.""",
    ),
    *INLINE_PAGES,
    *INSTANCE_PAGES,
    *PACKAGE_PAGES,
    *OIM_PAGES,
    *BATCH_PAGES,
)

#: What the program has to say about itself, and its second judge.
PROGRAM_PAGES: tuple[Page, ...] = (
    Page(
        "TNS791",
        Severity.ERROR,
        """Every rule runs to its end.

        A rule that fails inside has compared less than it should, and what it would have found is unknown. That must
        not look like a pass, nor keep the other rules from running: they have run, and what they found is told.

        This is a fault of the program. Report it with the name of the rule, the kind of the failure and, if possible,
        the filing. Until it is mended, a profile of the issuer can switch the rule off, with the reason.""",
    ),
    *JUDGE_PAGES,
)
