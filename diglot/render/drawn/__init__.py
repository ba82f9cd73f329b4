"""What is drawn as outlines: covers, formulas, barcodes."""
