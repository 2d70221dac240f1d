"""The folder of a publication: its parts, settings and lock."""
