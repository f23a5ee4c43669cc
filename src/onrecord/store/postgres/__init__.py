"""The record in a PostgreSQL database, for a team: many who read and many who write, and the same answers as one file gives.

`record.py` is all that is seen of it from outside; `connection.py` alone knows the driver. Words are cut as the file's own
full-text index cuts them (tokens.py), so that a search finds the same statements in either.
"""
