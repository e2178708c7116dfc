"""Finding reports in what they come in: TDnet's packages, report packages, folders, single files."""
