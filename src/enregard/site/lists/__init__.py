"""Listing pages, feeds, the sitemap and other files about all articles."""
