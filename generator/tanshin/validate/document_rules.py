"""What holds for the documents of a filing, which are there when it is built."""

from tanshin.validate.registry import join
from tanshin.validate.rules import language

DOCUMENT_RULES = join(language.RULES)
