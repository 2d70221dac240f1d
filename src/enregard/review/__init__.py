"""Report what the checks find and how far each translation is."""
