"""The documentation as plain pages: taxonomies, findings, commands, Python, guides, and a search over them all."""
