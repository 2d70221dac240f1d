"""Read exchange files: TMX, XLIFF, JSON Lines and PO."""
