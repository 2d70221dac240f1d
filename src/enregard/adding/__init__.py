"""Convert documents, web pages, books and feeds to seeds, and bring changed ones in again."""
