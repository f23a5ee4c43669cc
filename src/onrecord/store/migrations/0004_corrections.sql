-- Corrections by people: append-only, one row an act. They name statements by id and speakers by name, never by number, so
-- they outlive a re-read and a new model; undoing one is a row too.
CREATE TABLE corrections (
  number INTEGER PRIMARY KEY,
  made TEXT NOT NULL,
  made_by TEXT,
  kind TEXT NOT NULL,
  statement BLOB CHECK (length(statement) = 8),
  before TEXT,
  after TEXT,
  undone_by INTEGER REFERENCES corrections
) STRICT;
CREATE INDEX corrections_of_statement ON corrections (statement) WHERE statement IS NOT NULL;
