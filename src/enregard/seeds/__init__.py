"""Read the articles of a publication."""
