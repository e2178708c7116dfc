"""The work on a filing that is looked at: what was made before is made anew as far as the input has changed.

Every step is a pure function, remembered by all that goes into it (``values/memory.py``): the files of a folder give a
filing, a filing gives documents, a document gives a page, a page is read back. So nothing has to know what depends on
what. A step whose input is as it was gives what it gave before, and the result is that of a full build.

The page that a person looks at is made first, then what is found, then every other page, and last the proof. A change
of the input ends the work at its next step, and it begins again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from tanshin import api, resources
from tanshin.inputs import places_before
from tanshin.product import Desk
from tanshin.read.material import files_of, inputs_of
from tanshin.report.filing import Filing
from tanshin.tell.checked import Checked
from tanshin.tell.language import Language, forget_words
from tanshin.tell.language import language as language_of
from tanshin.tell.quote import Quoter
from tanshin.tell.text import finding_lines, summary
from tanshin.validate.check import CheckResult
from tanshin.values.anchor import anchor_of
from tanshin.values.finding import Finding, InputError, Severity, sort_findings
from tanshin.values.memory import digest_of, forget_stages
from tanshin.values.message import say
from tanshin.values.patience import SupersededError, checkpoint
from tanshin.view.state import Entry, Phase, Proved, Shown, Told, digest
from tanshin.write.html import forget_templates

_NAMES = {
    "ja": {"summary": "決算短信サマリー情報", "release": "決算短信", "presentation": "決算説明資料"},
    "en": {"summary": "Summary", "release": "Release", "presentation": "Slides"},
}


class Engine:
    """Makes what is shown of a filing, step by step; ``publish`` gets it after each.

    ``looked_at`` names the pages that are made first. What is found from ``least`` on is told, in ``language``, with
    the words that it has now.
    """

    def __init__(
        self,
        place: Path,
        publish: Callable[[Shown], None],
        language: Language,
        looked_at: Callable[[], Iterable[str]] = tuple,
        least: Severity = Severity.WARNING,
    ) -> None:
        self._place = place
        self._publish = publish
        self.language = language
        self._looked_at = looked_at
        self._least = least
        self._templates = ""
        self.shown = Shown()
        self.places = self._inputs(())

    def rebuild(self) -> None:
        """Bring what is shown up to the input as it is now.

        Raises:
            SupersededError: the work was given up for a newer version of the input.
        """
        self._show(revision=self.shown.revision + 1, phase=Phase.READING, settled=False, proved=None)
        try:
            self._renew_templates()
            self._build()
        except InputError as error:
            self._tell(Phase.UNUSABLE, Checked(str(self._place), sort_findings(error.findings)))
        except SupersededError:
            raise
        except Exception as error:  # noqa: BLE001 - a fault of ours, or a template half written, must not end the view
            words = say("{kind}: {error}", kind=type(error).__name__, error=error)
            self._tell(Phase.FAULTY, Checked(str(self._place), (Finding("TNS791", Severity.ERROR, words),)))

    def _build(self) -> None:
        filing = api.read_filing(self._place)
        earlier, _ = api.usable_before(filing, self._place)
        self.places = self._inputs(places_before(filing, self._place))
        checkpoint()
        desk = Desk(filing, api.figures_of(filing), earlier)
        self._show(
            phase=Phase.CHECKING,
            title=f"{filing.issuer.names[self.language.code]} — {filing.name}",
            **self._pages(desk, [path for path in self._looked_at() if path in desk.sheets]),
        )
        result = api.check(filing, earlier)
        is_refused = any(one.severity is Severity.ERROR for one in result.findings)
        self._tell(Phase.REFUSED if is_refused else Phase.PROVING, self._checked(filing, result))
        if is_refused:
            self._show(**self._pages(desk, desk.sheets))
            return
        made = api.produce(filing, result, earlier=earlier)
        faults = tuple(one for one in made.faults if one.severity is Severity.ERROR)
        pages = {path: made.files[path] for path in desk.sheets}
        self._show(files=pages if faults else made.files, entries=self._entries(desk, pages, frozenset()))
        checked = self._checked(filing, made.result)
        if faults:
            self._tell(Phase.FAULTY, replace(checked, findings=sort_findings((*faults, *checked.findings))))
        else:
            self._tell(Phase.PROVED, checked, Proved(filing, made.result.findings))

    def _inputs(self, earlier: Iterable[Path]) -> tuple[Path, ...]:
        """All that the filing is read from, and what it is printed with."""
        return (*inputs_of(self._place), resources.templates_dir(), *earlier)

    def _pages(self, desk: Desk, wanted: Iterable[str]) -> dict[str, object]:
        """The pages with some of them made anew; one that cannot be made stays as it was."""
        fresh: dict[str, bytes] = {}
        for path in wanted:
            checkpoint()
            # A text names a figure that has no value: the rules tell so.
            with suppress(ValueError):
                fresh[path] = desk.page(path) or b""
        pages = {path: self.shown.files[path] for path in desk.sheets if path in self.shown.files} | fresh
        return {"files": pages, "entries": self._entries(desk, pages, frozenset(pages.keys() - fresh))}

    def _entries(self, desk: Desk, pages: Mapping[str, bytes], stale: frozenset[str]) -> tuple[Entry, ...]:
        """The list of pages: summary, release and slides first, then the statements."""
        found = [
            Entry(path, one.lang, one.name, self._title(desk, one.lang, one.name), digest(pages[path]), path in stale)
            for path, one in desk.sheets.items()
            if path in pages
        ]
        first = list(_NAMES["en"])
        return tuple(sorted(found, key=lambda one: first.index(one.name) if one.name in first else len(first)))

    def _title(self, desk: Desk, lang: str, name: str) -> str:
        return _NAMES[lang].get(name) or desk.title(lang, name)

    def _checked(self, filing: Filing, result: CheckResult) -> Checked:
        return Checked(str(self._place), result.findings, result, filing)

    def _tell(self, phase: Phase, checked: Checked, proved: Proved | None = None) -> None:
        """Show what was found, in the words of ``tanshin check``."""
        quoter = Quoter(api.input_roots(self._place, checked.filing))
        told = tuple(
            Told(
                one.severity,
                one.code,
                "\n".join(finding_lines(one, self.language, quoter)),
                anchor_of(one.facts[0]) if one.facts else "",
            )
            for one in sorted(checked.findings, key=lambda one: (-one.severity, one.sort_key))
            if one.severity >= self._least
        )
        self._show(phase=phase, findings=told, summary=summary(checked, self.language), settled=True, proved=proved)

    def _renew_templates(self) -> None:
        """What was printed with other templates, or told in other words, is not what would be now."""
        paths = files_of(resources.templates_dir())
        found = digest_of([part for path in paths for part in (str(path).encode(), path.read_bytes())])
        if found != self._templates:
            forget_templates()
            forget_words()
            forget_stages()
            self.language = language_of(self.language.code)
            self._templates = found

    def _show(self, **changes: object) -> None:
        self.shown = replace(self.shown, **changes)
        self._publish(self.shown)
