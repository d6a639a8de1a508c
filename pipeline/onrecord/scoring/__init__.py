"""Scoring: records against hand labels, stage by stage, with counts and intervals."""
