"""Read raw HTML in Markdown as what it means."""
