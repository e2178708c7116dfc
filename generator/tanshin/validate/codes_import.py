"""The manual page of what is found while a release of others is imported."""

from __future__ import annotations

from tanshin.validate.registry import Page
from tanshin.values.finding import Severity

IMPORT_PAGES: tuple[Page, ...] = (
    Page(
        "TNS048",
        Severity.ERROR,
        """A release that is imported says which period it reports, and has tables of the company's.

        `tanshin new --from-text` reads tables of text, HTML, the text layer of a PDF and sheets of a workbook. Which
        period they are of follows from headings such as *Fiscal Year Ended March 31, 2013* or 平成25年3月期; which line
        each row is, from the captions in the taxonomy of the company. Without these everything would be a guess.

        Give the whole release, with its headings, and name the company with `--issuer`.""",
    ),
)
