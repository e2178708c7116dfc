"""A letter for which the font has no glyph: an emoji in a name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph

from tanshin.values.finding import Finding
from tanshin.write.pdf.face import faces
from tanshin.write.pdf.font import Font


def findings(folder: Path) -> Iterable[Finding]:
    path = Path("small.ttf")
    names = [".notdef", "space", "A"]
    build = FontBuilder(1000)
    build.setupGlyphOrder(names)
    build.setupCharacterMap({32: "space", 65: "A"})
    build.setupGlyf({name: Glyph() for name in names})
    build.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    build.setupHorizontalHeader()
    build.setupOS2(fsType=0)
    build.setupPost()
    build.save(path)
    faces(Font(path, path), "A 🍣")
    return ()
