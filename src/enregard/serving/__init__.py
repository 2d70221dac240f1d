"""Serve a publication on localhost while you work on it, and accept corrections."""
