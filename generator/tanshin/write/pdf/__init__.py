"""Documents on paper: PDF as a browser prints it, with fonts and particulars of our own."""
