"""The rule books: each module holds the rules about one thing, in an explicit order."""
