"""What a folder of readings says of itself: who made it, and of every batch, from which files and with which parts.

    OUTPUT/_onrecord.json                                      what made the statements; another maker has another folder
    OUTPUT/readings/batch=000001/_manifest.json                the files that were read, the parts that were written
    OUTPUT/readings/batch=000001/month=2031-09/part-….parquet  rows of STATEMENT_SCHEMA, an article before its statements
    OUTPUT/quotations/, OUTPUT/stories/                        what relates them, made anew each time

A batch counts when its manifest is there and all its parts, each as long as the manifest says: then it does not matter whether
a rename of a folder is one act, as on disks and HDFS, or many, as on object stores.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from onrecord.run.arrow.files import Source

FORM: Final = "onrecord-readings"
VERSION: Final = 1
ABOUT: Final = "_onrecord.json"
MANIFEST: Final = "_manifest.json"
READINGS, QUOTATIONS, STORIES, STAGING = "readings", "quotations", "stories", "_staging"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The folder as a whole."""

    form: str
    version: int
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file that was written, by its path within the batch."""

    path: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One batch: what was read, what was written, and how many rows of each kind that came to."""

    files: tuple[Source, ...]
    parts: tuple[Part, ...]
    articles: int = 0
    statements: int = 0
    named: int = 0
    errors: int = 0
