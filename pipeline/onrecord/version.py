"""The package's version, on its own so that reading it imports nothing."""

__version__ = "0.3.0"
SCHEMA_VERSION = "1.0"
