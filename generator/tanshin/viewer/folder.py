"""The folder of the viewer: a page for each document of a build, the program, and the findings beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tanshin.report.filing import Filing
from tanshin.values.finding import Finding
from tanshin.viewer.page import RELEASE, page_of
from tanshin.viewer.panel import panel
from tanshin.viewer.program import program_files
from tanshin.write.contents import VIEWER_START
from tanshin.write.release import page_of as release_of
from tanshin.write.submitter import names_of
from tanshin.write.tdnet import ATTACHMENT, ENGLISH, SUMMARY

#: What the program asks for beside itself where a server has it; without it, a browser would complain.
_CONFIG = {"ixbrlviewer.config.json": b"{}\n"}


def viewer_files(files: Mapping[str, bytes], filing: Filing, findings: Iterable[Finding]) -> dict[str, bytes]:
    """The files of the viewer by their names in its folder: ``index.html`` leads to every document and finding.

    ``files`` are those of a build by their paths in it, ``findings`` what its check found. The same input gives the
    same bytes; nothing in the folder leads out of it, and it works from a disk as well as from a server.

    Raises:
        InputError: the package with the program is not installed (TNS024).
    """
    program = program_files()
    roles = tuple(_roles(filing))
    pages = tuple(
        page_of(name, lang, files[path], filing, roles) for name, lang, path in _documents(filing) if path in files
    )
    return {
        **{page.file: page.content for page in pages},
        VIEWER_START: panel(filing, pages, findings),
        **_CONFIG,
        **program,
    }


def _documents(filing: Filing) -> Iterator[tuple[str, str, str]]:
    """The documents of a build in the order of reading: what each is called, its language, its path."""
    names = names_of(filing)
    for lang, summary, attachment in (("ja", SUMMARY, ATTACHMENT), ("en", ENGLISH, ENGLISH)):
        yield "summary", lang, f"{summary}/{names.summary}-ixbrl.htm"
        for one in names.attached:
            yield one.name, lang, f"{attachment}/{one.file}"
        yield RELEASE, lang, release_of(lang)


def _roles(filing: Filing) -> Iterator[str]:
    """The link roles of what the filing prints: those of statements that it does not have would show gaps."""
    for table in filing.printed_tables:
        yield filing.statement(table).role
    if filing.form.name:
        for section in filing.form_taxonomy.of_form(filing.form.name).statements:
            yield section.role
