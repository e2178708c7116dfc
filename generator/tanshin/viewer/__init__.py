"""The documents of a build in the ixbrl-viewer, with the findings beside them: a folder that needs no network."""
