"""Export a publication to TMX, XLIFF, JSON Lines and EPUB.

Exports share the rendering of blocks, the words and the labels with `site/`, but not its pages or templates.
"""
