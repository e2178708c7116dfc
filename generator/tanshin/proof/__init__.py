"""The proof of what was produced: every file is read back and compared with the canonical data."""
