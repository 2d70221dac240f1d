"""Find a place for French markup in English words written by someone else."""
