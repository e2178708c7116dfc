"""Where a machine has a Japanese font: the first known family that is there, in two weights."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from tanshin.values.message import say
from tanshin.write.pdf.need import lacking

#: Gothic families with Japanese glyphs, the best first: the files of the regular and of the bold weight. Of a
#: collection the face with ``JP`` in its name is taken, or else the first.
FAMILIES = (
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),  # Debian: fonts-noto-cjk
    ("NotoSansCJKjp-Regular.otf", "NotoSansCJKjp-Bold.otf"),
    ("NotoSansJP-Regular.otf", "NotoSansJP-Bold.otf"),
    ("NotoSansJP-Regular.ttf", "NotoSansJP-Bold.ttf"),
    ("SourceHanSans-Regular.ttc", "SourceHanSans-Bold.ttc"),
    ("SourceHanSansJP-Regular.otf", "SourceHanSansJP-Bold.otf"),
    ("ヒラギノ角ゴシック W3.ttc", "ヒラギノ角ゴシック W6.ttc"),  # macOS
    ("YuGothM.ttc", "YuGothB.ttc"),  # Windows
    ("meiryo.ttc", "meiryob.ttc"),
    ("ipaexg.ttf", "ipaexg.ttf"),  # has one weight
)


class Font(Struct, frozen=True):
    """The files of a family: of its regular and of its bold weight."""

    regular: Path
    bold: Path


def font_folders() -> tuple[Path, ...]:
    """Where systems keep fonts: those of the user first."""
    home = Path.home()
    if sys.platform == "darwin":
        return (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home))
        return (Path(local) / "Microsoft/Windows/Fonts", Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts")
    shared = (Path("/usr/local/share/fonts"), Path("/usr/share/fonts"))
    return (home / ".local/share/fonts", home / ".fonts", *shared)


def find_font(folders: Iterable[Path] | None = None) -> Font:
    """The best Japanese font of the machine.

    Raises:
        InputError: there is none (TNS098).
    """
    wanted = {name for family in FAMILIES for name in family}
    found: dict[str, Path] = {}
    for path in _files(font_folders() if folders is None else folders):
        if path.name in wanted:
            found.setdefault(path.name, path)
    for regular, bold in FAMILIES:
        if regular in found and bold in found:
            return Font(found[regular], found[bold])
    message = say(
        "PDF needs a Japanese font, and none is installed that is known: install Noto Sans CJK "
        "(Debian and Ubuntu: apt-get install fonts-noto-cjk)"
    )
    raise lacking(message)


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for here, below, names in os.walk(folder):
            below.sort()
            yield from (Path(here) / name for name in sorted(names))
