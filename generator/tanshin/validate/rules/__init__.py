"""The rule books: every rule by what it looks at, in the order of codes."""

from tanshin.validate.registry import join
from tanshin.validate.rules import calculation, figure, identity, label, network, structure

#: What holds for a filing.
FILING_RULES = join(calculation.RULES, identity.RULES, figure.RULES)

#: What holds for the words of a taxonomy, also where somebody else made the rest of it.
LABEL_RULES = label.RULES

#: What holds for a taxonomy of our own.
TAXONOMY_RULES = join(LABEL_RULES, network.RULES, structure.RULES)

#: All of them; importing this proves that no code is taken twice.
RULES = join(FILING_RULES, TAXONOMY_RULES)
