"""The record: readings in, statements out, kept in one SQLite file.

Comes in: `Reading` and `Rejected`. Goes out: `Hit`, `Stored`, `Reading`, counts. Knows nothing of how articles are read or
statements found.
"""

from onrecord.store.answers import Added, Count, Hit, Problem, Run, Stored, Totals
from onrecord.store.query import By, Query, Scope, Sort
from onrecord.store.record import Record

__all__ = ["Added", "By", "Count", "Hit", "Problem", "Query", "Record", "Run", "Scope", "Sort", "Stored", "Totals"]
