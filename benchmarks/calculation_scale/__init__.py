"""How long sums of large instances take to judge, and how much memory: ours, Arelle's, and that of parsing alone."""
