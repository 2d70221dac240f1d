"""Take over a translation that exists already: from exchange files, or from an English text."""
