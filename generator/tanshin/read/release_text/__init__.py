"""Releases of others -> tables in our shape: which line of which tree a printed row is, and which period a column."""
