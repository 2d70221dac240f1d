"""Export a publication to TMX, XLIFF, JSON Lines and EPUB.

From `site/`, exports use blocks, words and labels, but no pages or templates.
"""
