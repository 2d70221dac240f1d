"""List findings, and show how much of each article is translated and reviewed."""
