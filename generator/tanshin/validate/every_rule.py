"""Every rule; importing this proves that no code is taken twice."""

from tanshin.validate.document_rules import DOCUMENT_RULES
from tanshin.validate.draft_rules import DRAFT_RULES
from tanshin.validate.filing_rules import FILING_RULES
from tanshin.validate.instance_rules import INSTANCE_RULES, SUMMARY_RULES
from tanshin.validate.registry import join
from tanshin.validate.taxonomy_rules import TAXONOMY_RULES

RULES = join(FILING_RULES, DRAFT_RULES, DOCUMENT_RULES, TAXONOMY_RULES, INSTANCE_RULES, SUMMARY_RULES)
