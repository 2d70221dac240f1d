"""The translation model: pin, download, install, run."""
