"""Give an English text the markup of the French sentence that it translates."""
