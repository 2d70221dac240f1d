"""Split articles into sentences, and face sentences with their translations."""
