"""XBRL 2.1 instances: read as a stream of items, and from it as a report."""
