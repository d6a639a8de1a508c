"""Labelling: records to annotation tools and back, so that people correct them into labels."""
