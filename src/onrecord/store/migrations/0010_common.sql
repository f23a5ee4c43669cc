-- In how many statements of a month, hidden ones left out, a common word stands in the content: `word` is as the full-text index
-- has it. It is counted when a run ends (common.py), for the months in counted_months; with the first change to a statement of a
-- month, that month is taken out there, and what stands here of it says nothing until it is counted again.
CREATE TABLE word_months (
  word TEXT NOT NULL,
  month INTEGER NOT NULL,                                           -- year * 12 + month - 1, 0 without a date
  statements INTEGER NOT NULL,
  PRIMARY KEY (word, month)
) STRICT, WITHOUT ROWID;
CREATE TABLE counted_months (month INTEGER PRIMARY KEY) STRICT;
