"""Two reports side by side, as functions: what they say differently, and the notice of a correction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tanshin.inputs import figures_of
from tanshin.report.filing import Filing

if TYPE_CHECKING:
    from tanshin.compare.correction import Correction
    from tanshin.compare.difference import Difference
    from tanshin.report.instance import Instance
    from tanshin.taxonomy.era import Eras


def diff(old: Filing | Instance, new: Filing | Instance) -> Difference:
    """What two reports say differently, fact by fact, the most material first.

    Two filings under one taxonomy also tell which concepts were reclassified between their eras.

    Raises:
        InputError: the taxonomy that both are reported under cannot be read in all its eras.
    """
    from tanshin.compare.difference import difference
    from tanshin.compare.side import side_of

    return difference(side_of(old), side_of(new), _shared_eras(old, new))


def correction(old: Filing, new: Filing, lang: str = "ja", earlier: tuple[Filing, ...] = ()) -> Correction:
    """What the later version of a filing prints otherwise than the earlier one, and the figures that moved with it.

    ``earlier`` are the filings before both, which are asked for what they do not have.

    Raises:
        ValueError: the two are not versions of one filing.
    """
    from tanshin.compare.correction import correction as correct

    return correct(old, new, figures_of(new), lang, earlier)


def notice(found: Correction, reason: str = "") -> str:
    """The notice of a correction as a page; without a reason it says where one belongs."""
    from tanshin.tell.notice import as_notice

    return as_notice(found, reason)


def _shared_eras(old: Filing | Instance, new: Filing | Instance) -> Eras | None:
    """The eras of the taxonomy of two filings, where they are of different ones."""
    if not isinstance(old, Filing) or not isinstance(new, Filing):
        return None
    ours, theirs = old.taxonomy, new.taxonomy
    if ours.namespace != theirs.namespace or ours.era == theirs.era:
        return None
    from tanshin.taxonomy.history import read_eras as read_all

    return read_all(new.taxonomy_folder, theirs.namespace)
