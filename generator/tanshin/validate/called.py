"""Facts by the names that expressions and findings call them by."""

from __future__ import annotations

from collections.abc import Mapping

from tanshin.derive.expression import FORM
from tanshin.derive.place import is_foreign
from tanshin.report.fact import Fact
from tanshin.report.filing import Filing


def facts_by_name(filing: Filing) -> Mapping[str, Fact]:
    """Facts by what expressions call them; a form's element by its name and period, where that is enough."""
    found: dict[str, Fact] = {}
    for fact in filing.report:
        key = fact.key
        if key.unit is None or is_foreign(key.unit):
            continue
        members = ", ".join(member.local for _, member in key.dimensions)
        if key.concept in filing.form_taxonomy.dts.concepts:
            for _, member in key.dimensions:
                found.setdefault(f"{FORM}.{key.concept.local}[{member.local}] {key.period}", fact)
            found.setdefault(f"{FORM}.{key.concept.local} {key.period}", fact)
        else:
            found[f"{key.concept.local}{f'[{members}]' if members else ''} {key.period}"] = fact
    return found
