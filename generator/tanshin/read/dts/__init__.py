"""Taxonomies as others publish them: schemas and linkbases -> DTS (XBRL 2.1, section 3)."""
