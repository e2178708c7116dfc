"""The manual pages of what batches have to say."""

from __future__ import annotations

from tanshin.validate.registry import Page
from tanshin.values.finding import Severity

BATCH_PAGES: tuple[Page, ...] = (
    Page(
        "TNS096",
        Severity.ERROR,
        """A filing of a batch is done within its limits of time and memory.

        Each is worked on in a process of its own, so that one that takes for ever, takes all the memory or breaks the
        program costs nothing but itself. What it would have given is missing from the dataset, and its status says so.

        Look at the filing by itself with `tanshin check`; if it is only large, raise `--time-limit` or
        `--memory-limit`.""",
    ),
    Page(
        "TNS097",
        Severity.ERROR,
        """A batch has its scheduler, its folder and its dataset.

        A scheduler that was named must answer; the folder of a dataset must be writable and in the hands of one batch
        at a time; a question needs a dataset that a batch has finished.

        Start the scheduler, or leave `--scheduler` out; wait for the other batch, or name another folder.""",
    ),
)
