"""What is printed, before any format: documents, their tables and the figures in them."""
