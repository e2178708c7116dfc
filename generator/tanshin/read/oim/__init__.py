"""Reading the formats of the Open Information Model as others publish them: xBRL-JSON and xBRL-CSV."""
