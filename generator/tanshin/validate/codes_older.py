"""What the codes of reading and writing the form until 2013 mean: pages of the manual."""

from __future__ import annotations

from tanshin.validate.registry import Page
from tanshin.values.finding import Severity

OLDER_FORM_PAGES: tuple[Page, ...] = (
    Page(
        "TNS091",
        Severity.ERROR,
        """The table of the older form is one-to-one.

        It says of each element of the form in force until the end of 2013 which fact of today's form it is. With an
        element or a fact told twice, one of the two directions would be a guess.

        Take one of the entries out of `taxonomy/tse-t-ed/older-form.yaml`.""",
    ),
    Page(
        "TNS092",
        Severity.INFO,
        """What the older form has no known element for is left out of it.

        `tanshin build --older-form` writes a summary in the form that was in force until the end of 2013. Its schemas
        are not to be had; elements are known from reports of that time. A name that stands in none of them is not made
        up, nor is the namespace of `tse-t-hi`, of which only the prefix is known.

        Nothing has to be done. Where a report shows the element or the namespace, add it to
        `taxonomy/tse-t-ed/older-form.yaml`.""",
    ),
    Page(
        "TNS093",
        Severity.INFO,
        """Whether a report in the older form is valid is not judged.

        The schemas of the form in force until the end of 2013 are no longer published. What is read and written is as
        in a real summary of that time: names, contexts, units, precision. Types of elements, and what else the schemas
        and the rules of that time asked for, cannot be checked.

        Nothing has to be done.""",
    ),
    Page(
        "TNS094",
        Severity.INFO,
        """What a report in the older form says is told in the names of today's form.

        An element that today's form no longer has, or that the table does not have in such a context, keeps its own
        name; rules of today's form do not look at it.

        Nothing has to be done. Where it is known what the element is today, add it to
        `taxonomy/tse-t-ed/older-form.yaml`.""",
    ),
    Page(
        "TNS095",
        Severity.WARNING,
        """The older form is written of filings that were announced while it was in force.

        Until the end of 2013 the summary of a filing was a plain instance; since then it is Inline XBRL. Slides and
        other filings that fill in no form of the exchange have none.

        Leave out `--older-form`.""",
    ),
)
