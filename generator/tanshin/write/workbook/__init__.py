"""A filing, finished or still to be filled in, as an Excel workbook."""
