"""onrecord: who said what, in which exact words, and by whose account."""

__version__ = "0.1.0"
