"""The filing that follows another: the same tables for the next period, with what was published already."""
