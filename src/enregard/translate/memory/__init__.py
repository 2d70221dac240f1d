"""Reviewed sentences across the whole publication."""
