"""Seeded errors: what the check finds of mistakes that are made on purpose, beside what Arelle finds of them.

Run with ``make bench``, or ``python -m benchmarks.seeded_errors --help``. Every mistake follows from a seed.
"""
