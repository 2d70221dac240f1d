"""Measure parts of enregard: `python -m bench NAME`."""
