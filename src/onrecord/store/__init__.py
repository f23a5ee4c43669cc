"""The record: readings in, statements out, kept in one SQLite file or in a PostgreSQL database.

Comes in: `Reading` and `Rejected`. Goes out: `Hit`, `Stored`, `Reading`, counts. Knows nothing of how articles are read or
statements found.
"""

from onrecord.store.answers import Added, Change, ChangeKind, Count, Facets, Hit, Maker, Problem, Run, Stored, Totals
from onrecord.store.anyrecord import AnyRecord
from onrecord.store.opening import open_record
from onrecord.store.query import By, Query, Scope, Sort
from onrecord.store.record import Record

__all__ = [
    "Added",
    "AnyRecord",
    "By",
    "Change",
    "ChangeKind",
    "Count",
    "Facets",
    "Hit",
    "Maker",
    "Problem",
    "Query",
    "Record",
    "Run",
    "Scope",
    "Sort",
    "Stored",
    "Totals",
    "open_record",
]
