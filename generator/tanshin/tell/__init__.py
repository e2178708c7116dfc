"""What people see of a check: the languages it speaks, and the shapes it takes on a terminal, a page or in a build."""
