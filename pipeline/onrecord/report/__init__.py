"""Report: records or an evaluation -> one self-contained HTML page."""
