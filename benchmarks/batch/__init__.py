"""How fast many filings are worked on, on one core, on two and through a scheduler, and what a batch adds to each."""
