"""The trained parts, in plain torch: one encoder pass a document, small heads on its vectors."""
