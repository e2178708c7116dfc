"""What must hold for the files of a build."""
