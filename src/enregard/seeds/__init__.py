"""Read articles from the files under `seeds/`."""
