"""Chains: pronouns and descriptions traced back to the names they stand for, and which places act."""
