"""The instance in the older form, as today's form has it: so that it is proved by the rules of every instance."""

from __future__ import annotations

from msgspec.structs import replace

from tanshin.proof.instance import Instance
from tanshin.proof.told import Told
from tanshin.report.fact import Key
from tanshin.report.filing import Filing
from tanshin.report.older_form import OlderForm, older_of, today_of
from tanshin.taxonomy.concept import ItemType

#: The form does not say the language of its texts; it is that of the submission.
_LANG = "ja"


def in_today(instance: Instance, form: OlderForm, filing: Filing) -> Instance:
    """The facts of an instance in the older form, about what they are about in today's.

    What the older form does not have keeps its own name, which is no fact of the filing.
    """
    return replace(instance, facts=tuple(_told(one, form, filing) for one in instance.facts))


def _told(one: Told, form: OlderForm, filing: Filing) -> Told:
    found = today_of(form, one.key, filing.calendar) if one.key else None
    if found is None:
        return one
    element, key = found
    return replace(one, key=key._replace(lang=_LANG) if element.type is ItemType.STRING else key)


def is_written(key: Key, form: OlderForm, filing: Filing) -> bool:
    """Whether the older form has an element for a fact, in a namespace that is known."""
    if key.concept.namespace != filing.form_taxonomy.namespace or key.lang not in (None, _LANG):
        return False
    found = older_of(form, key, filing.calendar)
    return found is not None and bool(form.vocabulary_of[found[0].prefix].namespace)
