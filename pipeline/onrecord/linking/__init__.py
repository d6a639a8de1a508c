"""Linking: from a number to what it counts, what happened, where, when, and how surely."""
