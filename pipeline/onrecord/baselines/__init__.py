"""Baselines: what others' tools and simple rules give on the same texts, in the shape of labels."""
