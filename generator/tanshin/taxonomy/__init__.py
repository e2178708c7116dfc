"""What line items mean: concepts, labels, networks, and the DTS they form."""
