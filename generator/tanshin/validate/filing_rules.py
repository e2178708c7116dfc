"""What holds for a filing, in the order of codes."""

from tanshin.validate.registry import join
from tanshin.validate.rules import (
    calculation,
    caption,
    comparative,
    direction,
    figure,
    forecast,
    form,
    heading,
    identity,
    label_pair,
    note,
    own,
    period,
    release,
    share,
    table,
)

FILING_RULES = join(
    calculation.RULES,
    identity.RULES,
    comparative.RULES,
    period.RULES,
    forecast.RULES,
    share.RULES,
    figure.RULES,
    table.RULES,
    release.RULES,
    direction.RULES,
    caption.RULES,
    heading.RULES,
    note.RULES,
    label_pair.RULES,
    form.RULES,
    own.RULES,
)
