-- What a page on those who speak most is made of (sayings.py): the columns of all statements under a name that are not hidden, packed
-- by month of publication, made when a run ends. NULL: some of that month has changed since; look at the statements.
CREATE TABLE sayings (
  name TEXT NOT NULL,                                               -- speakers.name
  month INTEGER NOT NULL,                                           -- year * 12 + month - 1, 0 without a date
  packed BLOB,
  PRIMARY KEY (name, month)
) STRICT, WITHOUT ROWID;
