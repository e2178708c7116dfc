"""What holds for a report that somebody else made, and for a summary of the exchange's form among them."""

from tanshin.validate.registry import join
from tanshin.validate.rules import form, form_figure, form_table, instance, summary

#: What holds for any XBRL report.
INSTANCE_RULES = join(instance.RULES)

#: What of a filing's rules holds for a summary that somebody else filed.
FORM_RULES = join(form.RULES, form_table.RULES, form_figure.RULES)

#: What can be said of a summary by itself.
SUMMARY_RULES = join(summary.RULES)
