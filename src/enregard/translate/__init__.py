"""Segment, translate and record sentences."""
