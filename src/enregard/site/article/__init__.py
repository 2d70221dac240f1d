"""The pages of one article."""
