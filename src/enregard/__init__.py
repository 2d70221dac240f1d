"""Publish French articles next to their English translation, as a static site built offline."""

__version__ = "0.1.0"
