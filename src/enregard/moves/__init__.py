"""Let records and reviewed sentences follow articles that move."""
