"""What holds for a taxonomy, in the order of codes."""

from tanshin.validate.registry import join
from tanshin.validate.rules import label, network, structure

#: What holds for the words of a taxonomy, also where somebody else made the rest of it.
LABEL_RULES = label.RULES

#: What holds for a taxonomy of our own.
TAXONOMY_RULES = join(LABEL_RULES, network.RULES, structure.RULES)
