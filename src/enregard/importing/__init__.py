"""Import existing translations, from exchange files or from an English text."""
