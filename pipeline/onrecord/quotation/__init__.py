"""Quotation: the marks, words and rules that tell what is quoted, and by whom."""
