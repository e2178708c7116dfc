"""A filing looked at in the browser while it is written."""
