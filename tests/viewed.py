"""The example of the gallery, laid out so that it can be looked at while it is written."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tanshin import api, resources
from tanshin.tell.language import ENGLISH
from tanshin.view.serving import View
from tanshin.view.state import Phase, Shown
from tests.release import lay_out_release

#: Seconds that a busy machine may take.
PATIENCE = 600.0


def lay_out(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """The example with its release, taxonomies and templates in a folder. Gives the folder of the filing."""
    filing = lay_out_release(folder)
    shutil.copytree(resources.templates_dir(), folder / "templates")
    patch.setattr(resources, "taxonomy_dir", lambda: folder / "taxonomy")
    patch.setattr(resources, "templates_dir", lambda: folder / "templates")
    # The taxonomy of the example's form is in one file, of which no package can be made.
    patch.setattr(api, "_packages", lambda _: {})
    for module in ("tanshin.write.html", "tanshin.view.server"):
        patch.setattr(f"{module}.templates_dir", lambda: folder / "templates")
    return filing


@contextmanager
def proved_view(folder: Path) -> Iterator[View]:
    """A view of the example, laid out in a folder, when all of it is proved."""
    with pytest.MonkeyPatch.context() as patch, viewed(lay_out(folder, patch)) as view:
        wait_for(view, Phase.PROVED)
        yield view


@contextmanager
def viewed(place: Path) -> Iterator[View]:
    """A view that is served, with a server of its own."""
    view = View(place, ENGLISH)
    thread = threading.Thread(target=view.serve)
    thread.start()
    try:
        yield view
    finally:
        view.end()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def wait_for(view: View, phase: Phase, after: int = 0, is_so: Callable[[Shown], bool] = lambda _: True) -> Shown:
    """What is shown once it has come to a phase, in a version of the input later than one."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        shown = view.shown
        if shown.phase is phase and shown.settled and shown.revision > after and is_so(shown):
            return shown
        time.sleep(0.01)
    raise AssertionError(f"{view.shown.phase} after {PATIENCE} seconds: {view.shown.findings}")
