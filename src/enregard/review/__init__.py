"""List findings, and show how far each article is translated and reviewed."""
