"""Read what the dialects of Markdown add to CommonMark, as far as articles use it."""
