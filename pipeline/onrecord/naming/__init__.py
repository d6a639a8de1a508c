"""Naming: which names are names of one actor or place, which of them is the fullest, and what kind of actor it is."""
