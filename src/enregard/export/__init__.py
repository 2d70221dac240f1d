"""Write a publication for other programs and for e-readers: TMX, XLIFF, JSON Lines and EPUB.

Of the site only what says things in words is used here (dates, labels, addresses): no page, no template.
"""
