"""onrecord: news articles into data that a person can check."""
