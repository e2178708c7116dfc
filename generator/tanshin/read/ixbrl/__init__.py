"""Reading Inline XBRL as others publish it: 1.0 and 1.1, one document or several as one set."""
