"""What holds for a filing, in the order of codes."""

from tanshin.validate.registry import join
from tanshin.validate.rules import (
    calculation,
    caption,
    direction,
    figure,
    form,
    heading,
    identity,
    label_pair,
    note,
    release,
    table,
)

FILING_RULES = join(
    calculation.RULES,
    identity.RULES,
    figure.RULES,
    table.RULES,
    release.RULES,
    direction.RULES,
    caption.RULES,
    heading.RULES,
    note.RULES,
    label_pair.RULES,
    form.RULES,
)
