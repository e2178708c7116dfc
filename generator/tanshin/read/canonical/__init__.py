"""Canonical data -> filing: one folder of YAML and CSV, as the company prints it."""
