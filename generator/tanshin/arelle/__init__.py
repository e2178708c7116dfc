"""Arelle as a second opinion, in a process of its own; the only package that knows it."""
