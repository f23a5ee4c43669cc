"""One tree of errors. A message reads `where: what is wrong, with the value; what was expected. What to do.`"""

from __future__ import annotations


class OnrecordError(Exception):
    """Anything that onrecord raises on purpose."""


class ReadError(OnrecordError):
    """One input could not be read as an article. The reader turns it into `Rejected`; the rest goes on."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class ModelError(OnrecordError):
    """The model files are missing, damaged, or of a version that this package does not read."""


class RecordError(OnrecordError):
    """The record could not be opened, read or written."""


class QueryError(OnrecordError):
    """A search was asked for in words that cannot be searched."""
