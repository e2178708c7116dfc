"""The manual pages of what is found while a filing is filled in, and a workbook read."""

from __future__ import annotations

from tanshin.validate.registry import Page
from tanshin.values.finding import Severity

WORKBOOK_PAGES: tuple[Page, ...] = (
    Page(
        "TNS036",
        Severity.INCONSISTENCY,
        """Every column of a table, and every row that is a period, has a figure.

        The next filing that `tanshin new --form` writes has in it what was published before, and nothing else. A column
        that stays blank would be printed as a blank column, and nobody could tell it from one that was forgotten.

        Fill in the figures, or take the column or the row out.""",
    ),
    Page(
        "TNS037",
        Severity.ERROR,
        """A workbook is one of Excel's present format (.xlsx, .xlsm), not locked, with a cover of a filing.

        Its sheets are read as cells: no macro runs, no link to another file is followed, and what is too large to be a
        filing is refused. The older .xls and workbooks with a password are one encrypted or binary block. Writing a
        workbook needs openpyxl, which comes with `pip install 'tanshin[xlsx]'`; reading one needs nothing.

        Save it as .xlsx without a password. `tanshin new` writes one to start from.""",
    ),
    Page(
        "TNS038",
        Severity.ERROR,
        """A cell that counts holds a text, a number or a day.

        Formulas are not computed here: what counts is the value that the program that saved the workbook has computed
        last. A formula that was never computed has none, and one that leads nowhere has an error in its place.

        Open the workbook, let it compute, correct formulas with errors, and save it.""",
    ),
    Page(
        "TNS039",
        Severity.WARNING,
        """A cell shows the figure that it holds.

        What is printed is what a cell shows. Where the number in it has more digits than its format shows, somebody
        may have typed yen into a table of thousands, or a percentage as a fraction.

        Type the figure as it is to be printed, or give the cell a format that shows all of it.""",
    ),
    Page(
        "TNS040",
        Severity.ERROR,
        """Each sheet of a workbook carries one file of the filing, and its first cell says which.

        The sheets are told apart by that cell and not by their names, which may be changed. A copied sheet would say
        everything twice; one without a row of headings could be read in several ways; merged cells look like several
        and have one text. A sheet that names no file is left out, which is told as worth knowing.

        Take the copy out, put the headings back, or part the cells.""",
    ),
)
