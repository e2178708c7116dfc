"""Values without knowledge of XBRL documents: names, positions, findings, numbers, safe input and output."""
