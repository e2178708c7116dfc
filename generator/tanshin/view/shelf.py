"""The documents in the ixbrl-viewer, made when somebody asks for them: of what is proved, and of nothing else."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response

from tanshin.tell.language import Language
from tanshin.values.finding import InputError
from tanshin.values.message import say
from tanshin.view.content import content
from tanshin.view.guard import policy
from tanshin.view.state import Proved, Shown
from tanshin.viewer.folder import viewer_files
from tanshin.viewer.program import program_files
from tanshin.write.contents import VIEWER_START

if TYPE_CHECKING:
    from starlette.requests import Request

_UNPROVED = say("The viewer shows what is proved, and nothing is now; load it again when it is.")
_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


class Shelf:
    """The viewer of what was proved last; making it takes a while, in which others are answered."""

    def __init__(self, shown: Callable[[], Shown], speaks: Callable[[], Language]) -> None:
        self._shown = shown
        self._speaks = speaks
        self._made_of: Proved | None = None
        self._files: Mapping[str, bytes] = {}
        self._making = asyncio.Lock()

    async def answer(self, request: Request) -> Response:
        """A file of the viewer's folder; without a name that which is to be opened first."""
        name, shown = request.path_params["name"] or VIEWER_START, self._shown()
        if shown.proved is None:
            return self._refuse(503, _UNPROVED)
        try:
            files = await self._of(shown.files, shown.proved)
        except InputError as error:
            return self._refuse(404, error.findings[0].message)
        except Exception as error:  # noqa: BLE001 - a template half written must not end the view
            return self._refuse(500, say("{kind}: {error}", kind=type(error).__name__, error=error))
        answer = content(name, files.get(name))
        if name == VIEWER_START:
            answer.headers["Content-Security-Policy"] = policy(_INLINE.findall(files[name]))
        return answer

    async def _of(self, files: Mapping[str, bytes], proved: Proved) -> Mapping[str, bytes]:
        async with self._making:
            if proved is not self._made_of:
                self._files = await asyncio.to_thread(viewer_files, files, proved.filing, proved.findings)
                self._made_of = proved
            return self._files

    def _refuse(self, status: int, message: str) -> Response:
        return PlainTextResponse(f"{self._speaks().say(message)}\n", status)


def missing() -> str:
    """What to install before there can be a viewer; empty where it is there."""
    try:
        program_files()
    except InputError as error:
        return error.findings[0].message
    return ""
