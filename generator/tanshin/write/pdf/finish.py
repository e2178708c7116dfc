"""What a browser has printed, without its clock and its name, and with what a file for the record needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from msgspec import Struct

import tanshin

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

_STEP = re.compile(rb"\((?:[^()\\]|\\.)*\)|\b(?:BDC|BMC|EMC|BT|ET)\b", re.DOTALL)
_DEEPER = (b"BDC", b"BMC")


class Particulars(Struct, frozen=True):
    """What a PDF says of itself: its title, who publishes it, when, in which language."""

    title: str
    author: str
    day: date
    lang: str


def finish(data: bytes, told: Particulars) -> bytes:
    """A printed file with its particulars; the same file gives the same bytes.

    Objects are packed into streams, which makes a file of many tags a third as long, and the identifier of the file
    follows from its content (ISO 32000-1, 14.4).
    """
    from pikepdf import Dictionary, Name, ObjectStreamMode, Pdf

    with Pdf.open(BytesIO(data)) as pdf:
        day = f"D:{told.day:%Y%m%d}000000Z"
        pdf.trailer.Info = pdf.make_indirect(
            Dictionary(
                Title=told.title,
                Author=told.author,
                Creator=f"tanshin {tanshin.__version__}",
                Producer=str(pdf.docinfo.get("/Producer", "")),
                CreationDate=day,
                ModDate=day,
            )
        )
        pdf.Root.Lang = told.lang
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        if "/Outlines" in pdf.Root:
            pdf.Root.PageMode = Name.UseOutlines
        _rename(pdf)
        for page in pdf.pages:
            page.Contents = pdf.make_stream(_with_artifacts(page.Contents.read_bytes()))
        out = BytesIO()
        pdf.save(out, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True, compress_streams=True)
    return out.getvalue()


def _rename(pdf: Pdf) -> None:
    """Ids of elements, by which cells name their headings, as numbers in the order of the document.

    The browser takes the numbers that it gives to the parts of a page as it needs them, which are others every time.
    """
    from pikepdf import Array, Dictionary, String

    if "/StructTreeRoot" not in pdf.Root:
        return
    elements = tuple(_elements(pdf.Root.StructTreeRoot))
    named = [one for one in elements if "/ID" in one]
    names = {str(one.ID): String(f"e{number:06}") for number, one in enumerate(named, 1)}
    for one in named:
        one.ID = names[str(one.ID)]
    for one in elements:
        attributes = one.get("/A", ())
        for each in attributes if isinstance(attributes, Array) else ():
            if "/Headers" in each:
                each.Headers = Array([names[str(id)] for id in each.Headers])
    listed = [part for one in named for part in (one.ID, one)]
    pdf.Root.StructTreeRoot.IDTree = pdf.make_indirect(Dictionary(Names=Array(listed)))


def _elements(root: Object) -> Iterator[Object]:
    """The elements of a structure in their order, each before those within it."""
    from pikepdf import Array, Dictionary

    left = [root]
    while left:
        one = left.pop()
        if "/S" in one:
            yield one
        below = one.get("/K", ())
        parts = below if isinstance(below, Array) else (below,)
        left += reversed([part for part in parts if isinstance(part, Dictionary) and part.get("/Type") != "/OBJR"])


def _with_artifacts(content: bytes) -> bytes:
    """The content of a page in which text that is in no element is marked as what it is: the head and the foot of it.

    Readers for the blind leave such text out (ISO 32000-1, 14.8.2.2), and would tell a page number in mid sentence
    otherwise.
    """
    parts, end, depth, outside = [], 0, 0, False
    for step in _STEP.finditer(content):
        word = step[0]
        if word in _DEEPER:
            depth += 1
        elif word == b"EMC":
            depth -= 1
        elif word == b"BT" and not depth:
            parts += [content[end : step.start()], b"/Artifact <</Type /Pagination>> BDC\n"]
            end, outside = step.start(), True
        elif word == b"ET" and outside:
            parts += [content[end : step.end()], b"\nEMC"]
            end, outside = step.end(), False
    return b"".join((*parts, content[end:]))
