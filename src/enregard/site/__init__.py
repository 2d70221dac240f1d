"""Render facing articles as a static site."""
