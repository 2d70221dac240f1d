"""Publish French articles facing their English translation, as a static site made offline."""

__version__ = "0.1.0"
