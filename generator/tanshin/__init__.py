"""tanshin: from one set of canonical figures to everything a listed company publishes."""

__version__ = "0.1.0"
