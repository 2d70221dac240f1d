"""Split articles into sentences, and pair sentences with their translations."""
