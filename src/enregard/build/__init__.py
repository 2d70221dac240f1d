"""Build a site: what changed, render it, remember it."""
