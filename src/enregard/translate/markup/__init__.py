"""Carry inline markup from French sentences to their English."""
