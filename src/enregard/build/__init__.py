"""Build a site: find what changed, render it, and remember it."""
