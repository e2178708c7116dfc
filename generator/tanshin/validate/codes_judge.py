"""What the codes of the second judge mean: `tanshin check --arelle`."""

from __future__ import annotations

from tanshin.validate.registry import Page
from tanshin.values.finding import Severity

JUDGE_PAGES: tuple[Page, ...] = (
    Page(
        "TNS792",
        Severity.ERROR,
        """Arelle has nothing to object to.

        With `--arelle` the documents are judged a second time by Arelle, an XBRL processor that knows nothing of our
        rules: by the schemas, XBRL 2.1, XBRL Dimensions, Inline XBRL and Calculations. Its message stands as it is,
        with its own code, and weighs what Arelle says it weighs; a sum that XBRL 2.1 alone calls inconsistent is
        explained by rounding, and only worth knowing.

        Look the code up in the specification it names. In reports of others, correct the report; in what a build makes,
        it is a fault of the program: report it with the filing.""",
    ),
    Page(
        "TNS793",
        Severity.INFO,
        """It is said what Arelle has judged.

        No objection says something only where something was looked at: how many documents were, how many sums were
        really compared, in all ways together, and by which version. Reports in xBRL-JSON and xBRL-CSV are not given to
        it.

        Nothing has to be done.""",
    ),
    Page(
        "TNS794",
        Severity.WARNING,
        """Arelle and we call the same sums inconsistent.

        Both judge by XBRL 2.1, section 5.2.5.2, and by Calculations 1.1, so that a sum which one alone calls
        inconsistent is a fault of one of the two. Sums that the specifications do not judge, because a figure is
        repeated, contradicts another or shows more digits than it claims, are no dispute.

        Report it with the documents: our claim is that both agree.""",
    ),
    Page(
        "TNS795",
        Severity.ERROR,
        """Arelle is there and answers.

        It works in a process of its own, with limits of time and memory, so that no document can stop the check. What
        it was asked for and has not done must not look like a pass; everything else is checked and told as always.

        Install it with `pip install arelle-release`; where it takes too long, name a part of the report, or check it
        while the machine has less to do; where it ends, try it again, and then report it with the documents.""",
    ),
    Page(
        "TNS796",
        Severity.WARNING,
        """Every file of the taxonomy is at hand.

        Nothing is fetched. Where a schema or a linkbase is missing, Arelle would call every fact undeclared; that says
        nothing about the report, and is left out.

        Put the files where the report names them, or give the taxonomy package they are in with `--package`.""",
    ),
)
