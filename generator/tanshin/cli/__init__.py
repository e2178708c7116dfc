"""The command line: arguments in, words and exit codes out.

Everything heavy is imported inside the commands, so that ``tanshin --help`` answers at once. Exit codes: 0 clean,
1 findings at or above the threshold, 2 unusable input; of several filings the highest, and one that fails does not stop
the others.
"""

from __future__ import annotations

import atexit
import gc
import os
from typing import Any

import click

from tanshin import __version__
from tanshin.cli import (
    batching,
    beginning,
    building,
    checking,
    comparing,
    documentation,
    figures,
    manual,
    taxonomies,
    tracing,
    viewing,
)
from tanshin.cli.common import end_unprinted, speak_everywhere_alike

# A command makes many small values that live until it ends; looking for garbage among them finds none, neither while
# it runs nor when the interpreter shuts down.
gc.set_threshold(1_000_000)
atexit.register(gc.freeze)

# No plugin that happens to be installed takes part in reading figures; not looking for any also saves time.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


class Program(click.Group):
    """The commands, with an end for what no command guards: help that cannot be printed."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command that the arguments name."""
        speak_everywhere_alike()
        try:
            return super().main(*args, **kwargs)
        except OSError as error:
            end_unprinted(error)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """Turn one set of canonical figures into everything a listed company publishes, and prove it consistent.

    FILING is a folder of canonical data, or the name of a packaged sample such as iij/fy2012-annual.
    """
    from tanshin.values.memory import remember

    remember()


_VERBS = (
    figures.facts,
    checking.check,
    tracing.why,
    tracing.tie_out,
    comparing.diff,
    beginning.new,
    building.build,
    viewing.view,
    taxonomies.taxonomy,
    manual.explain,
    manual.rules,
    batching.batch,
    batching.history,
    documentation.docs,
)
for _verb in _VERBS:
    main.add_command(_verb)
