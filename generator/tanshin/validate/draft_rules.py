"""What holds for drafts of a release beside their filing, in the order of codes."""

from tanshin.validate.registry import join
from tanshin.validate.rules import draft

DRAFT_RULES = join(draft.RULES)
