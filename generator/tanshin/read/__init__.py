"""Input in every form it comes in -> filings and reports."""
