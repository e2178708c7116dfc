"""Readers of drafts: files of other programs, of which only the words count."""
