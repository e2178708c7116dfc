"""Two reports side by side: what the one says and the other does not, and the notice of a correction."""
