"""What is reported: facts and their aspects, independent of any syntax (Open Information Model 1.0)."""
