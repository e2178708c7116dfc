"""What the rules of the proof look at: the files of a build, read back, beside the data they were made of."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, field

from tanshin.derive.binding import Binder
from tanshin.derive.past import Past
from tanshin.document.model import Document
from tanshin.document.noted import notes_of
from tanshin.proof.book import Book, read_workbook
from tanshin.proof.instance import Instance
from tanshin.proof.interchange import Interchange, reports_in
from tanshin.proof.older import in_today, is_written
from tanshin.proof.page import Block, Page
from tanshin.proof.reading import Reading, read_files
from tanshin.proof.told import Noted
from tanshin.report.fact import Key
from tanshin.report.filing import Filing, Print, Table, negates, slots, statement_key
from tanshin.report.older_form import OlderForm
from tanshin.validate.check import CheckResult
from tanshin.values.qname import QName
from tanshin.values.source import Source

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

INDEX = "index.html"


class Output(Struct, frozen=True, dict=True):
    """The files of a build by their paths, the filing, and its documents in both languages.

    ``past`` is what charts take their figures from. ``home`` is the folder the files lie in, for those who look them
    up. ``expected`` are the files of a fresh build, where an older one is compared with it; ``read`` are the files as
    they were read, where they were. ``result`` is what the index tells of: what was checked and proved. ``older`` is
    the older form, where the build has the summary in that one too. ``signature`` is that of the manifest, which is not
    among the files, and ``certificate`` the one it is held against.
    """

    filing: Filing
    files: Mapping[str, bytes]
    documents: tuple[Document, ...]
    binder: Binder
    past: Past | None = None
    home: str = ""
    expected: Mapping[str, bytes] = field(default_factory=dict)
    read: Reading | None = None
    result: CheckResult | None = None
    older: OlderForm | None = None
    signature: bytes | None = None
    certificate: Certificate | None = None

    @cached_property
    def noted(self) -> Mapping[Noted, None]:
        """The footnotes that documents print on facts, each once."""
        keys = self.filing.report.by_key
        notes = (note for one in self.documents for note in notes_of(one, keys))
        return dict.fromkeys((note.text, note.lang, frozenset(note.facts)) for note in notes)

    def at(self, path: str, line: int = 0) -> Source:
        """A place in a file."""
        return Source(f"{self.home}/{path}" if self.home else path, line)

    # The files, read

    @cached_property
    def reading(self) -> Reading:
        """The files, read back."""
        return self.read or read_files(self.files)

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Every page but the index."""
        return {path: page for path, page in self.reading.pages.items() if path != INDEX}

    @cached_property
    def instances(self) -> Mapping[str, Instance]:
        """Every instance; what stands in the older form is told as today's form has it."""
        return {path: self._in_today(one) for path, one in self.reading.instances.items()}

    def _in_today(self, instance: Instance) -> Instance:
        if not self.is_older(instance.path) or self.older is None:
            return instance
        return in_today(instance, self.older, self.filing)

    @cached_property
    def interchanges(self) -> tuple[Interchange, ...]:
        """The reports in the formats of the Open Information Model."""
        return tuple(reports_in(self.files, self._is_number))

    @cached_property
    def workbooks(self) -> Mapping[str, Book]:
        """The workbooks for readers."""
        return {path: read_workbook(data, path) for path, data in self.files.items() if path.endswith(".xlsx")}

    def _is_number(self, name: QName) -> bool:
        concepts, form = self.filing.taxonomy.dts.concepts, self.filing.form_taxonomy.dts.concepts
        concept = concepts.get(name) or form.get(name)
        return concept is not None and concept.type.is_numeric

    def notes_in(self, path: str) -> Container[Noted]:
        """The footnotes of a report in any format."""
        return self._notes.get(path, frozenset())

    @cached_property
    def _notes(self) -> Mapping[str, frozenset[Noted]]:
        found = {path: frozenset(one.notes) for path, one in self.instances.items()}
        found |= {path: frozenset(page.notes) for path, page in self.pages.items()}
        return found | {one.path: frozenset(one.notes) for one in self.interchanges}

    @cached_property
    def interchanged(self) -> Mapping[str, frozenset[Key | None]]:
        """What the facts of each of these reports are about."""
        return {one.path: frozenset(told.key for _, told in one.facts) for one in self.interchanges}

    def is_older(self, path: str) -> bool:
        """Whether a file holds the summary in the older form."""
        return path.startswith("older/")

    def takes_up(self, path: str, key: Key) -> bool:
        """Whether an instance has to hold a fact: that of the older form does where it knows an element for it."""
        if not self.is_older(path):
            return True
        return self.older is not None and is_written(key, self.older, self.filing)

    @cached_property
    def keys_of(self) -> Mapping[str, frozenset[Key | None]]:
        """What the facts of each instance are about."""
        return {path: frozenset(told.key for told in one.facts) for path, one in self.instances.items()}

    def sentences(self, page: Page) -> tuple[tuple[str, Block], ...]:
        """The texts of a page outside of the tables of figures, each on one line."""
        return self._sentences[page.path]

    @cached_property
    def _sentences(self) -> Mapping[str, tuple[tuple[str, Block], ...]]:
        return {
            path: tuple((" ".join(block.text.split()), block) for block in page.blocks if not block.table)
            for path, page in self.pages.items()
        }

    # What they were made of

    @cached_property
    def by_name(self) -> Mapping[tuple[str, str], Document]:
        """The documents by language and name."""
        return {(one.lang, one.name): one for one in self.documents}

    @cached_property
    def layouts(self) -> Mapping[str, Table]:
        """The tables of the filing by their ids."""
        return {table.id: table for table in self.filing.printed_tables}

    @cached_property
    def statements(self) -> frozenset[str]:
        """The ids of the tables that are statements."""
        return frozenset(table.id for table in self.filing.tables)

    @cached_property
    def prints(self) -> Mapping[str, tuple[Print, ...]]:
        """What the canonical tables print, by the table."""
        found: dict[str, list[Print]] = {}
        for one in self.filing.prints:
            found.setdefault(one.table, []).append(one)
        return {name: tuple(cells) for name, cells in found.items()}

    @cached_property
    def printed_of(self) -> Mapping[Key, frozenset[Decimal]]:
        """What tables print of each fact, without signs."""
        found: dict[Key, set[Decimal]] = {}
        for one in self.filing.prints:
            if one.value is not None:
                found.setdefault(one.key, set()).add(abs(one.value))
        return {key: frozenset(values) for key, values in found.items()}

    def due(self, page: Page) -> frozenset[Key]:
        """What a page has to tag: a statement what its table prints, the summary the form, a release what it states."""
        filing = self.filing
        if page.name in self.statements:
            return self._due_of(self.layouts[page.name])
        if page.name == "summary":
            own = filing.form_taxonomy.namespace
            return frozenset(fact.key for fact in filing.in_language(page.lang) if fact.concept.namespace == own)
        document = self.by_name.get((page.lang, page.name))
        return frozenset(fact.key for fact in document.tagged()) if document and page.name == "release" else frozenset()

    def _due_of(self, table: Table) -> frozenset[Key]:
        """What a statement tags: all it prints but totals of others, and what it prints otherwise than they do."""
        restated = {line.concept for _, line in self.filing.statement(table).walk() if line.restates}
        return frozenset(
            one.key
            for one in self.prints.get(table.id, ())
            if one.key.concept not in restated
            and (fact := self.filing.report.get(one.key))
            and (one.value is None or one.value == fact.value)
        )

    @cached_property
    def turned(self) -> Mapping[tuple[str, Key], frozenset[bool]]:
        """Whether a table prints a fact with the opposite sign, by the table and the fact; it may do both."""
        found: dict[tuple[str, Key], set[bool]] = {}
        concepts, entity = self.filing.taxonomy.dts.concepts, self.filing.entity
        for layout in self.filing.printed_tables:
            for slot in slots(layout, self.filing.statement(layout), self.filing.calendar):
                key = statement_key(slot.line, slot.column, slot.span, concepts, entity)
                if key is not None:
                    found.setdefault((layout.id, key), set()).add(negates(layout, slot.line, slot.column))
        return {place: frozenset(signs) for place, signs in found.items()}


def document_pages(output: Output) -> Iterator[tuple[Page, Document]]:
    """Each page with the document that it prints."""
    for page in output.pages.values():
        document = output.by_name.get((page.lang, page.name))
        if document is not None:
            yield page, document
