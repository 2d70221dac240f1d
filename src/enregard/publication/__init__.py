"""The folder of a publication: where its parts are, its settings, its lock."""
