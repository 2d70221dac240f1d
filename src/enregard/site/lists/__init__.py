"""Listing pages, feeds, the sitemap and other files about several articles."""
